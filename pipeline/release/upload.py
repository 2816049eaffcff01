"""A release into a store elsewhere, graph by graph, by the SPARQL 1.1 Graph Store HTTP Protocol.

Resumable: what a store holds is noted beside the releases after each graph, and a graph that is noted with the
same content and counted in full by the store is not sent again. Graphs that an earlier release put there and
this one does not have are removed.
"""

import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx
from SPARQLWrapper import JSON, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from pipeline.model.errors import ConformanceError, Problem, ReleaseError
from pipeline.model.files import whole_files
from pipeline.release.store import Release

NOTES = "published.json"
_SECONDS = 300


@dataclass(frozen=True)
class RemoteStore:
    """Where graphs are written (Graph Store Protocol) and counted (a SPARQL endpoint), and as whom."""

    graphs: str
    endpoint: str
    user: str = ""
    password: str = ""

    def put(self, graph: str, triples: bytes) -> None:
        """Replace a graph. Raises ReleaseError where the store does not take it."""
        self._send("PUT", graph, triples)

    def delete(self, graph: str) -> None:
        """Remove a graph. Raises ReleaseError where the store does not."""
        self._send("DELETE", graph)

    def count(self, graph: str) -> int:
        """How many triples a graph has there. Raises ReleaseError where the endpoint does not tell."""
        client = SPARQLWrapper(self.endpoint, agent="keikaku")
        client.setQuery(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        client.setReturnFormat(JSON)
        client.setOnlyConneg(True)
        client.setTimeout(_SECONDS)
        try:
            answer = json.loads(client.query().response.read())
            return int(answer["results"]["bindings"][0]["n"]["value"])
        except (SPARQLWrapperException, OSError, ValueError, LookupError) as error:
            what = f"does not count the triples of {graph}: {error}"
            raise ReleaseError(Problem(self.endpoint, what, "Check --endpoint.")) from error

    def _send(self, method: str, graph: str, triples: bytes | None = None) -> None:
        separator = "&" if "?" in self.graphs else "?"
        address = f"{self.graphs}{separator}graph={quote(graph, safe='')}"
        headers = {"Content-Type": "application/n-triples"} if triples is not None else {}
        auth = _Challenged(self.user, self.password) if self.user else None
        try:
            answer = httpx.request(
                method,
                address,
                content=triples,
                headers=headers,
                auth=auth,
                timeout=_SECONDS,
                follow_redirects=False,
            )
            answer.raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            what = f"{method} of {graph} failed: {error}"
            remedy = (
                "Check the address and the user, then run the command again: it goes on where it stopped."
            )
            raise ReleaseError(Problem(self.graphs, what, remedy)) from error


class _Challenged(httpx.Auth):
    """Says who asks in the way that the store asks for: Basic or Digest."""

    def __init__(self, user: str, password: str) -> None:
        self._known = {"basic": httpx.BasicAuth(user, password), "digest": httpx.DigestAuth(user, password)}

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        answer = yield request
        way = answer.headers.get("www-authenticate", "").partition(" ")[0].lower()
        if answer.status_code == httpx.codes.UNAUTHORIZED and way in self._known:
            yield from self._known[way].auth_flow(request)


def graphs(release: Release) -> dict[str, bytes]:
    """The triples of each named graph of a release as N-Triples, by the graph's IRI."""
    found: defaultdict[str, list[bytes]] = defaultdict(list)
    with gzip.open(release.path / "dataset.nq.gz") as lines:
        for line in lines:
            triple, _, graph = line.rstrip(b" .\n").rpartition(b" <")
            found[graph.removesuffix(b">").decode()].append(triple + b" .\n")
    return {graph: b"".join(found[graph]) for graph in sorted(found)}


def publish(release: Release, store: RemoteStore, folder: Path) -> Iterator[tuple[str, str, int]]:
    """Bring a store to a release: for each graph its IRI, what was done (sent, there, removed), its triples.

    `folder` holds the notes of what stores hold. Raises ReleaseError where the store fails, ConformanceError
    at the end for graphs that it counts differently.
    """
    notes = _Notes(folder / NOTES, store.graphs)
    wanted = graphs(release)
    problems = []
    for graph, triples in wanted.items():
        digest, size = hashlib.sha256(triples).hexdigest(), triples.count(b"\n")
        if notes.held.get(graph) == digest and store.count(graph) == size:
            yield graph, "there", size
            continue
        store.put(graph, triples)
        counted = store.count(graph)
        if counted != size:
            problems.append(
                Problem(graph, f"has {counted:,} triples in the store, not {size:,}.", "Send it again.")
            )
            continue
        notes.keep(graph, digest)
        yield graph, "sent", size
    for graph in sorted(notes.held.keys() - wanted.keys()):
        store.delete(graph)
        notes.keep(graph, None)
        yield graph, "removed", 0
    if problems:
        raise ConformanceError(problems)


class _Notes:
    """Which graphs a store holds with which content, written anew after each graph."""

    def __init__(self, path: Path, store: str) -> None:
        self.path = path
        self.store = store
        self._all: dict[str, dict[str, str]] = self._read()

    @property
    def held(self) -> Mapping[str, str]:
        return self._all.get(self.store, {})

    def keep(self, graph: str, digest: str | None) -> None:
        """Note that the store holds a graph; None: no longer."""
        held = {name: known for name, known in self.held.items() if name != graph}
        self._all[self.store] = held if digest is None else held | {graph: digest}
        text = json.dumps(self._all, ensure_ascii=False, indent=1, sort_keys=True)
        whole_files.replace({self.path: text.encode()})

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            found: dict[str, dict[str, str]] = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise ReleaseError(
                Problem(str(self.path), "cannot be read.", "Remove it: every graph is then sent again.")
            ) from error
        return found
