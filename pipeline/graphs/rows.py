"""An edition's tables → the rows that the mapping reads, and what they state.

Rows are those of the tables, some with what follows from them: the numbers of a cell, the unit of an indicator,
the account of an effect that names none.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from rdflib import Literal

from pipeline.graphs.interpreter import Context, Row, Statements, Triple, interpret
from pipeline.graphs.mapping import MAPS
from pipeline.model import namespaces, schemes, units
from pipeline.model.iris import Iris
from pipeline.model.namespaces import DCTERMS, RDFS
from pipeline.model.units import terms
from pipeline.tables import cell_values, drafted
from pipeline.tables.cell_values import rows
from pipeline.tables.edition import Edition
from pipeline.tables.schema import TABLES
from pipeline.tables.values import Value

GLOSSARY_LABEL = "用語"
INDICATORS_LABEL = "評価指標"
LEVELS_LABEL = "階層の呼び方"
SCALE_LABEL = "評価の尺度"
NO_ACCOUNT = "not-stated"
OTHER_UNITS = "関係各課"

NumberedRow = tuple[int, Row]
Printed = Mapping[tuple[str, int], str]
"""Table and row of a cell → its text as printed, where that was corrected."""
NOTHING_CORRECTED: Printed = {}


def state(edition: Edition, iris: Iris, printed: Printed = NOTHING_CORRECTED) -> Statements:
    """What an edition's tables state, by the mapping; `printed` are the texts of what was corrected before it was read."""
    context = Context(iris, edition.municipality, edition.year, edition.publisher.area.code)
    statements = interpret(MAPS, _with_places(prepare(edition, printed), edition, iris), context)
    graph = iris("municipality_graph", municipality=edition.municipality)
    for unit in _units(edition):
        if unit.is_local:
            iri = iris("declared_unit", municipality=edition.municipality, unit=unit.printed)
            statements.add(graph, *terms.state(unit, iri))
    for plan in edition.plans:
        statements.add(graph, *_named_in_english(edition, plan, iris))
    statements.add(graph, *_named_changes(edition, iris))
    return statements


def units_by_rule(edition: Edition) -> set[str]:
    """The codes of the units that the edition prints and a rule makes of others: no city's own, so none states them."""
    return {unit.code for unit in _units(edition) if not unit.is_local}


def _named_in_english(edition: Edition, plan: str, iris: Iris) -> Iterator[Triple]:
    """What the publisher's settings call a plan, and so its edition, in English; an edition is labelled in any case."""
    title, parts = edition.publisher.plan(plan).title, edition.key(plan).parts
    named = Literal(f"{title.en if title else plan} ({edition.year} edition)", lang="en")
    yield iris("edition", **parts), RDFS.label, named
    if title:
        yield iris("plan", **parts), DCTERMS.alternative, Literal(title.en, lang="en")
        yield iris("edition", **parts), DCTERMS.alternative, named


def _named_changes(edition: Edition, iris: Iris) -> Iterator[Triple]:
    """Changes of departments, each called by all departments before and after it, what it is and when."""
    found = [row for _, row in rows(edition.editorial["unit_changes"])]
    for row in found:
        of = [one for one in found if one["change"] == row["change"]]
        before, after = (
            "、".join(dict.fromkeys(one[side] for one in of)) for side in ("old_unit", "new_unit")
        )
        kind = {tag: namespaces.code_label("unit-change", row["kind"], tag) for tag in ("ja", "en")}
        event = iris(
            "unit_change", municipality=edition.municipality, edition=edition.year, change=row["change"]
        )
        japanese = f"{before} → {after}（{row['date']} {kind['ja']}）"
        yield event, RDFS.label, Literal(japanese, lang="ja")
        yield event, RDFS.label, Literal(f"Departments {kind['en']}, {row['date']}", lang="en")


def _units(edition: Edition) -> list[units.Unit]:
    """The units that the edition prints and the ontology does not hold: made by a rule, or the city's own."""
    found = cell_values.numbers(cell_values.cell_values(edition.tables))
    named = {name for _, row in found for name in (row["printed_unit"], row["unit"])}
    codes = {name for name in named if name not in units.table() and not name.startswith(units.QUDT)}
    own = {unit.code: unit for unit in cell_values.declared(edition.tables)}
    return [own.get(code) or units.of(code) for code in sorted(codes | own.keys())]


def prepare(edition: Edition, printed: Printed = NOTHING_CORRECTED) -> dict[str, list[NumberedRow]]:
    """The rows of every table that the mapping knows, with their numbers in their files."""
    found = edition.tables
    prepared: dict[str, list[NumberedRow]] = {name: list(rows(table)) for name, table in found.items()}
    prepared.update({name: list(rows(table)) for name, table in edition.editorial.items()})
    prepared["cells"] = list(_with_values(cell_values.cell_values(found)))
    prepared["effects"] = list(_with_values(cell_values.effect_values(found)))
    for name in ("cells", "effects"):
        prepared[name] = [(row, as_printed(cell, printed.get((name, row)))) for row, cell in prepared[name]]
    prepared["figures"] = list(cell_values.numbers(cell_values.cell_values(found)))
    prepared["effect_figures"] = list(_with_account(cell_values.numbers(cell_values.effect_values(found))))
    prepared["indicators"] = list(_with_units(edition))
    prepared["elements"] = list(_with_unitsas_printed(prepared["elements"], prepared["responsibilities"]))
    prepared["activities"] = list(_with_printed_numbers(prepared["activities"]))
    prepared["schedule"] = list(_with_further_rows(prepared["schedule"]))
    prepared["schemes"] = list(_named_schemes(prepared["concepts"]))
    prepared["level_schemes"] = _once(prepared["levels"], "plan", dict.fromkeys(edition.plans, LEVELS_LABEL))
    prepared["rating_scales"] = _once(prepared["scales"], "plan", dict.fromkeys(edition.plans, SCALE_LABEL))
    of_all = dict.fromkeys(edition.plans, INDICATORS_LABEL)
    prepared["indicator_schemes"] = _once(prepared["indicators"], "plan", of_all)
    prepared["glossaries"] = _once(prepared["glossary"], "plan", dict.fromkeys(edition.plans, GLOSSARY_LABEL))
    return prepared


