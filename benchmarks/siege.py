"""The server under attack: `python -m benchmarks.siege [minutes] [nginx | caddy]` (default 10, no proxy before it).

Eight clients ask nothing but bombs, queries made to crash and texts that are long to read, from addresses of their own;
one more holds as many connections as it gets, with half a request on each; one honest client asks a light query twice a
second; one reader opens pages. Prints for each how many answers were no error and how long they took, and how the memory
and the open files of the server's lasting processes went; exits with 1 where honest clients or the server suffered more than
they may. Needs a system where all of 127.0.0.0/8 is this machine (Linux).
"""

import os
import random
import socket
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

import psutil
from rich.console import Console
from rich.table import Table

from benchmarks import proxies
from benchmarks.servers import Server, keikaku
from pipeline.model.files import data_folder

BOMBS = sorted((data_folder.ROOT / "tests" / "server" / "corpora" / "bombs").glob("*.rq"))
CRASHES = (
    "SELECT * " + "{" * 20_000,
    "SELECT (" + "STR(" * 9_000 + "1" + ")" * 9_000 + " AS ?x) {}",
    "SELECT * { FILTER(" + " || ".join(["?x"] * 10_000) + ") }",
    "SELECT * {" + "FILTER(1) " * 6_000 + "}",
)
PAGES = ("/", "/id/132292/gyokaku-5/2026/item/7", "/ns", "/sparql/examples", "/catalog")
LIGHT = "SELECT ?p ?o {{ <https://w3id.org/keikaku/id/132292/gyokaku-5/2026/item/{}> ?p ?o }} # {}"
ATTACKERS = 8
LONG = "ASK {" + " ?s ?p ?o ." * 5_000 + "}"
HOSTILE = (
    ("GET", f"/api/3/action/package_search?q={quote('metadata_modified:[' * 200)}", None),
    ("POST", "/api/3/action/package_search", b"[" * 16_000),
    ("GET", f"/search?q={quote('計画' * 200)}", None),
    ("GET", f"/id/{quote('か' + chr(0x3099) * 200)}", None),
    ("GET", "/" + "../" * 600, None),
)
"""Requests made to keep busy what reads them: method, path, body."""
SAMPLE_SECONDS = 5
HELD = 500
MOST_ERRORS = 0.02
"""Of the answers to honest clients."""
MOST_PAGE_SECONDS = 0.3
"""For a page, in 19 of 20 cases."""
MOST_GROWTH = {"memory MiB": 64.0, "open files": 64.0}
"""From the first third of the time to the last, beside a tenth of what it was."""


Sample = dict[int, tuple[int, int]]
"""By process: the memory that only it holds, in MiB, and its open files."""


@dataclass
class Visitor:
    """Somebody who asks from an address of their own, and what came of it."""

    address: str
    pause: float
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    @property
    def good(self) -> float:
        """The share of answers that were no error."""
        good = sum(number for status, number in self.statuses.items() if 200 <= status < 400)
        return good / len(self.seconds)

    @property
    def p95(self) -> float:
        """The seconds that 19 of 20 answers took at most."""
        return quantiles(self.seconds, n=20)[18]

    def visit(self, server: Server, requests: "Requests", end: float) -> None:
        """Ask one request after another until the end. Status 0: no answer."""
        while time.monotonic() < end:
            started = time.monotonic()
            self.statuses[_status(server, self.address, *requests.another())] += 1
            self.seconds.append(time.monotonic() - started)
            time.sleep(self.pause)


