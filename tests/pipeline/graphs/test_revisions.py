"""What changed between editions. The next edition is made up here from this year's tables: it is in no release."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from pipeline.cli import application
from pipeline.graphs import revisions
from pipeline.model.errors import SettingError
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.model.iris import Iris
from pipeline.model.namespaces import PROV
from pipeline.tables import csv_files
from pipeline.workbook import store
from tests.pipeline.release.example import stated_by

DATA = DataFolder(ROOT / "data")
OLDER = csv_files.read(DATA.tables("132292", "2026"))
Frames = dict[str, pd.DataFrame]


def edited(table: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Frames:
    """The tables of a next edition: this one's, with one table changed."""
    return {**OLDER, table: change(OLDER[table].copy())}


def with_cell(element: str, kind: str, year: str, text: str, status: str = "observed") -> Frames:
    def change(cells: pd.DataFrame) -> pd.DataFrame:
        row = (cells["plan"] == "gyokaku-5") & (cells["level"] == "item") & (cells["element"] == element)
        row &= (cells["indicator"] == "1") & (cells["kind"] == kind) & (cells["fiscal_year"] == year)
        assert row.sum() == 1
        cells.loc[row, ["raw_text", "status"]] = [text, status]
        return cells

    return edited("cells", change)


def said(newer: Frames) -> list[tuple[str, ...]]:
    return [
        (one.of, one.fiscal_year, one.kind, one.before, one.after) for one in revisions.changes(OLDER, newer)
    ]


def test_an_edition_does_not_differ_from_itself() -> None:
    assert revisions.changes(OLDER, OLDER) == []


@pytest.mark.parametrize(
    ("element", "kind", "year", "text", "expected"),
    [
        ("7", "target", "2026", "47.0%", ("item 7", "2026", "target raised", "46.0%", "47.0%")),
        ("7", "target", "2026", "45.5%", ("item 7", "2026", "target lowered", "46.0%", "45.5%")),
        ("7", "target", "2026", "46%", ("item 7", "2026", "target reworded", "46.0%", "46%")),
        ("7", "target", "2026", "46.0%以上", ("item 7", "2026", "target changed", "46.0%", "46.0%以上")),
        ("7", "target", "2026", "46件", ("item 7", "2026", "target changed", "46.0%", "46件")),
        ("7", "actual", "2025", "44.1%", ("item 7", "2025", "actual arrived", "", "44.1%")),
        (
            "18",
            "target",
            "2026",
            "16.5億円以下",
            ("item 18", "2026", "target lowered", "17.9億円以下", "16.5億円以下"),
        ),
        (
            "25",
            "target",
            "2027",
            "30件",
            ("item 25", "2027", "target set", "(進捗に応じて設定)", "30件"),
        ),
    ],
)
def test_a_changed_cell_is_named_by_what_happened_to_it(
    element: str, kind: str, year: str, text: str, expected: tuple[str, ...]
) -> None:
    assert said(with_cell(element, kind, year, text)) == [expected]


def test_a_target_taken_back_is_withdrawn() -> None:
    assert said(with_cell("7", "target", "2028", "—", "not_set")) == [
        ("item 7", "2028", "target withdrawn", "48.0%", "—")
    ]


def test_a_cell_that_still_has_no_number_was_reworded_not_withdrawn() -> None:
    assert said(with_cell("7", "actual", "2025", "—", "not_set")) == [
        ("item 7", "2025", "actual reworded", "", "—")
    ]


def test_the_two_numbers_of_a_cell_are_raised_only_if_neither_falls() -> None:
    raised = said(with_cell("12", "target", "2024", "99.4%/47.3%"))
    assert [change[2] for change in raised] == ["target raised"]
    mixed = said(with_cell("12", "target", "2024", "99.4%/47.0%"))
    assert [change[2] for change in mixed] == ["target changed"]


def renamed(frame: pd.DataFrame, number: str, title: str) -> pd.DataFrame:
    row = (frame["plan"] == "gyokaku-5") & (frame["level"] == "item") & (frame["element"] == number)
    return frame.assign(title=frame["title"].mask(row, title))


def test_an_element_of_the_same_number_under_another_title_was_renamed() -> None:
    newer = edited("elements", lambda frame: renamed(frame, "7", "コミュニティバスの運行"))
    assert said(newer) == [
        ("item 7", "", "element renamed", "はなバスの効率的な運行", "コミュニティバスの運行")
    ]


def test_an_element_that_moved_to_another_number_keeps_its_history() -> None:
    def move(frame: pd.DataFrame) -> pd.DataFrame:
        of_it = (frame["plan"] == "gyokaku-5") & (frame["level"] == "item") & (frame["element"] == "36")
        return frame.assign(element=frame["element"].mask(of_it, "37"))

    moving = ("elements", "indicators", "cells", "texts", "activities", "schedule", "effects")
    newer = {**OLDER, **{name: move(OLDER[name]) for name in moving}}
    assert said(newer) == [("item 37", "", "element renumbered", "36", "37")]


def test_elements_that_came_and_went_are_named() -> None:
    def replace(frame: pd.DataFrame) -> pd.DataFrame:
        kept = frame[~((frame["level"] == "item") & (frame["element"] == "36"))]
        new = {"plan": "gyokaku-5", "level": "item", "element": "99", "title": "架空の取組", "line": "1"}
        return pd.concat([kept, pd.DataFrame([new], dtype="str")], ignore_index=True).fillna("")

    assert said(edited("elements", replace)) == [
        ("item 36", "", "element dropped", "行政評価の効果的な運用", ""),
        ("item 99", "", "element added", "", "架空の取組"),
    ]


