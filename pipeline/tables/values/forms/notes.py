"""What stands around a number: hedges and qualifiers, footnote marks, when it was measured, over which years it runs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import fiscal_year
from pipeline.tables.values.forms.form import YEAR, Context, year_of
from pipeline.tables.values.words import (
    CHANGES,
    HEDGES_BEFORE,
    HEDGES_BEHIND,
    PARTS,
    QUALIFIERS,
    REFERENCES,
    SORTS,
    WHOLE,
    one_of,
)

_FOOTNOTE = rf"(?:※{one_of(QUALIFIERS)}|\(?(?:※|[*＊†‡]|注)[0-9]{{0,2}}\)?)"
BEHIND = rf"(?:(?<=[^\s0-9,.(])[0-9]{{1,2}}\)|(?: ?(?:{_FOOTNOTE}|\([^()]+\)))*)"
"""Notes behind a number: footnote marks (also 1) alone), and what stands in brackets."""
SPAN_OF_YEARS = (
    r"(?:[2-9]|[1-9][0-9])(?:[かカヵヶケ箇]年間?|年間|年(?=累計|累積|合計|で))"
    "|(?:計画)?期間[中内]?"
)
_YEARS = rf"(?:{SPAN_OF_YEARS})(?:で|に|の|を通じて)?"
_NAME = (
    rf"(?!{one_of({*QUALIFIERS, *HEDGES_BEFORE, *WHOLE} - {'達成', '計', '全'})})[^\W0-9_]{{0,12}}?"
    r"(?:率|割合|数|値|量|点|額|(?:満足|認知|理解|達成|信頼|貢献|浸透|習熟|利用|充実|進捗|関心|愛着|知名)度|面積|人口|寿命|歳入|歳出|収入|支出|費|者|児童|(?<=[^\W0-9_])の(?=[0-9約])"
    r"|(?<=[^\W0-9_])(?=[: ][0-9約▲△-]))"
)
"""What an indicator may be called, in its cell too: 利用率80%."""
_TO = r" ?(?:[~〜～∼-]|から) ?"
_OF = r"(?:現在|時点|中|末|目標|実績|調査|値|の実績|の値|分|決算|まで|累計|合計)*"
MONTHS = rf"(?:{YEAR}[./]?)?(?:[0-9]{{1,2}}月?(?:末|まで)?{_TO}(?:{YEAR}[./]?)?[0-9]{{1,2}}月)(?:末|まで)?"
"""From one month to another: 4月~12月, 令和6年4月~令和7年1月."""
_THE_DAY = r"(?:各年度?|毎年度?|当該年度?|同年)?(?:の|、)?[0-9]{1,2}月(?:[0-9]{1,2}日)?末?(?:現在|時点|末)"
_DATED = rf"{YEAR}[./]?[0-9]{{1,2}}(?:[月./](?:[0-9]{{1,2}}日?)?)?末?(?:現在|時点|末)"
"""On a day, before a number: 令和6年4月1日現在, R7.3末."""
BEFORE = (
    rf"(?:(?:\([^()]+\)|{_YEARS}|{_DATED}(?:で|に|は)?|{MONTHS}(?:{_OF})(?:で|に|は|の)?|{_THE_DAY}(?:で|に|は|の)?|(?![12][0-9]{{3}}(?!年|\())(?:{fiscal_year.SPAN}|{YEAR})"
    r"(?:実績|決算|調査|目標|現在|時点|値|まで|中|末)*(?:で|に|は|の|には|までに)?"
    rf"|{_NAME}|{one_of((*HEDGES_BEFORE, *QUALIFIERS, *WHOLE, *SORTS, *PARTS))})[: ]?){{0,3}}"
)
_TOKEN = re.compile(BEFORE.removesuffix("{0,3}"))
_DATE = rf"(?P<year>{YEAR})(?:[.年/](?P<month>[0-9]{{1,2}})(?:[.月/](?P<day>[0-9]{{1,2}})?日?)?)?月?末?"
_SURVEY = r"(?:[^\W0-9_]{0,8}(?:調査|統計|報告|センサス|実績|決算|アンケート)(?:より|結果|による)?)?"
_MEASURED = re.compile(rf"{_DATE}{_OF}{_SURVEY}")
_SINCE = re.compile(
    rf"(?:(?P<year>{YEAR})[./]?)?(?P<first>[0-9]{{1,2}})月?(?:末|まで)?{_TO}(?:(?P<later>{YEAR})[./]?)?(?P<last>[0-9]{{1,2}})月"
    rf"{_OF}{_SURVEY}"
)
_DAY = re.compile(
    r"(?:各年度?|毎年度?|当該年度?|同年)?(?:の|、)?(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日)?末?(?:現在|時点|末)"
)
_ADDED = rf"(?P<added>(?:の|からの|における)?(?:{one_of(('累計', '累積', '合計', '計', '通算'))}))?(?:値|数)?"
_SPAN = re.compile(rf"(?P<span>{fiscal_year.SPAN}|{YEAR}(?=から))(?P<of>中|の)?{_ADDED}")
_LENGTH = re.compile(rf"(?:{SPAN_OF_YEARS})(?:で|に|の|を通じて)?{_ADDED}")
_HEDGES = frozenset((*HEDGES_BEFORE, *HEDGES_BEHIND))
_STATES = frozenset({"estimate", "provisional", "achieved"})
"""How sure a number is: one of these at most."""


@dataclass(frozen=True)
class Notes:
    """What stands around a number, sorted: qualifiers, when it was measured, and what only stays as a note.

    `gross` is whether it counts again at each time (延べ), `label` the part that it counts.
    """

    qualifiers: frozenset[str] = frozenset()
    measured: str = ""
    note: str = ""
    understood: bool = True
    gross: bool = False
    label: str = ""

    def __add__(self, other: "Notes") -> "Notes":
        """Both together; not understood where both say when."""
        return Notes(
            self.qualifiers | other.qualifiers,
            self.measured or other.measured,
            " ".join(filter(None, (self.note, other.note))),
            self.understood and other.understood and not (self.measured and other.measured),
            self.gross or other.gross,
            " ".join(filter(None, (self.label, other.label))),
        )


_NOT_UNDERSTOOD = Notes(understood=False)


def notes(text: str, context: Context) -> Notes:
    """Notes as printed behind a number; not understood where brackets hold a number, or two years."""
    found = Notes()
    for one in re.findall(rf"{_FOOTNOTE}|\([^()]+\)|[0-9]{{1,2}}\)", text):
        if one[0] == "※" and one[1:] in QUALIFIERS:
            found += Notes(frozenset({QUALIFIERS[one[1:]]}))
        else:
            is_mark = re.fullmatch(rf"{_FOOTNOTE}|[0-9]+\)", one)
            found += Notes(note=one) if is_mark else _inner(one, context)
    return found


def before(text: str, context: Context) -> Notes:
    """Words as printed before a number: `BEFORE`."""
    found = Notes()
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None or token.end() == position:
            return _NOT_UNDERSTOOD
        found += _word(token[0].strip(": "), context)
        position = token.end()
    return found


def _word(word: str, context: Context) -> Notes:
    if word in _HEDGES or word in QUALIFIERS:
        return Notes(frozenset({QUALIFIERS.get(word, "approximate")}))
    if word in WHOLE:
        return Notes()
    if word in SORTS:
        return Notes(note=word)
    if word in PARTS:
        return Notes(label=word)
    if word.startswith("("):
        return _inner(word, context)
    said = _when(re.sub("(?:で|に|は|の|には|を通じて)$", "", word), word, context)
    return said if said.understood or re.search("[0-9]", word) else _name(word)


def _name(word: str) -> Notes:
    """What an indicator is called; not understood where it says that the number is a change or stands against another."""
    means_more = re.search(one_of((*CHANGES, *REFERENCES)), re.sub("(?:目標)?達成率", "", word))
    return _NOT_UNDERSTOOD if means_more else Notes(note=word, gross=word.startswith(("延べ", "延")))


def _inner(bracketed: str, context: Context) -> Notes:
    """What one pair of brackets says of the number beside it."""
    inner = bracketed[1:-1].strip()
    if inner in QUALIFIERS:
        return Notes(frozenset({QUALIFIERS[inner]}))
    if inner in PARTS:
        return Notes(label=inner)
    if inner in ("延べ", "延", "のべ", "延べ人数", "延べ数"):
        return Notes(gross=True)
    if re.fullmatch(
        rf"{YEAR}(?:末|中)?(?:まで)?に?(?:完了|完成|達成|開始|終了|実施|開設|設置)(?:予定|済み?)?", inner
    ):
        return Notes(note=bracketed)
    if re.fullmatch(rf"[nN]=[0-9,]+[^\s0-9]?|{YEAR}(?:を|=|:)100(?:とする|とした場合)?", inner):
        return Notes(note=bracketed)
    said = _when(inner, bracketed, context)
    if said.understood or re.search("[0-9]", inner):
        return said
    return Notes(note=bracketed)


def _when(text: str, printed: str, context: Context) -> Notes:
    """When, or over which years."""
    day, date = _DAY.fullmatch(text), _MEASURED.fullmatch(text)
    if day:
        later = int(day["month"]) < 4
        return _at(context.year + later, day["month"], day["day"])
    if date:
        year = year_of(re.sub("(?<=[0-9元])年$", "年度", date["year"]), context)
        return _at(year, date["month"], date["day"])
    months = _SINCE.fullmatch(text)
    if months:
        return _in_months(months, context)
    length = _LENGTH.fullmatch(text)
    if length:
        return Notes(frozenset({"cumulative"}), note=printed)
    span = _SPAN.fullmatch(text)
    return _over(span, context) if span else _NOT_UNDERSTOOD


def _in_months(found: re.Match[str], context: Context) -> Notes:
    """In a part of a year, from one month to another: years without a word for the fiscal year are of the calendar."""
    first, last = int(found["first"]), int(found["last"])
    begin = _calendar_year(found["year"], first, context.year, context)
    end = _calendar_year(found["later"], last, begin - (first < 4) if begin else None, context)
    if not begin or not end or not (1 <= first <= 12 and 1 <= last <= 12) or (begin, first) >= (end, last):
        return _NOT_UNDERSTOOD
    cumulative = "累計" in found[0]
    return Notes(frozenset({"cumulative"} if cumulative else ()), f"{begin}-{first:02}/{end}-{last:02}")


def _calendar_year(stated: str | None, month: int, fiscal: int | None, context: Context) -> int | None:
    """The year of the calendar of a month, whose fiscal year is given unless a year is stated."""
    if not stated:
        return None if fiscal is None else fiscal + (month < 4)
    year = year_of(re.sub("(?<=[0-9元])年$", "年度", stated), context)
    return year + (month < 4) if year and "年度" in stated else year


def _over(span: re.Match[str], context: Context) -> Notes:
    """Over the years of a span, or of all from one on."""
    years = fiscal_year.read_span(span["span"], context.covers)
    since = year_of(span["span"], context)
    first, last = years or (since, context.year)
    if first is None or first > last or re.fullmatch(r"[0-9~\-〜～]+", span["span"]):
        return _NOT_UNDERSTOOD
    measured = f"{first}/{last}" if first < last else str(last)
    return Notes(frozenset({"cumulative"} if span["added"] else ()), measured)


def _at(year: int | None, month: str | None, day: str | None) -> Notes:
    """At a fiscal year, a month or a day, in ISO 8601."""
    if year is None or not 1 <= int(month or 1) <= 12:
        return _NOT_UNDERSTOOD
    return Notes(measured="-".join([str(year), *(f"{int(part):02}" for part in (month, day) if part)]))


def qualified(words: Iterable[str], beside: Notes) -> str | None:
    """The qualifiers of a number, at most two; None where they contradict each other, "" where there is none."""
    found = {QUALIFIERS.get(word, "approximate" if word in _HEDGES else "") for word in words if word}
    found = (found | beside.qualifiers) - {""}
    return joined(found) if len(found) <= 2 and len(found & _STATES) < 2 else None


def joined(qualifiers: Iterable[str]) -> str:
    """Qualifiers as one text, 約 last: `reduction approximate`."""
    return " ".join(sorted(set(qualifiers) - {""}, key=lambda one: (one == "approximate", one)))
