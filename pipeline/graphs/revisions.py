"""What changed between two editions of a plan: elements and indicators, targets, and the actuals that arrived.

An element is the same in both editions if its level and title are; otherwise if its number is, and then it was
renamed. An indicator of such an element likewise, by its label and then its number. Numbers are compared only
where unit and breakdown agree; nothing is said of a year that one of the editions does not print.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rdflib import URIRef

from pipeline.graphs.interpreter import Triple
from pipeline.model.iris import Iris
from pipeline.model.namespaces import PROV
from pipeline.tables.cell_values import cell_values, rows
from pipeline.tables.csv_files import Tables
from pipeline.tables.values import Value

Key = tuple[str, ...]
UNPRINTED = ("not_set", "blank", "tbd", "missing_in_source")
COLUMNS = ("plan", "of", "indicator", "fiscal_year", "kind", "before", "after")
"""What is told of a change, in order."""


@dataclass(frozen=True, order=True)
class Change:
    """One change; `of` is the element as `level number`, `indicator` its label, "" where it is not of one."""

    plan: str
    of: str
    indicator: str
    fiscal_year: str
    kind: str
    before: str
    after: str
    key: Key = field(default=(), compare=False)
    """Of the element or indicator in the newer edition; of what was dropped, in the older."""

    @property
    def row(self) -> Key:
        """What is told of it, as `COLUMNS`."""
        return tuple(getattr(self, column) for column in COLUMNS)


@dataclass
class Pairs:
    """Which rows of two editions are the same thing: newer key → older key, and the keys only one of them has."""

    same: dict[Key, Key] = field(default_factory=dict)
    added: list[Key] = field(default_factory=list)
    dropped: list[Key] = field(default_factory=list)


def changes(older: Tables, newer: Tables) -> list[Change]:
    """Every change of the plans that both editions hold, sorted."""
    elements = _elements(older, newer)
    indicators = _indicators(older, newer, elements)
    found = [
        *_of_elements(older, newer, elements),
        *_of_indicators(older, newer, indicators),
        *_of_cells(older, newer, indicators),
    ]
    return sorted(found)


def revisions(
    older: Tables, newer: Tables, municipality: str, years: tuple[str, str], iris: Iris
) -> Iterator[tuple[str, Triple]]:
    """(plan, triple) of `prov:wasRevisionOf` from the newer edition to the older, its elements and indicators."""
    before, after = ({"municipality": municipality, "edition": year} for year in years)
    for plan in sorted({row["plan"] for _, row in rows(newer["plans"])} & _plans(older)):
        yield plan, _revised(iris("edition", plan=plan, **after), iris("edition", plan=plan, **before))
    elements = _elements(older, newer)
    for new, old in sorted(elements.same.items()):
        yield (
            new[0],
            _revised(iris("element", **_parts(new), **after), iris("element", **_parts(old), **before)),
        )
    for new, old in sorted(_indicators(older, newer, elements).same.items()):
        yield (
            new[0],
            _revised(
                iris("indicator", **_parts(new), **after),
                iris("indicator", **_parts(old), **before),
            ),
        )


def things(change: Change, municipality: str, years: tuple[str, str], iris: Iris) -> tuple[str, str]:
    """IRIs of the element and of the indicator ("" where there is none) of a change between two years' editions."""
    year = years[0] if change.kind.endswith("dropped") else years[1]
    parts = {"municipality": municipality, "edition": year, **_parts(change.key)}
    return iris("element", **parts), iris("indicator", **parts) if parts["indicator"] else ""


def _revised(newer: URIRef, older: URIRef) -> Triple:
    return newer, PROV.wasRevisionOf, older


def _parts(key: Key) -> dict[str, str]:
    plan, level, number, *indicator = key
    return {"plan": plan, "level": level, "number": number, "indicator": indicator[0] if indicator else ""}


def _plans(tables: Tables) -> set[str]:
    return {row["plan"] for _, row in rows(tables["plans"])}


def _by_key(tables: Tables, name: str, plans: Iterable[str]) -> dict[Key, Mapping[str, str]]:
    columns = ("plan", "level", "element", "indicator")[: 4 if name == "indicators" else 3]
    return {
        tuple(row[column] for column in columns): row for _, row in rows(tables[name]) if row["plan"] in plans
    }


def _elements(older: Tables, newer: Tables) -> Pairs:
    plans = _plans(older) & _plans(newer)
    old, new = _by_key(older, "elements", plans), _by_key(newer, "elements", plans)
    by_title: dict[Key, list[Key]] = {}
    for key, row in old.items():
        by_title.setdefault((*key[:2], row["title"]), []).append(key)
    return _pair(old, new, {key: by_title.get((*key[:2], row["title"]), []) for key, row in new.items()})


