"""The CalDAV client against a real Radicale: conditions, conflicts, and a sentence for each refusal."""

from __future__ import annotations

import base64
import logging
import ssl
import traceback
import uuid
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from scheduler.errors import BadInput, ConnectionFailed, NeedsConsent, NotFound, SchedulerError
from scheduler.net import caldav
from scheduler.net.caldav import Differs, RemoteCalendar, Server, Stored


def event(summary: str = "Kites", uid: str = "one@test") -> bytes:
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//test//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20240508T000000Z",
        "DTSTART:20240508T084500Z",
        "DTEND:20240508T104500Z",
        f"SUMMARY:{summary}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    return "\r\n".join(lines).encode()


@pytest.fixture
def server(radicale: Any) -> Iterator[Server]:
    with caldav.connect(radicale.url, "alice", radicale.password) as connected:
        yield connected


@pytest.fixture
def calendar(server: Server) -> RemoteCalendar:
    return server.create_calendar(f"Posters {uuid.uuid4()}")


def test_calendars_are_created_listed_and_found(server: Server, radicale: Any) -> None:
    name = f"ICLR 2024 · Posters & “more” <b> {uuid.uuid4()}"
    made = server.create_calendar(name)
    assert made in server.calendars()
    assert server.calendar(name.upper()) == made
    assert server.calendar(made.address) == made
    with pytest.raises(BadInput, match="already"):
        server.create_calendar(name)
    with caldav.connect(made.address.rstrip("/"), "alice", radicale.password) as direct:
        assert direct.calendar() == made
        assert made in direct.calendars()


def test_no_such_calendar(server: Server, calendar: RemoteCalendar, radicale: Any) -> None:
    with pytest.raises(NotFound, match=r"no calendar “Missing”.*“Posters"):
        server.calendar("Missing")
    with pytest.raises(BadInput, match="Choose a calendar"):
        server.calendar()
    with pytest.raises(NotFound, match="no calendar server at"):
        caldav.connect(radicale.url + "alice/missing/", "alice", radicale.password)
    gone = RemoteCalendar("Gone", radicale.url + "alice/missing/")
    with pytest.raises(NotFound, match="no calendar at"):
        server.put(gone, "one@test", event(), None)


def test_an_event_is_created_updated_and_deleted_by_its_etag(
    server: Server, calendar: RemoteCalendar
) -> None:
    first = server.put(calendar, "one@test", event(), None)
    assert isinstance(first, Stored)
    second = server.put(calendar, "one@test", event("Winds"), first)
    assert isinstance(second, Stored)
    assert second.etag != first.etag
    assert server.etags(calendar) == {second.address: second.etag}
    there = server.get(second.address)
    assert there
    assert there.etag == second.etag
    assert "SUMMARY:Winds" in there.data
    assert server.delete(calendar, second) is None
    assert server.delete(calendar, second) is None
    assert server.get(second.address) is None
    assert server.etags(calendar) == {}


def test_what_somebody_else_changed_is_handed_back(server: Server, calendar: RemoteCalendar) -> None:
    first = server.put(calendar, "one@test", event(), None)
    assert isinstance(first, Stored)
    theirs = server.put(calendar, "one@test", event("Theirs"), first)
    assert isinstance(theirs, Stored)
    for refused in (
        server.put(calendar, "one@test", event("Ours"), first),
        server.put(calendar, "one@test", event("Ours"), None),
        server.delete(calendar, first),
    ):
        assert isinstance(refused, Differs)
        assert refused.there
        assert refused.there.etag == theirs.etag
        assert "SUMMARY:Theirs" in refused.there.data


def test_what_somebody_else_deleted_is_handed_back_as_nothing(
    server: Server, calendar: RemoteCalendar
) -> None:
    first = server.put(calendar, "one@test", event(), None)
    assert isinstance(first, Stored)
    server.delete(calendar, first)
    assert server.put(calendar, "one@test", event("Ours"), first) == Differs(None)


def test_an_event_at_another_place_is_found_by_its_uid(server: Server, calendar: RemoteCalendar) -> None:
    elsewhere = Stored(calendar.address + "imported-by-hand.ics", "")
    server._client.put(elsewhere.address, event().decode(), {"Content-Type": "text/calendar"})
    refused = server.put(calendar, "one@test", event("Ours"), None)
    assert isinstance(refused, Differs)
    assert refused.there
    assert refused.there.address == elsewhere.address
    assert isinstance(server.put(calendar, "one@test", event("Ours"), refused.there), Stored)
    assert len(server.etags(calendar)) == 1


def test_a_read_only_calendar(calendar: RemoteCalendar, radicale: Any) -> None:
    with caldav.connect(calendar.address, "bob", radicale.password) as bob:
        assert bob.calendar() == calendar
        with pytest.raises(ConnectionFailed, match=r"may read .* but not write"):
            bob.put(calendar, "one@test", event(), None)


@pytest.mark.parametrize(("user", "password"), [("alice", "wrong"), ("nobody", "wönder-länd ☃")])
def test_a_wrong_password(radicale: Any, user: str, password: str) -> None:
    with pytest.raises(ConnectionFailed, match="does not accept this name and password"):
        caldav.connect(radicale.url, user, password)
    with pytest.raises(BadInput):
        caldav.connect(radicale.url, user, "")


def test_a_server_that_goes(new_radicale: Callable[[], Any]) -> None:
    own = new_radicale()
    with caldav.connect(own.url, "alice", own.password) as server:
        calendar = server.create_calendar("Posters")
        own.stop()
        with pytest.raises(ConnectionFailed, match="cannot be reached"):
            server.put(calendar, "one@test", event(), None)
    with pytest.raises(ConnectionFailed, match="cannot be reached"):
        caldav.connect(own.url, "alice", own.password)


