"""Only public web addresses are opened without asking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import BadInput, NeedsConsent
from scheduler.net import addresses


@pytest.mark.parametrize(
    ("typed", "opened"),
    [
        ("example.org", "https://example.org/"),
        (" https://example.org/a.xml#top ", "https://example.org/a.xml"),
        ("example.org:8443/a?b=c", "https://example.org:8443/a?b=c"),
        ("webcal://example.org/feed.ics", "https://example.org/feed.ics"),
        ("HTTPS://example.org/", "https://example.org/"),
        ("http://localhost:5232/", "http://localhost:5232/"),
    ],
)
def test_https_is_what_an_address_means(typed: str, opened: str) -> None:
    assert addresses.checked(typed) == opened


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "data:text/plain,a",
        "https://",
        "https://user:secret@example.org/",
        "https://user@example.org/",
        "https://example.org:99999/",
        "https://[::1/",
        "https://example.org/a b",
        "https://example.org\\@evil.example/",
        "https://example.org/\r\nX: y",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        addresses.checked(typed)
    assert not isinstance(caught.value, NeedsConsent)
    assert "secret" not in str(caught.value)


def test_plain_http_is_asked_about() -> None:
    with pytest.raises(NeedsConsent, match="not be encrypted") as caught:
        addresses.checked("http://example.org/")
    assert caught.value.why == "plain_http"
    assert addresses.checked("http://example.org/", allow_plain_http=True) == "http://example.org/"


@given(st.text())
def test_any_text_is_an_address_or_a_sentence(text: str) -> None:
    try:
        assert addresses.checked(text, allow_plain_http=True).startswith(("https://", "http://"))
    except BadInput as error:
        assert str(error).endswith(".")  # noqa: PT017 (both outcomes are right)


@pytest.mark.parametrize(
    "private",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%2",
        "fc00::1",
        "fec0::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "2002:a00:1::1",
    ],
)
def test_private_addresses_are_asked_about(private: str) -> None:
    for routes in ([private], ["93.184.216.34", private]):
        with pytest.raises(NeedsConsent) as caught:
            addresses.check_route("programme.example", routes, allow_private=False)
        assert caught.value.why == "private"
        assert addresses.check_route("programme.example", routes, allow_private=True) == routes


@pytest.mark.parametrize("public", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_addresses_are_not(public: str) -> None:
    assert addresses.check_route("programme.example", [public, public], allow_private=False) == [public]


@pytest.mark.parametrize("many", ["224.0.0.1", "ff02::1", "::ffff:224.0.0.1"])
def test_multicast_is_never_used(many: str) -> None:
    with pytest.raises(BadInput, match="single server"):
        addresses.check_route("programme.example", [many], allow_private=True)


def test_a_redirect_stays_on_the_web_and_encrypted() -> None:
    start = "https://example.org/a/b"
    assert addresses.redirected(start, "../c") == "https://example.org/c"
    assert addresses.redirected(start, "//other.example/") == "https://other.example/"
    for location in ("file:///etc/passwd", "ftp://example.org/", "data:,a", "https://u:p@e.org/", "//[/"):
        with pytest.raises(BadInput, match="cannot be opened"):
            addresses.redirected(start, location)
    for location in ("http://example.org/c", "http://localhost/"):
        with pytest.raises(BadInput, match="unencrypted"):
            addresses.redirected(start, location)
    assert addresses.redirected("http://example.org/", "https://example.org/") == "https://example.org/"


@pytest.mark.parametrize(
    ("name", "here"),
    [
        ("localhost", True),
        ("a.localhost", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost.example", False),
        ("10.0.0.1", False),
    ],
)
def test_this_computer_is_known_without_asking_anyone(name: str, here: bool) -> None:
    assert addresses.is_loopback_name(name) is here
