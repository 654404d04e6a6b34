"""Fetches one file from a web address that the user named, within limits of size, time and place.

Each hop's host is resolved once, every address is judged, and the connection goes to a judged IP
address while the certificate is still checked for the name: a name that changes its address
between the check and the connection (DNS rebinding) changes nothing. Proxies, .netrc and other
settings of the environment are not used: a proxy would resolve the name again, out of our sight.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from scheduler import __version__
from scheduler.errors import BadInput, ConnectionFailed
from scheduler.net import addresses

if TYPE_CHECKING:
    import httpx

Progress = Callable[[int, int], None]
"""Called with (bytes so far, bytes in all or 0) a few times a second; raises `Cancelled` to stop."""

_REDIRECTS = (301, 302, 303, 307, 308)
_CONNECT_SECONDS = 10  # for each IP address of a host, so that a dead one does not use up all the time
_TICK = 0.2  # seconds between two calls of progress while the server is silent
_ETAG = re.compile(r'(W/)?"[\x21\x23-\x7e]*"')
_SENTENCES = {
    401: "{host} asks for a password, so the file cannot be fetched; save it with a browser instead.",
    403: "{host} does not give this file to programs; save it with a browser instead.",
    404: "{host} has nothing at this address.",
    410: "{host} has nothing at this address any more.",
    429: "{host} asks to wait before the file is fetched again.",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """`size` in bytes after decompression; `seconds` for all of it, redirects and names included."""

    size: int = 64 * 1024 * 1024
    seconds: float = 120
    redirects: int = 5


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Download:
    """What the server answered. `data` is None when the file still has the ETag that was sent."""

    address: str
    data: bytes | None
    etag: str = ""
    content_type: str = ""

    @property
    def not_modified(self) -> bool:
        return self.data is None


def no_progress(done: int, total: int) -> None:
    """The Progress of a caller that shows none."""


def fetch(
    address: str,
    *,
    etag: str = "",
    allow_private: bool = False,
    allow_plain_http: bool = False,
    progress: Progress = no_progress,
    limits: Limits = DEFAULT_LIMITS,
) -> Download:
    """The file at `address`; with the `etag` of an earlier download only when it changed since.

    :raises NeedsConsent: the address needs the user's word: ask, and call again with it.
    :raises BadInput: the address cannot be used, or leads to something too large.
    :raises ConnectionFailed: the server cannot be reached, refused, or took too long.
    """
    start = addresses.checked(address, allow_plain_http=allow_plain_http)
    job = _Job(etag if _ETAG.fullmatch(etag) else "", allow_private, limits)
    return asyncio.run(_in_time(job, start, progress))


class _Job:
    """One fetch: what was asked for, and how far it is."""

    def __init__(self, etag: str, allow_private: bool, limits: Limits) -> None:
        self.etag = etag
        self.allow_private = allow_private
        self.limits = limits
        self.done = 0
        self.total = 0
        self.host = ""


async def _in_time(job: _Job, start: str, progress: Progress) -> Download:
    work = asyncio.create_task(_follow(job, start))
    try:
        async with asyncio.timeout(job.limits.seconds):
            while not (await asyncio.wait({work}, timeout=_TICK))[0]:
                progress(job.done, job.total)
        return work.result()
    except TimeoutError as error:
        raise ConnectionFailed(f"{job.host} took too long; nothing was imported.") from error
    finally:
        work.cancel()
        await asyncio.wait({work})


async def _follow(job: _Job, address: str) -> Download:
    import httpx  # loaded only when something is fetched

    # The transport alone: a client would add cookies, redirects and passwords of its own.
    async with httpx.AsyncHTTPTransport(trust_env=False) as transport:
        for _ in range(job.limits.redirects + 1):
            job.host = addresses.host(address)
            with _sentences(job.host):
                response = await _open(transport, job, address)
                try:
                    if response.status_code not in _REDIRECTS:
                        return await _received(job, response, address)
                    address = addresses.redirected(address, response.headers.get("location", ""))
                finally:
                    await response.aclose()
    raise ConnectionFailed(f"{job.host} leads from one address to the next without an end.")


async def _open(transport: httpx.AsyncHTTPTransport, job: _Job, address: str) -> httpx.Response:
    """Connects to the first of the host's judged IP addresses that answers."""
    import httpx

    failed: httpx.TransportError | None = None
    for ip in await _routes(job, address):
        try:
            return await transport.handle_async_request(_request(job, address, ip))
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            failed = error
    raise failed or ConnectionFailed(f"{job.host} cannot be reached.")


