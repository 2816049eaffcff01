"""The rows of figures and effects: one a number of a printed cell, or the cell where it has none."""

from collections.abc import Iterator, Mapping

from pipeline.exports.rows.plan import PlanRows, Written, coded
from pipeline.exports.rows.results import Result
from pipeline.graphs.interpreter import Row
from pipeline.graphs.rows import as_printed
from pipeline.model.namespaces import code_label
from pipeline.model.units import LOCAL
from pipeline.model.units.terms import measure
from pipeline.tables.cell_values import cell_values, effect_values
from pipeline.tables.values import Number, Value


def figures(plan: PlanRows, compared: Mapping[str, Result]) -> Iterator[Written]:
    known, rated = _of_indicators(plan), plan.ratings()
    for place, row, value in cell_values(plan.tables):
        if row["plan"] != plan.plan:
            continue
        indicator = (row["level"], row["element"], row["indicator"])
        parts = {"indicator": row["indicator"], "kind": row["kind"], "year": row["fiscal_year"]}
        about = {
            **plan.element(row),
            "indicator": row["indicator"],
            **known.get(indicator, {}),
            "kind_code": row["kind"],
            "kind": code_label("value-kind", row["kind"], "ja"),
        }
        about["cell_id"] = plan.iri("cell", row, **parts)
        about["indicator_id"] = plan.iri("indicator", row, indicator=row["indicator"])
        for number, printed in _numbers(plan, row, value, plan.printed.get(("cells", place))):
            iri = plan.iri("observation", row, **parts, breakdown=number) if number else about["cell_id"]
            of_year = rated.get(indicator, {}).get(int(row["fiscal_year"]), {})
            rating = of_year if row["kind"] == "actual" else {}
            yield {**about, **printed, **rating, **_result(compared, iri), **_about(iri, about["cell_id"])}


def _of_indicators(plan: PlanRows) -> dict[tuple[str, ...], Written]:
    """What the table of figures says of each indicator: its name, its class, its direction."""
    judged = {_of(row): row["direction"] for row in plan.rows("directions")}
    return {
        _of(row): {
            "indicator_name": row["label"],
            **coded("class", "indicator-class", row["class"]),
            **coded("direction", "direction", row["direction"] or judged.get(_of(row), "")),
        }
        for row in plan.rows("indicators")
    }


def _result(compared: Mapping[str, Result], iri: str) -> Written:
    found = dict(compared.get(iri, {}))
    why = found.get("not_compared_code")
    return {**found, "not_compared": code_label("not-compared", why, "ja")} if why else found


def effects(plan: PlanRows) -> Iterator[Written]:
    for place, row, value in effect_values(plan.tables):
        if row["plan"] != plan.plan:
            continue
        pattern = f"{'dated_' if row['dated'] else ''}{'effect' if row['indicator'] else 'element_effect'}"
        parts = {"indicator": row["indicator"]} if row["indicator"] else {}
        named = {**parts, "kind": row["dated"], "year": row["fiscal_year"]}
        about = {
            **plan.element(row),
            "indicator": row["indicator"],
            "account_code": row["account"],
            "basis": row["basis"],
            "kind_code": row["value_kind"],
            "kind": code_label("value-kind", row["value_kind"], "ja"),
            "cell_id": plan.iri(pattern, row, **named),
            "effect_of": plan.iri("indicator" if parts else "element", row, **parts),
        }
        for number, printed in _numbers(plan, row, value, plan.printed.get(("effects", place))):
            observed = f"{pattern}_observation"
            iri = plan.iri(observed, row, **named, breakdown=number) if number else about["cell_id"]
            yield {**about, **printed, **_about(iri, about["cell_id"])}


def _numbers(plan: PlanRows, row: Row, value: Value, printed: str | None) -> Iterator[tuple[str, Written]]:
    """One row for each number of a cell with its breakdown, one without a number where it has none."""
    cell = _cell(as_printed(row, printed), value)
    if not value.numbers:
        yield "", cell
    for number in value.numbers:
        unit = {"unit_id": _unit(plan, number.unit)}
        yield number.breakdown, {**cell, **_number(number, cell["measured"]), **unit}


def _unit(plan: PlanRows, code: str) -> str:
    """The IRI of a unit, but for one of the city's own, whose name is Japanese."""
    return "" if code.startswith(LOCAL) else str(measure(code, plan.iris.base))


def _about(iri: str, cell: str) -> Written:
    """What a row is about, and the cell it was read from where it is not that cell."""
    return {"id": iri, "derived_from": cell if iri != cell else ""}


def _cell(row: Row, value: Value) -> Written:
    """What a row says of the printed cell."""
    year = int(row["fiscal_year"])
    return {
        "fiscal_year": row["fiscal_year"],
        "period_start": f"{year}-04-01",
        "period_end": f"{year + 1}-03-31",
        "raw_text": row["raw_text"],
        "corrected_text": row["corrected_text"],
        "status_code": value.status,
        "status": code_label("status", value.status, "ja"),
        "comparator": value.comparator,
        "reference": value.reference,
        "reference_year": value.reference_year,
        "measured": _measured(row, value),
        "stated_date": value.date,
    }


def _of(row: Row) -> tuple[str, ...]:
    """The indicator that a row is about."""
    return row["level"], row["element"], row["indicator"]


def _measured(row: Row, value: Value) -> str:
    """When the numbers of a cell were measured, where that is named: also by the years of its column."""
    of_several = f"{row['from_year']}/{row['fiscal_year']}" if row["from_year"] else ""
    return value.measured or of_several


def _number(number: Number, measured: str) -> Written:
    """What a row says of one number of a cell, which may have a year of its own."""
    return {
        "measured": number.measured or measured,
        "breakdown_code": number.breakdown,
        "breakdown": code_label("breakdown", number.breakdown, "ja"),
        "value": format(number.amount, "f"),
        "unit": number.unit,
        "printed_value": number.printed_value,
        "printed_unit": number.symbol,
        "qualifier": number.qualifier,
        "part_label": number.label,
    }
