"""Fiscal years of Japan, 1 April to 31 March, and the eras that they are named in: the only rules for either.

A fiscal year in which an era begins is of the new era, as the government writes it: that from April 2019 is
令和元年度. The first year of an era is 元. Western years stand before the first era that is known here.
"""

import datetime
import re

from pipeline.model.text import Text

_ERAS = (("令和", "R", 2019, 5), ("平成", "H", 1989, 1), ("昭和", "S", 1926, 12))
"""Name, initial, and the year and month in which each era began (元号法; 元号を改める政令), the last first."""
_OF_AN_ERA = r"(?:令和|平成|昭和|令|平|昭|[RHSrhs])\.? ?(?:元|[0-9]{1,2}(?![0-9]))"
_BESIDE = rf"(?:\((?:[12][0-9]{{3}}|{_OF_AN_ERA})(?:年度?)?\))?"
_BOTH = "(?:平成|平|H)31(?:年度?)?[・/](?:令和|令|R)(?:元|1(?![0-9]))"
"""The one year of two eras."""
PATTERN = rf"(?:{_BOTH}|{_OF_AN_ERA}|(?:FY)?[12][0-9]{{3}}){_BESIDE}(?:年度?)?(?:{_BESIDE}度?)末?"
"""A fiscal year as plans print it, in half-width: 令和6年度, R6, 令6, 令和6(2024)年度, 平成31(令和元)年度, 2024年度末."""
BARE = r"(?:元|[0-9]{1,2})年度末?"
"""A fiscal year without its era, which only the period of a plan gives: 24年度."""
_TO = r" ?(?:[~〜～∼]|[-−–—―‐]|から) ?"
SPAN = rf"(?:{PATTERN}|(?:元|[0-9]{{1,2}})(?:年度?)?){_TO}(?:{PATTERN}|{BARE}|[0-9]{{1,2}})(?:まで)?"
"""Several fiscal years, from the first to the last: 平成18~22年度, R4-R6, 令和4年度~令和6年度."""
NEAR = 15
"""Years around a plan's period in which a year without an era lies; the eras are further apart than twice that."""


def label(year: int) -> Text:
    """A fiscal year in words.

    >>> label(2019)
    Text(ja='令和元年度', en='FY2019')
    """
    return Text(f"{_in_era(year)}年度", f"FY{year}")


def short(year: int) -> Text:
    """A fiscal year without the word for year, where many stand in a row.

    >>> short(2018)
    Text(ja='平成30', en='2018')
    """
    return Text(_in_era(year), str(year))


def month(year: int, number: int) -> Text:
    """A month of the calendar; an era that begins within it names it.

    >>> month(2019, 4)
    Text(ja='平成31年4月', en='2019-04')
    """
    return Text(f"{_in_era(year, number)}年{number}月", f"{year}-{number:02}")


def western(era: str, year: str) -> int:
    """The western year of a year of an era, whose name or initial is given: 平成, 元 is 1989.

    Raises KeyError for an era that is not known here.
    """
    first = {name: began for full, initial, began, _ in _ERAS for name in (full, initial)}[era]
    return first - 1 + (1 if year == "元" else int(year))


def read(text: str, covers: tuple[int, int] | None = None) -> int | None:
    """The fiscal year that a text names as a whole, in half-width characters; None where it names none, or two.

    A year without an era (24年度) is that of the era, or of this century, which puts it into the years `covers`, first
    and last; else that of the era which puts it next to them.

    >>> read("令和6(2024)年度"), read("平成31(令和元)年度"), read("令6"), read("R6(2023)")
    (2024, 2019, 2024, None)
    >>> read("平成31年(令和元年)度"), read("平成31年度/令和元年度"), read("R6/R7"), read("FY2024")
    (2019, 2019, None, 2024)
    >>> read("24年度", covers=(2009, 2014)), read("24年度", covers=(2013, 2017)), read("24年度")
    (2012, 2012, None)
    >>> read("24年度", covers=(2023, 2027))
    2024
    """
    if re.fullmatch(PATTERN, text):
        named = {_named(one) for one in re.findall(rf"{_OF_AN_ERA}|[12][0-9]{{3}}", text)}
        return named.pop() if len(named) == 1 else None
    bare = re.fullmatch(BARE, text)
    if bare is None or covers is None:
        return None
    number = re.sub("年度末?", "", text)
    years = {western(name, number) for name, *_ in _ERAS}
    short = {2000 + int(number)} if number.isdecimal() and len(number) == 2 else set()  # 2024 as 24
    within = [year for year in years | short if covers[0] <= year <= covers[1]]
    fitting = within or [year for year in years if covers[0] - NEAR <= year <= covers[1] + NEAR]
    return fitting[0] if len(fitting) == 1 else None


def read_span(text: str, covers: tuple[int, int] | None = None) -> tuple[int, int] | None:
    """The first and the last fiscal year of the several that a text names; None where it names one, or none.

    A year of which only the number stands is of the era of the other.

    >>> read_span("平成18~22年度"), read_span("R4-R6"), read_span("H30年度〜R4年度"), read_span("R6~R4")
    ((2006, 2010), (2022, 2024), (2018, 2022), None)
    >>> read_span("24~26年度", covers=(2012, 2016))
    (2012, 2014)
    """
    parts = re.split(_TO, text.removesuffix("まで")) if re.fullmatch(SPAN, text) else []
    if len(parts) != 2 or not re.search(rf"{_OF_AN_ERA}|年|[12][0-9]{{3}}", text):
        return None
    first, last = (read(part, covers) or read(f"{_digits(part)}年度", covers) for part in parts)
    if re.fullmatch(rf"(?:{_OF_AN_ERA}).*", parts[0]) and not re.match(r"[^0-9元]|[12][0-9]{3}", parts[1]):
        era = re.match(r"[^0-9元]+", parts[0])
        last = read(f"{era[0] if era else ''}{_digits(parts[1])}年度")
    return (first, last) if first and last and first < last else None


def _digits(text: str) -> str:
    """The number of a year without its era: 22 of 22年度末."""
    return re.sub("年度?|末", "", text)


def _named(text: str) -> int:
    if text.isdecimal():
        return int(text)
    era, number = re.fullmatch(r"(\D)[和成]?\.? ?(元|[0-9]{1,2})", text).groups()  # type: ignore[union-attr]
    return western({"令": "R", "平": "H", "昭": "S"}.get(era, era.upper()), number)


def first_day(year: int) -> datetime.date:
    """The day on which a fiscal year begins."""
    return datetime.date(year, 4, 1)


def last_day(year: int) -> datetime.date:
    """The day on which a fiscal year ends, in the next year of the calendar."""
    return datetime.date(year + 1, 3, 31)


def _in_era(year: int, month: int = 12) -> str:
    """A year as its era counts it; of the eras of a year, that of the month."""
    for name, _, began, began_in in _ERAS:
        if (year, month) >= (began, began_in):
            return f"{name}{'元' if year == began else year - began + 1}"
    return str(year)
