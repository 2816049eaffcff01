"""This endpoint against its peers, on the same data in the same run: `python -m benchmarks.sparql [copies] [before]`.

Takes the current release, `copies` times over under other municipal codes (default 5), and asks eight queries
of: this server in memory, Oxigraph's own server in memory and read-only on disk (package `oxigraph`), and rdflib-endpoint
where it is installed (its program is found on the path, or named by RDFLIB_ENDPOINT). `before` is a folder with an
earlier commit (`git worktree add`), whose server is asked in the same turns. Prints for each query the median and
the 99th percentile in milliseconds, the median as a ratio to that of Oxigraph in memory, and the queries a second of
four clients together. *cold*: every query is
new to the server. *again*: the same query repeated. Rows are compared before anything is timed; a server with
other rows is not timed but named.
"""

import gzip
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from pyoxigraph import RdfFormat, Store, serialize
from rich.console import Console
from rich.table import Table

from benchmarks.servers import Server, keikaku, oxigraph, oxigraph_on_disk, rdflib_endpoint
from pipeline.model.files import data_folder

JSON = "application/sparql-results+json"
ITEM = "<https://w3id.org/keikaku/id/132292/gyokaku-5/2026/item/7>"
PREFIXES = """PREFIX kk: <https://w3id.org/keikaku/ns#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX sdmx: <http://purl.org/linked-data/sdmx/2009/measure#>
"""
QUERIES = {
    "point: an item": f"SELECT * {{ {ITEM} ?p ?o }}",
    "point: its indicators": f"SELECT * {{ {ITEM} kk:hasIndicator ?i . ?i skos:prefLabel ?label }}",
    "point: its cells": f"SELECT * {{ {ITEM} kk:hasIndicator ?i . ?cell kk:indicator ?i ; kk:rawText ?raw }}",
    "join: items and units": "SELECT * { ?item kk:responsibleUnit ?unit ; dcterms:title ?title . "
    "?unit skos:prefLabel ?name }",
    "join: figures of items": "SELECT * { ?item kk:hasIndicator ?i . ?o kk:indicator ?i ; sdmx:obsValue ?value ; "
    "kk:valueKind ?kind } ORDER BY ?o LIMIT 1000",
    "aggregate: cells by status": "SELECT ?status ?kind (COUNT(*) AS ?n) { ?cell kk:status ?status ; kk:valueKind ?kind } "
    "GROUP BY ?status ?kind",
    "aggregate: values by item": "SELECT ?item (COUNT(?value) AS ?n) (SUM(?value) AS ?sum) { ?item kk:hasIndicator ?i . "
    "?o kk:indicator ?i ; sdmx:obsValue ?value } GROUP BY ?item",
    "text: titles in order": "SELECT ?item ?title { ?item dcterms:title ?title FILTER(CONTAINS(STR(?title), '推進')) } "
    "ORDER BY ?title ?item",
}
SECONDS = 1.0
LONGEST = 30.0
_different = count()


class Client:
    """One connection to a server, kept open."""

    def __init__(self, server: Server) -> None:
        self.path = server.path
        self.connection = HTTPConnection("127.0.0.1", server.port, timeout=LONGEST)

    def ask(self, text: str) -> bytes:
        """The answer's body. Raises OSError or HTTPException where there is none."""
        self.connection.request("GET", f"{self.path}?{urlencode({'query': text})}", headers={"Accept": JSON})
        with self.connection.getresponse() as response:
            body = response.read()
            if response.status != 200:
                raise HTTPException(f"{response.status} {body[:200]!r}")
            return body


def rows(answer: bytes) -> Counter[str]:
    """The rows of an answer, for comparison; numbers by their value."""
    return Counter(
        json.dumps({name: _value(term) for name, term in sorted(row.items())})
        for row in json.loads(answer)["results"]["bindings"]
    )


def _value(term: dict[str, str]) -> tuple[str, float | str]:
    if term.get("datatype", "").endswith(("#integer", "#decimal")):
        return "number", float(term["value"])
    return term["type"], term["value"]


def in_turn(clients: Sequence[Client], text: str, again: bool) -> list[list[float]]:
    """The milliseconds of each query of each client, asked one after another and the clients in turn.

    In turn, because the machine's speed drifts: what holds for one server then holds for all. Some seconds in all and
    five rounds at least; a client that has been waited for long enough is left out of the rest.
    """
    found: list[list[float]] = [[] for _ in clients]
    end = time.perf_counter() + SECONDS * len(clients)
    while len(found[0]) < 5 or time.perf_counter() < end:
        for client, times in zip(clients, found, strict=True):
            if sum(times) < 1000 * LONGEST:
                times.append(_timed(client, text if again else _never_asked(text)))
    return found


