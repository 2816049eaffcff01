"""New shared indicators: what several municipalities print alike is proposed; what only sounds alike stays apart."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import application
from pipeline.graphs import alignment
from pipeline.hub import grouping
from pipeline.hub.grouping import Group, Member
from pipeline.hub.matching import Printed
from pipeline.model.errors import SettingError, TableError
from pipeline.model.files.data_folder import ROOT
from tests.pipeline.cli.session import sentence

HUB = alignment.read(ROOT / "data" / "hub")


def member(city: str, name: str, unit: str, holder: str = "", aggregation: str = "") -> Member:
    units = frozenset({unit} if unit else ())
    return Member(city, "2025", Printed("p", "item", "1", name, name, holder, "", aggregation, units))


def grouped(*members: Member) -> list[Group]:
    return grouping.groups(members)


def test_what_two_municipalities_print_alike_in_one_measure_is_a_group_with_its_reasons() -> None:
    [found] = grouped(
        member("032034", "図書館資料の貸出点数", "ten"),
        member("132292", "図書館の資料貸出点数", "ten"),
        member("192015", "図書館資料の貸出点数", "ten"),
        member("192015", "市営プールの入場者数", "nin"),
    )
    assert [one.municipality for one in found.members] == ["032034", "192015", "132292"]
    assert found.at_best(found.members[1]) == "exact" and found.at_best(found.members[2]) == "close"
    assert "単位が同じ" in grouping.why(found, found.members[2])
    assert 70 <= found.score < 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("マイナンバーカードの交付", "mai"), ("マイナンバーカードの交付", "unit:PERCENT")),
        (("テレワークの利用", "kai", "職員のテレワーク"), ("テレワークの利用", "nin", "テレワークセンター")),
        (("電子決裁", "unit:PERCENT", "", "single-year"), ("電子決裁", "unit:PERCENT", "", "cumulative")),
        (("収納率", "unit:PERCENT", "市税等の徴収"), ("収納率", "unit:PERCENT", "上水道の開閉栓、検針")),
        (("利用件数", "ken", "学校体育施設の開放"), ("利用件数", "ken", "書かない窓口")),
        (("表彰件数", "ken", "職員提案制度"), ("表彰件数", "ken", "消防団の表彰")),
    ],
)
def test_the_same_words_of_another_measure_way_or_undertaking_stay_apart(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert grouped(member("032034", *one), member("132292", *other)) == []


def test_of_one_municipality_a_group_has_one_indicator_and_alone_it_makes_none() -> None:
    alone = [member("032034", name, "ten") for name in ("図書館資料の貸出点数", "図書館資料貸出点数")]
    assert grouped(*alone) == []
    [found] = grouped(*alone, member("132292", "図書館資料の貸出点数", "ten"))
    assert [one.municipality for one in found.members] == ["032034", "132292"]


def test_what_is_mapped_as_exact_or_close_is_not_looked_at() -> None:
    mapped = next(row for row in HUB["mappings"].to_dict("records") if row["match"] == "exact")
    place = (mapped["plan"], mapped["level"], mapped["element"], mapped["indicator"])
    known = Printed(*place, "紙媒体を廃止した刊行物数", "", "", "", frozenset({"unit:NUM"}))
    free = Printed("p", "item", "999", "1", "図書館資料の貸出点数", "", "", "", frozenset({"ten"}))
    edition = (mapped["municipality"], mapped["edition"], [known, free])
    assert [one.printed for one in grouping.unmapped([edition], HUB)] == [free]


TWIN = "092011"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small city and another that prints the same indicators; nobody has matched them."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data" / "hub", folder / "hub")
    for code in ("092029", TWIN):
        shutil.copytree(ROOT / "data" / "092029", folder / code, ignore=shutil.ignore_patterns("source"))
    publisher = folder / TWIN / "publisher.toml"
    text = publisher.read_text(encoding="utf-8").replace('"092029"', f'"{TWIN}"')
    publisher.write_text(text.replace('"C09202"', '"C09201"'), encoding="utf-8")
    mappings = folder / "hub" / "mappings.csv"
    mappings.write_text(mappings.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    monkeypatch.setenv("KEIKAKU_DATA", str(folder))
    return folder


def match(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(application(), ["match", *arguments])
    return done.exit_code, done.output


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def confirm(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Confirms the group of 5S運動の表彰件数."""
    number = next(row["group"] for row in rows if row["name"] == "5S運動の表彰件数")
    of = [row for row in rows if row["group"] == number]
    for row in of:
        row |= {"hub_indicator": "five-s-awards", "match": "exact", "reason": "表彰した件数である点が同じ。"}
        row |= {"author": "keikaku", "date": "2026-11-26"}
    of[0] |= {"label_en": "5S awards", "definition_ja": "表彰した件数。", "definition_en": "Awards given."}
    of[0] |= {"aggregation": "single-year"}
    return of


def test_a_group_that_a_person_confirms_is_a_shared_indicator_with_its_mappings(
    data: Path, tmp_path: Path
) -> None:
    table = tmp_path / "new.csv"
    assert match("--new", "--output", str(table))[0] == 0
    rows = read(table)
    assert len(rows) == 36 and {row["at_best"] for row in rows} == {"exact"}
    assert {row["municipality"] for row in confirm(rows)} == {"092029", TWIN}
    write(table, rows)
    code, told = match("--new", "--confirm", str(table))
    assert code == 0, told
    hub = alignment.read(data / "hub")
    added = next(row for row in hub["indicators"].to_dict("records") if row["indicator"] == "five-s-awards")
    assert (added["label_ja"], added["unit"]) == ("5S運動の表彰件数", "ken")
    assert sorted(hub["mappings"]["municipality"]) == [TWIN, "092029"]
    assert len(match("--new")[1].splitlines()) == 35


def test_every_fault_of_a_group_is_named_by_its_row_and_nothing_is_written(
    data: Path, tmp_path: Path
) -> None:
    table = tmp_path / "new.csv"
    match("--new", "--output", str(table))
    rows = read(table)
    first, second = confirm(rows)
    first |= {"hub_indicator": "5S Awards", "label_en": "", "unit": "awards"}
    second |= {"hub_indicator": "5S Awards", "reason": ""}
    write(table, rows)
    before = (data / "hub" / "indicators.csv").read_bytes(), (data / "hub" / "mappings.csv").read_bytes()
    with pytest.raises(TableError) as told:
        CliRunner().invoke(application(), ["match", "--new", "--confirm", str(table)], catch_exceptions=False)
    problems = str(told.value).splitlines()
    named = {line.partition("column ")[2].partition(":")[0] for line in problems}
    assert {"hub_indicator", "label_en", "unit", "reason"} <= named
    assert all(map(sentence, problems)) and all(str(table) in line for line in problems)
    assert before == (
        (data / "hub" / "indicators.csv").read_bytes(),
        (data / "hub" / "mappings.csv").read_bytes(),
    )


@pytest.mark.parametrize("arguments", [(), ("092029/2023", "--new"), ("092029/1999",)])
def test_what_cannot_be_matched_is_told(data: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SettingError):
        CliRunner().invoke(application(), ["match", *arguments], catch_exceptions=False)
