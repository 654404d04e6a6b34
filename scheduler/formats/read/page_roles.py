"""Which elements of a saved web page hold titles, authors and abstracts, told by what sites call them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from scheduler.formats.read.page_lines import Role

HIDDEN: Final = frozenset(
    ("script", "style", "template", "noscript", "svg", "nav", "footer", "button", "select", "head", "iframe")
)
"""Elements that hold nothing of a programme."""


@dataclass(frozen=True, slots=True)
class Step:
    """The way through a page: into an element, or out of it. Text nodes are only entered."""

    node: LexborNode
    entering: bool


def walk(root: LexborNode) -> Iterator[Step]:
    """All nodes in document order, however deep they are nested; hidden ones with what they hold are not."""
    node: LexborNode | None = root
    depth = 0
    while node is not None:
        hidden = node.tag in HIDDEN
        if not hidden:
            yield Step(node, entering=True)
        child = None if hidden or node.tag == "-text" else node.child
        if child is not None:
            node, depth = child, depth + 1
            continue
        if not hidden and node.tag != "-text":
            yield Step(node, entering=False)
        while depth and node is not None and node.next is None:
            node, depth = node.parent, depth - 1
            if node is not None:
                yield Step(node, entering=False)
        node = node.next if depth and node is not None else None


def roles_in(root: LexborNode) -> dict[int, Role]:
    """Element → role, of elements that hold no element of another role."""
    roles: dict[int, Role] = {}
    for by_address in (False, True):
        roles = _roles(root, by_address=by_address)
        if Role.TITLE in roles.values():
            break
    return roles


def _roles(root: LexborNode, *, by_address: bool) -> dict[int, Role]:
    roles: dict[int, Role] = {}
    around: list[tuple[int, Role]] = []
    mixed: set[int] = set()
    for step in walk(root):
        if step.node.tag == "-text":
            continue
        mark = step.node.mem_id
        if not step.entering:
            if around and around[-1][0] == mark:
                around.pop()
            continue
        role = role_of(step.node, by_address=by_address)
        if role is None:
            continue
        # Enclosing elements are either of one role throughout or known as mixed: this loop is short.
        for other, role_around in reversed(around):
            if role_around is role or other in mixed:
                break
            mixed.add(other)
        roles[mark] = role
        around.append((mark, role))
    return {mark: role for mark, role in roles.items() if mark not in mixed}


def role_of(node: LexborNode, *, by_address: bool = False) -> Role | None:
    """The role an element's class or kind gives it."""
    attributes = node.attributes
    for name in (attributes.get("class") or "").split()[:20]:
        for role, pattern in _CLASSES:
            if pattern.fullmatch(name):
                return role
    if node.tag == "details":
        summary = node.css_first("summary")
        if summary is not None and _ABSTRACT.match(summary.text()):
            return Role.ABSTRACT
    if by_address and node.tag == "a" and _POSTER_LINK.search((attributes.get("href") or "")[:500]):
        return Role.TITLE
    return None


_CLASSES: Final = (
    (Role.ABSTRACT, re.compile(r"(?!.*(?:link|button|btn|toggle|header|section)).*[aA]bstract.*")),
    (
        Role.AUTHORS,
        re.compile(r"(?!.*(?:link|button|btn|photo|image)).*(?:authors?|organizers?|speakers?|presenters?)(?![a-z]).*"
                   r"|card-subtitle|maincardFooter"),
    ),
    (
        Role.TITLE,
        re.compile(
            r"(?!(?:session|page|site|conference|section|nav|modal|footer|header|menu|sub)[-_]?title)"
            r"(?:[a-z]+[-_])*[tT]itle(?:[-_](?:text|link|str))?|[a-z]+Title|maincardBody"
        ),
    ),
)  # fmt: skip
_ABSTRACT: Final = re.compile(r"\s*(?:show |view )?abstract", re.IGNORECASE)
_POSTER_LINK: Final = re.compile(r"/(?:poster|oral|spotlight|paper)s?[/_][\w.-]+|forum\?id=")
