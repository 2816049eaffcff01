"""Pages on paper, as Chromium prints them: headings, figures with their charts, the address, and nothing to press."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Browser

from benchmarks.kinds import EDITION, KINDS

TO_PRESS = ("メニュー", "検索", "English", "データカタログ", "プログラムから使う", "埋め込む", "次へ", "CSV")
"""Words of what is only of use on a screen."""

pytestmark = pytest.mark.browser


@pytest.fixture
def printed(browser: Browser, server_url: str, tmp_path: Path) -> Callable[[str], str]:
    """The text of a page as it is printed on A4, without a background, its characters as usual (NFKC) and unspaced."""

    def text(path: str) -> str:
        context = browser.new_context(base_url=server_url, locale="ja-JP")
        page = context.new_page()
        page.goto(path, wait_until="networkidle")
        page.pdf(path=tmp_path / "page.pdf", format="A4")
        context.close()
        with pdfplumber.open(tmp_path / "page.pdf") as book:
            found = "".join(sheet.extract_text() for sheet in book.pages)
        return "".join(unicodedata.normalize("NFKC", found).split())

    return text


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
    ],
    ids=["item", "plan", "comparison"],
)
def test_a_page_is_printed_with_its_figures_and_its_address_and_nothing_to_press(
    printed: Callable[[str], str], path: str, shown: tuple[str, ...]
) -> None:
    text = printed(path)
    assert [words for words in shown if words not in text] == []
    assert [words for words in TO_PRESS if words in text] == []
    assert path.partition("?")[0] in text
    assert "市の公式の公開ではありません。" in text


def test_an_address_outside_is_printed_beside_its_link(printed: Callable[[str], str]) -> None:
    assert "(https://" in printed("/licence")


def test_a_heading_stands_on_the_page_of_what_it_heads(
    browser: Browser, server_url: str, tmp_path: Path
) -> None:
    context = browser.new_context(base_url=server_url, locale="ja-JP")
    page = context.new_page()
    page.goto(f"{EDITION}/item/7.html", wait_until="networkidle")
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    context.close()
    with pdfplumber.open(tmp_path / "page.pdf") as book:
        texts = [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in book.pages]
    assert any("評価指標" in text and "収支率" in text for text in texts)
