"""How heavy and how fast pages are: `python -m benchmarks.pages [rounds]` (default 20).

For every kind of page: its bytes, those with all that it loads (style, icon, charts; not the editor, which loads
itself), those that go over the wire with gzip, and how long the server takes, the first time and again. One client,
one connection, this machine: the time of the server, not of a network.
"""

import html
import re
import sys
import time
from dataclasses import dataclass
from statistics import quantiles

import httpx
from rich.console import Console
from rich.table import Table

from benchmarks.kinds import KINDS
from benchmarks.servers import keikaku
from pipeline.model.files import data_folder

LOADED = re.compile(r'<(?:img[^>]* src|link rel="(?:stylesheet|icon)" href)="([^"]*)"')

REFUSALS = (httpx.codes.BAD_REQUEST, httpx.codes.NOT_FOUND)
"""What pages that are among the kinds answer with: they say what is wrong with an address or a query."""


@dataclass(frozen=True)
class Measured:
    """Of a page: bytes alone, with all it loads, over the wire; seconds the first time, and of every further time."""

    path: str
    alone: int
    loaded: int
    wire: int
    first: float
    again: tuple[float, ...]


def measure(client: httpx.Client, path: str, rounds: int) -> Measured:
    """Asks for a page and for what it loads."""
    first = _seconds(client, path)
    again = tuple(_seconds(client, path) for _ in range(rounds))
    page = client.get(path)
    parts = {html.unescape(part) for part in LOADED.findall(page.text) if "/static/editor/" not in part}
    loaded = sum(len(client.get(part).content) for part in parts)
    wire = sum(_wire(client, address) for address in (path, *parts))
    return Measured(path, len(page.content), len(page.content) + loaded, wire, first, again)


def _seconds(client: httpx.Client, path: str) -> float:
    started = time.perf_counter()
    response = client.get(path)
    if response.status_code not in REFUSALS:
        response.raise_for_status()
    return time.perf_counter() - started


def _wire(client: httpx.Client, address: str) -> int:
    with client.stream("GET", address) as answer:
        return sum(len(piece) for piece in answer.iter_raw())


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    headers = {"Accept": "text/html", "Accept-Encoding": "gzip"}
    with keikaku(data_folder.releases_folder()) as server:
        address = f"http://127.0.0.1:{server.port}"
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            _seconds(client, "/docs")
            found = [measure(client, path, rounds) for path in KINDS.values()]
    table = Table("page", "kB", "kB, all it loads", "kB, wire", "first, ms", "p50, ms", "p95, ms")
    for one in found:
        sizes = (f"{size / 1000:.0f}" for size in (one.alone, one.loaded, one.wire))
        table.add_row(one.path, *sizes, f"{one.first * 1000:.0f}", *_percentiles(one.again))
    everything = tuple(seconds for one in found for seconds in one.again)
    table.add_row("all", "", "", "", "", *_percentiles(everything))
    Console().print(table)


def _percentiles(seconds: tuple[float, ...]) -> tuple[str, str]:
    parts = quantiles(seconds, n=100)
    return f"{parts[49] * 1000:.1f}", f"{parts[94] * 1000:.1f}"


if __name__ == "__main__":
    main()
