"""西東京市's 36 + 25 sheets printed as a PDF booklet, drafted and imported, beside the tables that are committed."""

from pathlib import Path

import pytest

from tests.cases.documents.gold import compared


@pytest.mark.slow
def test_at_least_95_in_100_cells_of_the_booklet_are_those_of_the_committed_tables(tmp_path: Path) -> None:
    found = compared(tmp_path / "booklet.xlsx")
    assert len(found.cells) == found.proposed == 710
    assert found.printed.mean() >= 0.95, found.cells[~found.printed]
    assert found.read.mean() >= 0.95, found.cells[~found.read]
    assert found.titles
