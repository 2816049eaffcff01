"""The servers that are measured, each started on a free port of this machine for as long as a block."""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path

_START_SECONDS = 120
_NOWHERE = Path(os.devnull)


@dataclass(frozen=True)
class Server:
    """A server that answers: its name, its port on 127.0.0.1, the path of its endpoint, the id of its process, and
    what its visitors encrypt with, where it wants that."""

    name: str
    port: int
    path: str
    process: int
    tls: ssl.SSLContext | None = None

    def http(self, address: str, timeout: float) -> HTTPConnection:
        """A client that comes from an address of this machine."""
        source = (address, 0)
        if self.tls:
            return HTTPSConnection(
                "127.0.0.1", self.port, timeout=timeout, source_address=source, context=self.tls
            )
        return HTTPConnection("127.0.0.1", self.port, timeout=timeout, source_address=source)

    def connect(self, address: str, timeout: float) -> socket.socket:
        """A connection from an address of this machine, open for bytes of any kind."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout, (address, 0))
        return self.tls.wrap_socket(connection) if self.tls else connection


@contextmanager
def keikaku(
    releases: Path,
    *,
    usual_limits: bool = False,
    log: Path = _NOWHERE,
    store: str = "",
    workbook_page: bool = False,
    checkout: Path | None = None,
) -> Iterator[Server]:
    """This server, with limits that let one client ask all day, or with the usual ones; errors go to the log.

    `store`: memory or disk, else as the release's size says. `checkout`: a folder with the code of another commit,
    which runs instead of this.
    """
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "server.app:create_app", "--no-access-log"]
    command += ["--http", "server.http.connections:BoundedConnection"]
    settings = {
        "KEIKAKU_RELEASES": str(releases),
        "KEIKAKU_CLIENT_RUNNING": "8",
        "KEIKAKU_CLIENT_QUEUE": "16",
        "KEIKAKU_CLIENT_SECONDS": "3600",
    }
    if usual_limits:
        settings = {"KEIKAKU_RELEASES": str(releases)}
    settings["KEIKAKU_PORT"] = str(
        port
    )  # its own addresses, as in the next page of the catalogue, lead back to it
    command += ["--log-level", "error", "--port", str(port)]
    if store:
        settings["KEIKAKU_STORE"] = store
    if workbook_page:
        settings["KEIKAKU_WORKBOOK_PAGE"] = "true"
    if checkout:
        settings["PYTHONPATH"] = str(checkout)
    with running(command, port, settings, log, checkout) as process:
        yield Server("keikaku before" if checkout else "keikaku", port, "/sparql", process)


@contextmanager
def oxigraph(quads: bytes) -> Iterator[Server]:
    """Oxigraph's server with the data in memory."""
    port = free_port()
    command = [_oxigraph(), "serve", "--union-default-graph", "--bind", f"127.0.0.1:{port}"]
    with running(command, port) as process:
        connection = HTTPConnection("127.0.0.1", port, timeout=_START_SECONDS)
        connection.request("PUT", "/store", quads, {"Content-Type": "application/n-quads"})
        with connection.getresponse() as response:
            if response.status >= 300:
                raise HTTPException(f"Oxigraph took no data: {response.status}")
        yield Server("oxigraph, memory", port, "/query", process)


@contextmanager
def oxigraph_on_disk(store: Path) -> Iterator[Server]:
    """Oxigraph's server on a store on disk, read-only."""
    port = free_port()
    command = [_oxigraph(), "serve-read-only", "--union-default-graph", "--location", str(store)]
    with running([*command, "--bind", f"127.0.0.1:{port}"], port) as process:
        yield Server("oxigraph, disk", port, "/query", process)


@contextmanager
def rdflib_endpoint(program: str, triples: Path) -> Iterator[Server]:
    """rdflib-endpoint with the data in memory."""
    port = free_port()
    command = [program, "serve", "--host", "127.0.0.1", "--port", str(port), str(triples)]
    with running(command, port) as process:
        yield Server("rdflib-endpoint", port, "/", process)


@contextmanager
def running(
    command: list[str],
    port: int,
    settings: Mapping[str, str] | None = None,
    log: Path = _NOWHERE,
    folder: Path | None = None,
) -> Iterator[int]:
    """The id of a process that listens on a port, for as long as a block; raises TimeoutError where it does not.

    `folder`: where it runs, if not here.
    """
    environment = {**os.environ, **(settings or {})}
    with (
        log.open("a", encoding="utf-8") as errors,
        subprocess.Popen(
            command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors
        ) as process,
    ):
        try:
            _wait_for(port, process)
            yield process.pid
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{process.args!r} did not start")


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def _oxigraph() -> str:
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        raise FileNotFoundError("The program oxigraph is missing: pip install oxigraph.")
    return program
