"""The table of attacks: each is repelled, and gets through once its defence is taken away."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from sim.ui import asking, form, security, server
from sim.ui.app import app
from sim.ui.glance import Glances
from sim.ui.jobs import Jobs
from sim.ui.project import Project
from sim.ui.security import POLICY, SEALED, Guard, Keys, Limits
from tests.ui import places

Plant = Callable[[pytest.MonkeyPatch], None]
FORM = "application/x-www-form-urlencoded"
HOME = f"http://127.0.0.1:{places.PORT}"
SAVE = "/scenario/town/save"
ASK = "/scenario/town/ask"
RUN = b"verb=run"


@dataclass(frozen=True)
class Attack:
    """A request, what it is to be answered with, and how its defence is taken away."""

    name: str
    plant: Plant
    status: int
    method: str = "GET"
    path: str = "/"
    headers: tuple[tuple[str, str], ...] = ()
    """In the place of those that a browser sends; a value `-` leaves one out."""
    body: Any = None


def anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Guard, "_knows", lambda *_: True)


def every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Guard, "_refused_post", lambda *_: None)
    monkeypatch.setattr(Guard, "_refused", lambda *_: None)


def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Guard, "_refused_post", lambda *_: None)
    monkeypatch.setattr(security, "_body", unbounded)


async def unbounded(receive: Any, _: int) -> bytes:
    while (await receive()).get("more_body"):
        pass
    return RUN


def any_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_among", lambda asked, _: asked)
    monkeypatch.setattr(asking, "count", lambda text: text)
    monkeypatch.setattr(asking, "VERBS", ("run", "required", "map", "new", ""))


def any_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Project, "part", lambda _, told, name: told.result.folder / name)


def any_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Project, "save", lambda *_: Path("saved.yaml"))


def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.ui.requests.MOST_SETS", 10_000)


def pieces() -> Iterator[bytes]:
    """A hundred megabytes that nobody announced."""
    for _ in range(100):
        yield b"x" * (1 << 20)


def headers(**given: str) -> tuple[tuple[str, str], ...]:
    return tuple((name.replace("_", "-"), value) for name, value in given.items())


def post(name: str, plant: Plant, status: int, body: Any = RUN, **given: str) -> Attack:
    return Attack(name, plant, status, "POST", ASK, headers(**given), body)


HOSTS = ["evil.example", "127.0.0.1", "127.0.0.1:8001", "127.0.0.1:8000.evil.example", "[::1]:8000"]
ORIGINS = ["-", "null", "http://evil.example", "http://127.0.0.1:8001", "https://127.0.0.1:8000"]
OUT = ["..%2f..%2f..%2fscenarios%2ftown.yaml", "%2e%2e/%2e%2e/%2e%2e/scenarios/town.yaml", "{town}"]
COOKIES = ["-", "zhizao-8000=", "zhizao-8000=guessed", "zhizao-8001={cookie}", "other={cookie}"]
WORDS = [
    b"verb=new",
    b"verb=",
    b"verb=run&futures=--audit",
    b"verb=run&futures=1e9",
    b"verb=required&space=--help",
    b"verb=map&x=a%3Db&y=--out",
]
NAMES = [
    "../up",
    "/up",
    "a/b",
    "a\\\\b",
    ".hidden",
    "-rf",
    "con",
    "a\0b",
    "x" * 300,
    "",
    "a.yaml",
]
ATTACKS = [
    *(Attack(f"Host {host}", every_page, 400, headers=headers(host=host)) for host in HOSTS),
    Attack("two hosts", every_page, 400, headers=(("host", HOME[7:]), ("host", "evil.example"))),
    *(Attack(f"cookie {one}", anybody, 403, headers=headers(cookie=one)) for one in COOKIES),
    Attack("wrong token", anybody, 403, path="/?token=guessed", headers=headers(cookie="-")),
    *(post(f"Origin {origin}", every_page, 403, origin=origin) for origin in ORIGINS),
    post("two origins", every_page, 403, origin=HOME + ", http://evil.example"),
    post("sent from another site", every_page, 403, sec_fetch_site="cross-site"),
    post("sent from another port", every_page, 403, sec_fetch_site="same-site"),
    Attack(
        "a script or picture of another page",
        every_page,
        403,
        headers=headers(sec_fetch_site="same-site", sec_fetch_mode="no-cors"),
    ),
    *(post(f"body {kind}", every_page, 415, content_type=kind) for kind in ("text/plain", "-")),
    post("body multipart", every_page, 415, content_type="multipart/form-data; boundary=x"),
    Attack(
        "a workbook from another page",
        every_page,
        403,
        "POST",
        "/scenario/town/workbook",
        headers(origin="http://evil.example", content_type="multipart/form-data; boundary=x"),
        b"--x\r\n\r\n\r\n--x--",
    ),
    post("100 MB announced", any_size, 413, b"x" * (100 << 20)),
    post("100 MB unannounced", any_size, 413, pieces),
    post("nonsense as a length", any_size, 413, content_length="1e1"),
    *(
        Attack(f"saved as {name[:9]!r}", any_name, 422, "POST", SAVE, body=f"file={name}".encode())
        for name in NAMES
    ),
    *(post(f"words {body.decode()}", any_word, 422, body) for body in WORDS),
    *(
        Attack(f"out of the results {name}", any_part, 404, path=f"/results/{{told}}/{name}")
        for name in OUT
    ),
    Attack("a link out of the results", any_part, 404, path="/results/{told}/link.txt"),
    Attack("a thousand changes", many, 413, path="/scenario/town?" + "set=a%3D1&" * 1000),
]


@pytest.fixture(scope="module")
def project(played: Project) -> Project:
    """The played town, with a link out of its results."""
    (told,) = played.results()
    link = told.result.folder / "link.txt"
    link.symlink_to(played.folder / "town.yaml")
    return played


def attacked(attack: Attack, project: Project) -> int:
    """How an attack is answered, sent by a browser that is in."""
    keys = Keys(places.PORT)
    jobs = Jobs(places.QUICK)
    browser = places.outside(project, jobs, keys)
    sent = {
        "host": HOME[7:],
        "cookie": f"{keys.name}={keys.cookie}",
        **({"origin": HOME, "content-type": FORM} if attack.method == "POST" else {}),
    }
    for name, _ in attack.headers:
        sent.pop(name, None)
    given = [(name, value.format(cookie=keys.cookie)) for name, value in attack.headers]
    (told,) = project.results()
    town = (project.folder / "town.yaml").absolute().as_posix()
    path = attack.path.replace("{told}", "/".join(told.at)).replace("{town}", town)
    body = attack.body() if callable(attack.body) else attack.body
    built = browser.build_request(attack.method, HOME + path, content=body)
    for name in [*sent, *(name for name, _ in given)]:
        built.headers.pop(name, None)
    pairs = [*built.headers.multi_items(), *sent.items(), *(p for p in given if p[1] != "-")]
    built.headers = type(built.headers)(pairs)
    return browser.send(built).status_code


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_repelled(attack: Attack, project: Project) -> None:
    assert attacked(attack, project) == attack.status


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_without_its_defence_it_gets_through(
    attack: Attack, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    attack.plant(monkeypatch)
    assert attacked(attack, project) in {200, 303, 422} - {attack.status}


def test_every_answer_is_sealed(page: TestClient, played: Project) -> None:
    (told,) = played.results()
    own = ["/", "/none", "/scenario/town", "/static/ui.js", "/static/font.ttf"]
    for address in [*own, f"/results/{'/'.join(told.at)}/story.en.md"]:
        answer = page.get(address)
        policy = answer.headers["content-security-policy"]
        assert policy == (POLICY if address in own else SEALED), address
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["referrer-policy"] == "same-origin"  # else Origin is null in ours
    assert "unsafe" not in POLICY and "http" not in POLICY


def test_the_cookie_is_for_this_server_alone(played: Project) -> None:
    keys = Keys(places.PORT)
    browser = places.outside(played, Jobs(places.QUICK), keys)
    cookie = browser.get("/", params={"token": keys.token}).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "domain" not in cookie
    assert keys.token not in cookie


def test_a_slow_client_is_not_waited_for(played: Project) -> None:
    """And would be, without the limit."""
    keys = Keys(places.PORT)
    said = {"host": HOME[7:], "origin": HOME, "content-type": FORM, "cookie": "-"}
    said["cookie"] = f"{keys.name}={keys.cookie}"
    scope = {
        "type": "http",
        "method": "POST",
        "path": ASK,
        "query_string": b"",
        "headers": [(key.encode(), value.encode()) for key, value in said.items()],
    }
    sent: list[Any] = []

    async def silent() -> Any:
        await asyncio.sleep(3600)

    async def send(message: Any) -> None:
        sent.append(message)

    async def within(seconds: float) -> None:
        guard = Guard(lambda *_: silent(), keys, Limits(seconds=seconds))
        await asyncio.wait_for(guard(scope, silent, send), 0.5)

    asyncio.run(within(0.05))
    assert sent[0]["status"] == 408
    with pytest.raises(TimeoutError):
        asyncio.run(within(3600))


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: 127"])
def test_who_never_ends_the_head_of_a_request_is_let_go(
    played: Project, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    """And would not be, if nobody looked."""
    guard = Guard(app(played, Jobs(places.QUICK), Glances()), Keys(places.PORT))
    for look, ends in ((0.05, True), (3600.0, False)):
        monkeypatch.setattr(server, "_LOOK", look)
        with places.listening(guard) as port, socket.create_connection(("127.0.0.1", port)) as slow:
            slow.sendall(begun)
            slow.settimeout(60 if ends else 0.5)
            if ends:
                assert slow.recv(1) == b""
            else:
                with pytest.raises(TimeoutError):
                    slow.recv(1)


def test_a_websocket_is_closed(played: Project) -> None:
    browser = places.inside(played)
    with pytest.raises(WebSocketDisconnect) as closed, browser.websocket_connect("/"):
        pass
    assert closed.value.code == 1008


def test_a_change_cannot_write_a_header(page: TestClient) -> None:
    """The address that it goes on to holds what was sent as letters."""
    sent = {"set": "a\r\nset-cookie: x=1", "undo": "b", "part": "c\r\nset-cookie: y=1"}
    answer = page.post("/scenario/town/change", data=sent)
    assert answer.status_code == 303 and "set-cookie" not in answer.headers
    assert "%0D%0A" in answer.headers["location"]
    assert answer.headers["location"].startswith("/scenario/town?")


@pytest.mark.parametrize("extends", ["/etc/passwd", "../../secret.yaml", "..\\\\secret.yaml"])
def test_a_scenario_reads_nothing_outside(tmp_path: Path, extends: str) -> None:
    project = places.project(tmp_path)
    (tmp_path.parent / "secret.yaml").write_text("secret: hidden\n", encoding="utf-8")
    (project.folder / "bad.yaml").write_text(f'extends: "{extends}"\nname: x\n', encoding="utf-8")
    (project.folder / "away.yaml").symlink_to(tmp_path.parent / "secret.yaml")
    with places.inside(project) as page:
        assert "/scenario/away" not in page.get("/").text
        answer = page.get("/scenario/bad")
        assert answer.status_code == 422 and "hidden" not in answer.text


def test_boxes_that_no_row_has_change_nothing(page: TestClient) -> None:
    sent = {"value@no.such": "1", "note@": "x", "value@__class__": "y"}
    assert page.post("/scenario/town/change", data=sent).headers["location"].endswith("town#inputs")
    assert form.MOST_SETS < 1000
