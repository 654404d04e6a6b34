"""Old and new programme side by side: who is who, what changed, and what the store should hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from scheduler.core.catalog import Catalog, Presentation, Session, Slot
from scheduler.core.identity import normalised
from scheduler.core.times import spell_span

Similarity = Callable[[str, str], float]
"""How alike two texts are, 0 to 100."""

SAME_AUTHORS_TITLE = 55.0
"""With the same authors, titles this alike are one work renamed, not two works of one team."""
SAME_TEXT = 90.0
"""Abstracts this alike are the same work, whatever its title and authors."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one presentation, before and after, in words."""

    key: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a refresh does. Each presentation may be in several lists; `unchanged` is in none."""

    added: tuple[Presentation, ...] = ()
    withdrawn: tuple[Presentation, ...] = ()
    returned: tuple[Presentation, ...] = ()
    renamed: tuple[Change, ...] = ()
    moved: tuple[Change, ...] = ()
    rewritten: tuple[Change, ...] = ()
    updated: int = 0
    unchanged: int = 0

    @property
    def empty(self) -> bool:
        return not (self.added or self.withdrawn or self.returned or self.updated)


@dataclass(frozen=True, slots=True)
class Merge:
    """The programme to store, under which source keys, and the report of what that changes."""

    catalog: Catalog
    source_keys: Mapping[str, str] = field(default_factory=dict)
    report: Report = Report()


def match(
    old: Iterable[Presentation],
    new: Iterable[Presentation],
    source_keys: Mapping[str, str],
    similarity: Similarity,
) -> dict[str, str]:
    """New key -> old key for all that are the same presentation.

    By key first, then by the normalised title, then by authors and abstract.
    """
    by_source = {source_keys.get(p.key, p.key): p.key for p in old}
    found = {p.key: by_source[p.key] for p in new if p.key in by_source}
    rest_old, rest_new = _rest(old, new, found)
    _match_by(rest_old, rest_new, found, lambda p: normalised(p.title))
    rest_old, rest_new = _rest(old, new, found)
    _match_by(rest_old, rest_new, found, lambda p: normalised(p.abstract))
    rest_old, rest_new = _rest(old, new, found)
    _match_by_likeness(rest_old, rest_new, found, similarity)
    return found


def merge(
    old: Catalog | None,
    new: Catalog,
    source_keys: Mapping[str, str],
    similarity: Similarity,
    *,
    partial: bool = False,
) -> Merge:
    """The programme after a refresh: old keys kept, what is gone kept as withdrawn.

    `partial`: the source covers only its own sessions; presentations of others are left alone.
    A refresh never empties an abstract, summary, topic list or board that an earlier import gave
    and this source has no word on: a page and a catalog of the same session complete each other.
    """
    if old is None:
        report = Report(added=new.presentations)
        return Merge(new, {}, report)
    pairs = match(old.presentations, new.presentations, source_keys, similarity)
    known = {p.key: p for p in old.presentations}
    sessions = _merge_sessions(old.sessions, new.sessions, partial=partial)
    spots = {session.key: session for session in sessions}
    now: list[Presentation] = []
    names: dict[str, str] = {}
    for p in new.presentations:
        key = pairs.get(p.key) or _fresh_key(p.key, old, known)
        before = known.get(key)
        named = p if p.key == key else replace(p, key=key)
        kept = _completed(before, named) if before else named
        now.append(kept)
        if kept.key != p.key:
            names[key] = p.key
    present = {p.key for p in now}
    gone = [p for p in old.presentations if p.key not in present]
    covered = {session.key for session in new.sessions}
    left = [p if partial and not _within(p, covered) else replace(p, withdrawn=True) for p in gone]
    for p in left:
        if p.key in source_keys:
            names[p.key] = source_keys[p.key]
    conference = replace(new.conference, key=old.conference.key)
    if partial:
        conference = old.conference
    catalog = Catalog(conference, sessions, (*now, *left))
    olds = {session.key: session for session in old.sessions}
    return Merge(catalog, names, _report(known, catalog, olds, spots))


def _rest(
    old: Iterable[Presentation], new: Iterable[Presentation], found: Mapping[str, str]
) -> tuple[list[Presentation], list[Presentation]]:
    taken = set(found.values())
    return [p for p in old if p.key not in taken], [p for p in new if p.key not in found]


def _match_by(
    old: list[Presentation],
    new: list[Presentation],
    found: dict[str, str],
    feature: Callable[[Presentation], str],
) -> None:
    """Pairs those of which the feature is the same and stands for exactly one on each side."""
    olds, news = _unique(old, feature), _unique(new, feature)
    for value, presentation in news.items():
        if value in olds:
            found[presentation.key] = olds[value].key


def _unique(some: list[Presentation], feature: Callable[[Presentation], str]) -> dict[str, Presentation]:
    seen: dict[str, list[Presentation]] = {}
    for presentation in some:
        if value := feature(presentation):
            seen.setdefault(value, []).append(presentation)
    return {value: group[0] for value, group in seen.items() if len(group) == 1}


def _match_by_likeness(
    old: list[Presentation], new: list[Presentation], found: dict[str, str], similarity: Similarity
) -> None:
    by_author: dict[str, list[Presentation]] = {}
    for p in old:
        for author in p.authors:
            by_author.setdefault(normalised(author), []).append(p)
    taken: set[str] = set()
    for p in new:
        near = {q.key: q for author in p.authors for q in by_author.get(normalised(author), ())}
        scores = [(_likeness(p, q, similarity), q.key) for q in near.values() if q.key not in taken]
        best = max(scores, default=(0.0, ""))
        if best[0] > 0:
            found[p.key] = best[1]
            taken.add(best[1])


def _likeness(p: Presentation, q: Presentation, similarity: Similarity) -> float:
    """0 unless the two are one work; else how sure that is."""
    if p.abstract and q.abstract:
        alike = similarity(p.abstract, q.abstract)
        if alike >= SAME_TEXT:
            return 100 + alike
    if {normalised(a) for a in p.authors} == {normalised(a) for a in q.authors}:
        alike = similarity(p.title, q.title)
        if alike >= SAME_AUTHORS_TITLE:
            return alike
    return 0.0


def _fresh_key(key: str, old: Catalog, known: Mapping[str, Presentation]) -> str:
    """The key of an added presentation in the namespace of the conference it joins."""
    _, _, name = key.partition("/")
    fresh = f"{old.conference.key}/{name}"
    count = 1
    while fresh in known:
        count += 1
        fresh = f"{old.conference.key}/{name}~{count}"
    return fresh


def _completed(before: Presentation, after: Presentation) -> Presentation:
    if _same(before, after):
        return after
    slots = after.slots if _says_where(after.slots) or not before.slots else before.slots
    if len(slots) == len(before.slots):
        slots = tuple(
            replace(slot, board=slot.board or past.board) if slot.session == past.session else slot
            for slot, past in zip(slots, before.slots, strict=True)
        )
    return replace(
        after,
        title=after.title or before.title,
        authors=after.authors or before.authors,
        abstract=after.abstract or before.abstract,
        summary=after.summary or before.summary,
        topics=after.topics or before.topics,
        track=after.track or before.track,
        url=after.url or before.url,
        slots=slots,
    )


def _same(before: Presentation, after: Presentation) -> bool:
    """In all but their places in the source; of most this is all there is to say."""
    return before == after or before == replace(after, order=before.order)


def _says_where(slots: tuple[Slot, ...]) -> bool:
    return any(slot.session or slot.start or slot.room or slot.board for slot in slots)


def _merge_sessions(
    old: tuple[Session, ...], new: tuple[Session, ...], *, partial: bool
) -> tuple[Session, ...]:
    """New sessions, with old times where the source states none; a partial source keeps the others."""
    before = {session.key: session for session in old}
    merged = []
    for session in new:
        past = before.pop(session.key, None)
        if past and session.start is None:
            session = replace(
                session,
                start=past.start,
                end=past.end,
                time_source=past.time_source,
                room=session.room or past.room,
            )
        merged.append(session)
    return (*before.values(), *merged) if partial else tuple(merged)


def _within(presentation: Presentation, covered: set[str]) -> bool:
    return any(slot.session in covered for slot in presentation.slots)


def _report(
    known: Mapping[str, Presentation],
    catalog: Catalog,
    olds: Mapping[str, Session],
    news: Mapping[str, Session],
) -> Report:
    added, withdrawn, returned, renamed, moved, rewritten = [], [], [], [], [], []
    shifted = _shifted(olds, news)
    touched = [p for p in catalog.presentations if not _untouched(known.get(p.key), p, shifted)]
    updated, unchanged = 0, len(catalog.presentations) - len(touched)
    for p in touched:
        before = known.get(p.key)
        if before is None:
            added.append(p)
            continue
        if p.withdrawn:
            if not before.withdrawn:
                withdrawn.append(p)
            continue
        if before.withdrawn:
            returned.append(p)
        zone_name = catalog.conference.timezone
        where_before = spell_places(before.slots, olds, zone_name)
        where_after = spell_places(p.slots, news, zone_name)
        if _differ(before.title, p.title):
            renamed.append(Change(p.key, p.display_title, before.title, p.title))
        if where_before != where_after and before.slots:
            moved.append(Change(p.key, p.display_title, where_before, where_after))
        if before.abstract and _differ(before.abstract, p.abstract):
            rewritten.append(Change(p.key, p.display_title, before.abstract, p.abstract))
        if replace(before, order=0, withdrawn=False) != replace(p, order=0) or where_before != where_after:
            updated += 1
        else:
            unchanged += 1
    return Report(
        added=tuple(added),
        withdrawn=tuple(withdrawn),
        returned=tuple(returned),
        renamed=tuple(renamed),
        moved=tuple(moved),
        rewritten=tuple(rewritten),
        updated=updated,
        unchanged=unchanged,
    )


def _shifted(olds: Mapping[str, Session], news: Mapping[str, Session]) -> set[str]:
    """The sessions that are new, gone, or not what they were."""
    return {key for key in {*olds, *news} if olds.get(key) != news.get(key)}


def _untouched(before: Presentation | None, after: Presentation, shifted: set[str]) -> bool:
    """Seen without spelling out where it stands, for that takes time and most are untouched."""
    known = before is not None and not after.withdrawn and _same(before, after)
    return known and not any(slot.session in shifted for slot in after.slots)


def _differ(one: str, other: str) -> bool:
    """In more than case and punctuation; most texts are simply the same, and that is seen at once."""
    return one != other and normalised(one) != normalised(other)


def spell_places(slots: tuple[Slot, ...], sessions: Mapping[str, Session], zone_name: str) -> str:
    """Times in the zone, room and board of all slots in one line, for comparing and for the report."""
    return (
        "; ".join(_spell_place(slot, sessions.get(slot.session), zone_name) for slot in slots) or "no place"
    )


def _spell_place(slot: Slot, session: Session | None, zone_name: str) -> str:
    start = slot.start or (session.start if session else None)
    end = slot.end or (session.end if session else None)
    room = slot.room or (session.room if session else "")
    when = spell_span(start, end or start, zone_name) if start else ""
    where = [room, f"board {slot.board}" if slot.board else ""]
    return ", ".join(part for part in (when, *where) if part) or "no time"
