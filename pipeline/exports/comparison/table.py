"""A comparison as a table of its own, for those who go on calculating."""

from pipeline.exports.comparison.figure import COLUMNS
from pipeline.exports.comparison.rules import Comparison
from pipeline.exports.sheet import FLAG, INTEGER, IRI, NUMBER, STRING, Column, Sheet
from pipeline.model.text import Text

_TYPES = {
    "rank": INTEGER,
    "rank_last": INTEGER,
    "comparable": FLAG,
    "fiscal_year": INTEGER,
    "value": NUMBER,
    "per_head": NUMBER,
    "unit": IRI,
    "figure": IRI,
    "line": IRI,
}


_TITLES = {
    "rank": Text("順位", "Rank"),
    "rank_last": Text("順位の下限", "Last rank that it may have"),
    "match": Text("対応", "Match"),
    "comparable": Text("比べられるか", "Comparable"),
    "code": Text("全国地方公共団体コード", "Code of the municipality"),
    "municipality": Text("自治体", "Municipality"),
    "plan": Text("計画", "Plan"),
    "indicator": Text("指標名", "Indicator"),
    "part": Text("内訳", "Part"),
    "kind": Text("種別", "Kind"),
    "fiscal_year": Text("年度", "Fiscal year"),
    "value": Text("値", "Value"),
    "unit": Text("単位のID", "IRI of the unit"),
    "unit_name": Text("単位", "Unit"),
    "printed": Text("記載内容", "As printed"),
    "comparator": Text("比較", "Comparator"),
    "qualifier": Text("但し書き", "Qualifier"),
    "per_head": Text("一人当たりなど", "Per head or other denominator"),
    "denominator": Text("分母", "Denominator"),
    "reason": Text("対応の理由", "Reason for the match (Japanese)"),
    "reason_en": Text("対応の理由（英語）", "Reason for the match, in English"),
    "figure": Text("数値のID", "IRI of the figure"),
    "line": Text("原文の行", "Line in the source"),
}
"""The headings of its workbook."""


def sheet(found: Comparison) -> Sheet:
    """The figures that a comparison shows, typed; the columns are those of its CSV."""
    columns = tuple(Column(name, _TITLES[name], _TYPES.get(name, STRING), False) for name in COLUMNS)
    rows = [dict(zip(COLUMNS, one.row, strict=True)) for one in found.figures]
    return Sheet("comparison", found.shared.id, found.shared.name, columns, rows)
