"""Calendars on a CalDAV server (RFC 4791): one object an event, changed only if nobody else did.

Every write carries a condition. `If-None-Match: *` creates, `If-Match` updates what is still as we
left it, and what stands there instead comes back as a value, for the user to decide.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin
from xml.sax.saxutils import escape

from scheduler.errors import BadInput, ConnectionFailed, NotFound
from scheduler.net import addresses

if TYPE_CHECKING:
    from caldav.response import DAVResponse

    from scheduler.net.dav_client import Client

_RESOURCE_TYPE = "{DAV:}resourcetype"
_NAME = "{DAV:}displayname"
_ETAG = "{DAV:}getetag"
_CALENDAR = "{urn:ietf:params:xml:ns:caldav}calendar"
_COMPONENTS = "{urn:ietf:params:xml:ns:caldav}supported-calendar-component-set"
_UID_CONFLICT = "{urn:ietf:params:xml:ns:caldav}no-uid-conflict"

_BY_UID = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><D:getetag/><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:prop-filter name="UID">
<C:text-match collation="i;octet">{uid}</C:text-match>
</C:prop-filter></C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""


@dataclass(frozen=True, slots=True)
class RemoteCalendar:
    """A calendar that can hold events; `address` ends with a slash."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Stored:
    """An object as the server has it now. `data` is empty where it was we who wrote it."""

    address: str
    etag: str
    data: str = ""


@dataclass(frozen=True, slots=True)
class Differs:
    """A write that did not happen: `there` is what stands at its place instead, None if nothing."""

    there: Stored | None


class Server:
    """A connection for one user, made by `connect`; close it, or use it in a `with`."""

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self.address = address

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def calendars(self) -> tuple[RemoteCalendar, ...]:
        """The user's calendars that take events, by name."""
        home = self._home()
        found = [_calendar(home, each) for each in self._properties(home, depth=1)]
        return tuple(sorted(filter(None, found), key=lambda c: (c.name.casefold(), c.address)))

    def calendar(self, wanted: str = "") -> RemoteCalendar:
        """The calendar at the server's address, or the one of the user's with this name.

        :raises NotFound: there is none.
        :raises BadInput: the address is no calendar and none is named, or several are called so.
        """
        if not wanted:
            here = self._properties(self.address, depth=0)
            itself = _calendar(self.address, here[0]) if here else None
            if itself:
                return itself
        calendars = self.calendars()
        names = ", ".join(f"“{each.name}”" for each in calendars) or "none"
        if not wanted:
            raise BadInput(f"Choose a calendar of {self._host}; there are: {names}.")
        matching = [c for c in calendars if wanted.casefold() == c.name.casefold() or wanted == c.address]
        if not matching:
            raise NotFound(f"There is no calendar “{wanted}” on {self._host}; there are: {names}.")
        if len(matching) > 1:
            raise BadInput(f"{self._host} has several calendars “{wanted}”; give the address of one.")
        return matching[0]

    def create_calendar(self, name: str) -> RemoteCalendar:
        """:raises BadInput: the user has a calendar of that name already."""
        if any(each.name.casefold() == name.casefold() for each in self.calendars()):
            raise BadInput(f"There is a calendar “{name}” on {self._host} already.")
        with self._plainly(self.address):
            made: Any = self._client.get_principal().make_calendar(
                name=name, supported_calendar_component_set=["VEVENT"]
            )
        return RemoteCalendar(name, _slashed(urljoin(self.address, str(made.url))))

    def etags(self, calendar: RemoteCalendar) -> dict[str, str]:
        """The ETag of every object in the calendar, by address."""
        found = {}
        for each in self._properties(calendar.address, depth=1):
            address, etag = urljoin(calendar.address, each.href), each.properties.get(_ETAG)
            if etag and _slashed(address) != calendar.address:
                found[address] = str(etag)
        return found

    def get(self, address: str) -> Stored | None:
        """The object at that address, None if there is none."""
        with self._plainly(address):
            response = self._client.request(address, "GET")
        if response.status in (404, 410):
            return None
        self._expect(response, address, 200)
        return Stored(address, response.headers.get("ETag") or self._etag(address), response.raw)

    def put(self, calendar: RemoteCalendar, uid: str, data: bytes, last: Stored | None) -> Stored | Differs:
        """Creates the object of `uid`, or updates it if it is still as in `last`.

        :raises ConnectionFailed: refused, full, too long, not reachable …
        :raises NotFound: the calendar is gone.
        """
        address = last.address if last else object_address(calendar, uid)
        headers = {"Content-Type": "text/calendar; charset=utf-8", **_condition(last)}
        with self._plainly(calendar.address):
            response = self._client.put(address, data.decode("utf-8"), headers)
        if self._uid_is_taken(response):
            return Differs(self._of_uid(calendar, uid))
        if response.status == 412:
            return Differs(self.get(address))
        self._expect(response, calendar.address, 200, 201, 204)
        return Stored(address, response.headers.get("ETag") or self._etag(address))

    def delete(self, calendar: RemoteCalendar, last: Stored) -> Differs | None:
        """Deletes the object if it is still as in `last`, or gone anyway; None when done."""
        with self._plainly(calendar.address):
            response = self._client.delete(last.address, _condition(last))
        if response.status == 412:
            there = self.get(last.address)
            return Differs(there) if there else None
        self._expect(response, calendar.address, 200, 202, 204, 404, 410)
        return None

    @property
    def _host(self) -> str:
        return addresses.host(self.address)

    def _plainly(self, address: str) -> AbstractContextManager[None]:
        from scheduler.net import dav_client

        return dav_client.sentences(address)

    def _expect(self, response: DAVResponse, address: str, *statuses: int) -> None:
        from scheduler.net import dav_client

        if response.status not in statuses:
            raise dav_client.refusal(response.status, address, dav_client.preconditions(response))

    def _home(self) -> str:
        """The collection of the user's calendars."""
        with self._plainly(self.address):
            return urljoin(self.address, str(self._client.get_principal().calendar_home_set.url))

    def _properties(self, address: str, depth: int) -> Sequence[Any]:
        """What the server says of a collection, and of what is in it."""
        with self._plainly(address):
            response = self._client.propfind(
                address, props=[_RESOURCE_TYPE, _NAME, _COMPONENTS, _ETAG], depth=depth
            )
            self._expect(response, address, 200, 207)
            return list(response.results or [])

    def _etag(self, address: str) -> str:
        # A server that stores something else than it was given names no ETag: it is asked for.
        for each in self._properties(address, depth=0):
            if each.properties.get(_ETAG):
                return str(each.properties[_ETAG])
        raise ConnectionFailed(f"{self._host} does not say which version of an event it keeps.")

    def _uid_is_taken(self, response: DAVResponse) -> bool:
        from scheduler.net import dav_client

        return _UID_CONFLICT in dav_client.preconditions(response)

    def _of_uid(self, calendar: RemoteCalendar, uid: str) -> Stored | None:
        """The object that holds this UID, wherever in the calendar it is."""
        with self._plainly(calendar.address):
            response = self._client.report(calendar.address, _BY_UID.format(uid=escape(uid)), depth=1)
            self._expect(response, calendar.address, 200, 207)
            found = response.parse_calendar_query()
        for each in found:
            if each.etag and each.calendar_data:
                return Stored(urljoin(calendar.address, each.href), each.etag, each.calendar_data)
        return None


