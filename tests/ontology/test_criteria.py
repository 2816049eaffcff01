"""Every criterion of OOPS! and FOOPS! is checked by a test of this folder, or argued: none is open."""

import re
import tomllib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
CRITERIA: list[dict[str, str]] = tomllib.loads((FOLDER / "criteria.toml").read_text("utf-8"))["criterion"]
TESTS = set(
    re.findall(
        r"^def (test_\w+)", "".join(path.read_text("utf-8") for path in FOLDER.glob("test_*.py")), re.M
    )
)
FOOPS = (
    *(
        "CN1",
        "DOC1",
        "FIND1",
        "FIND2",
        "FIND3",
        "FIND_3_BIS",
        "HTTP1",
        "OM1",
        "OM2",
        "OM3",
        "OM4.1",
        "OM4.2",
        "OM5.1",
    ),
    *("OM5.2", "PURL1", "RDF1", "URI1", "URI2", "VER1", "VER2", "VOC1", "VOC2", "VOC3", "VOC4"),
)


def test_the_lists_are_whole() -> None:
    pitfalls = [f"OOPS P{number:02}" for number in range(1, 42)]
    assert [criterion["of"] for criterion in CRITERIA] == [*pitfalls, *(f"FOOPS {name}" for name in FOOPS)]


@pytest.mark.parametrize(
    "criterion", CRITERIA, ids=lambda criterion: f"{criterion['of']} {criterion['name']}"
)
def test_a_criterion_is_checked_or_argued(criterion: dict[str, str]) -> None:
    check, why = criterion.get("check", ""), criterion.get("argued", "")
    assert check or len(why) > 40
    assert not check or check in TESTS
