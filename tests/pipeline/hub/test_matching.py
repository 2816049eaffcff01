"""Proposals of shared indicators: like names are proposed with reasons; what is another measure never as the same."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import application
from pipeline.graphs import alignment
from pipeline.hub import matching
from pipeline.hub.matching import Printed, Proposal
from pipeline.model import units
from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT
from pipeline.tables import csv_files
from tests.pipeline.cli.session import sentence

HUB = alignment.read(ROOT / "data" / "hub")
NAMES = matching.synonyms(HUB, ())


def printed(name: str, unit: str, holder: str = "", aggregation: str = "") -> Printed:
    return Printed("p", "item", "1", "1", name, holder, "", aggregation, frozenset({unit} if unit else ()))


def proposed(one: Printed) -> dict[str, Proposal]:
    return {proposal.shared: proposal for proposal in matching.propose([one], HUB, NAMES)}


@pytest.mark.parametrize(
    "said", ["延べ人数", "世帯数に対する割合", "暦年の値", "人口1万人当たり", "10月1日現在", "推計値"]
)
def test_the_same_name_in_the_same_unit_is_another_measure_where_its_definition_says_so(said: str) -> None:
    for row in csv_files.rows(HUB["indicators"]):
        one = replace(printed(row["label_ja"], units.of(row["unit"]).measure), definition=said)
        if said[:2] not in row["definition_ja"]:
            assert "exact" not in {found.at_best for found in proposed(one).values()}, row["indicator"]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("マイナンバーカードの交付率", "unit:NUM"),
        ("マイナンバーカードの交付率", "mai"),
        ("マイナンバーカードの交付枚数（累計）", "unit:PERCENT"),
        ("マイナンバーカードの交付枚数（世帯）", "mai"),
    ],
)
def test_another_unit_or_none_is_never_the_same(name: str, unit: str) -> None:
    assert "exact" not in {found.at_best for found in proposed(printed(name, unit)).values()}


@pytest.mark.parametrize(
    ("name", "unit", "holder", "shared", "at_best"),
    [
        ("マイナンバーカードの交付率", "unit:PERCENT", "", "mynumber-card-holding-rate", "exact"),
        ("マイナンバーカード交付率", "unit:PERCENT", "", "mynumber-card-holding-rate", "close"),
        ("ホームページアクセス件数", "ken", "", "website-views", "close"),
        (
            "収納率（国民健康保険税）",
            "unit:PERCENT",
            "市税等の徴収事務",
            "nhi-premium-collection-rate",
            "close",
        ),
        (
            "地方創生応援税制活用寄附額",
            "unit:CCY_JPY",
            "企業版ふるさと納税事務",
            "corporate-furusato-amount",
            "close",
        ),
        ("事務事業評価実施率", "unit:PERCENT", "", "programme-evaluations", "related"),
    ],
)
def test_a_like_name_is_proposed_at_best_as_what_its_unit_allows(
    name: str, unit: str, holder: str, shared: str, at_best: str
) -> None:
    found = proposed(printed(name, unit, holder))
    assert found[shared].at_best == at_best and found[shared].score >= matching.LEAST
    assert any("似ている" in why for why in found[shared].why)


def test_cards_issued_and_the_share_that_holds_one_are_never_proposed_as_the_same() -> None:
    share = proposed(printed("マイナンバーカードの交付", "unit:PERCENT"))
    cards = proposed(printed("マイナンバーカードの交付", "mai"))
    assert share["mynumber-cards-issued"].at_best == "related" == cards["mynumber-card-holding-rate"].at_best


def test_the_same_words_summed_up_in_another_way_are_related_at_most() -> None:
    found = proposed(printed("電子決裁率", "unit:PERCENT", aggregation="cumulative"))
    assert found["electronic-approval-rate"].at_best == "related"
    assert "集計方法が異なる" in found["electronic-approval-rate"].why


@pytest.mark.parametrize("name", ["利用件数", "会議の開催回数", "有権者数", ""])
def test_a_name_that_only_says_that_something_is_counted_is_proposed_for_nothing(name: str) -> None:
    assert not proposed(printed(name, "ken", "学校体育施設開放事業"))


def test_what_another_city_prints_and_a_person_matched_is_a_name_too() -> None:
    names = {**NAMES, "website-views": (*NAMES["website-views"], "市公式サイト訪問件数")}
    found = list(matching.propose([printed("市公式サイト訪問件数", "ken")], HUB, names))
    assert [(one.shared, one.at_best) for one in found] == [("website-views", "exact")]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One small city whose indicators nobody has matched."""
    folder = tmp_path / "data"
    for path in [*sorted((ROOT / "data").rglob("*.csv")), ROOT / "data" / "092029" / "publisher.toml"]:
        below = path.relative_to(ROOT / "data")
        if below.parts[0] in ("hub", "092029"):
            (folder / below).parent.mkdir(parents=True, exist_ok=True)
            (folder / below).write_bytes(path.read_bytes())
    mappings = folder / "hub" / "mappings.csv"
    mappings.write_text(mappings.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    monkeypatch.setenv("KEIKAKU_DATA", str(folder))
    return folder


def match(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(application(), ["match", *arguments])
    return done.exit_code, done.output


def test_what_a_person_confirms_becomes_a_mapping_and_is_not_proposed_again(
    data: Path, tmp_path: Path
) -> None:
    table = tmp_path / "matches.csv"
    assert match("092029/2023", "--output", str(table))[0] == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    assert len(rows) > 5 and not any(row["match"] for row in rows)
    one = next(row for row in rows if row["hub_indicator"] == "mynumber-card-holding-rate")
    one |= {
        "match": "close",
        "reason": "交付率とだけ印刷されている。",
        "author": "足利市",
        "date": "2026-11-26",
    }
    _write(table, rows)
    assert match("092029/2023", "--confirm", str(table))[0] == 0
    kept = alignment.read(data / "hub")["mappings"]
    assert list(kept["hub_indicator"]) == ["mynumber-card-holding-rate"] and list(kept["author"]) == [
        "足利市"
    ]
    again = match("092029/2023")[1]
    assert len(again.splitlines()) == len(rows)


def test_a_table_of_proposals_from_before_there_were_english_reasons_is_taken(
    data: Path, tmp_path: Path
) -> None:
    table = tmp_path / "matches.csv"
    match("092029/2023", "--output", str(table))
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    for row in rows:
        del row["reason_en"]
    rows[0] |= {"match": "related", "reason": "別の量である。", "author": "足利市", "date": "2026-11-26"}
    _write(table, rows)
    assert match("092029/2023", "--confirm", str(table))[0] == 0
    assert list(alignment.read(data / "hub")["mappings"]["reason"]) == ["別の量である。"]


def test_every_fault_of_a_confirmed_row_is_named_by_its_row_and_nothing_is_written(
    data: Path, tmp_path: Path
) -> None:
    table = tmp_path / "matches.csv"
    match("092029/2023", "--output", str(table))
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    rows[1] |= {"match": "same", "date": "yesterday", "author": "足利市"}
    _write(table, rows)
    before = (data / "hub" / "mappings.csv").read_bytes()
    with pytest.raises(TableError, match="row 3") as told:
        CliRunner().invoke(
            application(), ["match", "092029/2023", "--confirm", str(table)], catch_exceptions=False
        )
    problems = str(told.value).splitlines()
    assert {"match", "reason", "date"} == {
        line.partition("column ")[2].partition(":")[0] for line in problems
    }
    assert all(map(sentence, problems))
    assert (data / "hub" / "mappings.csv").read_bytes() == before


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
