"""What to say of what is not read: texts that can be read in two ways."""

import re
from collections.abc import Iterator

from pipeline.model import units
from pipeline.model.text import Text
from pipeline.tables.values.beside import together
from pipeline.tables.values.value import Value, plain

_TWO_READINGS: tuple[tuple[str, str, str], ...] = (
    (
        r"(?:実績|申請|応募|申込|参加|利用|発生|相談|件数|事故)?(?:なし|無し|無|ナシ|皆無)",
        "0とも、値がないとも",
        "as 0, or as no value",
    ),
    (
        r"(?:増加|減少|上昇|低下|向上|改善|悪化|増|減|横ばい)(?:傾向|する|させる|を目指す)?",
        "前年度と比べたとも、計画のはじめと比べたとも",
        "against the year before, or against the beginning of the plan",
    ),
    (
        r"(?:前年度?|現状値?|基準値?|[^0-9]{0,3}[0-9元]{1,4}年度)(?:比|より|から|に比べ)?(?:て)?(?:改善|悪化)(?:する|させる)?",
        "増えるとも、減るとも",
        "as more, or as less",
    ),
    (
        r"(?:最大|最高|最低|最小|最多|最少) ?[0-9].*",
        "限度とも、いくつかの値の端とも",
        "as a bound, or as the highest or lowest of several figures",
    ),
    (
        r"約? ?[0-9][0-9,.]*[兆億万千百]*(?:%|円|点|人|件|歳|分|時間|日|ポイント|億|万)台"
        r"(?:前半|後半|以上|以下)?(?:を?(?:維持|目指す|達成|確保))?",
        "その位の数とも、その十倍までとも",
        "as up to the next of its last place, or up to the next of its first",
    ),
    (
        r".*[^0-9,.(]\((?:19|20)[0-9]{2}\)",
        "測った年とも、かっこ書きの数とも",
        "as the year in which it was measured, or as a number in brackets",
    ),
    (
        r"毎月 ?[0-9]{1,2}日",
        "その日とも、月にその日数とも",
        "as that day of each month, or as so many days in each",
    ),
    (r"[0-9]{1,2}:[0-9]{2}", "時刻とも、比とも", "as a time of day, or as a ratio"),
    (r"[*※]", "注の記号とも、秘匿とも", "as the mark of a note, or as a suppressed figure"),
    (
        r".*[0-9],(?:[0-9]{1,2}|[0-9]{4,})(?![0-9]).*",
        "桁区切りの誤りで、いくつかの数に",
        "as several numbers: its separators are out of place",
    ),
    (r"[①-⑳㉑-㊿]\D*", "番号とも、数値とも", "as the number of a note, or as a figure"),
    (
        r"\([0-9][0-9,.]*[^\s0-9()]*\)",
        "負の数とも、かっこ書きの数とも",
        "as below zero, or as a number in brackets",
    ),
    (
        r"[0-9.]+倍(?:増|に増加)",
        "その倍数になるとも、その倍数だけ増えるとも",
        "as so many times, or as so many times more",
    ),
    (
        r"(?:対?前年度?|[^0-9]{0,3}[0-9元]{1,4}年度?)比 ?(?:[0-9]|[1-4][0-9]|[0-9]{4,})(?:\.[0-9]+)?%",
        "比率とも、増減とも",
        "as a ratio, or as a change",
    ),
    (r"[#＃]{3,}", "隠れた値で、いくつにでも", "as anything: the value is hidden"),
    (
        r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!)",
        "表計算のエラーで、いくつにでも",
        "as anything: it is an error of a spreadsheet",
    ),
    (
        r"[※*][0-9][0-9,.]*[^0-9() ].*",
        "注の番号に続く数とも、記号を付けた数とも",
        "as the number of a note with a figure behind it, or as a figure with a mark",
    ),
)
"""A pattern of the whole text, and in which ways it can be read, in Japanese and in English."""

_YEARS = (
    r"(?:19|20)[0-9]{2} ?[~〜～∼\-−–—] ?(?:19|20)[0-9]{2}",
    "年から年までとも、数の範囲とも",
    "as from one year to another, or as a range of figures",
)
"""2026〜2028, where no unit stands beside it."""
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern, _, _ in (*_TWO_READINGS, _YEARS)))
"""Any of these patterns: most texts have none of them, and are asked once."""
_THOUSANDTHS = re.compile(r"[▲△-]?[0-9]{1,3}\.[0-9]{3}(\D*)")


def ambiguity(text: str, unit: str = "") -> Text | None:
    """In which ways a text can be read that has more than one reading; None where it has not.

    `unit` is that which stands beside the table's cells.

    >>> ambiguity("1.234人").en
    "'1.234人' can be read with a separator of thousands, or with a decimal point."
    """
    said, unit = together(plain(text), unit)
    listed = (*_TWO_READINGS, *(() if unit else (_YEARS,))) if _ANY.fullmatch(said) else ()
    for pattern, ja, en in (*listed, *_thousandths(said, unit)):
        if re.fullmatch(pattern, said):
            return Text(f"「{text}」は{ja}読めます。", f"'{text}' can be read {en}.")
    return None


def is_meant_as_text(text: str, read: Value) -> bool:
    """Whether digits stand in a text of which neither a number, a date nor two readings were read.

    A workbook takes such a text only where its status says that it is one.
    """
    no_number = read.status == "text" and not read.date
    return no_number and re.search(r"\d", text) is not None and ambiguity(text) is None


def _thousandths(text: str, beside: str) -> Iterator[tuple[str, str, str]]:
    """1.234 of what comes whole: people, things, yen."""
    found = _THOUSANDTHS.fullmatch(text)
    unit = units.find(found[1] or beside) if found else None
    if unit and (unit.counts or unit.code == "jpy"):
        yield ".*", "桁区切りとも、小数点とも", "with a separator of thousands, or with a decimal point"