async def _routes(job: _Job, address: str) -> list[str]:
    lookup = asyncio.get_running_loop().getaddrinfo
    found = await lookup(job.host, addresses.port(address), type=socket.SOCK_STREAM)
    return addresses.check_route(
        job.host, (str(entry[4][0]) for entry in found), allow_private=job.allow_private
    )


def _request(job: _Job, address: str, ip: str) -> httpx.Request:
    import httpx

    url = httpx.URL(address)
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": f"poster-scheduler/{__version__}",
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
    }
    if job.etag:
        headers["If-None-Match"] = job.etag
    extensions = {
        # The certificate is checked for the name, though the connection goes to a number.
        "sni_hostname": url.raw_host.decode("ascii"),
        "timeout": httpx.Timeout(job.limits.seconds, connect=_CONNECT_SECONDS).as_dict(),
    }
    return httpx.Request("GET", url.copy_with(host=ip), headers=headers, extensions=extensions)


async def _received(job: _Job, response: httpx.Response, address: str) -> Download:
    if response.status_code == 304 and job.etag:
        return Download(address, None, job.etag)
    if response.status_code != 200:
        raise ConnectionFailed(_refusal(job.host, response.status_code))
    declared = response.headers.get("content-length", "")
    job.total = int(declared) if declared.isdecimal() and len(declared) < 16 else 0
    if job.total > job.limits.size:
        raise _too_large(job)
    data = bytearray()
    async for chunk in _decoded(job, response):
        data += chunk
        if len(data) > job.limits.size:
            raise _too_large(job)
    etag = response.headers.get("etag", "")
    return Download(
        address,
        bytes(data),
        etag if _ETAG.fullmatch(etag) else "",
        response.headers.get("content-type", ""),
    )


async def _decoded(job: _Job, response: httpx.Response) -> AsyncIterator[bytes]:
    """The body in pieces; a compressed one is never expanded further than one byte over the limit."""
    decoder = _decoder(job.host, response.headers.get("content-encoding", ""))
    room = job.limits.size + 1
    async for raw in response.aiter_raw():
        job.done += len(raw)
        piece = decoder.decompress(raw, room) if decoder else raw
        room = max(1, room - len(piece))  # 0 would mean: without a limit
        yield piece
    if decoder and not decoder.eof:
        raise ConnectionFailed(f"{job.host} sent only a part of the file.")


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def _decoder(host: str, encoding: str) -> _Decoder | None:
    if encoding.strip().lower() in ("", "identity"):
        return None
    if encoding.strip().lower() not in ("gzip", "x-gzip"):
        raise ConnectionFailed(f"{host} sent the file in a form that was not asked for.")
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)


def _too_large(job: _Job) -> BadInput:
    return BadInput(f"The file is larger than {job.limits.size // 1024**2} MB; no programme is that large.")


def _refusal(host: str, status: int) -> str:
    if status in _SENTENCES:
        return _SENTENCES[status].format(host=host)
    if status >= 500:
        return f"{host} has a fault of its own (error {status}); try again later."
    return f"{host} did not send the file (answer {status})."


@contextmanager
def _sentences(host: str) -> Iterator[None]:
    """Turns what the network throws into one sentence."""
    import httpx

    try:
        yield
    except (socket.gaierror, UnicodeError) as error:
        raise ConnectionFailed(f"The server {host} cannot be found; is there a network?") from error
    except httpx.TimeoutException as error:
        raise ConnectionFailed(f"{host} took too long; nothing was imported.") from error
    except httpx.ConnectError as error:
        raise ConnectionFailed(_why_not_connected(host, error)) from error
    except (httpx.HTTPError, httpx.InvalidURL, zlib.error, OSError) as error:
        raise ConnectionFailed(f"The connection to {host} broke; nothing was imported.") from error


def _why_not_connected(host: str, error: BaseException | None) -> str:
    while error:
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"{host} could not prove that it is {host} (its certificate is not valid)."
        if isinstance(error, ssl.SSLError):
            return f"No encrypted connection to {host} could be made."
        error = error.__cause__ or error.__context__
    return f"{host} cannot be reached."
