"""The order in which the rows of a sheet stand: what the booklet prints once must be read once.

A row's kind is the anchor word it is known by. A row that is lost, doubled or out of place stands after one it
may not stand after, and is named; so no row can disappear, or be read twice, without anyone noticing.
"""

from dataclasses import dataclass

from pipeline.documents.document import Line

SCHEDULE, CLASSIFICATION = "a row of the schedule", "a row of classification numbers"
FILLED_EFFECT = "効果額 with a cell for every year"
"""The form of 効果額 whose 捉え方 is printed once, below the last indicator of the sheet."""

_AFTER: dict[str, tuple[str, ...]] = {
    "": ("項目番号", "取組番号"),
    "項目番号": ("実施項目",),
    "実施項目": ("目的",),
    "取組番号": ("重点取組",),
    "重点取組": ("重点取組の整理",),
    "重点取組の整理": ("国・都の情報政策",),
    "国・都の情報政策": (CLASSIFICATION,),
    CLASSIFICATION: ("目的",),
    "目的": ("取組概要",),
    "取組概要": ("実施内容", "実施スケジュール", "評価指標"),
    "実施内容": ("令和6年度",),
    "令和6年度": (SCHEDULE,),
    "実施スケジュール": (SCHEDULE, "これまでの取組"),
    SCHEDULE: (SCHEDULE, "評価指標", "これまでの取組"),
    "評価指標": ("目標数値",),
    "目標数値": ("実績数値",),
    "実績数値": ("目標数値", "効果額", FILLED_EFFECT, "これまでの取組"),
    "効果額": ("効果額の捉え方",),
    FILLED_EFFECT: ("効果額の捉え方", "目標数値"),
    "効果額の捉え方": ("目標数値", "これまでの取組"),
    "これまでの取組": ("参考", "取組番号"),
    "参考": ("項目番号",),
}
"""Kind of a row → the kinds that may follow it; "" stands before the first."""
_BREAK = ("項目番号", "評価指標", "これまでの取組")
"""What a sheet goes on with on a new page, whose first row repeats the head of the indicators if they go on."""
_LAST = {"項目番号": "参考", "取組番号": "これまでの取組"}


@dataclass(frozen=True)
class Row:
    """What a row is, where its anchor word stands, and its line."""

    kind: str
    index: int
    line: Line


def check(above: Row | None, row: Row, new_page: bool) -> None:
    """Raises DocumentError where a row may not stand below the one above it."""
    before, kind = above.kind if above else "", row.kind
    follows = kind in _AFTER[before]
    if new_page:
        follows = kind in _BREAK and (follows or (before, kind) == ("効果額の捉え方", "評価指標"))
    if not follows:
        where = f"below {before} (line {above.line.number})" if above else "first"
        page = ", at the top of a page" if new_page else ""
        what = f"is {kind}, which does not stand {where}{page}: a row is lost or doubled."
        raise row.line.unexplained(row.index, what)


def check_last(row: Row, first_word: str) -> None:
    """Raises DocumentError where the last row of a chapter is not the last of its sheet."""
    if row.kind != _LAST[first_word]:
        what = f"is the last row of its chapter, where {_LAST[first_word]} is expected."
        raise row.line.unexplained(row.index, what)
