"""Downloads: what arrives, what is refused, and that every refusal is one sentence."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import zlib
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from scheduler.errors import BadInput, Cancelled, ConnectionFailed, NeedsConsent, SchedulerError
from scheduler.net import addresses, download
from scheduler.net.download import Limits

SMALL = Limits(size=1024 * 1024, seconds=20)


def get(address: str, **options: Any) -> download.Download:
    return download.fetch(address, **{"allow_private": True, "limits": SMALL, **options})


def test_a_file_and_its_etag(site: Any) -> None:
    address = site.gives("/schedule.xml", b"<schedule/>", ETag='"v1"', Content_Type="text/xml")
    got = get(address)
    assert got == download.Download(address, b"<schedule/>", '"v1"', "text/xml")
    assert not got.not_modified
    (headers,) = site.seen
    assert headers["user-agent"].startswith("poster-scheduler/")
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert not {"cookie", "authorization", "if-none-match", "referer"} & set(headers)


def test_unchanged_since(site: Any) -> None:
    address = site.gives("/schedule.xml", status=304)
    got = get(address, etag='W/"v1"')
    assert (got.not_modified, got.etag) == (True, 'W/"v1"')
    assert site.seen[0]["if-none-match"] == 'W/"v1"'


def test_an_etag_that_is_none_is_not_sent_nor_believed(site: Any) -> None:
    address = site.gives("/schedule.xml", b"x", ETag="no quotes")
    assert get(address, etag="evil\r\nX-Injected: yes").etag == ""
    assert not {"if-none-match", "x-injected"} & set(site.seen[0])
    unasked = site.gives("/unasked", status=304)
    with pytest.raises(ConnectionFailed):
        get(unasked)


def test_redirects_are_followed_to_the_final_address(site: Any) -> None:
    final = site.gives("/b", b"here", Set_Cookie="a=b")
    address = site.gives("/a", status=302, Location="/b", Set_Cookie="a=b")
    assert get(address).address == final
    assert "cookie" not in site.seen[1]


def test_redirects_without_end(site: Any) -> None:
    address = site.gives("/a", status=302, Location="/a")
    with pytest.raises(ConnectionFailed, match="without an end"):
        get(address)
    assert len(site.seen) == 6


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/", "data:,x"])
def test_a_redirect_to_another_scheme_is_refused(site: Any, location: str) -> None:
    with pytest.raises(BadInput, match="cannot be opened"):
        get(site.gives("/a", status=302, Location=location))


def test_loopback_is_asked_about(site: Any) -> None:
    for name in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]"):
        with pytest.raises(NeedsConsent) as caught:
            get(f"http://{name}:{site.port}/", allow_private=False, allow_plain_http=True)
        assert caught.value.why == "private"
    assert site.seen == []


def test_every_redirect_is_judged_anew(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_public", lambda ip: ip != ipaddress.ip_address("127.0.0.2"))
    address = site.gives("/a", status=302, Location=f"http://127.0.0.2:{site.port}/secret")
    with pytest.raises(NeedsConsent) as caught:
        get(address, allow_private=False)
    assert caught.value.why == "private"
    assert len(site.seen) == 1


def test_the_name_is_resolved_once_a_hop(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def resolve(host: object, port: int, *_: object, **__: object) -> list[object]:
        asked.append(host)
        ip = "127.0.0.1" if len(asked) == 1 else "127.0.0.99"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    site.gives("/a", b"x")
    assert get(f"http://programme.example:{site.port}/a", allow_plain_http=True).data == b"x"
    assert asked == ["programme.example"]
    assert site.seen[0]["host"] == f"programme.example:{site.port}"


def test_the_next_address_is_tried_when_one_is_dead(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: object, port: int, *_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, 1, 6, "", (ip, port)) for ip in ("127.0.0.77", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    site.gives("/a", b"x")
    assert get(f"http://programme.example:{site.port}/a", allow_plain_http=True).data == b"x"


def test_a_name_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(ConnectionFailed, match=r"programme\.example cannot be found"):
        get("programme.example")


def test_too_large_is_refused_by_what_is_said_and_by_what_comes(site: Any) -> None:
    with pytest.raises(BadInput, match="larger than 1 MB"):
        get(site.gives("/said", b"a" * (SMALL.size + 1)))

    def unsaid(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not site.stopping.is_set():
            handler.wfile.write(b"a" * 65536)

    site.answers["/unsaid"] = unsaid
    with pytest.raises(BadInput, match="larger than 1 MB"):
        get(site.url + "/unsaid")
    assert get(site.gives("/just", b"a" * SMALL.size)).data == b"a" * SMALL.size


def test_compressed_files_and_bombs(site: Any) -> None:
    good = site.gives("/good", gzip.compress(b"programme" * 1000), Content_Encoding="gzip")
    assert get(good).data == b"programme" * 1000
    bomb = site.gives("/bomb", gzip.compress(bytes(200 * SMALL.size)), Content_Encoding="gzip")
    with pytest.raises(BadInput, match="larger than 1 MB"):
        get(bomb)
    cut = site.gives("/cut", gzip.compress(b"programme" * 1000)[:-20], Content_Encoding="gzip")
    with pytest.raises(ConnectionFailed, match="only a part"):
        get(cut)
    broken = site.gives("/broken", b"not gzip", Content_Encoding="gzip")
    with pytest.raises(ConnectionFailed):
        get(broken)
    unasked = site.gives("/br", zlib.compress(b"a"), Content_Encoding="br")
    with pytest.raises(ConnectionFailed, match="not asked for"):
        get(unasked)


def drips(site: Any, first: bytes) -> str:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(first)
        while not site.stopping.wait(0.01):
            handler.wfile.write(b"a")

    site.answers["/drip"] = answer
    return str(site.url) + "/drip"


@pytest.mark.parametrize(
    "first", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Endless: "], ids=["body", "headers"]
)
def test_a_slow_drip_ends_at_the_time_limit(site: Any, first: bytes) -> None:
    with pytest.raises(ConnectionFailed, match="took too long"):
        get(drips(site, first), limits=Limits(seconds=0.3))


def test_silence_can_be_cancelled(site: Any) -> None:
    def silent(handler: BaseHTTPRequestHandler) -> None:
        site.stopping.wait()

    def stop(done: int, total: int) -> None:
        raise Cancelled("Stopped.")

    site.answers["/silent"] = silent
    with pytest.raises(Cancelled):
        get(site.url + "/silent", progress=stop)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "asks for a password"),
        (403, "with a browser"),
        (404, "nothing at this address"),
        (429, "asks to wait"),
        (503, "error 503"),
        (204, "answer 204"),
    ],
)
def test_refusals_are_one_sentence(site: Any, status: int, words: str) -> None:
    with pytest.raises(ConnectionFailed, match=words):
        get(site.gives("/a", status=status))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\ncut",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 302 Found\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"a" * 200_000 + b"\r\n\r\n",
    ],
)
def test_nonsense_from_a_server_is_one_sentence(site: Any, answer: bytes) -> None:
    def nonsense(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(answer)
        handler.close_connection = True

    site.answers["/a"] = nonsense
    with pytest.raises(SchedulerError) as caught:
        get(site.url + "/a", limits=Limits(seconds=5))
    assert str(caught.value).endswith(".")


def test_nobody_there() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(ConnectionFailed, match="cannot be reached"):
            get(f"http://127.0.0.1:{unused.getsockname()[1]}/")


def test_proxies_of_the_environment_are_not_used(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert get(site.gives("/a", b"x")).data == b"x"


def test_a_certificate_nobody_vouches_for_is_refused(site: Any, self_signed: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.server.handle_error = lambda *_: None
    site.gives("/a", b"x")
    with pytest.raises(ConnectionFailed, match="certificate"):
        get(f"https://localhost:{site.port}/a")
    assert site.seen == []
