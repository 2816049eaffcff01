"""A real federating client, Comunica, over two running endpoints: run where it is installed.

npm install --prefix tests/server/federation
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.peer

Serve = Callable[..., tuple[httpx.Client, object]]

FOLDER = Path(__file__).parent.parent / "federation"
POPULATION = "".join(
    f'<http://example.org/id/{number}> <http://example.org/people> "{people}"'
    "^^<http://www.w3.org/2001/XMLSchema#integer> <http://example.org/graph/other> .\n"
    for number, people in ((1, 10), (2, 20))
)
TITLE = "?item <http://purl.org/dc/terms/title> ?title FILTER(LANG(?title) = 'ja')"
PEOPLE = "?item <http://example.org/people> ?people"
TOGETHER = {("窓口の待ち時間を減らす", "10"), ("オンライン申請を増やす", "20")}


@pytest.fixture(scope="module")
def comunica() -> str:
    """The program of Comunica."""
    program = shutil.which("comunica-sparql", path=str(FOLDER / "node_modules" / ".bin"))
    program = program or shutil.which("comunica-sparql")
    if program is None:
        pytest.skip("Comunica is not installed (npm install --prefix tests/server/federation)")
    return program


@pytest.fixture(scope="module")
def urls(serve_sparql: Serve, write_small_release: Callable[..., Path]) -> tuple[str, str]:
    """Two endpoints: one has the titles of items, the other how many people each is for."""
    clients = serve_sparql()[0], serve_sparql(write_small_release("people", POPULATION))[0]
    first, second = (f"{str(client.base_url).rstrip('/')}/sparql" for client in clients)
    return first, second


def asked(program: str, sources: list[str], text: str) -> set[tuple[Any, ...]]:
    command = [program, *sources, "-q", text, "-t", "application/sparql-results+json"]
    found = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    rows = json.loads(found.stdout)["results"]["bindings"]
    return {(row["title"]["value"], row["people"]["value"]) for row in rows}


def test_a_query_over_two_endpoints_joins_them(comunica: str, urls: tuple[str, str]) -> None:
    sources = [f"sparql@{url}" for url in urls]
    assert asked(comunica, sources, f"SELECT ?title ?people {{ {PEOPLE} . {TITLE} }}") == TOGETHER
