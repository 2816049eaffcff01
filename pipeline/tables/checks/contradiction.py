"""What a check finds: a cell of a table, what is wrong with it, what to do."""

from dataclasses import dataclass

from pipeline.model.text import Text

WARNINGS = frozenset({"jump", "gap", "name", "figure", "duplicate"})
"""The checks of `pipeline.tables.schema.codes` that do not stop a build: what they find is told and counted."""


@dataclass(frozen=True)
class Contradiction:
    """What is wrong with a cell of a table, and what to do; `row` is that of the table's file.

    `check` names what a person may confirm, with a reason; blank where there is nothing to confirm.
    """

    table: str
    row: int
    column: str
    what: Text
    remedy: Text
    check: str = ""

    @property
    def warns(self) -> bool:
        """Whether it is told and counted, and stops nothing."""
        return self.check in WARNINGS


KINDS = {
    "target": Text("目標", "target"),
    "actual": Text("実績", "actual value"),
    "baseline": Text("基準値", "baseline"),
    "forecast": Text("見込", "forecast"),
    "interim-target": Text("中間目標", "interim target"),
}
"""What the kinds of `cells` are called."""
COMPARE = Text(
    "資料と見比べ、違えば直してください。", "Compare it with the document, and correct it if it differs."
)
