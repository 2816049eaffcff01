"""The memory of what was published: dates move only with the data, and nothing vanishes unsaid."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.catalog import history
from pipeline.catalog.texts import STANDING
from pipeline.model.errors import ConformanceError, SettingError, TableError
from tests.pipeline.catalog.example import BEFORE, NOW, publications

JOHO = "132292-joho-2026"


def published() -> dict[str, history.Entry]:
    return history.reconcile({}, publications(), BEFORE)


def test_the_same_data_keeps_its_date() -> None:
    assert history.reconcile(published(), publications(), NOW) == published()


def test_changed_data_takes_the_date_of_the_build_and_alone() -> None:
    changed = [replace(p, sha256="2" * 64) if p.dataset == JOHO else p for p in publications()]
    after = history.reconcile(published(), changed, NOW)
    assert after[JOHO].modified == NOW
    assert after[JOHO].issued == BEFORE
    assert {entry.modified for entry in after.values() if entry.dataset != JOHO} == {BEFORE}


def test_a_title_may_change_without_the_date() -> None:
    renamed = [replace(p, title=STANDING["hub"].title) for p in publications()]
    assert {entry.modified for entry in history.reconcile(published(), renamed, NOW).values()} == {BEFORE}


def test_a_vanished_dataset_stops_the_build_and_is_named() -> None:
    fewer = [p for p in publications() if p.dataset != JOHO]
    with pytest.raises(ConformanceError, match=f"--allow-removal {JOHO}"):
        history.reconcile(published(), fewer, NOW)


def test_a_removal_that_is_named_is_remembered() -> None:
    fewer = [p for p in publications() if p.dataset != JOHO]
    after = history.reconcile(published(), fewer, NOW, allow_removal=[JOHO])
    assert after[JOHO].status == history.REMOVED
    assert history.reconcile(after, fewer, "2027-01-01T00:00:00Z") == after


def test_an_empty_catalogue_is_refused_even_where_every_removal_is_named() -> None:
    with pytest.raises(ConformanceError, match="would be empty"):
        history.reconcile(published(), [], NOW, allow_removal=list(published()))


def test_a_withdrawn_dataset_may_lose_its_data_and_keeps_its_status() -> None:
    withdrawn = {**published(), JOHO: replace(published()[JOHO], status=history.WITHDRAWN)}
    fewer = [p for p in publications() if p.dataset != JOHO]
    assert history.reconcile(withdrawn, fewer, NOW) == withdrawn
    assert history.reconcile(withdrawn, publications(), NOW)[JOHO].status == history.WITHDRAWN


def test_a_removed_dataset_that_returns_has_changed() -> None:
    removed = {**published(), JOHO: replace(published()[JOHO], status=history.REMOVED)}
    after = history.reconcile(removed, publications(), NOW)
    assert (after[JOHO].status, after[JOHO].modified) == (history.PUBLISHED, NOW)


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    path.write_text(history.text(published()), encoding="utf-8")
    assert history.read(path) == published()
    assert history.read(tmp_path / "none.csv") == {}


def test_every_fault_of_a_ledger_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    header = history.text({}).strip()
    path.write_text(f"{header}\na,b,c,d,gone,e,f,g\na,b\n", encoding="utf-8")
    with pytest.raises(TableError) as caught:
        history.read(path)
    assert [problem.where for problem in caught.value.problems] == [f"{path}, row 2", f"{path}, row 3"]


def test_an_unrecorded_change_is_refused_where_nothing_may_be_recorded() -> None:
    with pytest.raises(ConformanceError, match="commit the ledger"):
        history.require_recorded({}, published())
    history.require_recorded(published(), published())


def test_a_fingerprint_is_of_the_data_and_not_of_its_order_or_base() -> None:
    lines = [
        "<https://a.example/x> <http://p.example/> <https://a.example/y> .",
        '<https://a.example/x> "1" .',
    ]
    moved = [line.replace("https://a.example/", "http://localhost:8000/") for line in reversed(lines)]
    same = history.fingerprint(lines, "https://a.example/")
    assert history.fingerprint(moved, "http://localhost:8000/") == same
    assert history.fingerprint(lines[:1], "https://a.example/") != same


def test_the_instant_may_be_given_from_outside() -> None:
    assert history.now({"SOURCE_DATE_EPOCH": "0"}) == "1970-01-01T00:00:00Z"
    with pytest.raises(SettingError):
        history.now({"SOURCE_DATE_EPOCH": "yesterday"})
