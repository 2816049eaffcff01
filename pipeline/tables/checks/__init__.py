"""What no cell alone shows to be wrong, in two degrees.

Contradictions stop whoever reads the tables. What is implausible stops a build, or warns, until a person who compared
it with the document confirms it in `editorial/confirmations.csv`, with a reason. Each is said in both languages: in
English of the tables of an edition, in Japanese of the workbook they came from.
"""

from collections.abc import Iterable, Iterator

from pipeline.model.text import Text
from pipeline.tables.cell_values import cell_values, effect_values, rows
from pipeline.tables.checks import effects, figures, gaps, periods
from pipeline.tables.checks.contradiction import Contradiction
from pipeline.tables.checks.structure import find
from pipeline.tables.csv_files import Tables
from pipeline.tables.schema.codes import HUB_DIRECTION

__all__ = ["Contradiction", "find", "implausible", "unconfirmed"]


def implausible(tables: Tables) -> Iterator[Contradiction]:
    """What the tables may say, and hardly does."""
    values = list(cell_values(tables))
    yield from figures.find(tables, values)
    yield from periods.find(tables, values)
    yield from effects.find(list(effect_values(tables)))
    yield from gaps.find(tables)


def unconfirmed(
    tables: Tables, confirmations: Iterable[tuple[int, dict[str, str]]]
) -> tuple[list[Contradiction], list[Contradiction]]:
    """What is implausible and not confirmed; and the confirmations that confirm nothing.

    A confirmation is of every row that has what it names; what it leaves blank may be anything. What only the hub shows
    is checked by a shape (`shapes/concepts.ttl`).
    """
    entries = {name: dict(rows(tables[name])) for name in tables}
    given, used = list(confirmations), set[int]()
    open_ = []
    for one in implausible(tables):
        matching = [number for number, row in given if _confirms(row, one, entries[one.table][one.row])]
        used.update(matching)
        if not matching:
            open_.append(one)
    what = Text("確かめることがありません。", "confirms what no check finds.")
    remedy = Text("行を消してください。", "Remove the row.")
    idle = [number for number, row in given if number not in used and row["check"] != HUB_DIRECTION]
    return open_, [Contradiction("confirmations", number, "check", what, remedy) for number in idle]


def _confirms(confirmation: dict[str, str], found: Contradiction, row: dict[str, str]) -> bool:
    named = ("plan", "level", "element", "indicator", "kind", "fiscal_year")
    return confirmation["check"] == found.check and all(
        confirmation[name] == row.get(name, "") for name in named if confirmation[name]
    )
