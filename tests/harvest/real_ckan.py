"""Harvests a running keikaku with a real CKAN, by DCAT and by the Action API. On demand: it takes minutes.

Needs PostgreSQL and redis-server on the PATH (Debian: `apt install postgresql redis-server`) and an environment

    python3 -m venv venv_ckan
    venv_ckan/bin/pip install "ckan[requirements]==2.12.0" "ckanext-dcat==2.4.4" "ckanext-harvest==1.6.3" factory_boy pytest

Then, with `keikaku serve` running: `python -m tests.harvest.real_ckan --ckan venv_ckan http://127.0.0.1:8000`.
Exit 0: all datasets arrive active and without an error, a second run adds nothing, removing one removes one.
"""

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from rdflib import DCAT, RDF, Graph

from tests.harvest import solr_stand_in

POSTGRES_USER = "postgres"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def run(*command: str, **options: object) -> str:
    """Runs a command; its output. Raises SystemExit with the output where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-6000:]}")
    return str(done.stdout)


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A cluster of its own in a folder: the address of its database `ckan`."""
    bin_ = Path(shutil.which("pg_ctl") or "/usr/bin/pg_ctl").resolve().parent
    data, port = folder / "postgres", free_port()
    data.mkdir()
    as_user: tuple[str, ...] = ()
    if os.geteuid() == 0:  # PostgreSQL does not run as root.
        shutil.chown(data, POSTGRES_USER)
        as_user = ("setpriv", f"--reuid={POSTGRES_USER}", "--clear-groups")
    run(
        *as_user, str(bin_ / "initdb"), "-D", str(data), "-U", "ckan", "-A", "trust", "-E", "UTF8", cwd=folder
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {data}"
    log = str(data / "log")
    run(*as_user, str(bin_ / "pg_ctl"), "-D", str(data), "-w", "-l", log, "-o", options, "start", cwd=folder)
    try:
        run(
            "psql", "-h", "127.0.0.1", "-p", str(port), "-U", "ckan", "postgres", "-c", "create database ckan"
        )
        yield f"postgresql://ckan@127.0.0.1:{port}/ckan"
    finally:
        run(*as_user, str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop", cwd=folder)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A redis of its own: its address."""
    port = free_port()
    process = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    try:
        time.sleep(1)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


class Portal:
    """A CKAN without web pages: its command line and its database."""

    def __init__(self, environment: Path, folder: Path, database: str, redis_url: str, solr_url: str) -> None:
        self._bin = environment.resolve() / "bin"
        self._ini = folder / "ckan.ini"
        self._database = database
        run(str(self._bin / "ckan"), "generate", "config", str(self._ini), cwd=folder)
        text = self._ini.read_text(encoding="utf-8")
        settings = {
            "sqlalchemy.url": database,
            "ckan.redis.url": redis_url,
            "solr_url": solr_url,
            "ckan.site_url": "http://portal.example",
            "ckan.locale_default": "ja",
            "ckan.storage_path": str(folder),
            "ckan.plugins": "harvest ckan_harvester dcat dcat_rdf_harvester",
            "ckan.harvest.mq.type": "redis",
            "ckan.auth.create_unowned_dataset": "true",
        }
        for name, value in settings.items():
            line = f"{name} = {value}"
            pattern = rf"(?m)^{re.escape(name)} *=.*$"
            text = (
                re.sub(pattern, line, text)
                if re.search(pattern, text)
                else text.replace("[app:main]", f"[app:main]\n{line}", 1)
            )
        self._ini.write_text(text, encoding="utf-8")
        self.command("db", "init")
        self.command("db", "upgrade", "-p", "harvest")
        self.command(
            "user", "add", "admin", "email=admin@example.org", "password=harvest-test-only", "apikey=x"
        )
        self.command("sysadmin", "add", "admin")

    def command(self, *arguments: str) -> str:
        return run(*self._line(*arguments), cwd=self._ini.parent)

    def _line(self, *arguments: str) -> tuple[str, ...]:
        return (str(self._bin / "ckan"), "-c", str(self._ini), *arguments)

    def rows(self, query: str) -> list[str]:
        return run("psql", self._database, "-At", "-c", query).splitlines()

    def add_source(self, name: str, type_: str, address: str) -> str:
        """Registers a source to harvest; its identifier.

        The command creates it, then fails to print what it looks for in Solr: the database decides.
        """
        command = ("harvester", "source", "create", name, address, type_)
        done = subprocess.run(self._line(*command), capture_output=True, text=True, check=False)
        found = self.rows(f"select id from harvest_source where url = '{address}' and active")
        if not found:
            raise SystemExit(f"no source {name}\n{done.stderr[-6000:]}")
        return found[0]

    def harvest(self, source: str) -> None:
        """Gathers, fetches and imports, one after the other."""
        self.command("harvester", "run-test", source)

    def datasets(self) -> set[str]:
        return set(self.rows("select name from package where type = 'dataset' and state = 'active'"))

    def licences(self) -> list[str]:
        return self.rows(
            "select distinct license_id from package where type = 'dataset' and state = 'active'"
        )

    def files(self) -> int:
        """How many resources with an address the active datasets have."""
        found = self.rows(
            "select count(*) from resource r join package p on p.id = r.package_id"
            " where p.type = 'dataset' and p.state = 'active' and r.state = 'active' and r.url <> ''"
        )
        return int(found[0])

    def errors(self) -> list[str]:
        objects = self.rows("select stage || ': ' || message from harvest_object_error")
        return objects + self.rows("select message from harvest_gather_error")


@contextmanager
def files(folder: Path) -> Iterator[str]:
    """Serves a folder's files, Turtle as such: the address."""

    class Handler(SimpleHTTPRequestHandler):
        extensions_map = {".ttl": "text/turtle"}  # noqa: RUF012

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def without_one(turtle: bytes) -> bytes:
    """A catalogue from which one dataset is gone."""
    graph = Graph().parse(data=turtle, format="turtle")
    gone = min(graph.subjects(RDF.type, DCAT.Dataset), key=str)
    graph.remove((gone, None, None))
    graph.remove((None, None, gone))
    return graph.serialize(format="turtle", encoding="utf-8")


def expect(what: str, found: object, expected: object) -> bool:
    good = found == expected
    print(f"{'ok  ' if good else 'FAIL'} {what}: {found}" + ("" if good else f", expected {expected}"))  # noqa: T201
    return good


def by_dcat(portal: Portal, root: str, folder: Path, expected: int) -> Iterator[bool]:
    """DCAT: everything arrives, nothing twice, and what is removed is removed."""
    catalogue = folder / "catalog.ttl"
    with urllib.request.urlopen(f"{root}/catalog.ttl") as answer:
        whole = answer.read()
    source = portal.add_source("dcat", "dcat_rdf", f"{root}/catalog")
    portal.harvest(source)
    first = portal.datasets()
    yield expect("datasets by DCAT", len(first), expected)
    yield expect("their licences", portal.licences(), ["cc-by"])
    yield expect(
        "their files",
        portal.files(),
        len(set(Graph().parse(data=whole).subjects(RDF.type, DCAT.Distribution))),
    )
    portal.harvest(source)
    yield expect("datasets after a second run", portal.datasets(), first)
    with files(folder) as address:
        catalogue.write_bytes(whole)
        portal.command("harvester", "source", "clear", source)
        copy = portal.add_source("copy", "dcat_rdf", f"{address}/catalog.ttl")
        portal.harvest(copy)
        yield expect("datasets by DCAT from a copy", len(portal.datasets()), expected)
        catalogue.write_bytes(without_one(whole))
        portal.harvest(copy)
        yield expect("datasets after one is removed", len(portal.datasets()), expected - 1)
        portal.command("harvester", "source", "clear", copy)


def by_action_api(portal: Portal, root: str, expected: int) -> Iterator[bool]:
    """CKAN's own API, as portals in Japan harvest each other."""
    source = portal.add_source("api", "ckan", root)
    portal.harvest(source)
    first = portal.datasets()
    yield expect("datasets by the Action API", len(first), expected)
    yield expect("their licences", portal.licences(), ["cc-by"])
    portal.harvest(source)
    yield expect("datasets after a second run", portal.datasets(), first)


def main() -> int:
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("root", help="the address of a running keikaku")
    reader.add_argument("--ckan", type=Path, required=True, help="the environment with CKAN in it")
    arguments = reader.parse_args()
    root = arguments.root.rstrip("/")
    with urllib.request.urlopen(f"{root}/api/3/action/package_list") as answer:
        expected = len(json.load(answer)["result"])
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        database = opened.enter_context(postgres(folder))
        redis_url = opened.enter_context(redis(folder))
        solr = solr_stand_in.serve()
        solr_url = f"http://127.0.0.1:{solr.server_address[1]}/solr/ckan"
        portal = Portal(arguments.ckan, folder, database, redis_url, solr_url)
        results = [*by_dcat(portal, root, folder, expected), *by_action_api(portal, root, expected)]
        results.append(expect("errors", portal.errors(), []))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
