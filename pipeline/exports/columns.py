"""The columns of the published tables. The first three are those of Japan's standard open data sets."""

from pipeline.exports.sheet import DATE, FLAG, INTEGER, IRI, NUMBER, Column
from pipeline.model.text import Text


def _column(name: str, ja: str, en: str, type_: str = "string", required: bool = True) -> Column:
    return Column(name, Text(ja, en), type_, required)


def _code(name: str, ja: str, en: str, list_: str, required: bool = True) -> Column:
    note = Text(f"code/{list_} のコード", f"a code of code/{list_}")
    return Column(name, Text(ja, en), required=required, description=note)


HEAD = (
    _column("municipality_code", "全国地方公共団体コード", "Code of the municipality, 6 digits"),
    _column("id", "ID", "IRI of what the row is about", IRI),
    _column("municipality", "地方公共団体名", "Name of the municipality"),
    _column("plan", "計画名", "Title of the plan"),
    _column("edition", "年度版", "Fiscal year of the edition", INTEGER),
)
_ELEMENT = (
    _code("level_code", "区分コード", "Level (code)", "level"),
    _column("level", "区分", "Level"),
    _column("number", "番号", "Number of the element"),
    _column("name", "名称", "Title of the element"),
)
_LINE = (_column("line", "原文の行", "Line in the text of the document", INTEGER),)
_VALUE = (
    _column("fiscal_year", "年度", "Fiscal year", INTEGER),
    _column("period_start", "期間開始日", "First day of the fiscal year", DATE),
    _column("period_end", "期間終了日", "Last day of the fiscal year", DATE),
    _column("raw_text", "記載内容", "The cell as printed", required=False),
    _code("status_code", "状態コード", "Status (code)", "status"),
    _column("status", "状態", "Status"),
    _code("comparator", "比較コード", "Comparator (code)", "comparator", required=False),
    _code("reference", "基準コード", "Reference (code)", "reference", required=False),
    _code("breakdown_code", "内訳コード", "Breakdown (code)", "breakdown", required=False),
    _column("breakdown", "内訳", "Breakdown", required=False),
    _column("value", "値", "The number in its normalised unit", NUMBER, required=False),
    _column("unit", "値の単位", "Normalised unit (QUDT unit or counter word)", required=False),
    _column("printed_value", "記載値", "The number as printed", required=False),
    _column("printed_unit", "記載単位", "The unit as printed", required=False),
    _column(
        "qualifier",
        "但し書きコード",
        "Qualifiers (codes): codes of code/qualifier, a space between two",
        required=False,
    ),
    _column("part_label", "内訳の名称", "What the cell calls the part", required=False),
    _column("reference_year", "基準の年度", "Fiscal year that the reference names", INTEGER, required=False),
    _column(
        "measured",
        "測定時点",
        "Fiscal year, years or months from/to, month or day of measurement, where named",
        required=False,
    ),
    _column("stated_date", "記載の日付", "Day or month that a text names", required=False),
)
_OF_CELL = (
    _column(
        "corrected_text", "訂正後の内容", "What the text was corrected to before it was read", required=False
    ),
    _column("cell_id", "記載セルのID", "IRI of the printed cell", IRI),
    _column(
        "derived_from",
        "数値の元のセルのID",
        "The same where the row is about a number that was read from it",
        IRI,
        required=False,
    ),
    _column(
        "unit_id",
        "値の単位のID",
        "IRI of the normalised unit, but for one of the city's own",
        IRI,
        required=False,
    ),
)
"""Last, so that columns keep their places."""

_RATING = (
    _column("rating", "評価", "Rating of the year, on the municipality's own scale", required=False),
    _column("rating_label", "評価の意味", "What the rating means on that scale", required=False),
    _column("points", "評点", "Points, where printed", required=False),
)
_SCALE = (
    _column(
        "rating_order",
        "評価の順番",
        "Place of the rating on its scale; 1 is the best",
        INTEGER,
        required=False,
    ),
    _column(
        "rating_scale",
        "評価の尺度のID",
        "IRI of the scale: ratings of others are not compared",
        IRI,
        required=False,
    ),
)
ELEMENTS = (
    *HEAD,
    *_ELEMENT,
    _column("parent", "上位のID", "IRI of the element above", IRI, required=False),
    _column("purpose", "目的", "Purpose", required=False),
    _column("units", "担当課", "Responsible divisions", required=False),
    _column("involves_other_units", "関係各課", "Whether other divisions take part", FLAG, required=False),
    _column("fiscal_effect", "効果額の有無", "Whether a fiscal effect is expected", FLAG, required=False),
    _column("page", "頁", "Printed page", INTEGER, required=False),
    *_LINE,
    _column("rated_year", "評価の年度", "Fiscal year of the rating: the newest", INTEGER, required=False),
    *_RATING,
    *_SCALE,
)
ACTIVITIES = (
    *HEAD,
    *_ELEMENT,
    _column("activity", "実施内容番号", "Number of the activity", INTEGER),
    _column("activity_title", "実施内容", "Title of the activity", required=False),
    _column("start_year", "開始年度", "First fiscal year", INTEGER, required=False),
    _column("end_year", "終了年度", "Last fiscal year, where printed", INTEGER, required=False),
    _column("text", "年度別の内容", "What is planned from then on", required=False),
    *_LINE,
)
_OF_INDICATOR = (
    _code(
        "class_code", "指標の区分コード", "Class of the indicator (code)", "indicator-class", required=False
    ),
    _column("class", "指標の区分", "Class of the indicator: activity, scope or outcome", required=False),
    _code(
        "direction_code",
        "望ましい方向コード",
        "Direction of the indicator (code)",
        "direction",
        required=False,
    ),
    _column(
        "direction",
        "望ましい方向",
        "Direction of the indicator: whether more or less is better",
        required=False,
    ),
)
_RESULT = (
    _column("target_met", "目標達成", "Whether the target of the year was met", FLAG, required=False),
    _column("ratio_to_target", "目標比", "The actual value divided by the target", NUMBER, required=False),
    _code(
        "not_compared_code", "比べない理由コード", "Why not compared (code)", "not-compared", required=False
    ),
    _column(
        "not_compared",
        "比べない理由",
        "Why target and actual value of the year are not compared",
        required=False,
    ),
)
FIGURES = (
    *HEAD,
    *_ELEMENT,
    _column("indicator", "指標番号", "Number of the indicator", INTEGER),
    _column("indicator_name", "指標名", "Name of the indicator", required=False),
    _code("kind_code", "種別コード", "Kind of figure (code)", "value-kind"),
    _column("kind", "種別", "Kind: target, actual, baseline, forecast or interim target"),
    *_VALUE,
    *_LINE,
    *_OF_CELL,
    _column("indicator_id", "指標のID", "IRI of the indicator", IRI),
    *_OF_INDICATOR,
    *_RESULT,
    *_RATING,
    *_SCALE,
)
EFFECTS = (
    *HEAD,
    *_ELEMENT,
    _column("indicator", "指標番号", "Number of the indicator", INTEGER, required=False),
    _code("account_code", "会計コード", "Account (code)", "account", required=False),
    _column("basis", "効果額の捉え方", "How the effect is reckoned", required=False),
    *_VALUE,
    *_LINE,
    *_OF_CELL,
    _column("effect_of", "効果の対象のID", "IRI of the indicator or element that has the effect", IRI),
    _code("kind_code", "種別コード", "Kind of effect (code)", "value-kind"),
    _column("kind", "種別", "Kind: effect reached, planned or expected"),
)
