"""The report on a source, for the city's staff: every place that is corrected, contradicts itself or is lost."""

import pytest

from pipeline.exports import source_report
from pipeline.release.unit.statements import Source, Stated
from pipeline.tables.cell_values import rows


@pytest.fixture(scope="module")
def source(stated: Stated) -> Source:
    (found,) = stated.sources
    return found


def test_the_report_names_every_place_for_the_city_s_staff(source: Source) -> None:
    assert source.extraction
    lines = list(source_report.lines(source.edition, source.extraction.document.corrections))
    headings = [line for line in lines if line.startswith("## ")]
    assert [heading.split("箇所")[0] for heading in headings][:2] == [
        "## 訂正して公開した",
        "## 記載が食い違う",
    ]
    text = "\n".join(lines)
    for one in source.extraction.document.corrections:
        assert f"| {one.line} | {one.printed} | {one.corrected} |" in text
    assert "| 69 | joho 13 | technology | ⑯(1245行) | ⑬(1419行) |" in text
    tables_in_report = [line for line in lines if line.startswith("| ")]
    lost = {
        (r["plan"], r["element"], r["indicator"], r["kind"])
        for _, r in rows(source.edition.tables["cells"])
        if r["status"] == "missing_in_source"
    }
    assert len(tables_in_report) >= 24 + 8 + len(lost)


def test_every_table_of_the_report_is_a_table(source: Source) -> None:
    """Each row has as many cells as its head: no text of the source breaks the Markdown."""
    assert source.extraction
    width = 0
    for line in source_report.lines(source.edition, source.extraction.document.corrections):
        if not line.startswith("|"):
            width = 0
            continue
        width = width or line.count("|")
        assert line.count("|") == width, line