def test_plain_http_only_to_this_computer_or_after_asking() -> None:
    with pytest.raises(NeedsConsent) as caught:
        caldav.connect("http://calendar.example/", "alice", "secret-word")
    assert caught.value.why == "plain_http"
    for address in ("ftp://calendar.example/", "https://alice:secret-word@calendar.example/"):
        with pytest.raises(BadInput) as refused:
            caldav.connect(address, "alice", "secret-word")
        assert "secret-word" not in str(refused.value)


def dav(site: Any, *, status: int, body: str = "", **headers: str) -> None:
    """Makes the site a calendar server that answers every write like this."""
    reply = (
        '<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><response><href>/c/</href>'
        "<propstat><prop><resourcetype><collection/><C:calendar/></resourcetype></prop>"
        "<status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"
    )

    def answer(handler: BaseHTTPRequestHandler, code: int, text: str, more: dict[str, str]) -> None:
        handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        site.seen.append({name.lower(): value for name, value in handler.headers.items()})
        handler.send_response(code)
        handler.send_header("Content-Type", "application/xml")
        handler.send_header("Content-Length", str(len(text.encode())))
        for name, value in more.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(text.encode())

    handlers: Any = site.server.RequestHandlerClass
    handlers.do_PROPFIND = lambda handler: answer(handler, 207, reply, {})
    handlers.do_PUT = lambda handler: answer(handler, status, body, headers)


def precondition(name: str) -> str:
    return f'<error xmlns="DAV:"><{name}/></error>'


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (507, "", "no room left"),
        (403, precondition("quota-not-exceeded"), "no room left"),
        (403, precondition("need-privileges"), "but not write"),
        (403, precondition("valid-calendar-data"), "refuses this event .valid-calendar-data"),
        (403, "<html>no", "but not write"),
        (405, "", "no calendar that can be written"),
        (409, "", "no calendar at"),
        (413, "", "too long"),
        (429, "", "asks to wait"),
        (500, "<html/>", "error 500"),
        (503, "", "busy"),
        (418, "", "answer 418"),
        (401, "", "name and password"),
    ],
)
def test_refusals_are_one_sentence(site: Any, status: int, body: str, words: str) -> None:
    dav(site, status=status, body=body)
    with (
        caldav.connect(site.url + "/c/", "alice", "secret-word") as server,
        pytest.raises(SchedulerError, match=words) as caught,
    ):
        server.put(server.calendar(), "one@test", event(), None)
    assert str(caught.value).endswith(".")
    assert "secret-word" not in "".join(traceback.format_exception(caught.value))


def test_a_redirect_is_not_followed_with_the_password(site: Any) -> None:
    dav(site, status=307, Location="https://elsewhere.example/c/")
    with (
        caldav.connect(site.url + "/c/", "alice", "secret-word") as server,
        pytest.raises(BadInput, match="has moved to https://elsewhere"),
    ):
        server.put(server.calendar(), "one@test", event(), None)


def test_a_server_is_found_from_its_bare_name(site: Any, radicale: Any) -> None:
    handlers: Any = site.server.RequestHandlerClass

    def propfind(handler: BaseHTTPRequestHandler) -> None:
        handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        known = handler.path == "/.well-known/caldav"
        handler.send_response(301 if known else 405)
        if known:
            handler.send_header("Location", radicale.url)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    handlers.do_PROPFIND = propfind
    with pytest.raises(BadInput, match=f"use the address http://127.0.0.1:{radicale.port}/ instead"):
        caldav.connect(site.url, "alice", "secret-word")


@pytest.mark.parametrize(
    "answer", [b"", b"SSH-2.0\r\n", b"HTTP/1.1 207 OK\r\n\r\n<multistatus", b"HTTP/1.1 "]
)
def test_what_is_no_calendar_server(site: Any, answer: bytes) -> None:
    def nonsense(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(answer)
        handler.close_connection = True

    handlers: Any = site.server.RequestHandlerClass
    handlers.do_PROPFIND = nonsense
    with pytest.raises(SchedulerError) as caught:
        caldav.connect(site.url, "alice", "secret-word")
    assert str(caught.value).endswith(".")


def test_a_web_page_is_no_calendar_server(site: Any) -> None:
    with pytest.raises(NotFound, match="no calendar server"):
        caldav.connect(site.url, "alice", "secret-word")


def test_a_certificate_nobody_vouches_for_is_refused(site: Any, self_signed: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.server.handle_error = lambda *_: None
    with pytest.raises(ConnectionFailed, match="certificate"):
        caldav.connect(f"https://localhost:{site.port}/c/", "alice", "secret-word")
    assert site.seen == []


def test_the_password_is_in_no_log_and_no_text(
    radicale: Any, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("caldav").setLevel(logging.DEBUG)
    try:
        with caldav.connect(radicale.url, "alice", radicale.password) as server:
            server.create_calendar(f"Posters {uuid.uuid4()}")
            written = repr(server) + repr(vars(server))
        with pytest.raises(ConnectionFailed) as caught:
            caldav.connect(radicale.url, "bob", "another-" + radicale.password)
    finally:
        logging.getLogger("caldav").setLevel(logging.WARNING)
    written += caplog.text + "".join(capfd.readouterr()) + "".join(traceback.format_exception(caught.value))
    assert "DEBUG" in caplog.text
    assert radicale.password not in written
    for secret in (radicale.password, "another-" + radicale.password):
        for user in ("alice", "bob"):
            assert base64.b64encode(f"{user}:{secret}".encode()).decode() not in written
