"""The rows of elements, and of their activities with the schedule."""

from collections.abc import Iterator, Mapping

from pipeline.exports.rows.plan import PlanRows, Written
from pipeline.graphs.interpreter import Row


def elements(plan: PlanRows) -> Iterator[Written]:
    units: dict[tuple[str, str], list[str]] = {}
    for row in plan.rows("responsibilities"):
        units.setdefault((row["level"], row["element"]), []).append(row["unit"])
    rated = plan.ratings()
    for row in plan.rows("elements"):
        parent = {"level": row["parent_level"], "element": row["parent"]}
        yield {
            **plan.element(row),
            "id": plan.iri("element", row),
            "parent": plan.iri("element", parent) if row["parent"] else "",
            "purpose": row["purpose"],
            "units": ";".join(units.get((row["level"], row["element"]), [])),
            "involves_other_units": row["involves_other_units"],
            "fiscal_effect": row["fiscal_effect"],
            "page": row["page"],
            **_newest(rated.get((row["level"], row["element"], ""), {})),
        }


def _newest(ratings: Mapping[int, Written]) -> Written:
    """How an element is rated in the newest fiscal year of which it is; the graph has all of them."""
    year = max(ratings, default=0)
    return {**ratings[year], "rated_year": str(year)} if year else {}


def activities(plan: PlanRows) -> Iterator[Written]:
    schedule: dict[tuple[str, ...], list[Row]] = {}
    for row in plan.rows("schedule"):
        schedule.setdefault((row["level"], row["element"], row["activity"]), []).append(row)
    for row in plan.rows("activities"):
        about = {"activity": row["activity"], "activity_title": row["title"]}
        entries = schedule.get((row["level"], row["element"], row["activity"]))
        for entry in entries or [{}]:
            yield {**plan.element(row), **about, **_entry(plan, row, entry)}


def _entry(plan: PlanRows, activity: Row, entry: Row) -> Written:
    """A schedule entry of an activity, or the activity itself where it has none."""
    number = activity["activity"]
    if not entry:
        return {"id": plan.iri("activity", activity, activity=number)}
    parts = {"activity": number, "year": entry["start_year"]}
    if entry["further_row"]:
        iri = plan.iri("further_schedule_entry", entry, **parts, row=entry["further_row"])
    else:
        iri = plan.iri("schedule_entry", entry, **parts)
    texts = {name: entry[name] for name in ("start_year", "end_year", "text", "line")}
    return {"id": iri, **texts}
