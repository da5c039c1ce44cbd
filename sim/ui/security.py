"""Who may ask what: this machine alone, by the address that was printed, in small requests.

Every request passes here first. Its Host must be ours (a name of somebody else's that leads to this
machine is none), it must bring the cookie that the first address gives, and what changes anything
must come from a page of ours. Every answer forbids what a page of ours does not need.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs

from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.text.ui import GUARD
from sim.text.words import Words

LOOPBACK: Final = "127.0.0.1"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page of ours may load: nothing from outside, no script but our files."""
SEALED: Final = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What a file of a results folder may load: nothing at all."""
_HEADERS: Final = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # With `no-referrer` a browser would send our own forms with `Origin: null`.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_FORM: Final = "application/x-www-form-urlencoded"
_FILES: Final = "multipart/form-data"
_TAKES_FILES: Final = "/workbook"
"""How the address ends that takes a file."""
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})
_OURS: Final = frozenset({"same-origin", "none"})
"""Where a browser may say that a request comes from: a page of ours, or the address line."""


@dataclass(frozen=True)
class Keys:
    """What opens the page, new at every start."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """In the first address."""
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """What the first address is exchanged for."""

    @property
    def name(self) -> str:
        """The cookie's name: browsers keep one jar for all ports of a host."""
        return f"zhizao-{self.port}"

    @property
    def address(self) -> str:
        """The first address."""
        return f"http://{LOOPBACK}:{self.port}/?token={self.token}"

    @property
    def hosts(self) -> frozenset[str]:
        """The names that this server answers to."""
        return frozenset({f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"})


class Limits(NamedTuple):
    """How much is taken from one request."""

    body: int = 2 << 20
    """Bytes."""
    seconds: float = 10.0
    """For all of its body to arrive."""


class Refused(NamedTuple):
    """Why a request is answered here."""

    status: int
    words: Words


class _TooLargeError(Exception):
    """More came than was announced, or than is taken."""


class Guard:
    """Lets requests through to an application that may trust them, and seals its answers."""

    def __init__(self, app: ASGIApp, keys: Keys, limits: Limits = Limits()) -> None:  # noqa: B008
        self._app, self._keys, self._limits = app, keys, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        send = _sealed(send)
        refused = self._refused(scope)
        entering = refused is None and self._enters(scope)
        if refused is None and not entering and not self._knows(scope):
            refused = Refused(403, GUARD["enter"])
        answer: Response | None = None
        if refused:
            answer = _plain(refused)
        elif entering:
            answer = self._welcome()
        if answer is not None:
            await answer(scope, receive, send)
            return
        await self._through(scope, receive, send)

    async def _through(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the whole of a small body before anything is done with it."""
        body = b""
        if scope["method"] == "POST":
            try:
                async with asyncio.timeout(self._limits.seconds):
                    body = await _body(receive, self._limits.body)
            except (TimeoutError, _TooLargeError) as error:
                late = isinstance(error, TimeoutError)
                refused = Refused(408, GUARD["slow"]) if late else Refused(413, GUARD["large"])
                await _plain(refused)(scope, receive, send)
                return
        await self._app(scope, _replayed(body, receive), send)

    def _refused(self, scope: Scope) -> Refused | None:
        """What is wrong with a request whoever sends it; None if nothing is."""
        host = _headers(scope, b"host")
        if len(host) != 1 or host[0] not in self._keys.hosts:
            return Refused(400, GUARD["host"])
        if scope["method"] not in _METHODS:
            return Refused(405, GUARD["method"])
        if scope["method"] == "POST":
            return self._refused_post(scope, host[0])
        where, mode = _headers(scope, b"sec-fetch-site"), _headers(scope, b"sec-fetch-mode")
        if not _OURS.issuperset(where) and mode != ["navigate"]:
            return Refused(403, GUARD["origin"])
        return None

    def _refused_post(self, scope: Scope, host: str) -> Refused | None:
        if _headers(scope, b"origin") != [f"http://{host}"]:
            return Refused(403, GUARD["origin"])
        if not _OURS.issuperset(_headers(scope, b"sec-fetch-site")):
            return Refused(403, GUARD["origin"])
        kinds = [kind.partition(";")[0].strip() for kind in _headers(scope, b"content-type")]
        if kinds != [_FILES if scope["path"].endswith(_TAKES_FILES) else _FORM]:
            return Refused(415, GUARD["kind"])
        sizes = _headers(scope, b"content-length")
        if any(not size.isdecimal() or int(size[:20]) > self._limits.body for size in sizes):
            return Refused(413, GUARD["large"])
        return None

    def _enters(self, scope: Scope) -> bool:
        """Whether this is the first address."""
        if scope["path"] != "/" or scope["method"] != "GET":
            return False
        given = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=100)
        return any(_same(token, self._keys.token) for token in given.get("token", ()))

    def _knows(self, scope: Scope) -> bool:
        """Whether a request brings the cookie."""
        jars = [cookie_parser(text) for text in _headers(scope, b"cookie")]
        return any(_same(jar.get(self._keys.name, ""), self._keys.cookie) for jar in jars)

    def _welcome(self) -> Response:
        """Give the cookie and go on to the page.

        By a page that goes on, not by a redirect: a browser that came here from a page elsewhere,
        such as a notebook that printed the address, would hold a strict cookie back.
        """
        said = GUARD["welcome"].line("both")
        answer = HTMLResponse(
            "<!DOCTYPE html><html lang='zh-Hans'><head><meta charset='utf-8'>"
            "<meta http-equiv='refresh' content='0; url=/'>"
            "<link rel='icon' href='/static/icon.svg'><title>zhizao</title></head>"
            f"<body><p><a href='/'>{said}</a></p></body></html>"
        )
        answer.set_cookie(
            self._keys.name, self._keys.cookie, path="/", httponly=True, samesite="strict"
        )
        return answer


def _headers(scope: Scope, name: bytes) -> list[str]:
    """Every value that a header was given."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def _same(given: str, secret: str) -> bool:
    """Compare in a time that tells nothing of the secret."""
    return hmac.compare_digest(given.encode(), secret.encode())


def _plain(refused: Refused) -> PlainTextResponse:
    """A refusal as text, in both languages: whoever reads it may have no page of ours."""
    return PlainTextResponse(refused.words.block("both") + "\n", refused.status)


async def _body(receive: Receive, most: int) -> bytes:
    """Return the whole body of a request; _TooLargeError as soon as it is more than is taken."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            raise _TooLargeError
        more = message.get("more_body", False)
    return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """What the application receives: the body at once, then what the server says."""
    parts: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return parts.pop() if parts else await receive()

    return replay


def _sealed(send: Send) -> Send:
    """Add to every answer the headers that it has not."""

    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*_missing(message.get("headers", ()))]}
        await send(message)

    return sealed


def _missing(headers: Iterable[Any]) -> Iterable[tuple[bytes, bytes]]:
    given = [(bytes(key).lower(), bytes(value)) for key, value in headers]
    names = {key.decode("latin-1") for key, _ in given}
    yield from given
    yield from ((k.encode(), v.encode()) for k, v in _HEADERS.items() if k not in names)
