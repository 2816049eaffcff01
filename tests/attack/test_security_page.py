"""What docs/security.md promises is what `make attack` tries."""

import re

from pipeline.model.files.data_folder import ROOT
from tests.attack.boundaries import BOUNDARIES

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_that_attacks_is_there_and_named() -> None:
    tests = {path for paths in BOUNDARIES.values() for path in paths}
    assert all((ROOT / path).exists() for path in tests)
    assert {
        found for found in re.findall(r"`(tests/[\w/.]+)`", PAGE) if "attack/boundaries" not in found
    } <= tests
    assert all(f"| {name} |" in PAGE for name in BOUNDARIES)


def test_every_file_that_is_named_is_there() -> None:
    named = re.findall(r"`((?:server|pipeline|docs|tests|benchmarks)/[\w/.]+)`", PAGE)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
