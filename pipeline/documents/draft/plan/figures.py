"""Puts a figure where it belongs: its indicator, or the part of it that its column counts, its kind and its years."""

import re
from dataclasses import replace

from pipeline.documents.draft.facts import HIGH, LOW, MIDDLE, SURENESS, Fact, Quoted
from pipeline.documents.draft.plan.cursor import Cursor
from pipeline.documents.draft.plan.records import Figure, Indicator
from pipeline.documents.draft.words import wording
from pipeline.documents.draft.words.layout import plain
from pipeline.documents.draft.words.years import take_year

BLANK = "空欄"
_ARROW = re.compile(r"\s*[→⇒➡]\s*")
_OR = re.compile(r"\s*[/／]\s*")


def pair(cursor: Cursor, fact: Fact) -> str:
    """A cell that prints two figures with an arrow between them, or a stroke."""
    sides = (_ARROW if _ARROW.search(fact.text) else _OR).split(str(fact.text))
    if len(sides) != len(fact.meaning.pair):
        return "二つの値に分けられない"
    answers = []
    for side, meaning in zip(sides, fact.meaning.pair, strict=True):
        years = (meaning.year,) if meaning.year else ()
        text = fact.text.saying(side)
        text = text.less(MIDDLE, meaning.why) if meaning.why else text
        answers.append(figure(cursor, replace(fact, text=text, meaning=meaning, years=years)))
    return next(filter(None, answers), "")


def figure(cursor: Cursor, fact: Fact) -> str:
    """A target, actual or other value, of each year that its cell covers."""
    lines = fact.text.split("\n")
    if not fact.meaning.kind and len(lines) == len(cursor.caption.pair) > 0:
        return _upper_and_lower(cursor, fact, lines)
    kind = fact.meaning.kind or cursor.caption.kind
    years = fact.years or _year_within(fact) or _year_of_caption(cursor, fact)
    if not kind or not years:
        return "年度が分からない" if kind else "目標か実績か分からない"
    if not fact.text and cursor.indicator is None:
        return BLANK
    text = wording.figure(fact.text)
    if not fact.meaning.kind or not fact.years:
        text = text.less(MIDDLE, "表の外の言葉から補った")
    if _ARROW.search(text):
        text = text.less(MIDDLE, "矢印のある値")
    if len(years) > 1 and re.search(r"\d", text):
        text = text.less(MIDDLE, "複数の年度にまたがる欄")
    found = cursor.current_indicator()
    if found.part != fact.meaning.part:
        found = cursor.part_of(found, fact.meaning.part)
    if found.part:
        text = text.less(MIDDLE, f"「{fact.meaning.part}」を指標の名称に加えた")
    text = _as_sure_as_its_names(text, found.label, cursor.element.title)
    unit = fact.meaning.unit or str(found.unit) or cursor.caption.unit
    answers = [_keep(found, Figure(kind, year, text, unit, fact.picture)) for year in years]
    return next(filter(None, answers), "")


def _as_sure_as_its_names(text: Quoted, label: Quoted, title: Quoted) -> Quoted:
    """A figure, no surer than it is whose it is: an indicator may have no name, or a dash for one, an element may not."""
    if not (label or label.keys):
        text = text.less(MIDDLE, "指標の名称がない")
    if not title:
        text = text.less(LOW, "項目の名称がない")
    lower = min(label.sure, title.sure, key=SURENESS.index)
    return text if lower == HIGH else text.less(lower, "項目か指標の名称が確かでない")


def _year_of_caption(cursor: Cursor, fact: Fact) -> tuple[int, ...]:
    """The year that the caption names, but for a value that is of the end of a plan (最終目標)."""
    if not cursor.caption.year or fact.meaning.word.startswith(cursor.layout.words["ends"]):
        return ()
    return (cursor.caption.year,)


def _year_within(fact: Fact) -> tuple[int, ...]:
    """The year in brackets behind a value, where its heading names none: 「100人(R2)」."""
    found = re.search(r"[(（]([^()（）]+)[)）]\s*$", fact.text)
    year, rest = take_year(plain(found[1])) if found else (0, "")
    return (year,) if year and not rest else ()


def _upper_and_lower(cursor: Cursor, fact: Fact, lines: list[str]) -> str:
    """Two figures of a cell, one above the other, whose kinds the caption names."""
    answers = [
        figure(cursor, replace(fact, text=fact.text.saying(line).less(MIDDLE, "上段と下段"), meaning=of))
        for line, of in zip(lines, cursor.caption.pair, strict=True)
    ]
    return next(filter(None, answers), "")


def _keep(found: Indicator, one: Figure) -> str:
    """A figure kept, unless there is another of its kind and year: then neither is sure."""
    before = found.has(one.kind, one.year)
    if before is None:
        found.figures.append(one)
        return ""
    index = found.figures.index(before)
    if one.text and not before.text:
        found.figures[index] = one
    elif one.text and plain(before.text) != plain(one.text):
        doubted = before.text.less(LOW, f"同じ指標・年度に「{one.text}」もある")
        found.figures[index] = replace(before, text=doubted)
        return f"同じ指標・年度に「{before.text}」がある"
    return ""
