"""Cells of one number, with what stands before and behind it: a hedge, a bound, a change, notes in brackets."""

import re
from dataclasses import replace

from pipeline.tables.values.forms import each
from pipeline.tables.values.forms.form import NUMBER, Context, Form, number, observed
from pipeline.tables.values.forms.notes import BEFORE, BEHIND, before, notes, qualified
from pipeline.tables.values.numbers import Number
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import (
    COMPARATORS,
    DEEDS,
    HEDGES_BEFORE,
    HEDGES_BEHIND,
    IN_WORDS,
    QUALIFIERS,
    SIGNS,
    STATUSES,
    one_of,
)


def _gross(text: str) -> str:
    """延べ1,200人 as it is with the word at the unit: 1,200延べ人, 3延べ万人."""
    found = re.fullmatch(
        r"(?:延べ|延|のべ)(?:人数|人員|数)?:? ?([0-9][0-9,.]*(?:[億万千][0-9][0-9,億万千]*)?)(\D.*)", text
    )
    return f"{found[1]}延べ{found[2]}" if found else text


def gross(text: str) -> Number | None:
    """The number of a text that counts again at each time: 延べ1,200人."""
    return number(_gross(text))


def _single(found: re.Match[str], context: Context) -> Value | None:
    around = before(found["before"], context) + notes(found["behind"], context)
    qualifier = qualified((found["about"] or found["hedge"] or "", found["kept"] or ""), around)
    sign, bound = found["sign"] or "", found["bound"] or ""
    of_another = bound and re.search("実績|現状値", found["before"])  # R5実績120件以上 is against it
    if qualifier is None or not around.understood or (sign and bound) or of_another:
        return None
    again = found["gross"] or ("延べ" if around.gross else "")
    each = f"/{found['each']}" if found["each"] else ""
    one = number(_gross(again + found["number"] + each), qualifier=qualifier, label=around.label)
    if one and found["ordinal"] and one.unit != "i":  # 第2四半期 is no amount, 第3位 a rank
        return None
    note = " ".join(filter(None, (found["mark"], found["done"], found["named"], around.note)))
    return observed([one], SIGNS.get(sign, COMPARATORS.get(bound, "")), note, around.measured)


def _in_words(found: re.Match[str], context: Context) -> Value | None:
    bound = "greater-than" if found["words"] == "過半数" else COMPARATORS.get(found["bound"] or "", "")
    return observed(
        [number(IN_WORDS[found["words"]], qualifier="approximate" if found["hedge"] else "")], bound
    )


def _beside_words(found: re.Match[str], context: Context) -> Value | None:
    """○(10件), 実施(10回): what is said in words, and the number that it comes to."""
    inner = next(
        (value for form in (*each.FORMS, _AROUND) if (value := form.value(found["inner"], context))), None
    )
    return replace(inner, note=" ".join(filter(None, (found["words"], inner.note)))) if inner else None


def _among_the_first(found: re.Match[str], context: Context) -> Value | None:
    """トップ10: a rank that is no lower."""
    return observed([number(f"{found['number']}位")], "at-most", found["of"])


def _nothing(found: re.Match[str], context: Context) -> Value | None:
    """待機児童ゼロ."""
    none = number("0")
    return observed([replace(none, printed_value="ゼロ")], note=found["words"]) if none else None


def _below_zero(found: re.Match[str], context: Context) -> Value | None:
    """(1,234)千円, as accounts write what is below zero."""
    one = number(f"-{found['number']}{found['unit']}")
    return observed([replace(one, printed_value=f"({found['number']})")]) if one else None


