"""The text of a heading → what its column holds: a role, a kind of figure, a fiscal year, a unit.

「令和7年度見込(9月30日現在)」 is a forecast of 2025, 「目標(人)」 a target counted in 人, 「基準値(R2) → 目標値(R7)」 both
in one cell. A text that is no heading as a whole means nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from pipeline.documents.draft.words.layout import Layout, plain
from pipeline.model import fiscal_year
from pipeline.model.units.reading import find

_YEAR = re.compile(
    r"(?:(?P<era>令和|平成|昭和|[令平RHS])\.?(?P<number>元|[0-9]{1,2})|(?P<western>(?:19|20)[0-9]{2}))"
    r"(?:\([0-9]{4}\)|\((?:令和|平成|R|H)(?:元|[0-9]{1,2})\))?"
    r"(?:(?:年|\.)(?P<month>1[0-2]|0?[1-9])(?:月|\.[0-9]{1,2}(?![0-9])|(?=末))(?:[0-9]{1,2}日)?|年度|年)?(?:末|時点|現在)?"
)
_SPAN = re.compile(fiscal_year.SPAN)
_BARE = re.compile(r"〃?([0-9]{1,2})年度?(?:末|時点)?")
_SHORT = {"令": "令和", "平": "平成"}
_BRACKETS = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_MARKS = re.compile(r"[※*][0-9]*|注[0-9]+\)?|[:：]$")
_ARROW = re.compile(r"[→⇒➡]")
SIMILAR = 88
_APRIL = 4


@dataclass(frozen=True)
class Meaning:
    """What a heading says of the cells it stands above or before; "" and 0 are not said.

    `pair` are the meanings of both sides of an arrow; `exact` whether the words are known, not merely similar; `why`
    says what else it is not sure for.
    """

    role: str = ""
    kind: str = ""
    year: int = 0
    unit: str = ""
    word: str = ""
    exact: bool = True
    pair: tuple["Meaning", ...] = ()
    why: str = ""

    def within(self, above: "Meaning") -> "Meaning":
        """This heading below another one: it says more, and what it does not say the other does."""
        if self.pair:
            return self
        role = self.role or above.role
        if self.role == "figure" and above.role in ("effect", "schedule"):
            role = above.role
        return Meaning(
            role,
            self.kind or above.kind,
            self.year or above.year,
            self.unit or above.unit,
            self.word or above.word,
            self.exact and above.exact,
            above.pair if not self.role else (),
            self.why or above.why,
        )


def read(text: str, layout: Layout) -> Meaning | None:
    """What a text means as a heading, or None where it is none."""
    whole = plain(text)
    if not whole or len(whole) > 60:
        return None
    sides = _ARROW.split(whole)
    if len(sides) == 2 and all(sides):
        pair = tuple(read(side, layout) for side in sides)
        if all(one is not None and one.kind for one in pair):
            return Meaning("pair", pair=tuple(one for one in pair if one is not None))
    known = layout.meanings.get(whole)
    if known:
        return _of(known, whole)
    return _compound(whole, layout)


def _of(known: tuple[str, str], word: str) -> Meaning:
    role, kind = known
    return Meaning("level", kind, word=word) if role == "level" else Meaning(role, kind, word=word)


def _compound(whole: str, layout: Layout) -> Meaning | None:
    """A heading with a year, a unit in brackets, or a mark of a footnote beside its words."""
    if _SPAN.search(whole):
        return None  # figures of several years at once are of none of them
    year, rest = take_year(_MARKS.sub("", whole))
    unit, beside = "", Meaning()
    for bracket in _BRACKETS.findall(rest):
        inner = bracket[1:-1]
        if layout.meanings.get(inner, ("", ""))[0] == "figure":
            beside = _of(layout.meanings[inner], inner)
        other, left = take_year(inner)
        if other and not left:
            year = year or other
        elif not unit:
            unit = unit_in(inner, layout)
    base = _BRACKETS.sub("", rest).strip("のにおける・、:~-")
    if not base:
        return replace(beside, year=year, unit=unit) if year or unit else None
    known = layout.meanings.get(base)
    if known:
        of_kind = known[1] or (beside.kind if known[0] == "effect" else "")
        return replace(_of((known[0], of_kind), base), year=year, unit=unit)
    numbered = layout.meanings.get(re.sub("[0-9]{1,2}$", "", base), ("", ""))
    if numbered[0] == "indicator":
        return Meaning(*numbered, year, unit, base)
    level = layout.meanings.get(re.sub("(番号|No\\.?|コード)$", "", base), ("", ""))
    if level[0] == "level":
        return Meaning("level_number", level[1], word=base)
    for word in _parts(base):
        known = layout.meanings.get(word)
        if known and known[0] in ("figure", "effect") and known[1]:
            return replace(_of(known, word), year=year, unit=unit, exact=False)
    if len(base) < 4:
        return None
    found = process.extractOne(base, list(layout.meanings), scorer=fuzz.ratio, score_cutoff=SIMILAR)
    if found is None:
        return None
    return replace(_of(layout.meanings[found[0]], found[0]), year=year, unit=unit, exact=False)


def _parts(base: str) -> Iterator[str]:
    """The beginnings and ends of a heading, the longest first: 「目標値合計」 begins with 目標値."""
    for length in range(len(base) - 1, 1, -1):
        yield base[-length:]
        yield base[:length]


def take_year(text: str) -> tuple[int, str]:
    """The first fiscal year of a text, and the text without it; 0 where there is none.

    A day from January to March is of the fiscal year that began in the year before.
    """
    found = _YEAR.search(text)
    if found is None:
        return 0, text
    if found["western"]:
        year = int(found["western"])
    else:
        year = fiscal_year.western(_SHORT.get(found["era"], found["era"]), found["number"])
    if found["month"] and int(found["month"]) < _APRIL:
        year -= 1
    return year, text[: found.start()] + text[found.end() :]


def year_after(text: str, before: str) -> int:
    """The fiscal year of a heading without its era (「６年度」, 「〃7年度」) that follows one with it; else 0."""
    short, era = _BARE.fullmatch(plain(text)), _YEAR.search(plain(before))
    if short is None or era is None or not era["number"]:
        return 0
    earlier = 1 if era["number"] == "元" else int(era["number"])
    later = int(short[1])
    return take_year(plain(before))[0] + later - earlier if earlier < later <= earlier + 10 else 0


def years(text: str) -> list[int]:
    """Every fiscal year that a text names, in order."""
    found: list[int] = []
    rest = plain(text)
    while True:
        year, rest = take_year(rest)
        if not year:
            return found
        found.append(year)


def unit_in(text: str, layout: Layout) -> str:
    """The unit that a text in brackets names (「単位:千円」, 「人」), or ""."""
    said = re.sub(r"^単位[:：]?", "", plain(text))
    units = {plain(unit) for unit in layout.words["units"]}
    if plain(text).startswith("単位") and 0 < len(said) <= 10:
        return said
    if said in units or ("/" in said and said.split("/")[0] in units):
        return said
    return said if said.endswith(tuple(units)) and find(said) is not None else ""
