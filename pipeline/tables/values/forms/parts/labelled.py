"""Cells of several parts by the names that they give them: 男性12% 女性34%, 51件(うち新規8件), R6:45% R7:50%."""

import re
from dataclasses import replace

from pipeline.model import units
from pipeline.tables.values.forms.against.changes import changed
from pipeline.tables.values.forms.form import UNSIGNED, YEAR, Context, Form, number, observed, year_of
from pipeline.tables.values.forms.notes import BEHIND, notes
from pipeline.tables.values.forms.parts.coded import A_YEAR
from pipeline.tables.values.forms.single import gross
from pipeline.tables.values.numbers import of_unit
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import (
    CHANGES,
    COMPARATORS,
    HEDGES_BEFORE,
    PERIODS,
    QUALIFIERS,
    REFERENCES,
    one_of,
)

MOST_PARTS = 6
_GROSS = frozenset({"延べ", "延", "のべ", "延べ人数", "延人数", "延べ数"})
"""Labels of what counts again at each time."""

_ANY_LABEL = r"[^\s0-9()~〜→、;,:/・▲△+±※*%≧≦≥≤<>-]{1,10}"
_MEANS_MORE = (*HEDGES_BEFORE, *QUALIFIERS, *REFERENCES, *PERIODS, "延べ", "延", "第")
_ERAS = ("令和", "平成", "昭和", "令", "平", "昭", "R", "H", "S")
_BEHIND = rf"(?P<behind>{BEHIND})"
_BOUND = rf"(?P<bound>{one_of(COMPARATORS)})?"
_LABEL_BEFORE = rf"(?:(?=[^:]*[^\s0-9:])[^\s():、,;/]{{1,12}}(?=:)|{_ANY_LABEL}|\([^()]{{1,10}}\))"
"""What a part is called before its number: 男性, (小), 小6:."""
_LABELLED = rf"{_LABEL_BEFORE}[: ]?{UNSIGNED}"
_AND = "、,・;"
_OF_YEAR = "(?:実績|目標|現状)?"
_YEARLY = rf"(?:{YEAR}){_OF_YEAR}(?:[: ]|は)?{UNSIGNED}|{UNSIGNED} ?\((?:{YEAR}){_OF_YEAR}\)"
_A_YEARS = re.compile(
    rf"(?:(?P<year>{YEAR}){_OF_YEAR}(?:[: ]|は)?(?P<number>{UNSIGNED})"
    rf"|(?P<figure>{UNSIGNED}) ?\((?P<of>{YEAR}){_OF_YEAR}\))(?:[ 、,/;]+|$)"
)
"""The number of a year among several: R6:45%, 40%(R5)."""


def _part_in_brackets(found: re.Match[str], context: Context) -> Value | None:
    """A number and one in brackets: a part where it says うち, else what it counts is not printed."""
    unit, beside, label = found["unit"] or "", notes(found["behind"], context), found["label"] or ""
    when = notes(f"({label}{found['part']})", context)
    if when.understood or (not unit and not label and A_YEAR.fullmatch(found["part"])):
        return None
    if label in (*_MEANS_MORE, *_ERAS, "注", "人口") and label not in (*QUALIFIERS, *_GROSS):
        return None
    whole = number(found["whole"] + unit)
    part = gross(f"延べ{found['part']}{unit}") if label in _GROSS else number(found["part"] + unit)
    if whole is None or part is None or not beside.understood or beside.qualifiers or beside.measured:
        return None
    if part.printed_unit == "none":
        part = of_unit(part, units.of(whole.printed_unit))
    breakdown = "of-which" if found["which"] else "in-brackets"
    if found["which"] and (part.unit != whole.unit or part.amount > whole.amount):
        return None
    labelled = replace(part, breakdown=breakdown, label=label, qualifier=QUALIFIERS.get(label, ""))
    return observed([whole, labelled], COMPARATORS.get(found["bound"] or "", ""), beside.note)


def _with_its_change(found: re.Match[str], context: Context) -> Value | None:
    """120件(+10件): a number and by how much it changed."""
    whole, change = number(found["whole"]), changed(found["change"], "", found["change"][0])
    if whole and change and change.printed_unit == "none":
        change = of_unit(change, units.of(whole.printed_unit))
    return observed([whole, replace(change, label=found["label"] or "")]) if whole and change else None


def _with_another_year(found: re.Match[str], context: Context) -> Value | None:
    """120件(R5:110件): a number, and what it was in another year."""
    year = context.year - 1 if found["year"].startswith(("前", "昨")) else year_of(found["year"], context)
    whole, other = number(found["whole"]), number(found["other"], "in-brackets", "", found["year"])
    if whole is None or other is None or year is None or whole.unit != other.unit:
        return None
    return observed([whole, replace(other, measured=str(year))])


def _labelled(found: re.Match[str], context: Context) -> Value | None:
    """Parts by the names that the cell gives them."""
    return _one_after_another(found[0])


def _whole_and_parts(found: re.Match[str], context: Context) -> Value | None:
    """A number and, in brackets, the parts that make it up, by their names."""
    parts, whole = _one_after_another(found["parts"]), number(found["whole"])
    return observed([whole, *parts.numbers]) if parts and whole else None


def _one_after_another(text: str) -> Value | None:
    """Parts by the names before them; a stroke divides them (男60/女40) where it is not of a unit (100人/日)."""
    for dividers in (_AND, f"{_AND}/", f"{_AND}:"):
        entry = re.compile(rf"({_LABEL_BEFORE})[: ]?({UNSIGNED})(?:[ {dividers}]+|$)")
        entries, position = [], 0
        while position < len(text) and (found := entry.match(text, position)):
            entries.append((found[1].strip("()"), found[2]))
            position = found.end()
        parts = _parts(entries) if position == len(text) else None
        if parts:
            return parts
    return None


