"""What a publisher's settings must say, and the sentences for what they do not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.model.errors import SettingError
from pipeline.model.files import publisher
from pipeline.model.files.data_folder import ROOT
from pipeline.model.licences import LICENCES

FILE = ROOT / "data" / "132292" / "publisher.toml"


def settings() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def problems(changed: dict[str, Any]) -> str:
    with pytest.raises(SettingError) as caught:
        publisher.parse(changed, "publisher.toml")
    return str(caught.value)


def test_the_settings_of_the_city_are_read() -> None:
    city = publisher.read(FILE)
    assert (city.code, city.name.ja, city.name.en) == ("132292", "西東京市", "Nishitokyo City")
    assert city.licence is LICENCES["cc-by-4.0"]
    assert city.area.code == "C13229"
    assert city.plan("joho").themes == ("GOVE", "TECH")


def test_a_plan_without_settings_is_presented_by_its_own_title() -> None:
    assert publisher.read(FILE).plan("bosai").title is None


def test_a_missing_licence_stops_with_the_licences_that_municipalities_use() -> None:
    without = settings()
    del without["licence"]
    message = problems(without)
    assert "publisher.toml, licence.id: names no licence" in message
    assert "CC BY 4.0" in message
    assert all(f'"{id_}"' in message for id_ in LICENCES)


def test_an_unknown_licence_is_refused_and_not_replaced() -> None:
    assert "'mit' is not a licence" in problems({**settings(), "licence": {"id": "mit"}})


def test_a_licence_is_unconfirmed_until_the_publisher_says_so() -> None:
    unsaid = publisher.parse({**settings(), "licence": {"id": "cc-by-4.0"}}, "publisher.toml")
    said = publisher.parse(
        {**settings(), "licence": {"id": "cc-by-4.0", "confirmed": True}}, "publisher.toml"
    )
    assert not unsaid.licence_confirmed
    assert said.licence_confirmed


@pytest.mark.parametrize("code", ["132290", "13229", "１３２２９２", "abcdef", ""])
def test_a_code_without_its_check_digit_is_refused(code: str) -> None:
    changed = settings()
    changed["municipality"]["code"] = code
    assert "publisher.toml, municipality.code:" in problems(changed)


@pytest.mark.parametrize(
    ("code", "digit"), [("13229", "2"), ("01100", "2"), ("13104", "1"), ("27100", "4"), ("47201", "8")]
)
def test_the_check_digit_is_that_of_the_national_list(code: str, digit: str) -> None:
    assert publisher.check_digit(code) == digit


def test_every_problem_is_told_at_once() -> None:
    changed = settings()
    changed["municipality"]["homepage"] = "www.city.example.jp"
    changed["contact"]["email"] = "nobody"
    changed["contact"]["name"] = {"ja": "課"}
    changed["spatial"] = {"bounds": [1, 2, 3]}
    changed["plans"] = {"x": {"themes": ["FUN"], "frequency": "OFTEN", "keywords": ["計画"]}}
    with pytest.raises(SettingError) as caught:
        publisher.parse(changed, "publisher.toml")
    places = {problem.where.removeprefix("publisher.toml, ") for problem in caught.value.problems}
    assert places == {
        "municipality.homepage",
        "contact.email",
        "contact.name.en",
        "spatial.bounds",
        "plans.x.themes[0]",
        "plans.x.frequency",
        "plans.x.keywords[0]",
    }


def test_a_missing_file_says_what_to_copy(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="Copy data"):
        publisher.read(tmp_path / "publisher.toml")


def test_a_file_that_is_not_toml_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "publisher.toml"
    path.write_text("licence = ", encoding="utf-8")
    with pytest.raises(SettingError, match="is not TOML"):
        publisher.read(path)
