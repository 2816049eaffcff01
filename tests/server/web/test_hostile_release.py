"""Hostile texts from a city's tables through a build to every page, table and document: shown, never run."""

import csv
import json
import re
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup
from pyoxigraph import RdfFormat, parse

from pipeline.model.files.data_folder import DataFolder
from pipeline.release.build import Options, build
from pipeline.release.store import CURRENT, Release

CITY = "092029"
TEXTS = (
    "<script>alert('k1')</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "]]></title><svg onload=alert(1)>",
    "{{ 7*7 }}{% include '/etc/passwd' %}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "' onmouseover='alert(1)",
    "<http://evil.example/> <a:> <a:> .",
    "\\u003cscript\\u003e\\'\\\"",
    "&lt;b&gt;&#x3c;b&#x3e;",
)
FORMULAS = ('=HYPERLINK("http://evil.example")', "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0")
RDF = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML}
MOST_PAGES = 150
Visit = Callable[[Release], AbstractContextManager[httpx.Client]]
pytestmark = pytest.mark.slow


def rewrite(path: Path, change: Callable[[int, dict[str, str]], dict[str, str]]) -> None:
    """Changes the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [change(number, row) for number, row in enumerate(csv.DictReader(file))]
    text = StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def hostile_city(folder: Path) -> None:
    """Puts a hostile text wherever a table of the city takes free text."""
    texts = (*TEXTS, *FORMULAS)

    def indicator(number: int, row: dict[str, str]) -> dict[str, str]:
        return row | {"label": texts[number % len(texts)], "definition": texts[-1 - number % len(texts)]}

    def element(number: int, row: dict[str, str]) -> dict[str, str]:
        return row | {"title": " ".join(TEXTS), "purpose": texts[number % len(texts)]}

    def translation(number: int, row: dict[str, str]) -> dict[str, str]:
        return row | {"title": " ".join(TEXTS), "title_en": texts[number % len(texts)]}

    rewrite(folder / "indicators.csv", indicator)
    rewrite(folder / "elements.csv", element)
    rewrite(folder.parent / "editorial" / "titles_en.csv", translation)
    rewrite(folder / "plans.csv", lambda _, row: row | {"title": TEXTS[0], "edition_title": TEXTS[2]})


@pytest.fixture(scope="module")
def hostile(
    data: DataFolder, tmp_path_factory: pytest.TempPathFactory, visit: Visit
) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(data.municipality(CITY), folder / "data" / CITY)
    shutil.rmtree(folder / "data" / CITY / "2023" / "source")  # which would hold the tables to what it says
    hostile_city(folder / "data" / CITY / "2023" / "tables")
    build(DataFolder(folder / "data"), folder / "releases", Options((CITY,)))
    with visit(Release.open(folder / "releases" / CURRENT)) as client:
        yield client


@pytest.fixture(scope="module")
def pages(hostile: httpx.Client) -> dict[str, str]:
    """Every page that links lead to, by its address."""
    found: dict[str, str] = {}
    waiting = deque(["/", "/search?q=alert", "/search?q=%3Cscript%3E", "/catalog.html", "/compare"])
    while waiting and len(found) < MOST_PAGES:
        path = waiting.popleft()
        if path in found:
            continue
        answer = hostile.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        found[path] = answer.text
        for link in BeautifulSoup(answer.text, "html5lib").find_all("a", href=True):
            target = str(link["href"]).partition("#")[0]
            if target.startswith("/") and not target.startswith(("//", "/data/", "/sparql")):
                waiting.append(target)
    return found


def test_every_page_is_reached_and_shows_what_it_should(pages: dict[str, str]) -> None:
    assert len(pages) > 30
    assert sum("alert(&#39;k1&#39;)" in page for page in pages.values()) > 5


def test_nothing_on_a_page_runs(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        for element in BeautifulSoup(page, "html5lib").find_all(True):
            handlers = [name for name in element.attrs if name.startswith("on")]
            assert not handlers, (path, element.name, handlers)
            if element.name == "script" and not element.get("src"):
                assert element.get("type") == "application/ld+json", path
                json.loads(element.string or "")
            for name in ("href", "src", "action", "formaction"):
                address = str(element.get(name) or "/")
                assert re.match(r"[/#?]|https?://|mailto:|data:image/", address), (path, address)
            assert element.get("src", "/") != "x", path


def test_no_text_of_the_data_is_a_template(pages: dict[str, str]) -> None:
    assert any("{{ 7*7 }}" in page for page in pages.values())
    assert not any("root:x:" in page for page in pages.values())


def test_no_cell_of_a_table_from_a_page_is_a_formula(hostile: httpx.Client, pages: dict[str, str]) -> None:
    tables = {
        path.partition("?")[0].removesuffix(".html") + ".csv" for path in pages if path.startswith("/id/")
    }
    seen = 0
    for path in sorted(tables):
        answer = hostile.get(path)
        if answer.status_code == 200:
            seen += 1
            rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
            cells = [cell for row in rows for cell in row]
            assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-\D", cell)], path
    assert seen


def test_every_document_can_be_read(hostile: httpx.Client, pages: dict[str, str]) -> None:
    things = {path.partition("?")[0].removesuffix(".html") for path in pages if path.startswith("/id/")}
    for path in sorted(things):
        for suffix, format_ in RDF.items():
            answer = hostile.get(f"{path}.{suffix}")
            if answer.status_code == 200:
                assert list(parse(answer.content, format_)), path
        answer = hostile.get(f"{path}.jsonld")
        if answer.status_code == 200:
            json.loads(answer.content)
