"""西東京市's 36 + 25 sheets printed as a PDF booklet, drafted and imported, beside the tables that are committed."""

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from pipeline.documents.draft.following import follow
from pipeline.documents.draft.tables import rows
from pipeline.documents.draft.words import layout
from pipeline.model.data_folder import ROOT, DataFolder
from pipeline.tables import csv_files
from pipeline.workbook import drafted as workbooks
from pipeline.workbook import known, store, words
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


def imported(path: Path) -> dict[str, pd.DataFrame]:
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


@pytest.mark.slow
def test_at_least_95_in_100_cells_of_the_booklet_are_those_of_the_committed_tables(tmp_path: Path) -> None:
    found = imported(tmp_path / "booklet.xlsx")
    gold = csv_files.read(DATA.tables("132292", "2026"))
    cells, proposed = (tables["cells"].set_index(CELL) for tables in (gold, found))
    assert len(cells) == len(proposed) == 710
    both = cells.merge(proposed, left_index=True, right_index=True, suffixes=("", "_proposed"))
    equal = both["raw_text"] == both["raw_text_proposed"]
    assert equal.sum() >= 0.95 * len(cells), both[~equal]
    # A column that the transcript lost is blank in this booklet: only its transcript tells that it was lost.
    judged = both[both["status"] != "missing_in_source"]
    assert (judged["status"] == judged["status_proposed"]).all()
    titles, printed = (
        tables["elements"].set_index(["plan", "level", "element"])["title"] for tables in (gold, found)
    )
    assert titles.to_dict() == printed.to_dict()
