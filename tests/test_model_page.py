"""The page on the model names IRIs and terms that the release holds."""

import re

import pyoxigraph as ox
import pytest

from pipeline.model.files.data_folder import ROOT
from pipeline.model.namespaces import KK
from pipeline.release.store import Release
from pipeline.tables.schema import STATUSES
from tests.class_table import class_table

PAGE = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
IRIS = sorted(set(re.findall(r"`((?:id|code|unit|dataset)/[^`…<]+)`", PAGE)))


def test_the_page_names_things_of_many_kinds() -> None:
    assert len(IRIS) > 15


@pytest.mark.parametrize("name", IRIS)
def test_a_thing_it_names_is_published(built_release: Release, name: str) -> None:
    store = ox.Store.read_only(str(built_release.path / "store"))
    thing = ox.NamedNode(built_release.base_iri + name)
    patterns = ((thing, None, None, None), (None, None, thing, None), (None, None, None, thing))
    assert any(next(store.quads_for_pattern(*pattern), None) for pattern in patterns)


def test_its_table_of_classes_and_properties_is_what_the_shapes_say() -> None:
    """`python -m tests.class_table` prints it."""
    assert class_table() in PAGE


def test_every_term_it_names_is_declared_and_every_status_is_there() -> None:
    named = set(re.findall(r"`kk:([A-Za-z]+)`", PAGE))
    assert len(named) > 15
    assert [name for name in sorted(named) if KK[name] not in KK] == []
    assert [status for status in STATUSES if f"| `{status}` |" not in PAGE] == []