def test_an_indicator_that_was_dropped_or_renamed_is_named() -> None:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        item = (frame["plan"] == "gyokaku-5") & (frame["element"] == "6")
        frame.loc[item & (frame["indicator"] == "1"), "label"] = "庁用車の台数"
        return frame[~(item & (frame["indicator"] == "2"))]

    newer = edited("indicators", change)
    found = [one for one in revisions.changes(OLDER, newer) if one.kind.startswith("indicator")]
    assert [(one.indicator, one.kind) for one in found] == [
        ("ごみ・資源物収集車等の保有台数(年度末)", "indicator dropped"),
        ("庁用車の台数", "indicator renamed"),
    ]


def of_item_6(frame: pd.DataFrame) -> "pd.Series[bool]":
    return (frame["plan"] == "gyokaku-5") & (frame["level"] == "item") & (frame["element"] == "6")


def namesakes(frame: pd.DataFrame) -> pd.DataFrame:
    """Gives all indicators of item 6 one label."""
    return frame.assign(label=frame["label"].mask(of_item_6(frame), "保有台数"))


def changes_of_item_6(older: Frames, newer: Frames) -> list[tuple[str, ...]]:
    found = [one for one in revisions.changes(older, newer) if one.kind.startswith("indicator")]
    return [(one.key[-1], one.kind) for one in found]


def test_of_indicators_with_one_label_each_is_the_one_of_its_number() -> None:
    older = edited("indicators", namesakes)
    assert of_item_6(older["indicators"]).sum() == 2

    def without_the_first(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[~(of_item_6(frame) & (frame["indicator"] == "1"))]

    newer = {**older, "indicators": without_the_first(older["indicators"])}
    assert changes_of_item_6(older, newer) == [("1", "indicator dropped")]


def test_an_indicator_with_the_label_of_another_was_added_beside_it() -> None:
    newer = edited("indicators", namesakes)
    first = newer["indicators"][of_item_6(newer["indicators"])].head(1)

    def only_the_first(frame: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([frame[~of_item_6(frame)], first], ignore_index=True)

    older = {**newer, "indicators": only_the_first(newer["indicators"])}
    assert changes_of_item_6(older, newer) == [("2", "indicator added")]


def test_revisions_link_the_newer_edition_its_elements_and_indicators_to_the_older() -> None:
    iris = Iris()
    found = dict(revisions.revisions(OLDER, OLDER, "132292", ("2026", "2027"), iris))
    triples = {triple for _, triple in revisions.revisions(OLDER, OLDER, "132292", ("2026", "2027"), iris)}
    assert set(found) == {"gyokaku-5", "joho"}
    base = {"municipality": "132292", "plan": "joho"}
    for pattern, more in (("edition", {}), ("element", {"level": "item", "number": "6"})):
        newer = iris(pattern, edition="2027", **base, **more)
        assert (newer, PROV.wasRevisionOf, iris(pattern, edition="2026", **base, **more)) in triples


@pytest.mark.parametrize(("output", "first"), [("csv", "plan,of,indicator"), ("nt", "<https://w3id.org/")])
def test_the_command_prints_the_changes(
    output: str, first: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = DataFolder(tmp_path)
    shutil.copytree(DATA.tables("132292", "2026"), data.tables("132292", "2026"))
    csv_files.write(with_cell("7", "actual", "2025", "44.1%"), data.tables("132292", "2027"))
    monkeypatch.setenv("KEIKAKU_DATA", str(tmp_path))
    run = CliRunner().invoke(application(), ["diff", "132292/2026", "132292/2027", "--format", output])
    assert run.exit_code == 0 and run.output.startswith(first)
    assert ("44.1%" in run.output) == (output == "csv")
    with pytest.raises(SettingError, match="132292/2028: is not an edition"):
        CliRunner().invoke(application(), ["diff", "132292/2026", "132292/2028"], catch_exceptions=False)
    elsewhere = {name: table[:0] for name, table in OLDER.items()}
    csv_files.write(
        {**elsewhere, "plans": OLDER["plans"].assign(plan="other")[:1]}, data.tables("132292", "2029")
    )
    with pytest.raises(SettingError, match="132292/2029: has no plan in common with 132292/2026"):
        CliRunner().invoke(application(), ["diff", "132292/2026", "132292/2029"], catch_exceptions=False)


def test_the_command_prints_a_table_that_fits_the_terminal_and_counts_the_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = DataFolder(tmp_path)
    shutil.copytree(DATA.tables("132292", "2026"), data.tables("132292", "2026"))
    csv_files.write(with_cell("7", "actual", "2025", "44.1%"), data.tables("132292", "2027"))
    monkeypatch.setenv("KEIKAKU_DATA", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    lines = CliRunner().invoke(application(), ["diff", "132292/2026", "132292/2027"]).output.splitlines()
    assert lines[0].strip() == "1 change"
    assert max(map(cell_len, lines)) <= 80
    assert {"fiscal", "before", "after"} <= {word for line in lines[1:3] for word in line.split()}
    assert [line.split()[-1] for line in lines if "gyokaku-5" in line] == ["44.1%"]


def test_a_second_edition_in_the_data_is_published_as_a_revision_of_the_first(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    sample = store.read(ROOT / "tests" / "cases" / "workbook")
    store.write(sample, data)
    store.write(replace(sample, about=replace(sample.about, edition="2026")), data)
    graphs = stated_by(data, "999997").graphs
    parts = {"municipality": "999997", "plan": "daiko"}
    newer, older = (Iris()("edition", edition=year, **parts) for year in ("2026", "2025"))
    assert (newer, PROV.wasRevisionOf, older) in graphs[Iris()("edition_graph", edition="2026", **parts)]
    assert not [
        one
        for one in graphs[Iris()("edition_graph", edition="2025", **parts)]
        if one[1] == PROV.wasRevisionOf
    ]
