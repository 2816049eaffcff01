"""What a plan is called, and the years it covers: as the layout says, else as its document does."""

import re
from collections.abc import Mapping

from pipeline.documents.draft.facts import Quoted
from pipeline.documents.draft.plan.records import Plan
from pipeline.documents.draft.words import years
from pipeline.documents.draft.words.layout import Layout

_EDITION = re.compile(r"[\s　]*[(（〔][^()（）〔〕]*版[)）〕]\s*$")


def name(plan: Plan, first: Quoted, layout: Layout) -> None:
    """Names a plan: its edition as the first line of the document, itself so without 「(令和8年度版)」."""
    title, edition = (str(layout.plan[key]) for key in ("title", "edition"))
    plan.title = Quoted(title) if title else first.saying(_EDITION.sub("", first) or str(first))
    plan.edition = Quoted(edition) if edition else first or plan.title


def period(plan: Plan, layout: Layout) -> tuple[int, int]:
    """The years that a plan covers: what the layout or the title says, else the years of its targets."""
    said = _said(plan, layout)
    if all(said):
        return said
    years = {figure.year for _, _, figure in plan.figures() if figure.kind in ("target", "actual")}
    years |= {effect.year for element in plan.elements for effect in element.effects if effect.year}
    years |= {e.start for element in plan.elements for a in element.activities for e in a.entries}
    return (min(years), max(years)) if years else (0, 0)


def _said(plan: Plan, layout: Layout) -> tuple[int, int]:
    said = (int(layout.plan["covers_from"]), int(layout.plan["covers_to"]))
    named = years.years(str(plan.title))
    return said if all(said) or len(named) != 2 else (named[0], named[1])


def lasting(plan: Plan, layout: Layout, row: Mapping[str, Quoted]) -> dict[str, str | int]:
    """What a layout may say of a plan for next year's edition too; `row` is the plan's own in the tables.

    The name of the edition is the next document's to say, and so are years that no word says.
    """
    covers_from, covers_to = _said(plan, layout)
    return {
        "code": str(row["plan"]),
        "title": str(row["title"]),
        "edition": str(layout.plan["edition"]),
        "covers_from": covers_from,
        "covers_to": covers_to,
    }
