"""The server under attack: `python -m benchmarks.siege [minutes]` (default 10).

Four clients ask nothing but bombs and queries made to crash, from addresses of their own; one more holds as many
connections as it gets, with half a request on each; one honest client asks a light query twice a second; one reader
opens pages. Prints for each how many answers were no error and how long they took, and how the memory and the open
files of the server's processes went. Needs a system where all of 127.0.0.0/8 is this machine (Linux).
"""

import random
import socket
import sys
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.servers import Server, keikaku
from pipeline.model import data_folder

BOMBS = sorted((data_folder.ROOT / "tests" / "server" / "corpora" / "bombs").glob("*.rq"))
CRASHES = (
    "SELECT * " + "{" * 20_000,
    "SELECT (" + "STR(" * 9_000 + "1" + ")" * 9_000 + " AS ?x) {}",
    "SELECT * { FILTER(" + " || ".join(["?x"] * 10_000) + ") }",
    "SELECT * {" + "FILTER(1) " * 6_000 + "}",
)
PAGES = ("/", "/id/132292/gyokaku-5/2026/item/7", "/ns", "/sparql/examples", "/catalog")
LIGHT = "SELECT ?p ?o {{ <https://w3id.org/keikaku/id/132292/gyokaku-5/2026/item/{}> ?p ?o }} # {}"
SAMPLE_SECONDS = 5
HELD = 500


@dataclass
class Visitor:
    """Somebody who asks from an address of their own, and what came of it."""

    address: str
    pause: float
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

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
        bombs = [path.read_text(encoding="utf-8") for path in BOMBS]
        return "POST", "/sparql", f"{random.choice([*bombs, *CRASHES])}\n# {number}".encode()


def hold(server: Server, address: str, end: float) -> None:
    """Hold connections with half a request on each, and open another for each that the server ends."""
    held: deque[socket.socket] = deque()
    while time.monotonic() < end:
        try:
            connection = socket.create_connection(("127.0.0.1", server.port), 5, (address, 0))
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
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60, source_address=(address, 0))
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


def sample(process: psutil.Process, end: float) -> list[tuple[int, int]]:
    """The memory that only these processes hold, in MiB, and their open files, every few seconds."""
    found = []
    while time.monotonic() < end:
        memory, files = 0, 0
        for one in [process, *process.children(recursive=True)]:
            try:
                memory += one.memory_full_info().uss
                files += one.num_fds()
            except psutil.NoSuchProcess:
                continue  # a worker that a bomb has just ended
        found.append((memory // 2**20, files))
        time.sleep(SAMPLE_SECONDS)
    return found


def main(minutes: float) -> None:
    """Start the server, let everybody visit, print."""
    visitors = {
        "page": Visitor("127.0.1.1", 0.2),
        "light": Visitor("127.0.2.1", 0.5),
        **{f"attacker {number}": Visitor(f"127.0.3.{number}", 0.0) for number in range(1, 5)},
    }
    with keikaku(Path(data_folder.releases_folder()), usual_limits=True) as server:
        end = time.monotonic() + 60 * minutes
        threads = [
            threading.Thread(target=visitor.visit, args=(server, Requests(name), end))
            for name, visitor in visitors.items()
        ]
        threads.append(threading.Thread(target=hold, args=(server, "127.0.4.1", end)))
        for thread in threads:
            thread.start()
        samples = sample(_process_on(server.port), end)
        for thread in threads:
            thread.join()
    show(visitors, samples)


def _process_on(port: int) -> psutil.Process:
    for process in psutil.Process().children():
        if str(port) in process.cmdline():
            return process
    raise LookupError(f"no process of ours is on port {port}")


def show(visitors: dict[str, Visitor], samples: list[tuple[int, int]]) -> None:
    """Print what came of it."""
    table = Table("visitor", "requests", "not an error", "p50 ms", "p95 ms", "statuses")
    for name, visitor in visitors.items():
        good = sum(number for status, number in visitor.statuses.items() if 200 <= status < 400)
        total = len(visitor.seconds)
        p95 = quantiles(visitor.seconds, n=20)[18]
        statuses = ", ".join(f"{status}: {number}" for status, number in sorted(visitor.statuses.items()))
        times = f"{1000 * median(visitor.seconds):.0f}", f"{1000 * p95:.0f}"
        table.add_row(name, str(total), f"{good / total:.1%}", *times, statuses)
    console = Console()
    console.print(table)
    third = max(1, len(samples) // 3)
    for name, place in (("memory MiB", 0), ("open files", 1)):
        first, last = (median(entry[place] for entry in part) for part in (samples[:third], samples[-third:]))
        console.print(f"{name}: median of the first third {first:.0f}, of the last third {last:.0f}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
