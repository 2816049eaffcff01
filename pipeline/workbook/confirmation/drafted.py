"""A draft → a workbook: its rows on the sheets of the template, and beside them where each was read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.documents.draft import Draft
from pipeline.documents.draft.facts import Key, Quoted
from pipeline.documents.draft.tables import Rows
from pipeline.tables import csv_files
from pipeline.tables.schema import TABLES, Table
from pipeline.workbook import template
from pipeline.workbook.about import About
from pipeline.workbook.confirmation import proposals
from pipeline.workbook.confirmation.proposals import Proposal, Proposals, Unplaced


def write(path: Path, about: About, draft: Draft, rows: Rows) -> Proposals:
    """Writes the workbook of a draft; the proposals that its sheet 下書き lists.

    Raises TableError where a text cannot stand in a workbook.
    """
    frames = {name: csv_files.frame(table, rows.tables[name]) for name, table in TABLES.items()}
    title = str(draft.plan.edition)
    kind = "、".join(f"{one.name}から keikaku draft で読み取った" for one in draft.files)
    known = replace(about, document=about.document or title, document_kind=kind)
    template.write(path, known, frames)
    found = Proposals(
        {one.name: one.sha256 for one in draft.files},
        totals(draft, rows),
        tuple(f"{name} {page}頁: 画像だけで、読み取る文字がない" for name, page in draft.pictures()),
        tuple(_proposals(draft, rows)),
        tuple(_unplaced(draft, rows)),
    )
    proposals.add(path, found)
    return found


def totals(draft: Draft, rows: Rows) -> str:
    """What became of what was seen, in one sentence whose parts add up."""
    counts = draft.totals()
    homeless = sum(draft.became[key][0] == "placed" for key in rows.homeless)
    placed, unplaced = counts["placed"] - homeless, counts["unplaced"] + homeless
    return (
        f"見たセルと行 {counts['seen']:,} = 置いたもの {placed:,} + 見出し {counts['structural']:,}"
        f" + 未割当 {unplaced:,}"
    )


def _proposals(draft: Draft, rows: Rows) -> Iterator[Proposal]:
    for name, table in TABLES.items():
        for row in rows.tables[name]:
            key = tuple(str(row.get(column, "")) for column in table.key)
            for column in table.names:
                value = row.get(column)
                if isinstance(value, Quoted) and _seen(column, value) and not _identifies(table, column):
                    places = tuple(_places(draft, value.keys))
                    yield Proposal(name, key, column, str(value), places, value.sure, value.why)


def _seen(column: str, value: Quoted) -> bool:
    """Whether a value was read from a cell; a figure also where nothing that can be read stands in its cell."""
    return bool(value.keys) and (bool(value) or column == "raw_text")


def _identifies(table: Table, column: str) -> bool:
    """Whether a column is part of what names a row, and so stands in every proposal of it; a department is read too."""
    named = any(reference.columns == (column,) for reference in table.references)
    return column in table.key and not named


def _places(draft: Draft, keys: tuple[Key, ...]) -> Iterator[str]:
    for key in keys:
        for place in draft.seen[key].places:
            yield f"{draft.files[key[0]].name}#{place.fragment}".replace(" ", "%20")


def _unplaced(draft: Draft, rows: Rows) -> Iterator[Unplaced]:
    for key, one in sorted(draft.seen.items()):
        disposition, why = draft.became[key]
        if disposition == "unplaced" or key in rows.homeless:
            place = " ".join(place.fragment for place in one.places)
            yield Unplaced(draft.files[key[0]].name, place, one.text, rows.homeless.get(key, why))