def _yearly(found: re.Match[str], context: Context) -> Value | None:
    """R6:45% R7:50%, 40%(R5) 50%(R10): a number for each year."""
    numbers = []
    for index, entry in enumerate(_A_YEARS.finditer(found[0]), start=1):
        named = entry["year"] or entry["of"]
        year = year_of(named, context)
        figure = number(entry["number"] or entry["figure"], f"part-{index}", "", named)
        if figure is None or year is None or index > MOST_PARTS:
            return None
        numbers.append(replace(figure, measured=str(year)))
    different = len({one.measured for one in numbers}) == len(numbers)
    return observed(numbers) if different else None


def _labelled_behind(found: re.Match[str], context: Context) -> Value | None:
    entries = re.findall(rf"({UNSIGNED}) ?\(({_ANY_LABEL})\)", found[0])
    return _parts([(label, text) for text, label in entries])


def _parts(entries: list[tuple[str, str]]) -> Value | None:
    labels = [label for label, _ in entries]
    more = [
        label
        for label in labels
        if label not in _GROSS
        and (label in _MEANS_MORE or re.search(one_of(CHANGES), label) or re.match(YEAR, label))
    ]
    if more or len(set(labels)) != len(labels) or not 1 < len(labels) <= MOST_PARTS:
        return None
    numbers = []
    for index, (label, text) in enumerate(entries, start=1):
        one = gross(f"延べ{text}") if label in _GROSS else number(text)
        numbers.append(replace(one, breakdown=f"part-{index}", label=label) if one else None)
    return observed(numbers)


FORMS = (
    Form(
        rf"(?P<whole>{UNSIGNED}) ?\((?P<label>前年度?比|対前年度?比?|前年度?|増減|対?{YEAR}比?|現状値?比?|基準値?比?)?"
        rf"[: ]?(?P<change>[+▲△±−-] ?{UNSIGNED})\)",
        _with_its_change,
        {
            "120件(+10件)": "observed total=120 ken [120 ken]; change=10 ken [10 ken] increase",
            "120件(前年比▲5%)": "observed total=120 ken [120 ken]; rate(前年比)=-5 unit:PERCENT [▲5 percent]",
        },
    ),
    Form(
        rf"(?P<whole>{UNSIGNED}){_BOUND} ?\((?P<which>うち|内数?|内訳)?[、: ]?(?P<label>{_ANY_LABEL})?[: ]?"
        rf"(?P<part>{UNSIGNED})\)(?P<unit>[^\s0-9()]+?)?{_BEHIND}",
        _part_in_brackets,
        {
            "51件(うち新規8件)": "observed total=51 ken [51 ken]; of-which(新規)=8 ken [8 ken]",
            "43(16)件": "observed total=43 ken [43 ken]; in-brackets=16 ken [16 ken]",
            "10件 (5件)": "observed total=10 ken [10 ken]; in-brackets=5 ken [5 ken]",
            "10件(累計50件)": "observed total=10 ken [10 ken]; in-brackets(累計)=50 ken [50 ken] cumulative",
        },
    ),
    Form(
        rf"(?P<whole>{UNSIGNED}) ?\((?P<year>{YEAR}|前年度?|昨年度?)(?:実績|目標)?[: ]?(?P<other>{UNSIGNED})\)",
        _with_another_year,
        {
            "120件(R5:110件)": "observed total=120 ken [120 ken]; in-brackets(R5)=110 ken [110 ken] measured 2023",
        },
    ),
    Form(
        rf"(?:{_YEARLY})(?:[ 、,/;]+(?:{_YEARLY}))+",
        _yearly,
        {
            "R6:45% R7:50%": "observed part-1(R6)=45 unit:PERCENT [45 percent] measured 2024; "
            "part-2(R7)=50 unit:PERCENT [50 percent] measured 2025"
        },
    ),
    Form(
        rf"(?P<whole>{UNSIGNED})(?P<bound>)[、 ]+(?P<which>うち)(?P<label>{_ANY_LABEL})?[: ]?(?P<part>{UNSIGNED})(?P<unit>)"
        rf"{_BEHIND}",
        _part_in_brackets,
        {"120人、うち女性40人": "observed total=120 nin [120 nin]; of-which(女性)=40 nin [40 nin]"},
    ),
    Form(
        rf"{_LABELLED}(?:[ 、,/・;:]+{_LABELLED})+",
        _labelled,
        {
            "男性12% 女性34%": "observed part-1(男性)=12 unit:PERCENT [12 percent]; "
            "part-2(女性)=34 unit:PERCENT [34 percent]",
            "実120人 延べ350人": "observed part-1(実)=120 nin [120 nin]; "
            "part-2(延べ)=350 gross-nin [350 gross-nin]",
        },
    ),
    Form(
        rf"(?P<whole>{UNSIGNED}) ?\((?:(?:うち|内訳):?)?(?P<parts>{_LABELLED}(?:[ 、,/・;]+{_LABELLED})+)\)",
        _whole_and_parts,
        {
            "150人(男80人、女70人)": "observed total=150 nin [150 nin]; part-1(男)=80 nin [80 nin]; "
            "part-2(女)=70 nin [70 nin]"
        },
    ),
    Form(
        rf"{UNSIGNED} ?\({_ANY_LABEL}\)(?:[ 、,/・;]*{UNSIGNED} ?\({_ANY_LABEL}\))+",
        _labelled_behind,
        {"10件(市内) 5件(市外)": "observed part-1(市内)=10 ken [10 ken]; part-2(市外)=5 ken [5 ken]"},
    ),
)
