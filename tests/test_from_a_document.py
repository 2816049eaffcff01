"""docs/from-a-document.md, followed step by step: from a city's PDF to a compared figure."""

import csv
import gzip
import io
import re
import shlex
import shutil
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from starlette.testclient import TestClient
from typer.testing import CliRunner

from pipeline.cli import application as commands
from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT
from pipeline.release.store import Release
from pipeline.review.application import application
from tests.server.web.conftest import visiting

PAGE = (ROOT / "docs" / "from-a-document.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
SHOWN = [text.strip() for text in re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)]
MAPPING = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)[0]
ANSWERS = dict(re.findall(r"^\| (?!項目|---)([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE))


@pytest.fixture
def folder(begun: Path) -> Path:
    """A folder with the hub, one city to compare with, and the document."""
    shutil.copy(ROOT / "tests" / "cases" / "documents" / "ratings.chromium.pdf", begun / "hyouka.pdf")
    return begun


def run(command: str) -> str:
    program, *arguments = shlex.split(command)
    assert program == "keikaku"
    result = CliRunner().invoke(commands(), arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def fill_in(path: Path) -> None:
    """Types the page's entries into the workbook, as a person would."""
    book = load_workbook(path)
    page = book["自治体"]
    places = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    for item, value in ANSWERS.items():
        page.cell(places[item], 2).value = value
    book.save(path)


def confirm(command: str) -> None:
    """Goes through the page that the command serves, confirming one value after the other."""
    _, name, workbook = shlex.split(command)
    assert name == "review"
    app = application(Path(workbook), Path(workbook).parent, "token", 8123)
    client = TestClient(app, base_url="http://127.0.0.1:8123")
    while (shown := client.get("/token/")).url.path != "/token/":
        seen = BeautifulSoup(shown.text, "html5lib").select_one("input[name=seen]")
        assert seen is not None
        client.post(shown.url.path, data={"seen": str(seen["value"]), "text": str(seen["value"])})


def test_following_the_page_ends_with_a_compared_figure_and_leads_to_its_place_on_the_page(
    folder: Path,
) -> None:
    drafted, reviewed, taken, built, compared = COMMANDS
    assert SHOWN[0] in run(drafted)
    fill_in(folder / "hyouka.xlsx")
    with pytest.raises(TableError, match="17件の案のうち17件がまだ確認されていません"):
        run(taken)
    assert not (folder / "data" / "192015").exists()
    confirm(reviewed)
    run(taken)
    with (folder / "data" / "hub" / "mappings.csv").open("a", encoding="utf-8") as mappings:
        mappings.write(MAPPING)
    run(built)
    found = list(csv.DictReader(io.StringIO(run(compared))))
    assert SHOWN[1] in {row["municipality"] for row in found} >= {"西東京市"}
    release = Release.open(folder / "releases" / "current")
    quads = gzip.decompress((release.path / "dataset.nq.gz").read_bytes()).decode()
    (counted,) = re.findall(r'confirmed-values> <http://www.w3.org/ns/dqv#value> "([0-9]+)"', quads)
    assert counted == "17"
    with visiting(release) as client:
        follow_to_the_page(client)


def follow_to_the_page(client: httpx.Client) -> None:
    """From an indicator's page by the mark beside a figure to the place on the page of the document."""
    indicator = client.get("/id/192015/plan/2024/item/3/indicator/1.html")
    links = BeautifulSoup(indicator.text, "html5lib").select("a.printed")
    link = next(link for link in links if link.get_text(strip=True).endswith("p.1"))
    page = client.get(str(link["href"]))
    shown = BeautifulSoup(page.text, "html5lib")
    assert shown.select("figure svg rect.place-mark")
    (image, *_) = shown.select("figure image")
    assert client.get(str(image["href"])).headers["content-type"] == "image/png"
    marked = "".join(mark.get_text() for mark in shown.select(".page-line mark"))
    assert marked
    assert "市税の徴収対策" in shown.get_text()


def test_what_is_kept_says_where_each_value_was_read(folder: Path) -> None:
    drafted, _, taken, *_ = COMMANDS
    run(drafted)
    fill_in(folder / "hyouka.xlsx")
    run(f"{taken} --confirm")
    with (folder / "data" / "192015" / "2024" / "source" / "proposals.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 17
    assert all(re.fullmatch(r"192015-2024\.pdf#page=1&xywh=percent:[0-9.,]+", row["places"]) for row in rows)
