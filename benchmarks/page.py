"""The local page under load: many clients at once, each with changes of its own.

    .venv/bin/python -m benchmarks.page --clients 50

A server is started on a folder with one small scenario. Every client asks for pages with its own
changes, for a glance and for a run; each answer must be its own. Told are wrong answers, how long
answers took, how many were told to come back, and the server's memory before and after.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import urlencode, urlsplit

import psutil

SCENARIO = Path(__file__).with_name("plain.yaml")
NUMBER = "replications"
"""What each client changes: to a number of its own."""


class Client:
    """One browser, which has come in."""

    def __init__(self, address: str, number: int) -> None:
        at = urlsplit(address)
        self.number = number
        self.host = at.netloc
        self.took: list[float] = []
        self.answers: Counter[int] = Counter()
        self.wrong: list[str] = []
        _, headers, _ = self.ask("GET", f"/?{at.query}", cookie="")
        self.cookie = headers["set-cookie"].split(";")[0]

    def ask(
        self, method: str, path: str, body: str | None = None, cookie: str | None = None
    ) -> tuple[int, dict[str, str], str]:
        """Send one request on a connection of its own; return status, headers and text."""
        began = perf_counter()
        connection = HTTPConnection(self.host, timeout=300)
        headers = {"Cookie": self.cookie if cookie is None else cookie}
        if method == "POST":
            headers["Origin"] = f"http://{self.host}"
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        told = {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        self.took.append(perf_counter() - began)
        self.answers[answer.status] += 1
        return answer.status, told, text

    def session(self) -> None:
        """Look, change, type, glance and run; note what is not its own."""
        mine = f"{NUMBER}={self.number}"
        query = urlencode({"set": mine})
        self.expect("list", self.ask("GET", "/"), "/scenario/plain")
        self.expect("page", self.ask("GET", f"/scenario/plain?{query}"), mine)
        self.expect("table", self.ask("GET", f"/scenario/plain/pipeline?{query}"), mine)
        wrong = f"x{self.number}"
        typed = urlencode({f"value@{NUMBER}": wrong})
        self.expect("check", self.ask("GET", f"/scenario/plain/check?{typed}"), wrong)
        asked = urlencode({"tab": str(self.number)})
        self.expect("glance", self.ask("GET", f"/scenario/plain/glance?{query}&{asked}"), mine)
        sent = urlencode({"verb": "run", "futures": str(self.number), "set": mine})
        status, headers, _ = self.ask("POST", "/scenario/plain/ask", sent)
        if status == 303:
            self.expect(
                "job", self.ask("GET", headers["location"]), f"--replications {self.number}"
            )

    def expect(self, what: str, answer: tuple[int, dict[str, str], str], words: str) -> None:
        """Note an answer that is neither its own nor a request to come back."""
        status, _, text = answer
        others = set(re.findall(rf"{NUMBER}=(\d+)", text)) - {str(self.number)}
        if status != 503 and (status != 200 or words not in text.replace("%3D", "=") or others):
            self.wrong.append(f"{what} of {self.number}: {status}, {sorted(others)[:3]}")


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """A server on a folder; its first address, and its process."""
    command = [sys.executable, "-m", "sim", "ui", str(folder), "--no-browser"]
    command += ["--out", str(folder / "results"), "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        yield address, psutil.Process(process.pid)
        process.terminate()


def main() -> int:
    """Ask, and print what came of it; 1 where an answer was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with TemporaryDirectory() as place, served(_project(Path(place))) as (address, server):
        clients = [Client(address, 2 * number + 2) for number in range(options.clients)]
        before = server.memory_info().rss
        began = perf_counter()
        with ThreadPoolExecutor(options.clients) as pool:
            for _ in range(options.rounds):
                list(pool.map(Client.session, clients))
        seconds, after = perf_counter() - began, server.memory_info().rss
    took = sorted(second for client in clients for second in client.took)
    answers = sum((client.answers for client in clients), Counter[int]())
    wrong = [fault for client in clients for fault in client.wrong]
    print(f"{options.clients} clients, {len(took)} answers in {seconds:.1f} s: {dict(answers)}")
    print(f"median {median(took):.2f} s, slowest {took[-1]:.2f} s")
    print(f"memory {before >> 20} MiB before, {after >> 20} MiB after")
    print(f"wrong answers: {len(wrong)}", *wrong[:10], sep="\n  ")
    return 1 if wrong else 0


def _project(folder: Path) -> Path:
    shutil.copy(SCENARIO, folder / "plain.yaml")
    return folder


if __name__ == "__main__":
    sys.exit(main())