def _indicators(older: Tables, newer: Tables, elements: Pairs) -> Pairs:
    """Indicators of elements that both editions have; those of the others came or went with their element."""
    plans = _plans(older) & _plans(newer)
    old = {
        key: row
        for key, row in _by_key(older, "indicators", plans).items()
        if key[:3] in elements.same.values()
    }
    new = {key: row for key, row in _by_key(newer, "indicators", plans).items() if key[:3] in elements.same}
    by_label: dict[Key, list[Key]] = {}
    for key, row in old.items():
        by_label.setdefault((*key[:3], row["label"]), []).append(key)
    same = {key: by_label.get((*elements.same[key[:3]], row["label"]), []) for key, row in new.items()}
    moved = {key: (*elements.same[key[:3]], key[3]) for key in new}
    return _pair(old, new, same, moved)


def _pair(
    old: Mapping[Key, object],
    new: Mapping[Key, object],
    named: Mapping[Key, list[Key]],
    numbered: Mapping[Key, Key] | None = None,
) -> Pairs:
    """Pairs first those of one name, preferring the same number, then those of one number."""
    pairs, taken = Pairs(), set[Key]()
    numbers = numbered or {key: key for key in new}
    for key in new:
        free = [one for one in named[key] if one not in taken]
        if free:
            pairs.same[key] = numbers[key] if numbers[key] in free else free[0]
            taken.add(pairs.same[key])
    for key in new:
        if key not in pairs.same and numbers[key] in old and numbers[key] not in taken:
            pairs.same[key] = numbers[key]
            taken.add(numbers[key])
    pairs.added = [key for key in new if key not in pairs.same]
    pairs.dropped = [key for key in old if key not in taken]
    return pairs


def _of_elements(older: Tables, newer: Tables, pairs: Pairs) -> Iterator[Change]:
    plans = _plans(older) & _plans(newer)
    old, new = _by_key(older, "elements", plans), _by_key(newer, "elements", plans)
    for key in pairs.added:
        yield Change(key[0], _named(key), "", "", "element added", "", new[key]["title"], key)
    for key in pairs.dropped:
        yield Change(key[0], _named(key), "", "", "element dropped", old[key]["title"], "", key)
    for key, before in pairs.same.items():
        if old[before]["title"] != new[key]["title"]:
            titles = old[before]["title"], new[key]["title"]
            yield Change(key[0], _named(key), "", "", "element renamed", *titles, key)
        elif before != key:
            yield Change(key[0], _named(key), "", "", "element renumbered", before[2], key[2], key)


def _of_indicators(older: Tables, newer: Tables, pairs: Pairs) -> Iterator[Change]:
    plans = _plans(older) & _plans(newer)
    old, new = _by_key(older, "indicators", plans), _by_key(newer, "indicators", plans)
    for key in pairs.added:
        yield Change(key[0], _named(key), new[key]["label"], "", "indicator added", "", key[3], key)
    for key in pairs.dropped:
        yield Change(key[0], _named(key), old[key]["label"], "", "indicator dropped", key[3], "", key)
    for key, before in pairs.same.items():
        labels = old[before]["label"], new[key]["label"]
        if labels[0] != labels[1]:
            yield Change(key[0], _named(key), labels[1], "", "indicator renamed", *labels, key)


def _of_cells(older: Tables, newer: Tables, pairs: Pairs) -> Iterator[Change]:
    labels = {key: row["label"] for key, row in _by_key(newer, "indicators", _plans(newer)).items()}
    before = {_cell(row): (row, value) for _, row, value in cell_values(older)}
    for _, row, value in cell_values(newer):
        *indicator, kind, year = _cell(row)
        key = tuple(indicator)
        past = before.get((*pairs.same[key], kind, year)) if key in pairs.same else None
        if past and past[0]["raw_text"] != row["raw_text"]:
            verb = _verb(kind, past[1], value)
            texts = past[0]["raw_text"], row["raw_text"]
            yield Change(key[0], _named(key), labels[key], year, f"{kind} {verb}", *texts, key)


def _cell(row: Mapping[str, str]) -> Key:
    return tuple(row[name] for name in ("plan", "level", "element", "indicator", "kind", "fiscal_year"))


def _verb(kind: str, before: Value, after: Value) -> str:
    """What happened to a cell whose text changed."""
    if before.status in UNPRINTED and after.status not in UNPRINTED:
        return "arrived" if kind == "actual" else "set"
    if after.status in UNPRINTED and before.status not in UNPRINTED:
        return "withdrawn"
    old = {(one.breakdown, one.unit): one.amount for one in before.numbers}
    new = {(one.breakdown, one.unit): one.amount for one in after.numbers}
    if old.keys() != new.keys() or (before.comparator, before.reference) != (
        after.comparator,
        after.reference,
    ):
        return "changed"
    moves = {(new[part] > old[part]) - (new[part] < old[part]) for part in new} - {0}
    return {(): "reworded", (1,): "raised", (-1,): "lowered"}.get(tuple(moves), "changed")


def _named(key: Key) -> str:
    return f"{key[1]} {key[2]}"
