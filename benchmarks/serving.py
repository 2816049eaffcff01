"""A server on a large release, watched: when it is ready, what it weighs, how fast pages and queries are."""

import time
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from types import TracebackType
from typing import Self

import httpx

from benchmarks.cities import EDITION, PATTERN
from benchmarks.processes import share
from benchmarks.servers import Server, keikaku, oxigraph_on_disk
from pipeline.release.store import CURRENT, STORE
from server.queries import examples

ROUNDS = 10
LONGEST = 120.0
_JSON = {"Accept": "application/sparql-results+json"}
_different = count()


def pages(code: str) -> tuple[str, ...]:
    """An address of each kind that could grow with the number of cities, and of some that could not."""
    edition = f"/id/{code}/gyokaku-5/{EDITION}"
    return (
        *(
            "/",
            "/search?q=徴収率",
            "/catalog.html",
            "/use",
            "/about",
            "/id/fiscal-year/2024.html",
            "/compare",
        ),
        *("/compare?indicator=reform-effect-total&match=close", "/hub/indicator/reform-effect-total.html"),
        *("/sitemap.xml", "/opendata_list.csv", "/api/3/action/package_list", "/catalog.ttl?page=1"),
        *(
            f"/id/{code}.html",
            f"{edition}.html",
            f"{edition}/item/7.html",
            f"{edition}/item/7/indicator/1.html",
        ),
        f"/dataset/{code}-gyokaku-5-{EDITION}.html",
    )


class Watched:
    """A server on the current release of a folder, for as long as a block."""

    def __init__(self, releases: Path) -> None:
        self._releases = releases
        self._stack = ExitStack()
        self._started = time.perf_counter()

    def __enter__(self) -> Self:
        self._server = self._stack.enter_context(keikaku(self._releases))
        self._client = self._stack.enter_context(_client(self._server))
        self._serves()
        self.ready = time.perf_counter() - self._started
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def figures(self, code: str) -> dict[str, str]:
        """Pages and queries of the release, with a city of it."""
        return {
            "server: ready s": f"{self.ready:.1f}",
            "server: MiB of the web process": f"{self._mebibytes():.0f}",
            **self._of_pages(code),
            **self._of_queries(code),
        }

    def after_switch(self) -> dict[str, str]:
        """How long it takes until the release that has become current meanwhile is served."""
        started = time.perf_counter()
        self._serves()
        return {"server: switch s": f"{time.perf_counter() - started:.1f}"}

    def _serves(self) -> None:
        """Waits until the current release answers. Raises TimeoutError where it takes too long."""
        id_ = (self._releases / CURRENT).resolve().name
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            try:
                if self._client.get("/health/ready").json().get("release", "").startswith(id_):
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise TimeoutError(f"{id_} is not served")

    def _mebibytes(self) -> float:
        return share(self._server.process)

    def _of_pages(self, code: str) -> dict[str, str]:
        times: dict[str, list[float]] = {}
        sizes: dict[str, int] = {}
        for path in pages(code):
            for _ in range(ROUNDS):
                times.setdefault(path, []).append(_milliseconds(self._client, path))
            sizes[path] = len(self._client.get(path).content)
        every = sorted(one for found in times.values() for one in found)
        slowest, longest = (
            max(times, key=lambda path: median(times[path])),
            max(sizes, key=lambda path: sizes[path]),
        )
        return {
            "pages: p50 ms": f"{median(every):.0f}",
            "pages: p95 ms": f"{quantiles(every, n=20)[-1]:.0f}",
            "pages: slowest": f"{slowest} {median(times[slowest]):.0f} ms",
            "pages: longest": f"{longest} {sizes[longest] / 1000:.0f} kB",
        }

    def _of_queries(self, code: str) -> dict[str, str]:
        """Every example with its default values, for a city: the first time, and beside Oxigraph's server."""
        queries = {example.name: example.query().replace(PATTERN, code) for example in examples().values()}
        cold = {name: _asked(self._client, "/sparql", text) for name, text in queries.items()}
        answered = {name: took for name, took in cold.items() if took is not None}
        with oxigraph_on_disk(self._releases / CURRENT / STORE) as peer, _client(peer) as other:
            ratios = [
                _again(self._client, "/sparql", queries[name]) / _again(other, peer.path, queries[name])
                for name in answered
            ]
        slowest = max(answered, key=lambda name: answered[name])
        return {
            "queries: slowest, cold": f"{slowest} {answered[slowest]:.0f} ms",
            "queries: median × Oxigraph on disk": f"{median(ratios):.2f}",
            "queries: past a limit": ", ".join(sorted(cold.keys() - answered)),
        }


def _client(server: Server) -> httpx.Client:
    return httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=LONGEST)


def _again(client: httpx.Client, path: str, query: str) -> float:
    return median(_milliseconds(client, path, query) for _ in range(3))


def _asked(client: httpx.Client, path: str, query: str) -> float | None:
    """How long a query takes; None of one whose answer is more than the service gives at once."""
    try:
        return _milliseconds(client, path, query)
    except httpx.HTTPStatusError as refused:
        if refused.response.status_code != httpx.codes.REQUEST_ENTITY_TOO_LARGE:
            raise
        return None


def _milliseconds(client: httpx.Client, path: str, query: str = "") -> float:
    """How long an answer takes, to its last byte; a query is one that was never asked."""
    asked = {"query": f"{query}\n# {next(_different)}"} if query else None
    started = time.perf_counter()
    answer = client.get(path, params=asked, headers=_JSON if query else None, follow_redirects=True)
    answer.raise_for_status()
    return 1000 * (time.perf_counter() - started)
