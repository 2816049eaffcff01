"""The published tables of an edition: elements, activities, figures and effects, from the reviewed tables."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.catalog.model import PlanEdition
from pipeline.exports import columns
from pipeline.exports.sheet import Column, Sheet
from pipeline.graphs.interpreter import Row
from pipeline.graphs.rows import Printed, as_printed, prepare
from pipeline.model.iris import Iris
from pipeline.model.namespaces import code_label
from pipeline.model.text import Text
from pipeline.model.units import LOCAL
from pipeline.model.units.terms import measure
from pipeline.tables.cell_values import cell_values, effect_values
from pipeline.tables.edition import Edition
from pipeline.tables.values import Number, Value

Written = dict[str, str]
_TITLES = {
    "elements": Text("項目一覧", "Elements"),
    "activities": Text("実施内容と年度別スケジュール", "Activities and schedule"),
    "figures": Text("評価指標の目標と実績", "Targets and actual figures of the indicators"),
    "effects": Text("効果額", "Fiscal effects"),
}
_EVERYWHERE = Text("全国", "all of Japan")
_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "elements": columns.ELEMENTS,
    "activities": columns.ACTIVITIES,
    "figures": columns.FIGURES,
    "effects": columns.EFFECTS,
}


def sheets(source: Edition, edition: PlanEdition, iris: Iris, printed: Printed) -> list[Sheet]:
    """The published tables of one plan of an edition's folder; a table without rows is left out.

    `printed` are the texts, as printed, of what was corrected before it was read.
    """
    writer = _Writer(source, edition, iris, printed)
    found = {
        "elements": list(writer.elements()),
        "activities": list(writer.activities()),
        "figures": list(writer.figures()),
        "effects": list(writer.effects()),
    }
    return [
        Sheet(
            edition.key.dataset,
            f"{edition.key.stem}_{name}",
            _TITLES[name],
            _COLUMNS[name],
            _filled(rows_, _COLUMNS[name]),
        )
        for name, rows_ in found.items()
        if rows_
    ]


def all_figures(part: str = "", name: Text = _EVERYWHERE) -> Sheet:
    """The sheet of the figures of all editions, without its rows; `part` and `name` are of a part of the country."""
    stem = f"keikaku_figures_{part}" if part else "keikaku_figures"
    title = _TITLES["figures"]
    if part:
        title = Text(f"{title.ja}({name.ja})", f"{title.en} ({name.en})")
    return Sheet("figures", stem, title, columns.FIGURES, ())


def _filled(rows_: Sequence[Written], columns_: Sequence[Column]) -> list[Written]:
    return [{column.name: row.get(column.name, "") for column in columns_} for row in rows_]


class _Writer:
    """Writes rows for one plan out of tables that may hold several."""

    def __init__(self, source: Edition, edition: PlanEdition, iris: Iris, printed: Printed) -> None:
        self._edition = edition
        self._tables = source.tables
        self._prepared = prepare(source)
        self._iris = iris
        self._printed = printed
        self._place = edition.key.parts
        self._head = {
            "municipality_code": source.municipality,
            "municipality": source.publisher.name.ja,
            "plan": edition.title,
            "edition": edition.key.edition,
        }
        self._titles = {(row["level"], row["element"]): row["title"] for row in self._rows("elements")}

    def _rows(self, table: str) -> Iterator[Row]:
        return (row for _, row in self._prepared[table] if row["plan"] == self._edition.key.plan)

    def _element(self, row: Row) -> Written:
        """What every table says of the element a row belongs to."""
        return {
            **self._head,
            "level_code": row["level"],
            "level": code_label("level", row["level"], "ja"),
            "number": row["element"],
            "name": self._titles[row["level"], row["element"]],
            "line": row["line"],
        }

    def _iri(self, pattern: str, row: Row, /, **parts: str) -> str:
        return str(self._iris(pattern, level=row["level"], number=row["element"], **self._place, **parts))

    def elements(self) -> Iterator[Written]:
        units: dict[tuple[str, str], list[str]] = {}
        for row in self._rows("responsibilities"):
            units.setdefault((row["level"], row["element"]), []).append(row["unit"])
        for row in self._rows("elements"):
            parent = {"level": row["parent_level"], "element": row["parent"]}
            yield {
                **self._element(row),
                "id": self._iri("element", row),
                "parent": self._iri("element", parent) if row["parent"] else "",
                "purpose": row["purpose"],
                "units": ";".join(units.get((row["level"], row["element"]), [])),
                "involves_other_units": row["involves_other_units"],
                "fiscal_effect": row["fiscal_effect"],
                "page": row["page"],
            }

    def activities(self) -> Iterator[Written]:
        schedule: dict[tuple[str, ...], list[Row]] = {}
        for row in self._rows("schedule"):
            schedule.setdefault((row["level"], row["element"], row["activity"]), []).append(row)
        for row in self._rows("activities"):
            about = {"activity": row["activity"], "activity_title": row["title"]}
            entries = schedule.get((row["level"], row["element"], row["activity"]))
            for entry in entries or [{}]:
                yield {**self._element(row), **about, **self._entry(row, entry)}

    def _entry(self, activity: Row, entry: Row) -> Written:
        """A schedule entry of an activity, or the activity itself where it has none."""
        number = activity["activity"]
        if not entry:
            return {"id": self._iri("activity", activity, activity=number)}
        parts = {"activity": number, "year": entry["start_year"]}
        if entry["further_row"]:
            iri = self._iri("further_schedule_entry", entry, **parts, row=entry["further_row"])
        else:
            iri = self._iri("schedule_entry", entry, **parts)
        texts = {name: entry[name] for name in ("start_year", "end_year", "text", "line")}
        return {"id": iri, **texts}

    def figures(self) -> Iterator[Written]:
        names = {
            (row["level"], row["element"], row["indicator"]): row["label"] for row in self._rows("indicators")
        }
        for place, row, value in cell_values(self._tables):
            if row["plan"] != self._edition.key.plan:
                continue
            indicator = (row["level"], row["element"], row["indicator"])
            parts = {"indicator": row["indicator"], "kind": row["kind"], "year": row["fiscal_year"]}
            about = {
                **self._element(row),
                "indicator": row["indicator"],
                "indicator_name": names.get(indicator, ""),
                "kind_code": row["kind"],
                "kind": code_label("value-kind", row["kind"], "ja"),
            }
            about["cell_id"] = self._iri("cell", row, **parts)
            about["indicator_id"] = self._iri("indicator", row, indicator=row["indicator"])
            for number, printed in self._numbers(row, value, self._printed.get(("cells", place))):
                iri = self._iri("observation", row, **parts, breakdown=number) if number else about["cell_id"]
                yield {**about, **printed, **_about(iri, about["cell_id"])}

    def effects(self) -> Iterator[Written]:
        for place, row, value in effect_values(self._tables):
            if row["plan"] != self._edition.key.plan:
                continue
            pattern = "effect" if row["indicator"] else "element_effect"
            parts = {"indicator": row["indicator"]} if row["indicator"] else {}
            about = {
                **self._element(row),
                "indicator": row["indicator"],
                "account_code": row["account"],
                "basis": row["basis"],
                "cell_id": self._iri(pattern, row, **parts),
                "effect_of": self._iri("indicator" if parts else "element", row, **parts),
            }
            for number, printed in self._numbers(row, value, self._printed.get(("effects", place))):
                observed = f"{pattern}_observation"
                iri = self._iri(observed, row, **parts, breakdown=number) if number else about["cell_id"]
                yield {**about, **printed, **_about(iri, about["cell_id"])}

    def _numbers(self, row: Row, value: Value, printed: str | None) -> Iterator[tuple[str, Written]]:
        """One row for each number of a cell with its breakdown, one without a number where it has none."""
        cell = _cell(as_printed(row, printed), value)
        if not value.numbers:
            yield "", cell
        for number in value.numbers:
            unit = {"unit_id": self._unit(number.unit)}
            yield number.breakdown, {**cell, **_number(number, cell["measured"]), **unit}

    def _unit(self, code: str) -> str:
        """The IRI of a unit, but for one of the city's own, whose name is Japanese."""
        return "" if code.startswith(LOCAL) else str(measure(code, self._iris.base))


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
