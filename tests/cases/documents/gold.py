"""西東京市's 36 + 25 sheets printed as a PDF booklet, drafted and imported, beside the tables that are committed.

Compared is every one of the 710 cells of the committed tables: what is printed, and what it was read as. Two things of
the booklet no page says, and a person gives them: `ANSWERS`, and `confirm`, that the draft was looked at. A cell that the
transcript of the booklet lost shows a smudge in the one printed here, for it is not known what stood there.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

from pipeline.documents.draft.facts import Quoted
from pipeline.documents.draft.following import follow
from pipeline.documents.draft.tables import rows
from pipeline.documents.draft.words import layout
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.tables import csv_files
from pipeline.workbook import known, store, words
from pipeline.workbook.confirmation import drafted as workbooks
from tests.cases.documents.truth import CASES, drafted

DATA = DataFolder(ROOT / "data")
CELL = ["plan", "level", "element", "indicator", "kind", "fiscal_year"]
ANSWERS = {
    "版の年": "2026",
    "ホームページ": "https://www.city.nishitokyo.lg.jp/",
    "問い合わせ先": "企画政策課",
    "問い合わせ先(英語)": "Planning Division",
    "問い合わせのページ": "https://www.city.nishitokyo.lg.jp/",
    "資料の発行者": "西東京市",
}
"""What no page of the booklet says, and a person types."""


@dataclass(frozen=True)
class Compared:
    """The cells of the committed tables beside those of the import; `proposed` is every cell that the import has."""

    cells: pd.DataFrame
    proposed: int
    titles: bool
    """Whether every element has the same number and title."""

    @property
    def printed(self) -> "pd.Series[bool]":
        """Of each cell, whether the same is printed."""
        return self.cells["raw_text"] == self.cells["raw_text_proposed"]

    @property
    def read(self) -> "pd.Series[bool]":
        """Of each cell, whether the same is printed and was read as the same."""
        return self.printed & (self.cells["status"] == self.cells["status_proposed"])


def compared(path: Path) -> Compared:
    """The import of the booklet's draft, a workbook at `path`, beside the committed tables."""
    found, gold = _imported(path), csv_files.read(DATA.tables("132292", "2026"))
    cells, proposed = (tables["cells"].set_index(CELL) for tables in (gold, found))
    both = cells.merge(proposed, how="left", left_index=True, right_index=True, suffixes=("", "_proposed"))
    both = both.fillna("").astype(str)
    titles, printed = (
        tables["elements"].set_index(["plan", "level", "element"])["title"].to_dict()
        for tables in (gold, found)
    )
    return Compared(both, len(proposed), titles == printed)


def text_form() -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], Quoted]]:
    """The cells of chapter 1's and 2's sheets, of the committed tables and of a draft of the booklet's text.

    Keys are the element's title, the indicator's number, kind and year; of indicators that the document numbers itself.
    """
    gold = csv_files.read(DATA.tables("132292", "2026"))
    found = rows(
        drafted(DATA.edition("132292", "2026") / "source" / "132292-2026.txt").plan, layout.read()
    ).tables
    titles = {(one["level"], one["element"]): one["title"] for one in csv_files.rows(gold["elements"])}
    named = {(str(one["level"]), str(one["element"])): str(one["title"]) for one in found["elements"]}
    true = {
        (titles[one["level"], one["element"]], *(one[name] for name in CELL[3:])): one["raw_text"]
        for one in csv_files.rows(gold["cells"])
    }
    cells = {
        (named[str(one["level"]), str(one["element"])], *(str(one[name]) for name in CELL[3:])): one[
            "raw_text"
        ]
        for one in found["cells"]
    }
    return true, cells


def _imported(path: Path) -> dict[str, pd.DataFrame]:
    """The tables that an import of the booklet's draft gives."""
    draft, known_words = drafted(CASES / "booklet.chromium.pdf"), layout.read()
    about, _ = known.read(DATA, "132292")
    before = csv_files.read(DATA.tables("132292", "2026"))
    workbooks.write(path, about, draft, follow(rows(draft.plan, known_words), before))
    book = load_workbook(path)
    page = book[words.ABOUT]
    for row in range(1, page.max_row + 1):
        item = str(page.cell(row, 1).value)
        if item in ANSWERS:
            page.cell(row, 2).value = ANSWERS[item]
    book.save(path)
    return store.read(path, confirm=True).tables
