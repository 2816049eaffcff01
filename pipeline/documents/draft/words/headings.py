"""The text of a heading → what its column holds: a role, a kind of figure, a fiscal year, a unit.

「令和7年度見込(9月30日現在)」 is a forecast of 2025, 「目標(人)」 a target counted in 人, 「基準値(R2) → 目標値(R7)」 both
in one cell. A text that is no heading as a whole means nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from pipeline.documents.draft.words.layout import Layout, plain
from pipeline.documents.draft.words.years import APRIL, SPAN, YEAR, take_year
from pipeline.model.units.reading import find

_BRACKETS = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_MARKS = re.compile(r"[※*][0-9]*|注[0-9]+\)?|[:：]$")
_ARROW = re.compile(r"[→⇒➡]")
_OR = re.compile(r"[/／]")
_PART_OF_YEAR = re.compile(r"半期|途中|速報|(?<![0-9年])(?:[124-9]|1[0-2])月(?:末|[0-9]|時点|現在)")
_OF_OTHERS = re.compile(r".+平均値?")
_OF_INDICATORS = re.compile(r".+指標名?")
SIMILAR = 88


@dataclass(frozen=True)
class Meaning:
    """What a heading says of the cells it stands above or before; "" and 0 are not said.

    `pair` are the meanings of both sides of an arrow; `exact` whether the words are known, not merely similar; `why`
    says what else it is not sure for. `part` is what a heading below those that say the kind and the year names
    (男性, 累計): the part of an indicator that its column counts.
    """

    role: str = ""
    kind: str = ""
    year: int = 0
    unit: str = ""
    word: str = ""
    exact: bool = True
    pair: tuple["Meaning", ...] = ()
    why: str = ""
    part: str = ""

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
            self.part or above.part,
        )

    def saying_what_lacks(self, label: "Meaning") -> "Meaning":
        """The meaning of a column, and what a label of the row says that it does not: kind, year, part."""
        lacks = (label.year and not self.year) or (label.kind and not self.kind)
        return replace(
            self,
            kind=self.kind or label.kind,
            year=self.year or label.year,
            why=self.why or (label.why if lacks else ""),
            part=self.part or label.part,
        )


def read(text: str, layout: Layout) -> Meaning | None:
    """What a text means as a heading, or None where it is none."""
    whole = plain(text)
    if not whole or len(whole) > 60:
        return None
    pair = _pair(whole, layout)
    if pair:
        return Meaning("pair", pair=pair)
    known = layout.meanings.get(whole)
    if known:
        return _of(known, whole)
    return _compound(whole, layout)


def _pair(whole: str, layout: Layout) -> tuple[Meaning, ...]:
    """Both sides of 「基準値(R2) → 目標値(R7)」, 「目標値(R6→R10)」 or 「R6 目標/実績」; () where a heading has none."""
    sides = _ARROW.split(whole)
    if len(sides) == 2 and all(sides):
        bracket = next((one for one in _BRACKETS.findall(whole) if _ARROW.search(one)), "")
        found = [read(side, layout) for side in sides]
        if bracket:
            return _of_two_years(read(whole.replace(bracket, ""), layout), _ARROW.split(bracket[1:-1]))
    else:
        year, rest = take_year(whole)
        known = [layout.meanings.get(side, ("", "")) for side in _OR.split(rest)]
        found = [replace(_of(one, ""), year=year) for one in known if one[0] == "figure"]
        found = found if len(found) == len(known) == 2 else []
    pair = tuple(one for one in found if one is not None and one.kind)
    return pair if len(pair) == 2 else ()


def _of_two_years(of: Meaning | None, sides: list[str]) -> tuple[Meaning, ...]:
    """The kind of a heading in its later year, and where it began in the earlier one."""
    first, last = (take_year(side) for side in sides)
    if of is None or not of.kind or not (first[0] and last[0]) or first[1] or last[1]:
        return ()
    why = "矢印の前の値を基準値とした"
    return Meaning("figure", "baseline", first[0], exact=False, why=why), replace(of, year=last[0])


def _of(known: tuple[str, str], word: str) -> Meaning:
    role, kind = known
    return Meaning("level", kind, word=word) if role == "level" else Meaning(role, kind, word=word)


def _compound(whole: str, layout: Layout) -> Meaning | None:
    """A heading with a year, a unit in brackets, or a mark of a footnote beside its words."""
    found = _beside_brackets(whole, layout)
    if found is None or not found.kind or found.kind == "forecast" or not _is_within_year(whole):
        return found
    return replace(found, why="年度の途中の値")


def _is_within_year(whole: str) -> bool:
    """Whether a heading dates its figures to a time within a fiscal year, not to its end in March."""
    dated = YEAR.search(whole)
    month = int(dated["month"] or 3) if dated else 3
    return month != APRIL - 1 or bool(_PART_OF_YEAR.search(whole))


def _beside_brackets(whole: str, layout: Layout) -> Meaning | None:
    if SPAN.search(whole):
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
    if _OF_OTHERS.fullmatch(base):
        return Meaning("elsewhere", year=year, unit=unit, word=base)
    for word in _parts(base):
        known = layout.meanings.get(word)
        if known and known[0] in ("figure", "effect") and known[1]:
            return replace(_of(known, word), year=year, unit=unit, exact=False)
    if _OF_INDICATORS.fullmatch(base):
        return Meaning("indicator", "", year, unit, base)
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


def unit_in(text: str, layout: Layout) -> str:
    """The unit that a text in brackets names (「単位:千円」, 「人」), or ""."""
    said = re.sub(r"^単位[:：]?", "", plain(text))
    units = {plain(unit) for unit in layout.words["units"]}
    if plain(text).startswith("単位") and 0 < len(said) <= 10:
        return said
    if said in units or ("/" in said and said.split("/")[0] in units):
        return said
    return said if said.endswith(tuple(units)) and find(said) is not None else ""
