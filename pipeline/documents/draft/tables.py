"""A drafted plan → rows of this project's tables, each value with the cells it was read from.

What the tables have no place for is told, not dropped: kinds of figures that the schema does not know, a second
effect of a kind and year.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.documents.draft.facts import LOW, MIDDLE, Key, Quoted
from pipeline.documents.draft.plan.records import Element, Indicator, Plan
from pipeline.documents.draft.words import wording
from pipeline.documents.draft.words.layout import Layout, plain
from pipeline.tables.schema import KINDS, TABLES
from pipeline.tables.values import is_meant_as_text, parse

Row = dict[str, Quoted]
_EFFECTS = {"target": "planned", "forecast": "forecast"}
"""The kind of a figure above an effect → the kind of the effect; what says none was reached."""
_NUMBER = re.compile(r"(約|概ね|およそ)?([▲△−-]?[0-9][0-9,.]*)(以上|以下|未満|超|以内|程度)?")


@dataclass
class Rows:
    """The rows of each table, and cells that were read but have no place in a table, with the reason."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    homeless: dict[Key, str] = field(default_factory=dict)

    def add(self, table: str, **values: Quoted | str | int) -> None:
        """A row; what is not quoted was not printed."""
        row = {
            name: value if isinstance(value, Quoted) else Quoted(str(value)) for name, value in values.items()
        }
        self.tables[table].append(row)


def rows(plan: Plan, layout: Layout) -> Rows:
    """The rows of a plan in the order of the document."""
    found = Rows()
    code = str(layout.plan["code"])
    found.add(
        "plans",
        plan=code,
        title=plan.title,
        edition_title=plan.edition,
        covers_from=plan.covers_from or "",
        covers_to=plan.covers_to or "",
    )
    covers = (plan.covers_from, plan.covers_to) if plan.covers_from and plan.covers_to else None
    numbers = _numbers(plan)
    for element in plan.elements:
        head = {"plan": code, "level": element.level, "element": numbers[id(element)]}
        _element(found, element, head, numbers)
        _activities(found, element, head)
        for indicator in element.indicators:
            _indicator(found, indicator, {**head, "indicator": indicator.number}, covers)
        _effects(found, element, head, _last_actual(plan))
    _units(found)
    return found


def _numbers(plan: Plan) -> dict[int, Quoted]:
    """The number of each element: as printed where it is and no other has it, below that of its measure or policy
    where it is not alone, the next free one where none is printed."""
    found: dict[int, Quoted] = {}
    taken: set[tuple[str, str]] = set()
    for element in plan.elements:
        printed = element.number.saying(plain(element.number))
        above = found.get(id(element.parent)) if element.parent else None
        if element.level == "measure" and printed and above and "-" not in printed:
            printed = printed.saying(f"{above}-{printed}")
        if printed and (element.level, str(printed)) in taken and above:
            printed = printed.saying(f"{above}-{printed}").less(MIDDLE, "番号が重なるため上位の番号を付けた")
        if not printed or (element.level, str(printed)) in taken:
            why = "番号が重なる" if printed else "番号の印刷がない"
            free = next(n for n in range(1, 10_000) if (element.level, str(n)) not in taken)
            printed = Quoted(str(free), printed.keys).less(LOW if printed else MIDDLE, why)
        taken.add((element.level, str(printed)))
        found[id(element)] = printed
    return found


def _element(
    found: Rows, element: Element, head: Mapping[str, Quoted | str], numbers: Mapping[int, Quoted]
) -> None:
    parent = element.parent
    found.add(
        "elements",
        **head,
        parent_level=parent.level if parent else "",
        parent=numbers[id(parent)].saying(str(numbers[id(parent)])) if parent else "",
        title=element.title or Quoted(""),
        purpose=element.purpose,
        involves_other_units="true" if element.others else "",
        fiscal_effect=element.fiscal_effect,
        page=element.page,
    )
    plain_head = {name: str(value) for name, value in head.items()}
    counts: Counter[str] = Counter()
    for kind, year, text in element.texts:
        counts[kind] += 1
        found.add("texts", **plain_head, kind=kind, sequence=counts[kind], fiscal_year=year or "", text=text)
    for sequence, unit in enumerate(element.departments, start=1):
        found.add("responsibilities", **plain_head, sequence=sequence, unit=unit)