class Requests:
    """What a visitor asks next: a method, a path, a body."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.numbers = count()

    def another(self) -> tuple[str, str, bytes | None]:
        """The next request."""
        number = next(self.numbers)
        if self.kind == "page":
            return "GET", quote(PAGES[number % len(PAGES)]), None
        if self.kind == "light":
            return "POST", "/sparql", LIGHT.format(number % 36 + 1, number).encode()
        if number % 4 == 3:
            return random.choice(HOSTILE)
        bombs = [path.read_text(encoding="utf-8") for path in BOMBS]
        return "POST", "/sparql", f"{random.choice([*bombs, *CRASHES, LONG])}\n# {number}".encode()


def hold(server: Server, address: str, end: float) -> None:
    """Hold connections with half a request on each, and open another for each that the server ends."""
    held: deque[socket.socket] = deque()
    while time.monotonic() < end:
        try:
            connection = server.connect(address, 5)
            connection.sendall(b"GET /sparql?query=SELECT HTTP/1.1\r\nX-Half: ")
            held.append(connection)
        except OSError:
            time.sleep(0.1)
        if len(held) >= HELD:
            held.popleft().close()
        time.sleep(0.01)
    for connection in held:
        connection.close()


def _status(server: Server, address: str, method: str, path: str, body: bytes | None) -> int:
    connection = server.http(address, 60)
    headers = {"Content-Type": "application/sparql-query"} if body else {"Accept": "text/html"}
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        response.read()
        return response.status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


def sample(process: psutil.Process, end: float) -> list[Sample]:
    """What each of these processes holds, every few seconds."""
    found = []
    while time.monotonic() < end:
        held: Sample = {}
        for one in [process, *process.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):  # a worker that a bomb has just ended
                held[one.pid] = one.memory_full_info().uss // 2**20, one.num_fds()
        found.append(held)
        time.sleep(SAMPLE_SECONDS)
    return found


@dataclass(frozen=True)
class Siege:
    """Who visited, and how much memory and how many files the server had open meanwhile."""

    visitors: Mapping[str, Visitor]
    samples: Sequence[Sample]

    def growth(self) -> Iterator[tuple[str, float, float]]:
        """Of the processes that lasted: what they hold, its median of the first third of the time and of the last."""
        lasting = set(self.samples[0]).intersection(*self.samples)
        third = max(1, len(self.samples) // 3)
        for place, name in enumerate(MOST_GROWTH):
            first, last = (
                median(sum(held[process][place] for process in lasting) for held in part)
                for part in (self.samples[:third], self.samples[-third:])
            )
            yield name, first, last

    def faults(self) -> Iterator[str]:
        """What honest clients or the server suffered that they should not."""
        for name in ("page", "light"):
            if (share := 1 - self.visitors[name].good) > MOST_ERRORS:
                yield f"{share:.1%} of the answers to {name} were errors, at most {MOST_ERRORS:.0%} may be"
        if (seconds := self.visitors["page"].p95) > MOST_PAGE_SECONDS:
            yield f"pages took {seconds:.3f} s in 19 of 20 cases, at most {MOST_PAGE_SECONDS:g} s they may"
        for name, first, last in self.growth():
            if last > 1.1 * first + MOST_GROWTH[name]:
                yield f"{name} grew from {first:.0f} to {last:.0f}"


def besiege(minutes: float, log: Path, proxy: str = "") -> Siege:
    """Start the server, which writes errors to a log, behind a proxy if one is named, and let everybody visit."""
    visitors = {
        "page": Visitor("127.0.1.1", 0.2),
        "light": Visitor("127.0.2.1", 0.5),
        **{f"attacker {number}": Visitor(f"127.0.3.{number}", 0.0) for number in range(1, ATTACKERS + 1)},
    }
    with ExitStack() as started:
        server = started.enter_context(keikaku(data_folder.releases_folder(), usual_limits=True, log=log))
        if proxy:
            server = started.enter_context(proxies.behind(proxy, server))
        end = time.monotonic() + 60 * minutes
        threads = [
            threading.Thread(target=visitor.visit, args=(server, Requests(name), end))
            for name, visitor in visitors.items()
        ]
        threads.append(threading.Thread(target=hold, args=(server, "127.0.4.1", end)))
        for thread in threads:
            thread.start()
        samples = sample(psutil.Process(server.process), end)
        for thread in threads:
            thread.join()
    return Siege(visitors, samples)


def show(siege: Siege) -> None:
    """Print what came of it."""
    table = Table("visitor", "requests", "not an error", "p50 ms", "p95 ms", "statuses")
    for name, visitor in siege.visitors.items():
        statuses = ", ".join(f"{status}: {number}" for status, number in sorted(visitor.statuses.items()))
        times = f"{1000 * median(visitor.seconds):.0f}", f"{1000 * visitor.p95:.0f}"
        table.add_row(name, str(len(visitor.seconds)), f"{visitor.good:.1%}", *times, statuses)
    console = Console()
    console.print(table)
    for name, first, last in siege.growth():
        console.print(f"{name}: median of the first third {first:.0f}, of the last third {last:.0f}")
    for fault in siege.faults():
        console.print(f"FAILED: {fault}.")


def main(minutes: float, proxy: str) -> int:
    """A siege, printed. The exit code."""
    siege = besiege(minutes, Path(os.devnull), proxy)
    show(siege)
    return 1 if any(siege.faults()) else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 10, *sys.argv[2:3] or [""]))
