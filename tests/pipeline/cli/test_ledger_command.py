"""`keikaku ledger`: what became of every cell; and what both it and `extract` say where there is no document."""

import re

import pytest

from tests.pipeline.cli.session import Keikaku


@pytest.mark.parametrize("command", ["extract", "ledger"])
def test_a_municipality_without_data_is_named_with_those_that_have_some(
    keikaku: Keikaku, command: str
) -> None:
    done = keikaku(command, "999999")
    assert done.code == 2
    assert done.err.endswith("data/999999: is not there. Municipalities with data: 092029, 132292.\n")


def test_a_municipality_without_a_document_is_told_where_its_tables_come_from(keikaku: Keikaku) -> None:
    done = keikaku("extract", "092029")
    assert done.code == 2
    assert "092029: has no document that is extracted. Its tables come from a workbook" in done.err


def test_the_ledger_of_a_workbook_kept_as_text_is_printed_as_that_of_a_document(keikaku: Keikaku) -> None:
    done = keikaku("ledger", "092029")
    assert done.code == 0
    assert "56,7,32件,mapped,cells,10,raw_text," in done.out
    assert "cells 292, mapped 228, structural 64, ignored 0" in done.out


def test_the_ledger_is_printed_as_csv_with_its_totals(keikaku: Keikaku) -> None:
    done = keikaku("ledger", "132292")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "line,column,text,disposition,table,row,field,reason"
    assert "380,4,45.0%,mapped,cells," in done.out
    totals = {
        name: int(number.replace(",", "")) for name, number in re.findall(r"(\w+) ([\d,]+\d)", lines[-1])
    }
    assert (totals["lines"], totals["cells"], totals["ignored"]) == (1276, 3845, 107)
    assert totals["mapped"] + totals["structural"] + totals["ignored"] == totals["cells"]
    unmapped = keikaku("ledger", "132292", "--unmapped").out.splitlines()
    assert len(unmapped) == 1 + totals["structural"] + totals["ignored"] + 1