def _activities(found: Rows, element: Element, head: Mapping[str, Quoted | str]) -> None:
    plain_head = {name: str(value) for name, value in head.items()}
    for activity in element.activities:
        found.add("activities", **plain_head, activity=activity.number, title=activity.title)
        lines: dict[int, int] = {}
        for entry in activity.entries:
            number = lines.setdefault(entry.row, len(lines) + 1)
            found.add(
                "schedule",
                **plain_head,
                activity=activity.number,
                row=number,
                start_year=entry.start,
                end_year=entry.end or "",
                text=entry.text,
            )


def _indicator(
    found: Rows, indicator: Indicator, head: Mapping[str, Quoted | str | int], covers: tuple[int, int] | None
) -> None:
    plain_head = {name: str(value) for name, value in head.items()}
    label = indicator.label
    found.add(
        "indicators",
        **plain_head,
        label=label,
        definition=indicator.definition,
        aggregation=wording.aggregation(label),
        breakdown_named=indicator.breakdown,
    )
    for figure in indicator.figures:
        if figure.kind not in KINDS:
            for key in figure.text.keys:
                found.homeless[key] = f"「{figure.kind}」を置く欄が帳票にない"
            continue
        beside = with_unit(figure.text, figure.unit)
        text, status = _read(beside, figure.year, str(indicator.breakdown), covers)
        status = "missing_in_source" if figure.lost else status
        found.add(
            "cells",
            **plain_head,
            kind=figure.kind,
            fiscal_year=figure.year,
            raw_text=text,
            status=status,
        )


def _read(text: Quoted, year: int, breakdown: str, covers: tuple[int, int] | None) -> tuple[Quoted, str]:
    """A printed value, and the status that the workbook must name: `text` where digits stand in it and no number is read.

    A text that may be read in two ways gets no status: the import asks the person which of them is meant.
    """
    value = parse(str(text), fiscal_year=year, breakdown=breakdown, covers=covers)
    if not is_meant_as_text(str(text), value):
        return text, ""
    return text.less(MIDDLE, "数値として読めず、文とした"), value.status


def with_unit(text: Quoted, unit: str) -> Quoted:
    """A number with the unit that its heading or column gives it: 「2,000以上」 in 千円 is 「2,000千円以上」."""
    found = _NUMBER.fullmatch(plain(text))
    if not unit or found is None:
        return text
    return text.saying(f"{found[1] or ''}{found[2]}{unit}{found[3] or ''}")


def _last_actual(plan: Plan) -> int:
    """The last year for which an actual value is printed: that of effects which name none."""
    return max(
        (one.year for _, _, one in plan.figures() if one.kind == "actual" and _NUMBER.match(plain(one.text))),
        default=0,
    )


def _effects(found: Rows, element: Element, head: Mapping[str, Quoted | str], last: int) -> None:
    plain_head = {name: str(value) for name, value in head.items()}
    done: set[tuple[int, str, int]] = set()
    for effect in element.effects:
        kind, year = _EFFECTS.get(effect.kind, ""), effect.year or last
        if (effect.indicator, kind, year) in done:
            for key in effect.text.keys:
                found.homeless[key] = "同じ年度・種類の効果額がもう一つある"
            continue
        done.add((effect.indicator, kind, year))
        text = with_unit(effect.text, effect.unit)
        if not effect.year:
            text = text.less(MIDDLE, "年度の印刷がなく、実績の最後の年度とした")
        found.add(
            "effects",
            **plain_head,
            indicator=effect.indicator or "",
            fiscal_year=year or "",
            raw_text=text,
            basis=element.basis,
            kind=kind,
        )


def _units(found: Rows) -> None:
    seen: dict[str, Quoted] = {}
    for row in found.tables["responsibilities"]:
        seen.setdefault(str(row["unit"]), row["unit"])
    for unit in seen.values():
        found.add("units", unit=unit)
