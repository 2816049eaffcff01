"""The page that checks a workbook: off unless turned on; a process reads what is sent, and nothing of it stays."""

import asyncio
import csv
import io
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from pipeline.model.files.data_folder import ROOT as CHECKOUT
from server.http.settings import Settings
from server.pages.workbook.check import MAXIMUM_BYTES, BusyError, Checks, TooLargeError, UnreadableError
from server.rendering.service import Service
from tests.pipeline.workbook.reading.test_spreadsheet_habits import WRITERS
from tests.server.serving import served
from tests.server.web.conftest import ROOT, application_on

CASE = CHECKOUT / "tests" / "cases" / "workbook"
FILES = [("file", (path.name, path.read_bytes())) for path in sorted(CASE.glob("*.csv"))]


def words(page: httpx.Response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2]))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for what is temporary."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def on(service: Service, kept: Path) -> Iterator[httpx.Client]:
    """A client of a server with the page."""
    settings = Settings(public_url=ROOT, workbook_page=True)
    app = application_on(Service.open(settings, service.release))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tempfile.tempdir", str(kept))
        with served(app, alone=True) as url, httpx.Client(base_url=url, timeout=90) as client:
            yield client


def test_without_the_setting_there_is_no_such_page(web: httpx.Client) -> None:
    assert web.get("/workbook").status_code == web.post("/workbook", files=FILES).status_code == 404
    assert "/workbook" not in web.get("/about").text


def test_with_it_the_form_is_in_both_languages_and_in_the_footer(on: httpx.Client) -> None:
    page = on.get("/workbook")
    assert 'enctype="multipart/form-data"' in page.text and "何も保存しません" in page.text
    assert "Nothing is stored" in on.get("/workbook?lang=en").text
    assert 'href="/workbook"' in on.get("/about").text
    assert page.headers["cache-control"] == "no-store"


def test_a_good_workbook_is_told_to_be_good_and_nothing_of_it_stays(on: httpx.Client, kept: Path) -> None:
    page = on.post("/workbook", files=FILES)
    assert page.status_code == 200
    assert "問題はありません 架空市の計画、2025年度の版として読み取りました。" in words(page)
    assert page.headers["cache-control"] == "no-store"
    assert list(kept.iterdir()) == []


@pytest.mark.parametrize("suffix", [".ods", ".xls"])
def test_a_spreadsheet_of_another_program_is_read_too(on: httpx.Client, tmp_path: Path, suffix: str) -> None:
    sheets: dict[str, list[list[object]]] = {
        Path(name).stem: [list(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))]
        for _, (name, content) in FILES
    }
    WRITERS[suffix](tmp_path / f"plan{suffix}", sheets)
    content = (tmp_path / f"plan{suffix}").read_bytes()
    page = on.post("/workbook", files={"file": (f"plan{suffix}", content)})
    assert "問題はありません 架空市の計画、2025年度の版として読み取りました。" in words(page)
    sheets["数値"][1] = ["2OOO万円" if "万円" in str(value) else value for value in sheets["数値"][1]]
    WRITERS[suffix](tmp_path / f"plan{suffix}", sheets)
    content = (tmp_path / f"plan{suffix}").read_bytes()
    page = on.post("/workbook", files={"file": (f"plan{suffix}", content)})
    assert "G2 印刷された値 「2OOO万円」は" in words(page)


def test_problems_are_shown_by_sheet_and_cell_and_run_nothing(on: httpx.Client) -> None:
    files = dict(file for _, file in FILES)
    files["数値.csv"] = files["数値.csv"].replace("2000万円".encode(), b"<script>2OOO")
    page = on.post("/workbook?lang=en", files=[("file", file) for file in files.items()])
    shown = words(page)
    assert page.status_code == 200 and "There is one thing to mend" in shown
    assert "数値 1 Cell Column What is wrong What to do G2 印刷された値 「&lt;script&gt;2OOO」は" in shown
    assert "<script>2OOO" not in page.text


def test_what_is_larger_than_any_workbook_is_refused_before_it_is_read(on: httpx.Client, kept: Path) -> None:
    page = on.post("/workbook", files={"file": ("plan.xlsx", b"x" * MAXIMUM_BYTES)})
    assert page.status_code == 413 and "20MiBを超えています" in words(page)
    assert list(kept.iterdir()) == []


def test_another_site_cannot_send_a_workbook(on: httpx.Client) -> None:
    assert on.post("/workbook", files=FILES, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


async def endless() -> AsyncIterator[bytes]:
    while True:
        yield b"x" * 2**20


async def short() -> AsyncIterator[bytes]:
    yield b"x"


def test_a_body_without_end_is_cut_off() -> None:
    with pytest.raises(TooLargeError):
        asyncio.run(Checks().check(endless(), ""))


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(UnreadableError):
        asyncio.run(Checks(seconds=0.01).check(short(), ""))


def test_a_process_that_ends_without_a_word_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.pages.workbook.check.MODULE", "pipeline.workbook.none")
    with pytest.raises(UnreadableError):
        asyncio.run(Checks().check(short(), ""))


def test_where_as_many_wait_as_may_the_next_is_sent_away() -> None:
    async def two() -> None:
        checks, held = Checks(most=1), asyncio.Event()

        async def slow() -> AsyncIterator[bytes]:
            await held.wait()
            yield b"x" * (MAXIMUM_BYTES + 1)

        first = asyncio.create_task(checks.check(slow(), ""))
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await checks.check(short(), "")
        held.set()
        with pytest.raises(TooLargeError):
            await first

    asyncio.run(two())
