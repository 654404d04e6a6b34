"""The caldav library, held to our rules: every address is judged, and every failure is one sentence.

Loaded by `scheduler.net.caldav` when a calendar is published, for the library takes long to load.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urljoin

from caldav.davclient import DAVClient
from caldav.lib import error
from caldav.lib.http_sync import requests
from caldav.response import DAVResponse

from scheduler import __version__
from scheduler.errors import BadInput, ConnectionFailed, NotFound, SchedulerError
from scheduler.net import addresses

TIMEOUT = 30
"""Seconds that the server may be silent."""

_MOST_REDIRECTS = 5
_NO_DAV = (400, 404, 405, 410, 415, 501)
_QUOTA = {"{DAV:}quota-not-exceeded", "{DAV:}sufficient-disk-space"}
_SENTENCES = {
    401: "{host} does not accept this name and password.",
    404: "There is no calendar at {address}.",
    405: "{address} is no calendar that can be written.",
    409: "There is no calendar at {address}.",
    410: "There is no calendar at {address} any more.",
    413: "{host} refuses an event because it is too long.",
    429: "{host} asks to wait before anything else is published.",
    501: "{host} is no calendar server.",
    503: "{host} is busy or being repaired; try again later.",
    507: "{host} has no room left for your calendar (its quota is used up).",
}


class Moved(Exception):
    """The server answered with a redirect; `target` is what it leads to, judged already."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


class Client(DAVClient):
    """Sends nothing over plain http except to the server that the user named, and follows no redirect.

    A redirect would carry the password and the events to wherever it leads.
    """

    def __init__(self, address: str, user: str, password: str) -> None:
        super().__init__(
            url=address,
            username=user,
            password=password,
            timeout=TIMEOUT,
            enable_rfc6764=False,
            headers={"User-Agent": f"poster-scheduler/{__version__}"},
        )
        self.named = address
        self.session.trust_env = False  # no .netrc, no proxies, no other certificates
        self.session.max_redirects = 0

    def request(
        self,
        url: str,
        method: str = "GET",
        body: str = "",
        headers: Mapping[str, str] | None = None,
        rate_limit_time_slept: int = 0,
    ) -> DAVResponse:
        """:raises Moved: the server redirects."""
        address = urljoin(self.named, str(url))
        self._judge(address)
        try:
            answer: DAVResponse = super().request(address, method, body, headers or {}, rate_limit_time_slept)
        except requests.exceptions.TooManyRedirects as moved:
            target = moved.response.headers.get("location") if moved.response is not None else None
            raise Moved(addresses.redirected(address, target or "")) from None
        return answer

    def _judge(self, address: str) -> None:
        same_server = addresses.origin(address) == addresses.origin(self.named)
        if not address.startswith("https:") and not same_server:
            raise BadInput(f"{addresses.host(self.named)} leads to an address that is not encrypted.")


def logged_in(address: str, user: str, password: str) -> tuple[Client, str]:
    """A client that the server let in, and the address where it did.

    A server named without a path says at /.well-known/caldav where its calendars are (RFC 6764, 5).
    """
    try:
        return _after_redirects(address, user, password)
    except NotFound:
        if urljoin(address, "/") != address:
            raise
    return _after_redirects(urljoin(address, "/.well-known/caldav"), user, password)


def _after_redirects(named: str, user: str, password: str) -> tuple[Client, str]:
    address = named
    for _ in range(_MOST_REDIRECTS + 1):
        with sentences(address):
            client = Client(address, user, password)
            try:
                _greet(client, address)
                return client, address
            except Moved as moved:
                client.close()
                address = _followed(named, moved.target)
            except BaseException:
                client.close()
                raise
    raise ConnectionFailed(f"{addresses.host(named)} leads from one address to the next without an end.")


def _greet(client: Client, address: str) -> None:
    props = ["{DAV:}resourcetype"]
    response = client.propfind(address, props=props, depth=0)
    if client.auth is None and response.status < 400:
        # Nobody asked who we are, and a server may show a stranger other things than the user.
        client.build_auth_object(["basic"])
        response = client.propfind(address, props=props, depth=0)
    if response.status in _NO_DAV or (response.status < 300 and not response.results):
        raise NotFound(f"There is no calendar server at {address}.")
    if response.status not in (200, 207):
        raise refusal(response.status, address, preconditions(response))


def _followed(named: str, target: str) -> str:
    if addresses.origin(named) != addresses.origin(target):
        host = addresses.host(named)
        raise BadInput(f"{host} has its calendars elsewhere; use the address {target} instead.")
    return target


@contextmanager
def sentences(address: str) -> Iterator[None]:
    """Turns what the library, the network and a confused server throw into one sentence."""
    host = addresses.host(address)
    try:
        yield
    except SchedulerError:
        raise
    except error.DAVError as failed:
        raise refusal(failed.status or 0, address, failed.preconditions) from failed
    except Moved as moved:
        raise BadInput(f"{host} says that this calendar has moved to {moved.target}.") from moved
    except requests.exceptions.Timeout as late:
        raise ConnectionFailed(f"{host} took too long to answer.") from late
    except OSError as broken:
        raise ConnectionFailed(_why_not_connected(host, broken)) from broken
    except Exception as odd:  # the library fails in many ways on answers that are not CalDAV
        raise ConnectionFailed(f"{host} did not answer as a calendar server does.") from odd


def preconditions(response: DAVResponse) -> list[str]:
    """What a refusing server says was not as it must be (RFC 4918, 16), as Clark-notation tags."""
    return error.parse_preconditions(response.raw) if response.status >= 400 else []


def refusal(status: int, address: str, unmet: list[str]) -> SchedulerError:
    """The sentence for an answer that says no."""
    host = addresses.host(address)
    if _QUOTA & set(unmet):
        status = 507
    if status in (404, 409, 410):
        return NotFound(_SENTENCES[status].format(host=host, address=address))
    if status in _SENTENCES:
        return ConnectionFailed(_SENTENCES[status].format(host=host, address=address))
    if status == 403 and any("privileges" not in each for each in unmet):
        return ConnectionFailed(f"{host} refuses this event ({_names(unmet)}).")
    if status == 403:
        return ConnectionFailed(f"You may read the calendar at {address}, but not write to it.")
    if status >= 500:
        return ConnectionFailed(f"{host} has a fault of its own (error {status}); try again later.")
    if status:
        return ConnectionFailed(f"{host} refuses this (answer {status}).")
    return ConnectionFailed(f"{host} did not answer as a calendar server does.")


def _names(unmet: list[str]) -> str:
    return ", ".join(each.rpartition("}")[2] for each in unmet)


def _why_not_connected(host: str, broken: BaseException) -> str:
    words = str(broken).lower()
    if "certificate" in words:
        return f"{host} could not prove that it is {host} (its certificate is not valid)."
    if "resolve" in words or "name or service" in words or "getaddrinfo" in words:
        return f"The server {host} cannot be found; is there a network?"
    return f"{host} cannot be reached, or the connection broke."
