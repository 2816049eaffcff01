"""The published tables of an edition: elements, activities, figures and effects, from the reviewed tables."""

from collections.abc import Mapping, Sequence

from pipeline.catalog.model import PlanEdition
from pipeline.exports import columns
from pipeline.exports.rows import elements, figures
from pipeline.exports.rows.plan import PlanRows, Written
from pipeline.exports.rows.results import results
from pipeline.exports.sheet import Column, Sheet
from pipeline.graphs.rows import Printed
from pipeline.graphs.serialize import Sorted
from pipeline.model.iris import Iris
from pipeline.model.text import Text
from pipeline.tables.edition import Edition

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


def sheets(
    source: Edition, edition: PlanEdition, iris: Iris, printed: Printed, derived: Sorted
) -> list[Sheet]:
    """The published tables of one plan of an edition's folder; a table without rows is left out.

    `printed` are the texts, as printed, of what was corrected before it was read; `derived` are the triples that say
    which targets were met.
    """
    plan = PlanRows(source, edition, iris, printed)
    found = {
        "elements": list(elements.elements(plan)),
        "activities": list(elements.activities(plan)),
        "figures": list(figures.figures(plan, results(derived))),
        "effects": list(figures.effects(plan)),
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