_DONE = (
    rf"(?:[でにをのが]?{one_of(DEEDS)}(?:済み?|する|した|予定)?|を(?:目指す|めざす|目標とする|目標に)"
    "|とする|とすること|となる|になる|にする)"
)
_SAID = (
    r"(?:全[^\W0-9_]{1,6}|有り?|あり|(?:なし|無し)(?=\(0)|"
    + one_of((*DEEDS, *(word for word, status in STATUSES.items() if status == "rated"), *"SABCDE"))
    + ")"
)
_BOUND = rf"(?P<bound>{one_of(COMPARATORS)})?"
_HEDGE = rf"(?: ?(?P<hedge>{one_of(HEDGES_BEHIND)}))?"
_BEHIND = rf"(?P<behind>{BEHIND})"
PLAIN = Form(
    "{number}",
    lambda found, context: observed([number(found[0])]),
    {
        "0.5契約": "observed total=0.5 keiyaku [0.5 keiyaku]",
        "45.0%": "observed total=45 unit:PERCENT [45.0 percent]",
    },
)
"""Nothing but a number: before constructs whose words may end a unit (契約)."""
_AROUND = Form(
    rf"(?P<mark>[①-⑳]|[※*][0-9]{{0,2}}(?= ))? ?(?P<before>{BEFORE})(?P<sign>{one_of(SIGNS)})?"
    rf"(?P<gross>(?:延べ|延|のべ)(?:人数|人員|数)?:?)?(?P<about>{one_of(HEDGES_BEFORE)})?(?P<ordinal>第)?(?P<number>{NUMBER}){_HEDGE}{_BOUND}"
    rf"(?:/(?P<each>年|月|週|日|回))?(?:[をの]?(?P<kept>{one_of(QUALIFIERS)}))?(?P<done>{_DONE})?"
    rf"(?:の(?P<named>[^\W0-9_]{{1,10}}(?:率|割合|度)))?{_BEHIND}",
    _single,
    {
        "45.0 %": "observed total=45 unit:PERCENT [45.0 percent]",
        "△ 7.5%": "observed total=-7.5 unit:PERCENT [△7.5 percent]",
        "概ね430人": "observed total=430 nin [430 nin] approximate",
        "5件未満": "observed less-than total=5 ken [5 ken]",
        "≧80%": "observed at-least total=80 unit:PERCENT [80 percent]",
        "10件※1": "observed total=10 ken [10 ken]",
        "②10件": "observed total=10 ken [10 ken]",
        "累計120件": "observed total=120 ken [120 ken] cumulative",
        "10件(見込)": "observed total=10 ken [10 ken] estimate",
        "100%達成": "observed total=100 unit:PERCENT [100 percent] achieved",
        "延べ1,200人": "observed total=1200 gross-nin [1,200 gross-nin]",
        "5校で実施": "observed total=5 kou [5 kou]",
        "50% (R6)": "observed measured 2024 total=50 unit:PERCENT [50 percent]",
        "50人(R6.4.1現在)": "observed measured 2024-04-01 total=50 nin [50 nin]",
        "50人(10月1日現在)": "observed measured 2024-10-01 total=50 nin [50 nin]",
        "120人(延べ)": "observed total=120 gross-nin [120 gross-nin]",
        "R5実績120件": "observed measured 2023 total=120 ken [120 ken]",
        "令和8年度までに50%": "observed measured 2026 total=50 unit:PERCENT [50 percent]",
        "令和6~10年度累計500件": "observed measured 2024/2028 total=500 ken [500 ken] cumulative",
        "500件(R6~R10累計)": "observed measured 2024/2028 total=500 ken [500 ken] cumulative",
        "5年間で500件": "observed total=500 ken [500 ken] cumulative",
        "(暫定)120件": "observed total=120 ken [120 ken] provisional",
        "累計120件(見込)": "observed total=120 ken [120 ken] cumulative estimate",
        "平均3.5点": "observed total=3.5 ten [3.5 ten] average",
        "全国10位以内": "observed at-most total(全国)=10 i [10 i]",
        "120件以上/年": "observed at-least total=120 ken-per-year [120 ken-per-year]",
        "9割5分以上": "observed at-least total=95 unit:PERCENT [9.5 wari]",
        "2時間30分以内": "observed at-most total=150 unit:MIN [2時間30 minute]",
        "男性12%": "observed total(男性)=12 unit:PERCENT [12 percent]",
        "R7.3末 50%": "observed measured 2025-03 total=50 unit:PERCENT [50 percent]",
        "3泊4日": "observed total=4 unit:DAY [3泊4 day]",
    },
)
"""One number with all that may stand around it."""
FORMS = (
    Form(
        rf"(?P<hedge>{one_of(HEDGES_BEFORE)})?(?P<words>{one_of(IN_WORDS)}){_BOUND}(?:に?{one_of(DEEDS)})?",
        _in_words,
        {
            "倍増": "observed total=2 bai [2 bai]",
            "半数以上": "observed at-least total=50 unit:PERCENT [50 percent]",
            "過半数": "observed greater-than total=50 unit:PERCENT [50 percent]",
            "四半期ごと": "observed total=1 kai-per-quarter [1 kai-per-quarter]",
            "隔年": "observed total=1 kai-per-2-year [1 kai-per-2-year]",
        },
    ),
    Form(
        rf"(?P<words>{_SAID}) ?\((?P<inner>[^()]*[0-9][^()]*)\)",
        _beside_words,
        {
            "実施(10回)": "observed total=10 kai [10 kai]",
            "実施(年3回)": "observed total=3 kai-per-year [3 kai-per-year]",
            "○(85%)": "observed total=85 unit:PERCENT [85 percent]",
        },
    ),
    Form(
        r"(?P<of>[^\W0-9_]{0,6}(?:トップ|ベスト)) ?(?P<number>[0-9]{1,3})(?:位)?(?:以内|以上|入り)?",
        _among_the_first,
        {"トップ10": "observed at-most total=10 i [10 i]"},
    ),
    Form(
        r"(?P<words>[^\W0-9_]{1,10})ゼロ(?:[をの]?(?:維持|達成|継続|目指す))?",
        _nothing,
        {"待機児童ゼロ": "observed total=0 unit:NUM [ゼロ none]"},
    ),
    _AROUND,
    Form(
        r"\((?P<number>[0-9][0-9,.]*)\)(?P<unit>[^\s0-9()]+)",
        _below_zero,
        {"(1,234)千円": "observed total=-1234000 unit:CCY_JPY [(1,234) thousand-jpy]"},
    ),
)
