"""Runs queries, one after another, in a process of its own that may die of any of them.

Forked by the zygote with the store in memory; or, where processes cannot be forked or memory is short, started as
`python -m server.engine.workers.worker SOCKET STORE` on the release's store on disk, opened read-only.
"""

import os
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from typing import IO, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from server.engine import csv_results, rows
from server.engine.workers import wire
from server.engine.workers.confine import Memory, confined, silence, step_back
from server.engine.workers.system_calls import refuse_sockets

INLINE = 256 * 1024
"""An answer up to this many bytes travels in the message, a longer one as an open file."""
_GROWTH = 64 * 1024 * 1024
"""A worker that holds this much more than at its birth makes room for a new one."""


class PastLimitError(Exception):
    """The answer is past a limit: `rows` or `bytes`."""


class Spool:
    """Takes an answer as it is written: in memory at first, in a file when it grows, never past its limit."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self.file = file
        self.most = most
        self.size = 0
        self.small = bytearray()
        self.overflowed = False

    def write(self, chunk: bytes) -> int:
        self.size += len(chunk)
        if self.size > self.most:
            self.overflowed = True
            raise PastLimitError("bytes")
        self.small += chunk
        if self.size > INLINE:
            self.file.write(self.small)
            self.small.clear()
        return len(chunk)

    def flush(self) -> None:
        """pyoxigraph calls this at the end."""

    @property
    def is_small(self) -> bool:
        return self.size <= INLINE

    def content(self) -> bytes:
        """All that was written."""
        if self.is_small:
            return bytes(self.small)
        self.file.flush()
        self.file.seek(0)
        return self.file.read()


class Worker:
    """Answers the queries that arrive on one socket from one store."""

    def __init__(self, channel: socket.socket, store: Store, *, opens_files: bool = False) -> None:
        self.channel = channel
        self.store = store
        self.opens_files = opens_files
        self.memory = Memory()
        self.space = self.memory.address_space
        self.at_birth = self.memory.resident
        self.file = _new_file()

    def serve(self) -> None:
        """Answer until the other side closes, or until this process has grown: then say so and end."""
        wire.send(self.channel, {"worker": os.getpid()})
        while True:
            try:
                request = wire.receive(self.channel).head
            except (EOFError, OSError):
                return
            spool = Spool(self.file, request["bytes"])
            head = self._run(request, spool)
            if not self._reply(head, spool):
                return

    def _reply(self, head: dict[str, object], spool: Spool) -> bool:
        """Send what came of a query; whether this worker takes another."""
        stays = self.memory.resident - self.at_birth < _GROWTH
        answered = "size" in head
        inline = bytes(spool.small) if answered and spool.is_small else b""
        large = self.file.fileno() if answered and not spool.is_small else None
        wire.send(self.channel, {**head, "stays": stays}, inline, large)
        if not spool.is_small:  # the file is the reader's now, or spoilt
            self.file.close()
            self.file = _new_file()
        return stays

    def _run(self, request: Mapping[str, object], spool: Spool) -> dict[str, object]:
        """Run one query, confined. Only its own faults are caught: anything else ends the process."""
        seconds, memory = cast(float, request["seconds"]), cast(int, request["memory"])
        try:
            with confined(seconds, self.space + memory, opens_files=self.opens_files):
                self._write(request, spool)
        except PastLimitError as error:
            return {"limit": str(error)}
        except MemoryError:
            return {"limit": "memory"}
        except SyntaxError as error:
            return {"syntax": str(error)}
        except (OSError, ValueError, RuntimeError) as error:
            return {"limit": "bytes"} if spool.overflowed else {"failure": str(error)}
        return {"size": spool.size}

    def _write(self, request: Mapping[str, object], spool: Spool) -> None:
        media_type, most = cast(str, request["media_type"]), cast(int, request["rows"])
        result = self._query(request)
        output = cast(IO[bytes], spool)
        if isinstance(result, QueryTriples):
            form = _rdf_format(media_type)
            prefixes = dict(cast(list[tuple[str, str]], request["prefixes"]))
            serialize(_at_most(result, most), output, form, prefixes=prefixes)
            return
        if isinstance(result, QuerySolutions) and media_type == "text/csv":
            csv_results.write(result, output)
        else:
            result.serialize(output, _results_format(media_type))
        # A row takes a byte at least, so most answers need no counting.
        counted = isinstance(result, QuerySolutions) and spool.size > most
        if counted and rows.more_than(most, spool.content(), media_type):
            raise PastLimitError("rows")

    def _query(self, request: Mapping[str, object]) -> QuerySolutions | QueryBoolean | QueryTriples:
        text = cast(str, request["text"])
        default, named = (
            [NamedNode(graph) for graph in cast(list[str], request[name])]
            for name in ("default_graphs", "named_graphs")
        )
        base = cast(str, request["base"]) or None
        assumed = dict(cast(list[tuple[str, str]], request["assumed"]))
        ask = partial(self.store.query, text, base_iri=base, prefixes=assumed)
        if default or named:
            return ask(default_graph=list(default), named_graphs=list(named))
        # pyoxigraph lets the union win over FROM, so the union is asked for only where the text has none.
        return ask(use_default_graph_as_union=not request["has_dataset_clause"])


def _new_file() -> IO[bytes]:
    """A file without a name, for an answer too large for a message."""
    return tempfile.TemporaryFile()


def _at_most(triples: QueryTriples, most: int) -> Iterator[Triple]:
    yield from islice(triples, most)
    if next(triples, None) is not None:
        raise PastLimitError("rows")


def _rdf_format(media_type: str) -> RdfFormat:
    found = RdfFormat.from_media_type(media_type)
    if found is None:
        raise ValueError(f"{media_type} does not hold the graph that this query answers.")
    return found


def _results_format(media_type: str) -> QueryResultsFormat:
    found = QueryResultsFormat.from_media_type(media_type)
    if found is None:
        raise ValueError(f"{media_type} does not hold the table that this query answers.")
    return found


def main() -> None:
    """Serve on the socket whose number is the first argument, from the store on disk that the second names."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    opens_files = refuse_sockets()  # before the store has threads
    store = Store.read_only(sys.argv[2])
    silence()
    step_back()
    Worker(channel, store, opens_files=opens_files).serve()


if __name__ == "__main__":
    main()
