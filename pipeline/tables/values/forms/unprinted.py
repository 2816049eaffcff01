"""Cells without a number: blanks and marks, words for why there is none, ratings; and the dates of `moments`.

An empty cell, a lone dash and `(…設定)` are three things, and none is 0.
"""

import re
from dataclasses import replace

from pipeline.tables.values.forms import moments
from pipeline.tables.values.forms.form import Context, Form
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import COMPARATORS, STATUSES, WITHOUT, one_of

_GRADE = r"S|III|II|IV|VI|[ABCDEF]{1,3}[+-]?|[ⅠⅡⅢⅣⅤⅰⅱⅲⅳⅴ]|[★☆]{1,5}|[★☆][1-5]"
_DEGREE = (
    r"(?:震度|レベル|Lv\.?|耐震等級|等級|ランク|ステージ|ステップ|フェーズ|要介護|要支援|段階)[0-9](?:強|弱)?"
)
"""A degree on a scale by its name: no amount, and which is more the scale says."""


def _blank(found: re.Match[str], context: Context) -> Value:
    return Value("blank")


def _not_set(found: re.Match[str], context: Context) -> Value:
    return Value("not_set")


def _to_be_set(found: re.Match[str], context: Context) -> Value:
    return Value("tbd")


def _not_available(found: re.Match[str], context: Context) -> Value:
    return Value("not_available")


def _word(found: re.Match[str], context: Context) -> Value:
    said = found["word"].strip()
    return Value(STATUSES[said], note=said if STATUSES[said] == "rated" else "")


def _grade(found: re.Match[str], context: Context) -> Value:
    return Value("rated", COMPARATORS.get(found.groupdict().get("bound") or "", ""), note=found["grade"])


def _degree(found: re.Match[str], context: Context) -> Value:
    return Value("rated", COMPARATORS.get(found["bound"] or "", ""), note=found["degree"])


def _with_a_date(found: re.Match[str], context: Context) -> Value | None:
    """集計中(8月公表予定): why there is no number, and until when."""
    said = re.sub(
        "(?:頃|ごろ)?に?(?:公表|確定|集計|判明|算出|公開)(?:する|される)?(?:予定|見込み?)?$",
        "",
        found["date"],
    )
    date = moments.dated(said, context)
    return replace(date, status=STATUSES.get(found["word"] or "", "not_set")) if date else None


FORMS = (
    Form("", _blank, {"": "blank"}),
    Form(
        r"{dash}(?:{dash}){0,3}(?: ?\({dash}\))?",
        _not_set,
        {"—": "not_set", "－": "not_set", "ー": "not_set", "--": "not_set"},
    ),
    Form(
        rf"{{dash}} ?(?:[%％人件円回]|千円|か所|箇所|\((?!.*(?:{one_of(STATUSES)}|{one_of(WITHOUT)})\))[^()0-9]{{2,20}}\))",
        _not_set,
        {"-%": "not_set", "-(黒字のため)": "not_set"},
    ),
    Form(
        rf"{{dash}} ?\({one_of(WITHOUT)}\)|\(?[^()0-9]{{2,20}}(?:ため|により)、?{one_of(WITHOUT)}\)?",
        _not_available,
        {"隔年調査のため実績なし": "not_available", "―(未実施)": "not_available"},
    ),
    Form(r"\([^()0-9]*設定\)", _to_be_set, {"(検討の進捗を踏まえ設定)": "tbd"}),
    Form(
        r"\(?{year}(?:まで|中)?に?(?:再?設定|決定|検討)(?:予定|する)?\)?",
        _to_be_set,
        {"令和7年度に設定": "tbd", "R7設定": "tbd", "(R8に検討)": "tbd"},
    ),
    Form(
        r"(?:次回(?:調査|公表)[: ]?\(?{year}(?:予定)?\)?|"
        r"(?:次回)?(?:調査|集計|公表|測定)?\(?{year}\)?(?:調査|集計|公表|測定)(?:予定|なし)?|隔年調査)",
        _not_available,
        {"R7調査": "not_available", "令和8年度調査予定": "not_available"},
    ),
    Form(
        rf"(?:{{dash}} ?(?=\())?[(「『]?(?P<word>{one_of(STATUSES)})[)」』]?"
        rf"(?: ?\([^()0-9]+\)| ?\({{year}}に?(?:設定|調査|公表|策定)?(?:予定)?\))?",
        _word,
        {
            "未定": "tbd",
            "集計中": "not_available",
            "…": "not_available",
            "-(未集計)": "not_available",
            "○(達成)": "rated",
            "N/A": "not_applicable",
            "皆増": "not_applicable",
            "x": "suppressed",
            "→": "continues",
            "○": "rated",
            "達成": "rated",
            "未設定": "not_set",
        },
    ),
    Form(
        rf"(?:(?P<word>{one_of(STATUSES)})|{{dash}}) ?\((?P<date>[^()]*[0-9][^()]*)\)",
        _with_a_date,
        {"集計中(8月公表予定)": "not_available on 2024-08", "-(R8から)": "not_set on 2026-04-01"},
    ),
    Form(
        rf"(?:(?:総合|内部|外部|自己)?評価|ランク|判定)?[:「『(]?(?P<grade>{_GRADE})[」』)]?"
        r"(?:評価|ランク|判定)?(?P<bound>以上|以下)?(?: ?\([^()0-9]+\)|:[^()0-9]+)?",
        _grade,
        {"A": "rated", "「A」": "rated", "B(概ね達成)": "rated", "S評価": "rated", "A以上": "rated at-least"},
    ),
    Form(
        r"(?P<grade>[◎○〇◯●△▲×✕☓]):? ?[^0-9()%]{2,12}",
        _grade,
        {"○概ね達成": "rated", "×未達成": "rated"},
    ),
    Form(
        rf"(?P<degree>{_DEGREE})(?P<bound>以上|以下)?(?:を?(?:達成|完了|維持))?",
        _degree,
        {"震度6強": "rated", "レベル3以上": "rated at-least"},
    ),
    *moments.FORMS,
)
