"""The columns of the tables that pages of a plan give: names for programs, titles for a workbook, types."""

from pipeline.exports.sheet import INTEGER, IRI, NUMBER, Column
from pipeline.model.text import Text


def _column(name: str, ja: str, en: str, type_: str = "string") -> Column:
    return Column(name, Text(ja, en), type_, required=False)


FIGURES = (
    _column("element", "項目のID", "IRI of the element", IRI),
    _column("indicator", "指標のID", "IRI of the indicator", IRI),
    _column("label", "指標名", "Name of the indicator"),
    _column("kind", "種別", "Kind of figure (code)"),
    _column("fiscal_year", "年度", "Fiscal year", INTEGER),
    _column("raw_text", "記載内容", "The cell as printed"),
    _column("status", "状態", "Status (code)"),
    _column("comparator", "比較", "Comparator (code)"),
    _column("reference", "基準", "Reference (code)"),
    _column("breakdown", "内訳", "Breakdown (code)"),
    _column("value", "値", "The number in its normalised unit", NUMBER),
    _column("unit", "値の単位", "Normalised unit (code)"),
    _column("qualifier", "但し書き", "Qualifier (code)"),
    _column("line", "原文の行", "Line in the text of the document", INTEGER),
)
ELEMENTS = (
    _column("element", "項目のID", "IRI of the element", IRI),
    _column("level", "区分", "Level (code)"),
    _column("notation", "番号", "Number as printed"),
    _column("title", "名称", "Title"),
    _column("parent", "上位のID", "IRI of the element above", IRI),
    _column("units", "担当課", "Responsible departments"),
    _column("subjects", "分類", "Classes"),
    _column("met", "達成した指標", "Indicators that met their target", INTEGER),
    _column("missed", "届かなかった指標", "Indicators that missed their target", INTEGER),
    _column("effect_jpy", "効果額(円)", "Effect in yen", NUMBER),
)
CHANGES = {
    "plan": _column("plan", "計画", "Plan (code)"),
    "of": _column("of", "項目", "Level and number of the element"),
    "indicator": _column("indicator", "指標", "Name of the indicator"),
    "fiscal_year": _column("fiscal_year", "年度", "Fiscal year", INTEGER),
    "kind": _column("kind", "変更の種類", "Kind of change"),
    "before": _column("before", "変更前", "Before"),
    "after": _column("after", "変更後", "After"),
    "element_iri": _column("element_iri", "項目のID", "IRI of the element", IRI),
    "indicator_iri": _column("indicator_iri", "指標のID", "IRI of the indicator", IRI),
}
"""Of the report of a release, by their names there."""
