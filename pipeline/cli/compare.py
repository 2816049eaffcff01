"""`keikaku compare`: the figures of municipalities for a shared indicator, side by side."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from pipeline.cli import printing
from pipeline.cli.query import local
from pipeline.exports import comparison
from pipeline.exports.comparison import Comparison, Figure
from pipeline.model import places
from pipeline.model.files import data_folder
from pipeline.release.store import CURRENT, Release

WHOLE = ("total", "not-stated")
"""Parts that need no mention."""
MARKS = {"units": "≠", "about": "≈"}
"""What stands beside the figures that a warning is about, and beside the warning; others have ※."""
BOUNDS = {"at-most": "≤ ", "at-least": "≥ "}
_QUOTED = re.compile(r"/id/(\w+)/document/(\w+)(?:-\d+)?\.\w+#(.+)$")


class Match(StrEnum):
    """The weakest match that is shown."""

    exact = "exact"
    close = "close"
    related = "related"


class Output(StrEnum):
    """How the comparison is printed."""

    table = "table"
    csv = "csv"


def run(
    indicator: Annotated[str, typer.Argument(help="A shared indicator, such as reform-effect-total.")],
    match: Annotated[
        Match | None, typer.Option(help="The weakest match to show.", show_default="the best there is")
    ] = None,
    output: Annotated[
        Output, typer.Option("--format", help="A table of what matters, or CSV of all.")
    ] = Output.table,
) -> None:
    """Show the figures of all municipalities for a shared indicator, ranked where they may be."""
    base = Release.open(data_folder.releases_folder() / CURRENT).base_iri
    known = comparison.shared_indicators(_rows(comparison.query("comparable-indicators", base)))
    shared = comparison.find(known, indicator)
    found = comparison.compare(
        shared, _rows(comparison.query("compare", base, shared.id)), match.value if match else ""
    )
    if output is Output.csv:
        printing.as_csv(comparison.COLUMNS, [figure.row for figure in found.figures])
    else:
        _show(found)


def _rows(query: str) -> list[dict[str, str]]:
    answer = local(query)
    names = answer["head"]["vars"]
    return [
        {name: row.get(name, {}).get("value", "") for name in names} for row in answer["results"]["bindings"]
    ]


def _show(found: Comparison) -> None:
    """The name, the figures, why each indicator is among them, and what a reader must know."""
    shared = found.shared
    printing.as_text(f"{shared.name.ja} / {shared.name.en}\n{shared.definition.ja}\n{shared.definition.en}")
    rows = [dict(_cells(figure)) for figure in found.figures]
    columns = [name for name in (rows[0] if rows else ()) if any(row[name] for row in rows)]
    if rows:
        typer.echo()
        printing.as_table(columns, [[row[name] for name in columns] for row in rows])
        typer.echo()
    reasons = {(one.municipality, one.indicator): (one.reason, one.reason_en) for one in found.figures}
    printing.as_notes(
        (city, f"{indicator}: " + "\n".join(filter(None, said)))
        for (city, indicator), said in reasons.items()
    )
    warnings = [(MARKS.get(key, "※"), comparison.WARNINGS[key]) for key in found.warnings]
    printing.as_notes((mark, f"{text.ja}\n{text.en}") for mark, text in warnings)
    hidden = [(match, count) for match, count in found.hidden.items() if count]
    printing.as_notes(("※", f"--match {match}: {count} municipalities.") for match, count in hidden)


def _cells(one: Figure) -> Iterator[tuple[str, str]]:
    """What the table has of a figure, by column; a column that is blank in all rows is left out."""
    yield "rank", _rank(one)
    yield "municipality", one.municipality
    yield "year", one.fiscal_year
    yield "kind", one.kind if one.part in WHOLE else f"{one.kind}, {one.part}"
    yield "value", _value(one)
    yield "per head", "" if one.per_head is None else str(one.per_head)
    yield "match", one.match if one.comparable else f"{one.match} {MARKS['units']}"
    yield "source", _source(one.line)


def _rank(one: Figure) -> str:
    """The rank; a range of them where a figure is a bound or approximate."""
    ranks = dict.fromkeys(rank for rank in (one.rank, one.rank_last) if rank)
    return "–".join(map(str, ranks))


def _value(one: Figure) -> str:
    """The number with its unit, and marks where it is a bound or approximate."""
    marks = BOUNDS.get(one.comparator, "") + (MARKS["about"] if one.approximate else "")
    return f"{marks}{one.value:,} {one.unit_name}"


def _source(line: str) -> str:
    """Where a figure is printed, as edition and line, page or cell: `132292/2026:380`, `192015/2024:p.17`."""
    found = _QUOTED.search(line)
    place = places.parse(found[3]) if found else None
    return f"{found[1]}/{found[2]}:{place.short}" if found and place else "computed"
