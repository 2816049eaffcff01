"""Pages on paper, as Chromium prints them: headings, figures with their charts, the address, and nothing to press."""

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pdfplumber
import pytest
from pdfplumber.page import Page as PdfPage
from playwright.sync_api import Browser, Page

from benchmarks.kinds import EDITION, KINDS
from server.rendering.charts.palette import DARK, LIGHT

TO_PRESS = (
    *("メニュー", "検索", "English", "データカタログ", "プログラムから使う", "埋め込む", "次へ", "CSV"),
    *(
        "押すと",
        "この表を保存",
        "地図から選ぶ",
        "自分のページに載せる",
        "はじめの5行",
        "すべてのファイル",
        "BibTeX",
    ),
)
"""Words of what is only of use on a screen."""
A4_BETWEEN_MARGINS = 688
"""How wide it is, in CSS pixels."""

pytestmark = pytest.mark.browser


@pytest.fixture
def sheets(browser: Browser, server_url: str, tmp_path: Path) -> Iterator[Callable[..., list[PdfPage]]]:
    """The sheets of A4 on which a page is printed, without backgrounds, as from a light or a dark screen."""
    books = []

    def printed(path: str, scheme: Literal["light", "dark"] = "light") -> list[PdfPage]:
        context = browser.new_context(base_url=server_url, locale="ja-JP", color_scheme=scheme)
        page = context.new_page()
        page.goto(path, wait_until="networkidle")
        page.pdf(path=tmp_path / "page.pdf", format="A4")
        context.close()
        books.append(pdfplumber.open(tmp_path / "page.pdf"))
        return list(books[-1].pages)

    yield printed
    for book in books:
        book.close()


@pytest.fixture
def on_paper(browser: Browser, server_url: str) -> Iterator[Page]:
    """A page laid out as it is printed, as wide as A4 between its margins."""
    context = browser.new_context(
        base_url=server_url, locale="ja-JP", viewport={"width": A4_BETWEEN_MARGINS, "height": 1000}
    )
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def said(sheet: PdfPage) -> str:
    """The text of a sheet, its characters as usual (NFKC) and unspaced."""
    return "".join(unicodedata.normalize("NFKC", sheet.extract_text()).split())


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (
            f"{EDITION}/item/7.html",
            ("はなバスの効率的な運行", "評価指標", "令和6年度45.0%", "実績46.8%(達成", "44.1から"),
        ),
        (
            f"{EDITION}.html",
            (
                "アクションプラン(令和8年度版)",
                "36項目のいま",
                "46.8%",
                "基本方針ごとの効果額",
                "280,405,000円",
            ),
        ),
        (
            KINDS["comparison"],
            ("行財政改革の効果額の合計", "東村山市", "1,200,000,000", "12億", "対応と理由"),
        ),
        (KINDS["table"], ("紙資源の削減", "601,278,000円", "効果額の合計")),
        (KINDS["quality"], ("欠落46", "判断できない箇所の数55")),
        (KINDS["dataset"], ("評価指標の目標と実績", "563行、51列", "引用のしかた")),
    ],
    ids=["item", "plan", "comparison", "table", "quality", "dataset"],
)
def test_a_page_is_printed_with_its_figures_and_its_whole_address_and_nothing_to_press(
    sheets: Callable[[str], list[PdfPage]], path: str, shown: tuple[str, ...]
) -> None:
    text = "".join(map(said, sheets(path)))
    assert [words for words in shown if words not in text] == []
    assert [words for words in TO_PRESS if words in text] == []
    assert path in text
    assert "市の公式の公開ではありません。" in text


def test_an_address_outside_is_printed_beside_its_link(sheets: Callable[[str], list[PdfPage]]) -> None:
    assert "(https://" in "".join(map(said, sheets("/licence")))


@pytest.mark.parametrize(
    ("path", "heading", "headed"),
    [
        (KINDS["item"], "評価指標", "収支率"),
        (f"{KINDS['item']}?lang=en", "Indicators", "Costrecoveryratio"),
        (KINDS["quality"], "欠落46", "紙使用量"),
    ],
    ids=["item", "item in English", "losses"],
)
def test_a_heading_stands_on_the_page_of_what_it_heads(
    sheets: Callable[[str], list[PdfPage]], path: str, heading: str, headed: str
) -> None:
    (text,) = (found for found in map(said, sheets(path)) if heading in found)
    assert headed in text.partition(heading)[2]


@pytest.mark.parametrize("path", [KINDS["item"], KINDS["comparison"]], ids=["item", "comparison"])
def test_from_a_dark_screen_charts_are_printed_in_the_colours_of_paper(
    sheets: Callable[..., list[PdfPage]], path: str
) -> None:
    drawn = {colour(mark) for sheet in sheets(path, "dark") for mark in (*sheet.chars, *sheet.rects)}
    assert LIGHT.ink in drawn
    assert drawn.isdisjoint({DARK.ink, DARK.sheet})


def colour(mark: dict[str, Any]) -> str:
    """The colour that a mark on a sheet is filled with."""
    parts = mark["non_stroking_color"] or (0,)
    return "#" + "".join(f"{round(255 * part):02x}" for part in (parts if len(parts) == 3 else 3 * parts[:1]))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_table_is_printed_over_the_chart_beside_it(on_paper: Page, language: str) -> None:
    on_paper.goto(f"{KINDS['long-item']}?lang={language}", wait_until="networkidle")
    covered = on_paper.locator(".figure:has(.chart)").evaluate_all(
        """figures => figures.filter(figure => {
          const table = figure.querySelector("table").getBoundingClientRect();
          const chart = figure.querySelector(".chart img.on-paper").getBoundingClientRect();
          return chart.width < 200 || (table.right > chart.left && table.bottom > chart.top);
        }).length"""
    )
    assert covered == 0


@pytest.mark.parametrize(
    "name", ["item", "long-item", "overview", "table", "comparison", "dataset", "quality"]
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_is_wider_than_the_paper(on_paper: Page, name: str, language: str) -> None:
    path = KINDS[name]
    on_paper.goto(f"{path}{'&' if '?' in path else '?'}lang={language}", wait_until="networkidle")
    assert on_paper.evaluate("document.documentElement.scrollWidth") <= A4_BETWEEN_MARGINS