def _with_places(
    prepared: Mapping[str, list[NumberedRow]], edition: Edition, iris: Iris
) -> Mapping[str, list[NumberedRow]]:
    """Rows with the IRI of the place they were read from, where the document is kept. Raises DocumentError."""
    known = {
        key: f"{iris.original(edition.municipality, edition.year, file)}#{fragment}"
        for key, (file, fragment) in drafted.quoted(edition.folder).items()
    }
    if not known:
        return prepared
    return {
        name: [
            (number, {**row, "quoted": known.get((name, *(row[part] for part in TABLES[name].key)), "")})
            for number, row in found
        ]
        if name in TABLES
        else found
        for name, found in prepared.items()
    }


def as_printed(row: Row, printed: str | None) -> Row:
    """A row whose `raw_text` is what is printed, and what that was corrected to in a column of its own."""
    if printed is None:
        return {**row, "corrected_text": ""}
    return {**row, "raw_text": printed, "corrected_text": row["raw_text"]}


def _with_values(found: Iterator[tuple[int, dict[str, str], Value]]) -> Iterator[NumberedRow]:
    for number, row, value in found:
        read = {
            "comparator": value.comparator,
            "reference": value.reference,
            "reference_year": value.reference_year,
            "stated_date": value.date,
        }
        yield number, {**row, **read}


def _with_account(found: Iterator[tuple[int, dict[str, str]]]) -> Iterator[NumberedRow]:
    return ((number, {**row, "account": row["account"] or NO_ACCOUNT}) for number, row in found)


def _with_units(edition: Edition) -> Iterator[NumberedRow]:
    common = cell_values.common_units(edition.tables)
    for number, row in rows(edition.tables["indicators"]):
        unit = common.get(tuple(row[key] for key in cell_values.KEYS), "")
        japanese = row["label"] or f"評価指標{row['element']}.{row['indicator']}"
        english = f"{_in_english(row)}, indicator {row['indicator']}"
        yield number, {**row, "unit": unit, "label_ja": japanese, "label_en": english}


def _with_unitsas_printed(
    elements: list[NumberedRow], responsibilities: list[NumberedRow]
) -> Iterator[NumberedRow]:
    """The departments of an element in the order of print, which says who leads; RDF keeps no order."""
    units: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for _, row in responsibilities:
        units.setdefault(_element(row), []).append((int(row["sequence"]), row["unit"]))
    for number, row in elements:
        names = [unit for _, unit in sorted(units.get(_element(row), ()))]
        others = [OTHER_UNITS] if row["involves_other_units"] == "true" else []
        printed = "、".join([*names, *others])
        yield number, {**row, "units_as_printed": printed, "label_en": _in_english(row)}


def _in_english(row: Row) -> str:
    """An element by its level and number: what it is called in English whoever translates its title."""
    return f"{namespaces.code_label('level', row['level'], 'en').capitalize()} {row['element']}"


def _element(row: Row) -> tuple[str, ...]:
    return row["plan"], row["level"], row["element"]


def _with_printed_numbers(activities: list[NumberedRow]) -> Iterator[NumberedRow]:
    """The number of an activity where it is printed: the schedules of 重点取組 print none."""
    for number, row in activities:
        yield number, {**row, "printed_number": "" if row["level"] == "priority" else row["activity"]}


def _with_further_rows(schedule: list[NumberedRow]) -> Iterator[NumberedRow]:
    """Marks entries of an activity whose year an earlier row of the same activity has taken."""
    seen: Counter[tuple[str, ...]] = Counter()
    for number, row in schedule:
        key = tuple(row[name] for name in ("plan", "level", "element", "activity", "start_year"))
        seen[key] += 1
        yield number, {**row, "further_row": str(seen[key]) if seen[key] > 1 else ""}


def _named_schemes(concepts: list[NumberedRow]) -> Iterator[NumberedRow]:
    """The lists of concepts, each once, with their names as printed and in English."""
    printed = {code: name.ja for code, name in schemes.NAMES.items()}
    for number, row in _once(concepts, "scheme", printed):
        yield number, {**row, "label_en": schemes.NAMES[row["scheme"]].en}


def _once(found: list[NumberedRow], column: str, labels: Mapping[str, str]) -> list[NumberedRow]:
    """One row for each plan and value of a column, with a label."""
    first = {(row["plan"], row[column]): (number, row) for number, row in reversed(found)}
    return [(number, {**row, "label": labels[row[column]]}) for number, row in first.values()]
