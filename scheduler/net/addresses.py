"""Which web addresses may be opened: the scheme, and where the host's name really leads."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from scheduler.errors import BadInput, NeedsConsent

MAX_LENGTH = 2048

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):(?!\d+([/?#]|$))")
_FEEDS = {"webcal": "https", "webcals": "https", "caldavs": "https", "caldav": "https"}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")


def checked(address: str, *, allow_plain_http: bool = False) -> str:
    """The address as it is opened: https where no scheme is given, without a fragment.

    :raises BadInput: it is no web address, or has a name or password in it.
    :raises NeedsConsent: it is plain http to another computer and `allow_plain_http` is not set.
    """
    text = address.strip()
    if not text or len(text) > MAX_LENGTH or re.search(r"[\s\x00-\x1f\x7f\\]", text):
        raise BadInput("This is not a web address.")
    parts = _split(text if _SCHEME.match(text) else "https://" + text.lstrip("/"))
    scheme = _FEEDS.get(parts.scheme, parts.scheme)
    if scheme not in ("http", "https"):
        raise BadInput(f"Only web addresses can be opened, not “{parts.scheme}:”.")
    if not parts.hostname:
        raise BadInput("This web address names no server.")
    if "@" in parts.netloc:
        raise BadInput("Leave the name and password out of the address.")
    if scheme == "http" and not allow_plain_http and not is_loopback_name(parts.hostname):
        raise NeedsConsent(
            f"The connection to {parts.hostname} would not be encrypted: others could read and change it.",
            why="plain_http",
        )
    return urlunsplit((scheme, parts.netloc, parts.path or "/", parts.query, ""))


def redirected(address: str, location: str) -> str:
    """The checked address that a redirect from `address` leads to; never from https to http."""
    try:
        target = checked(urljoin(address, location), allow_plain_http=True)
    except (BadInput, ValueError) as error:
        raise BadInput(f"{host(address)} leads to an address that cannot be opened.") from error
    if target.startswith("http:") and not address.startswith("http:"):
        raise BadInput(f"{host(address)} leads from an encrypted to an unencrypted address.")
    return target


def host(address: str) -> str:
    """The server's name in a checked address, for sentences."""
    return urlsplit(address).hostname or address


def port(address: str) -> int:
    parts = urlsplit(address)
    return parts.port or (443 if parts.scheme == "https" else 80)


def origin(address: str) -> tuple[str, str, int]:
    """Scheme, host and port: two addresses with the same origin are on the same server."""
    return urlsplit(address).scheme, host(address), port(address)


def is_loopback_name(name: str) -> bool:
    """Whether the name means this computer without asking anyone: `localhost`, 127.0.0.0/8, ::1."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def check_route(name: str, resolved: Iterable[str], *, allow_private: bool) -> list[str]:
    """The IP addresses of a host that may be connected to, in order.

    Every one is looked at: a name with a public and a private address is private.

    :raises NeedsConsent: one of them is not on the public internet and `allow_private` is not set.
    :raises BadInput: one of them is no single computer (multicast), or there is none.
    """
    routes = list(dict.fromkeys(resolved))
    if not routes:
        raise BadInput(f"The server {name} has no internet address.")
    for route in routes:
        meant = _meant(ipaddress.ip_address(route))
        if meant.is_multicast:
            raise BadInput(f"The address of {name} is not one of a single server.")
        if not allow_private and not _public(meant):
            raise NeedsConsent(
                f"{name} is not on the public internet: it is this computer or one in its own network.",
                why="private",
            )
    return routes


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where it is not a number below 65536
    except ValueError as error:
        raise BadInput("This is not a web address.") from error
    return parts


def _public(route: IpAddress) -> bool:
    # is_global, not `not is_private`: the shared addresses of providers (100.64.0.0/10) are neither
    return route.is_global and not route.is_reserved and not (route.version == 6 and route in _SITE_LOCAL)


def _meant(route: IpAddress) -> IpAddress:
    """The IPv4 address inside an IPv6 one (mapped, 6to4, Teredo, NAT64), for it is where that leads."""
    if isinstance(route, ipaddress.IPv4Address):
        return route
    if route in _NAT64:
        return ipaddress.IPv4Address(int(route) & 0xFFFFFFFF)
    return route.ipv4_mapped or route.sixtofour or (route.teredo or (None, None))[1] or route