def _timed(client: Client, text: str) -> float:
    started = time.perf_counter()
    client.ask(text)
    return 1000 * (time.perf_counter() - started)


def _never_asked(text: str) -> str:
    return f"{text}\n# {next(_different)}"


def throughput(server: Server, text: str, again: bool, clients: int = 4) -> float:
    """Queries a second of several clients together."""
    end = time.perf_counter() + SECONDS

    def asked(_: int) -> int:
        client, number = Client(server), 0
        while time.perf_counter() < end:
            client.ask(text if again else _never_asked(text))
            number += 1
        return number

    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        total = sum(pool.map(asked, range(clients)))
    return total / (time.perf_counter() - started)


def multiplied(copies: int) -> bytes:
    """The quads of the current release, and copies of them under other municipal codes."""
    quads = gzip.decompress((data_folder.releases_folder() / "current" / "dataset.nq.gz").read_bytes())
    others = b"".join(quads.replace(b"132292", f"9{number:05}".encode()) for number in range(1, copies))
    return quads + others


def prepare(folder: Path, quads: bytes) -> None:
    """What each server reads: a release, a store on disk, a file of triples."""
    current = folder / "releases" / "current"
    shutil.copytree(data_folder.releases_folder() / "current", current)
    (current / "dataset.nq.gz").write_bytes(gzip.compress(quads, 1))
    store = Store(str(folder / "store"))
    store.bulk_load(quads, RdfFormat.N_QUADS)
    store.optimize()
    union = {quad.triple for quad in store}
    serialize(union, str(folder / "union.nt"), RdfFormat.N_TRIPLES)


def measure(servers: Sequence[Server]) -> Iterator[tuple[str, ...]]:
    """One row for each query, mode and server; the first server is what the others are compared with."""
    for name, text in QUERIES.items():
        text = PREFIXES + text
        same, others = _by_rows(servers, text)
        for server, why in others.items():
            yield name, "", server.name, why, "", "", ""
        for mode, again in (("cold", False), ("again", True)):
            found = in_turn([Client(server) for server in same], text, again)
            usual = median(found[0])
            for server, times in zip(same, found, strict=True):
                slow = median(times) > 1000 * SECONDS
                rate = 0.0 if slow else throughput(server, text, again)
                worst, ratio = quantiles(times, n=100)[98], median(times) / usual
                yield (
                    name,
                    mode,
                    server.name,
                    *(f"{value:.2f}" for value in (median(times), worst, ratio)),
                    f"{rate:.0f}",
                )


def _by_rows(servers: Sequence[Server], text: str) -> tuple[list[Server], dict[Server, str]]:
    """The servers that answer with the rows of the first one, and why each other is not timed."""
    expected = rows(Client(servers[0]).ask(text))
    same, others = [], {}
    for server in servers:
        try:
            found = rows(Client(server).ask(text))
        except (OSError, HTTPException) as error:
            others[server] = type(error).__name__
            continue
        if found == expected:
            same.append(server)
        else:
            others[server] = "other rows"
    return same, others


def main(copies: int, before: Path | None = None) -> None:
    """Start every server, compare, time, print; `before`: a folder with the code of an earlier commit."""
    console = Console()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        quads = multiplied(copies)
        prepare(folder, quads)
        own = partial(keikaku, folder / "releases", store="memory")
        starts = [oxigraph(quads), oxigraph_on_disk(folder / "store"), own()]
        if before:
            starts.append(own(checkout=before))
        servers = [stack.enter_context(start) for start in starts]
        peer = os.environ.get("RDFLIB_ENDPOINT") or shutil.which("rdflib-endpoint")
        if peer:
            servers.append(stack.enter_context(rdflib_endpoint(peer, folder / "union.nt")))
        else:
            console.print("rdflib-endpoint is not installed: left out. Name its program by RDFLIB_ENDPOINT.")
        lines = quads.count(b"\n")
        table = Table(
            "query", "mode", "server", "p50 ms", "p99 ms", "p50 ratio", "a second", title=f"{lines:,} quads"
        )
        for row in measure(servers):
            table.add_row(*row)
            console.print(*row, style="dim")
        console.print(table)


if __name__ == "__main__":
    _, *given = sys.argv
    main(int(given[0]) if given else 5, Path(given[1]).resolve() if len(given) > 1 else None)
