"""Real documents in the layouts that cities use, drafted: what is proposed is right, what is not is told."""

from pathlib import Path

import pytest

from pipeline.documents.draft.tables import rows
from pipeline.documents.draft.words import layout
from tests.cases.documents.sheets import Case, Cell, Table, head, plain, to_html
from tests.cases.documents.truth import FILES, drafted, drafted_cells, score, true_cells

QUICK = [path for path in FILES if path.name != "booklet.chromium.pdf"]


@pytest.mark.parametrize("path", QUICK, ids=lambda path: path.name)
def test_a_layout_is_drafted_right_and_never_wrong_with_high_sureness(path: Path) -> None:
    draft = drafted(path)
    counts = score(true_cells(path.name.split(".")[0]), drafted_cells(draft))
    assert counts["right"] >= 0.95 * counts["cells"], counts
    assert counts["sure"] == 0, counts
    totals = draft.totals()
    assert totals["seen"] == totals["placed"] + totals["structural"] + totals["unplaced"]


@pytest.mark.slow
def test_a_booklet_of_61_sheets_is_drafted_right() -> None:
    draft = drafted(next(path for path in FILES if path.name == "booklet.chromium.pdf"))
    counts = score(true_cells("booklet"), drafted_cells(draft))
    assert counts["right"] >= 0.95 * counts["cells"], counts
    assert counts["sure"] == 0, counts


def test_every_proposed_value_names_a_cell_that_was_seen_and_holds_it() -> None:
    draft = drafted(next(path for path in FILES if path.name == "listing.xlsx"))
    cells = rows(draft.plan, layout.read()).tables["cells"]
    quoted = [row["raw_text"] for row in cells if row["raw_text"]]
    assert quoted
    for text in quoted:
        (key,) = text.keys
        seen = draft.seen[key]
        assert seen.text in text.replace("分", "").replace("%", "").replace("千円", "")
        assert seen.places[0].fragment.startswith("sheet=一覧&cell=")


def test_a_place_of_a_pdf_is_a_rectangle_of_its_page() -> None:
    draft = drafted(next(path for path in FILES if path.name == "ratings.chromium.pdf"))
    _, _, figure = next(draft.plan.figures())
    (place,) = draft.seen[figure.text.keys[0]].places
    x, y, width, height = place.rectangle
    assert place.fragment == f"page=1&xywh=percent:{x},{y},{width},{height}"
    assert 0 < x < x + width <= 100
    assert 0 < y < y + height <= 100


def test_what_is_computed_or_a_total_is_seen_and_left_out_with_its_reason() -> None:
    draft = drafted(next(path for path in FILES if path.name == "effects.xlsx"))
    why = {seen.text: reason for seen, reason in draft.unplaced()}
    assert why["102.9%"] == "計算された値"
    assert why["42,000"] == "合計の行"


def test_a_planned_and_a_reached_effect_are_two_rows() -> None:
    draft = drafted(next(path for path in FILES if path.name == "effects.xlsx"))
    found = rows(draft.plan, layout.read()).tables["effects"]
    assert [(str(row["kind"]), str(row["raw_text"])) for row in found[:3]] == [
        ("planned", "12,000千円"),
        ("", "12,345千円"),
        ("planned", "30,000千円"),
    ]


def test_a_figure_whose_cell_holds_a_picture_is_lost_and_told_not_blank(tmp_path: Path) -> None:
    rows_of_sheet = [head("指標", "令和6年度実績", "令和7年度実績")]
    rows_of_sheet += [[Cell("参加者数(人)"), Cell("12"), Cell(smudged=True)], plain("開催数(回)", "3", "")]
    path = tmp_path / "smudged.html"
    path.write_text(to_html(Case("smudged", "健康づくり", [Table(rows_of_sheet)])), encoding="utf-8")
    cells = rows(drafted(path).plan, layout.read()).tables["cells"]
    found = [(str(row["raw_text"]), str(row["status"]), row["raw_text"].sure) for row in cells]
    assert found == [
        ("12人", "", "high"),
        ("", "missing_in_source", "low"),
        ("3回", "", "high"),
        ("", "", "high"),
    ]
    assert "画像" in cells[1]["raw_text"].why
