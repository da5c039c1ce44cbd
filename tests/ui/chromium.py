"""A headless Chromium that is told over a pipe what to do: its protocol, and nothing to install."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any, Final

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS: Final = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--no-first-run",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--mute-audio",
)
_PATIENCE: Final = 600.0
"""Seconds after which a page that does not come is a fault: nothing is said of how fast it is."""
_KEYS: Final = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowRight": 39, " ": 32}
_SETTLED: Final = "document.readyState === 'complete'"


def found() -> str | None:
    """Return the program; None where this machine has none."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start it with an empty profile; when it is left nothing of it runs."""
    program = found()
    assert program is not None
    theirs, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    # Numbers that the two it wants, 3 and 4, cannot meet.
    high = [fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 10) for one in (theirs, theirs_out)]
    nothing = [(os.POSIX_SPAWN_OPEN, one, os.devnull, os.O_RDWR, 0) for one in (0, 1, 2)]
    process = os.posix_spawn(
        program,
        [program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
        os.environ,
        file_actions=[
            *nothing,
            *((os.POSIX_SPAWN_DUP2, one, place) for one, place in zip(high, (3, 4), strict=True)),
        ],
        setpgroup=0,
    )
    for one in (theirs, theirs_out, *high):
        os.close(one)
    try:
        yield Browser(ours_in, ours_out)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(ours_in)
        os.close(ours_out)


class Browser:
    """What it is told, and what it says."""

    def __init__(self, reads: int, writes: int) -> None:
        self._reads, self._writes = reads, writes
        self._rest = b""
        self._number = 0
        self.said: list[dict[str, Any]] = []
        """What it said unasked."""

    def tell(self, method: str, session: str = "", **told: Any) -> dict[str, Any]:
        """Say one thing and return its answer; RuntimeError where it refuses."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": told}
        if session:
            message["sessionId"] = session
        os.write(self._writes, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") != self._number:
                self.said.append(answer)
            elif "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']}")
            else:
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._reads], [], [], _PATIENCE)
            part = os.read(self._reads, 1 << 20) if ready else b""
            if not part:
                raise RuntimeError("the browser is gone, or silent")
            self._rest += part
        text, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(text)
        return answer

    def tab(self, width: int = 1280, height: int = 900) -> Tab:
        """Open a tab of such a size."""
        target = self.tell("Target.createTarget", url="about:blank")["targetId"]
        session = self.tell("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, session)
        for domain in ("Page", "Runtime", "Network", "Log"):
            tab.tell(f"{domain}.enable")
        tab.sized(width, height)
        return tab


class Tab:
    """A page, as somebody has it before them."""

    def __init__(self, of: Browser, session: str) -> None:
        self._browser, self._session = of, session

    def tell(self, method: str, **told: Any) -> dict[str, Any]:
        """Say one thing of this tab and return its answer."""
        return self._browser.tell(method, self._session, **told)

    def sized(self, width: int, height: int = 900) -> None:
        """Make it so wide and high, in pixels of CSS."""
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def run(self, script: str) -> Any:
        """Return the value of an expression; promises are waited for."""
        told = self.tell(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in told:
            details = told["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", details["text"]))
        return told["result"].get("value")

    def until(self, script: str) -> None:
        """Wait until an expression is true, whatever pages come and go meanwhile."""
        end = monotonic() + _PATIENCE
        while monotonic() < end:
            with suppress(RuntimeError):
                if self.run(f"!!({script})"):
                    return
            select.select([], [], [], 0.05)
        raise AssertionError(f"never: {script}\n{self.run('document.body.innerText')}")

    def goes(self, address: str) -> None:
        """Go to an address and wait for its page."""
        self.run("window.left = true")
        self.tell("Page.navigate", url=address)
        self.until(f"!window.left && {_SETTLED}")

    def click(self, chosen: str) -> None:
        """Click what a selector chooses."""
        self.run(f"document.querySelector({json.dumps(chosen)}).click()")

    def follows(self, chosen: str) -> None:
        """Click what leads to another page, and wait for that."""
        self.run("window.left = true")
        self.click(chosen)
        self.until(f"!window.left && {_SETTLED}")

    def types(self, chosen: str, text: str) -> None:
        """Put a text in the place of what stands in a box, as by hand."""
        box = json.dumps(chosen)
        self.run(f"(b => {{ b.focus(); b.select(); }})(document.querySelector({box}))")
        self.tell("Input.insertText", text=text)

    def attaches(self, chosen: str, file: Path) -> None:
        """Put a file into a box for files."""
        root = self.tell("DOM.getDocument")["root"]["nodeId"]
        node = self.tell("DOM.querySelector", nodeId=root, selector=chosen)["nodeId"]
        self.tell("DOM.setFileInputFiles", files=[str(file)], nodeId=node)

    def key(self, name: str, shift: bool = False) -> None:
        """Press a key."""
        told: Mapping[str, Any] = {
            "key": name,
            "code": "Space" if name == " " else name,
            "windowsVirtualKeyCode": _KEYS[name],
            "modifiers": 8 if shift else 0,
        }
        text = {"Enter": "\r", " ": " "}.get(name)
        pressed = {**told, "text": text} if text else told
        self.tell("Input.dispatchKeyEvent", type="keyDown", **pressed)
        self.tell("Input.dispatchKeyEvent", type="keyUp", **told)

    def text(self) -> str:
        """What is to be read."""
        return str(self.run("document.body.innerText"))

    def picture(self, file: Path) -> None:
        """Save what the whole page looks like."""
        told = self.tell("Page.captureScreenshot", captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(told["data"]))
