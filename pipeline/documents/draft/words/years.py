"""The fiscal years that headings and captions name: 令和6年度, R6, 2024年度, and 5年度 whose era stands elsewhere."""

import re

from pipeline.documents.draft.words.layout import plain
from pipeline.model import fiscal_year

YEAR = re.compile(
    r"(?:(?P<era>令和|平成|昭和|[令平RHS])\.?(?P<number>元|[0-9]{1,2})|(?P<western>(?:19|20)[0-9]{2}))"
    r"(?:\([0-9]{4}\)|\((?:令和|平成|R|H)(?:元|[0-9]{1,2})\))?"
    r"(?:(?:年|\.)(?P<month>1[0-2]|0?[1-9])(?:月|\.[0-9]{1,2}(?![0-9])|(?=末))(?:[0-9]{1,2}日)?|年度|年)?(?:末|時点|現在)?"
)
SPAN = re.compile(fiscal_year.SPAN)
_BARE = re.compile(r"〃?([0-9]{1,2})年度?(?:末|時点)?")
_LACKING = re.compile(r"(?<![0-9令和平成昭元RHS.])〃?[0-9]{1,2}年度(?!目(?!標))末?")
_SHORT = {"令": "令和", "平": "平成"}
APRIL = 4
_NEAR = 10
"""How far a year without its era may be from the year that names it."""


def take_year(text: str) -> tuple[int, str]:
    """The first fiscal year of a text, and the text without it; 0 where there is none.

    A day from January to March is of the fiscal year that began in the year before.
    """
    found = YEAR.search(text)
    if found is None:
        return 0, text
    if found["western"]:
        year = int(found["western"])
    else:
        year = fiscal_year.western(_SHORT.get(found["era"], found["era"]), found["number"])
    if found["month"] and int(found["month"]) < APRIL:
        year -= 1
    return year, text[: found.start()] + text[found.end() :]


def year_after(text: str, before: str) -> int:
    """The fiscal year of a heading without its era (「６年度」, 「〃7年度」) that follows one with it; else 0."""
    short, era = _BARE.fullmatch(plain(text)), YEAR.search(plain(before))
    if short is None or era is None or not era["number"]:
        return 0
    earlier = 1 if era["number"] == "元" else int(era["number"])
    later = int(short[1])
    return take_year(plain(before))[0] + later - earlier if earlier < later <= earlier + 10 else 0


def without_era(text: str) -> str:
    """The fiscal year without its era that a heading names (the 5年度 of 「5年度実績」), or ""."""
    found = _LACKING.search(plain(text))
    return found[0] if found and not SPAN.search(plain(text)) else ""


def year_near(text: str, said: str) -> int:
    """The fiscal year of a year without its era, in the era of the last year that a text says; 0 where none is near."""
    short, eras = _BARE.fullmatch(plain(text)), list(YEAR.finditer(plain(said)))
    if short is None or not eras or not eras[-1]["number"]:
        return 0
    number = 1 if eras[-1]["number"] == "元" else int(eras[-1]["number"])
    apart = int(short[1]) - number
    return take_year(eras[-1][0])[0] + apart if abs(apart) <= _NEAR and int(short[1]) else 0


def years(text: str) -> list[int]:
    """Every fiscal year that a text names, in order."""
    found: list[int] = []
    rest = plain(text)
    while True:
        year, rest = take_year(rest)
        if not year:
            return found
        found.append(year)
