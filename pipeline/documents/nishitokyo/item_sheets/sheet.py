"""What one sheet of the booklet prints: an 実施項目 or a 重点取組."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.documents.document import Line, Printed
from pipeline.documents.nishitokyo.item_sheets.measures import Indicator
from pipeline.documents.nishitokyo.item_sheets.schedule import (
    Activity,
)


@dataclass
class Sheet:
    """What one sheet prints; filled row by row while it is read."""

    line: int
    number: Printed
    units: list[Printed]
    involves_other_units: bool
    fiscal_effect: Printed | None = None
    reference: Printed | None = None
    title: Printed | None = None
    purpose: Printed | None = None
    summary: list[Printed] = field(default_factory=list)
    progress: Printed | None = None
    comment: Printed | None = None
    classification: tuple[Printed, ...] = ()
    activities: list[Activity] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    schedule_row: Callable[[list[Activity], Line], None] | None = None