def connect(address: str, user: str, password: str, *, allow_plain_http: bool = False) -> Server:
    """Logs in to the server or calendar at that address. TLS certificates are always verified.

    :raises NeedsConsent: plain http to another computer; ask, and call again with it allowed.
    :raises BadInput: it is no web address.
    :raises ConnectionFailed: not reachable, wrong password, no calendar server.
    """
    if not user or not password:
        raise BadInput("A calendar server needs a name and a password.")
    start = addresses.checked(address, allow_plain_http=allow_plain_http)

    from scheduler.net import dav_client

    return Server(*dav_client.logged_in(start, user, password))


def object_address(calendar: RemoteCalendar, uid: str) -> str:
    """Where the event of this UID is put: always the same place, so that a second try finds the first."""
    return f"{calendar.address}{hashlib.sha256(uid.encode()).hexdigest()[:32]}.ics"


def _condition(last: Stored | None) -> dict[str, str]:
    return {"If-Match": last.etag} if last else {"If-None-Match": "*"}


def _calendar(base: str, result: Any) -> RemoteCalendar | None:
    """The calendar of a PROPFIND's result, None if it is something else or only for tasks."""
    types = result.properties.get(_RESOURCE_TYPE) or ()
    components = result.properties.get(_COMPONENTS) or ("VEVENT",)
    if _CALENDAR not in types or "VEVENT" not in components:
        return None
    address = _slashed(urljoin(base, result.href))
    name = str(result.properties.get(_NAME) or "").strip()
    return RemoteCalendar(name or unquote(address.rstrip("/").rpartition("/")[2]), address)


def _slashed(address: str) -> str:
    return address if address.endswith("/") else address + "/"
