"""Documents as they were received: their files, the pictures of their pages, and places marked on them."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from pipeline.release.store import Release
from server.pages import originals
from tests.cases.documents.truth import CASES
from tests.server.web.conftest import write_release

DOCUMENT = "/id/132292/document/2026"
MARKED = {"in": "2026.pdf", "place": "page=1&xywh=percent:40.0,9.0,12.0,3.0"}
Visit = Callable[[Release], AbstractContextManager[httpx.Client]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, visit: Visit) -> Iterator[httpx.Client]:
    """A client of a release that keeps a PDF, a workbook and a Word document."""
    folder = write_release(tmp_path_factory.mktemp("kept"))
    for name, file in (
        ("ratings.chromium.pdf", "132292-2026.pdf"),
        ("listing.xlsx", "132292-2026-2.xlsx"),
        ("items.docx", "132292-2026-3.docx"),
    ):
        shutil.copy(CASES / name, folder / "source" / file)
    (folder / "source" / "132292-2027.pdf").write_bytes(b"%PDF-1.7 broken")
    with visit(Release.open(folder)) as client:
        yield client


def page(client: httpx.Client, **parameters: str) -> BeautifulSoup:
    answer = client.get(f"{DOCUMENT}.html", params=parameters)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "html5lib")


def test_a_place_of_a_pdf_is_marked_on_the_picture_of_its_page(kept: httpx.Client) -> None:
    shown = page(kept, **MARKED)
    enlarged, whole = shown.select("figure svg")
    assert len(whole.select("rect.place-mark")) == 1
    image = whole.select_one("image")
    assert image is not None
    assert image["href"] == f"{DOCUMENT}.pdf/1.png"
    assert str(enlarged["aria-label"]).startswith("印を付けたところの拡大")


def test_what_the_page_says_stands_below_with_the_same_place_marked(kept: httpx.Client) -> None:
    lines = page(kept, **MARKED).select(".page-line")
    assert "実施計画の評価" in [line.get_text(strip=True) for line in lines]
    assert [mark.get_text() for line in lines for mark in line.select("mark")] != []


def test_the_picture_is_one_of_the_page_and_the_file_is_the_document_itself(kept: httpx.Client) -> None:
    picture = kept.get(f"{DOCUMENT}.pdf/1.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    document = kept.get(f"{DOCUMENT}.pdf")
    assert document.headers["content-type"] == "application/pdf"
    assert document.content == (CASES / "ratings.chromium.pdf").read_bytes()


def test_a_cell_of_a_workbook_is_marked_in_its_table(kept: httpx.Client) -> None:
    shown = page(kept, **{"in": "2026-2.xlsx", "place": "sheet=一覧&cell=F4"})
    (marked,) = shown.select("td.place-mark")
    assert marked.get_text(strip=True)
    assert "一覧のセルF4" in shown.get_text()


def test_a_file_that_a_browser_could_run_is_saved_not_shown(kept: httpx.Client) -> None:
    answer = kept.get(f"{DOCUMENT}-3.docx")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"in": "2027.pdf", "place": "page=1&xywh=percent:1,1,1,1"}, 404),
        ({"in": "../2026.pdf", "page": "1"}, 404),
        ({"in": "2026.txt", "page": "1"}, 404),
        ({"in": "2026.pdf", "page": "9"}, 404),
        ({"in": "2026.pdf", "page": "-1"}, 400),
        ({"in": "2026.pdf", "place": "page=1&xywh=1,1,1,1"}, 400),
        ({"in": "2026.pdf"}, 400),
        ({"in": "2026-2.xlsx", "place": "sheet=ない&cell=A1"}, 404),
    ],
)
def test_what_is_not_there_is_told(kept: httpx.Client, parameters: dict[str, str], status: int) -> None:
    assert kept.get(f"{DOCUMENT}.html", params=parameters).status_code == status


@pytest.mark.parametrize(
    "path",
    ["/id/132292/document/2026.pdf/9.png", "/id/132292/document/2027.pdf/1.png", f"{DOCUMENT}-2.xlsx/1.png"],
)
def test_a_page_that_cannot_be_drawn_is_not_found(kept: httpx.Client, path: str) -> None:
    assert kept.get(path).status_code == 404


def test_when_too_many_pages_are_asked_for_the_reader_is_told_to_come_back(
    kept: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(originals._waiting, "_value", 0)
    answer = kept.get(f"{DOCUMENT}.pdf/1.png")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "3"


def test_a_release_of_texts_alone_keeps_no_original(web: httpx.Client) -> None:
    assert web.get(f"{DOCUMENT}.pdf").status_code == 404
    assert web.get(f"{DOCUMENT}.html", params=MARKED).status_code == 404
    assert re.search("L380|L4", web.get(f"{DOCUMENT}.html").text) is not None


@pytest.mark.browser
@pytest.mark.parametrize("parameters", [MARKED, {"in": "2026-2.xlsx", "place": "sheet=一覧&cell=F4"}])
def test_the_page_of_a_document_is_whole_without_scripts_and_has_no_barrier(
    kept: httpx.Client, browser: Browser, barriers: Callable[[Page], list[str]], parameters: dict[str, str]
) -> None:
    address = str(kept.build_request("GET", f"{DOCUMENT}.html", params=parameters).url)
    plain = browser.new_context(java_script_enabled=False).new_page()
    failed: list[str] = []
    plain.on("requestfailed", lambda request: failed.append(request.url))
    plain.goto(address)
    expect(plain.locator(".place-mark").first).to_be_visible()
    assert failed == []
    context = browser.new_context(bypass_csp=True)
    shown = context.new_page()
    shown.goto(address)
    assert barriers(shown) == []
