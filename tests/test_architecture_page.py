"""The page for newcomers names what there is, and the figure that it follows takes the way that it tells."""

import importlib
import pkgutil
import re
from types import ModuleType

import pyoxigraph as ox
import pytest

import pipeline
import server
from pipeline.model.files.data_folder import ROOT
from pipeline.model.namespaces import KK
from pipeline.release.store import Release

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMES = sorted(set(re.findall(r"`((?:pipeline|server)(?:\.\w+)+)`", PAGE)))
PATHS = sorted(set(re.findall(r"`((?:data|pipeline|server|shapes)/[\w./-]*)`", PAGE)))
CELL = "id/132292/gyokaku-5/2026/item/7/indicator/1/target/2024"


def found(name: str) -> bool:
    """Whether a dotted name is a module, or in one."""
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        module, _, attribute = name.rpartition(".")
        return hasattr(importlib.import_module(module), attribute)
    return True


@pytest.mark.parametrize("name", NAMES)
def test_a_name_on_the_page_is_there(name: str) -> None:
    assert found(name)


@pytest.mark.parametrize("house", [pipeline, server])
def test_every_room_is_named(house: ModuleType) -> None:
    rooms = {f"{house.__name__}.{room.name}" for room in pkgutil.iter_modules(house.__path__) if room.ispkg}
    assert {".".join(name.split(".")[:2]) for name in NAMES} >= rooms


def test_every_path_is_there() -> None:
    assert [path for path in PATHS if not (ROOT / path).exists()] == []


def test_the_printed_line_and_its_row_are_as_quoted() -> None:
    text = (ROOT / "data/132292/2026/source/132292-2026.txt").read_text(encoding="utf-8").splitlines()
    cells = (ROOT / "data/132292/2026/tables/cells.csv").read_text(encoding="utf-8").splitlines()
    quoted = [line.removeprefix("    ") for line in PAGE.splitlines() if line.startswith("    ")]
    assert text[379] in quoted
    assert [line for line in cells if line in quoted] == ["gyokaku-5,item,7,1,target,2024,45.0%,observed,380"]


def test_the_release_says_of_the_cell_what_the_page_says(built_release: Release) -> None:
    store = ox.Store.read_only(str(built_release.path / "store"))
    cell = ox.NamedNode(built_release.base_iri + CELL)
    assert CELL in PAGE

    def said(name: str) -> list[str]:
        quads = store.quads_for_pattern(cell, ox.NamedNode(str(KK[name])), None, None)
        return [getattr(quad.object, "value", "") for quad in quads]

    assert (said("rawText"), said("sourceLine")) == (["45.0%"], ["380"])
