"""Cells of several parts, by the names that the cell or its row gives them: 男性12% 女性34%, 51件(うち新規8件)."""

import re
from collections.abc import Mapping
from dataclasses import replace

from pipeline.model import units
from pipeline.tables.values.forms.changes import changed
from pipeline.tables.values.forms.form import DASH, NUMBER, UNSIGNED, Context, Form, number, observed
from pipeline.tables.values.forms.notes import BEHIND, notes
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

BREAKDOWNS: Mapping[str, str] = {
    "現年": "current-year",
    "滞繰": "arrears",
    "AI-OCR": "ai-ocr",
    "RPA": "rpa",
    "選挙毎": "each-election",
    "都知事": "governor",
    "衆議院": "house-of-representatives",
    "市長": "mayor",
    "設備更新": "renewed",
}
COUNTERPARTS = {"renewed": "installed"}
"""What the number outside the brackets counts when the one inside counts a part beside it."""
MOST_PARTS = 6
_GROSS = frozenset({"延べ", "延", "のべ", "延べ人数", "延人数", "延べ数"})
"""Labels of what counts again at each time."""

_A_YEAR = re.compile("(?:19|20)[0-9]{2}|[0-9]{1,2}年度?")
"""In brackets it may be when a number was measured."""
_LABEL = one_of(BREAKDOWNS)
_GAP = "(?: |(?=[0-9]))"
"""Between a label and its number; without the space a hyphen might be taken for a minus."""
_ANY_LABEL = r"[^\s0-9()~〜→、;,:/・▲△+±※*%≧≦≥≤<>-]{1,10}"
_MEANS_MORE = (*HEDGES_BEFORE, *QUALIFIERS, *REFERENCES, *PERIODS, "延べ", "延", "第")
_ERAS = ("令和", "平成", "昭和", "令", "平", "昭", "R", "H", "S")
_BEHIND = rf"(?P<behind>{BEHIND})"
_BOUND = rf"(?P<bound>{one_of(COMPARATORS)})?"
_LABELLED = rf"{_ANY_LABEL}[: ]?{UNSIGNED}"


def _rate(found: re.Match[str], context: Context) -> Value | None:
    """A rate and the amount that it comes to."""
    rate = number(found["rate"], "rate", "reduction" if found["less"] else "")
    when = notes(f"({found['amount']})", context)
    if (
        rate is None
        or rate.printed_unit != "percent"
        or when.understood
        or _A_YEAR.fullmatch(found["amount"])
    ):
        return None
    return observed([rate, number(found["amount"], "amount")])


def _hinted(found: re.Match[str], context: Context) -> Value | None:
    """One number for each part that the label of the row names."""
    labels, parts = context.breakdown.split("/"), found[0].split("/")
    if len(labels) != len(parts) or not all(label.strip() in BREAKDOWNS for label in labels):
        return None
    pairs = zip(parts, labels, strict=True)
    return observed([number(part, BREAKDOWNS[label.strip()]) for part, label in pairs])


def _with_named_part(found: re.Match[str], context: Context) -> Value | None:
    """A dash in the brackets adds no number."""
    part = BREAKDOWNS[found["label"]]
    if part not in COUNTERPARTS:
        return None
    whole = number(found["whole"], COUNTERPARTS[part])
    return observed([whole] if re.fullmatch(DASH, found["part"]) else [whole, number(found["part"], part)])


def _named(found: re.Match[str], context: Context) -> Value | None:
    entries = re.findall(rf"({_LABEL}){_GAP}({NUMBER})(?= |$)", found[0])
    return observed([number(text, BREAKDOWNS[label]) for label, text in entries])


def _named_behind(found: re.Match[str], context: Context) -> Value | None:
    entries = re.findall(rf"({UNSIGNED}) ?\(({_LABEL})\)", found[0])
    return observed([number(text, BREAKDOWNS[label]) for text, label in entries])


def _part_in_brackets(found: re.Match[str], context: Context) -> Value | None:
    """A number and one in brackets: a part where it says うち, else what it counts is not printed."""
    unit, beside, label = found["unit"] or "", notes(found["behind"], context), found["label"] or ""
    when = notes(f"({label}{found['part']})", context)
    if when.understood or (not unit and not label and _A_YEAR.fullmatch(found["part"])):
        return None
    if label in (*_MEANS_MORE, *_ERAS, "注") and label not in (*QUALIFIERS, *_GROSS):
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


def _labelled(found: re.Match[str], context: Context) -> Value | None:
    """Parts by the names that the cell gives them."""
    entries = re.findall(rf"(?:^|[ 、,/・;:])({_ANY_LABEL})[: ]?({UNSIGNED})(?=$|[ 、,/・;:])", found[0])
    return _parts([(label, text) for label, text in entries])


def _whole_and_parts(found: re.Match[str], context: Context) -> Value | None:
    """A number and, in brackets, the parts that make it up, by their names."""
    entries = re.findall(rf"(?:^|[ 、,/・;])({_ANY_LABEL})[: ]?({UNSIGNED})(?=$|[ 、,/・;])", found["parts"])
    parts, whole = _parts([(label, text) for label, text in entries]), number(found["whole"])
    return observed([whole, *parts.numbers]) if parts and whole else None


def _labelled_behind(found: re.Match[str], context: Context) -> Value | None:
    entries = re.findall(rf"({UNSIGNED}) ?\(({_ANY_LABEL})\)", found[0])
    return _parts([(label, text) for text, label in entries])


def _parts(entries: list[tuple[str, str]]) -> Value | None:
    labels = [label for label, _ in entries]
    more = [
        label
        for label in labels
        if label not in _GROSS and (label in _MEANS_MORE or re.search(one_of(CHANGES), label))
    ]
    if more or len(set(labels)) != len(labels) or not 1 < len(labels) <= MOST_PARTS:
        return None
    numbers = []
    for index, (label, text) in enumerate(entries, start=1):
        one = gross(f"延べ{text}") if label in _GROSS else number(text)
        numbers.append(replace(one, breakdown=f"part-{index}", label=label) if one else None)
    return observed(numbers)


NAMED = (
    Form(
        r"(?P<rate>{number})(?P<less>削減)? ?\((?P<amount>{number})\)",
        _rate,
        {"25.3%(120件)": "observed rate=25.3 unit:PERCENT [25.3 percent]; amount=120 ken [120 ken]"},
    ),
    Form("[^/]+(?:/[^/]+)+", _hinted, {}),
    Form(
        rf"(?P<whole>{{number}}) ?\((?P<label>{_LABEL}){_GAP}(?P<part>{{number}}|{{dash}})\)",
        _with_named_part,
        {"16拠点 (設備更新 2拠点)": "observed installed=16 kyoten [16 kyoten]; renewed=2 kyoten [2 kyoten]"},
    ),
    Form(
        rf"{_LABEL}{_GAP}{UNSIGNED}(?: {_LABEL}{_GAP}{UNSIGNED})*",
        _named,
        {"AI-OCR 10件 RPA 10件": "observed ai-ocr=10 ken [10 ken]; rpa=10 ken [10 ken]"},
    ),
    Form(
        rf"{UNSIGNED} ?\({_LABEL}\)(?: {UNSIGNED} ?\({_LABEL}\))*",
        _named_behind,
        {"28人(都知事) 29人(市長)": "observed governor=28 nin [28 nin]; mayor=29 nin [29 nin]"},
    ),
)
"""Of parts that have codes of their own."""
LABELLED = (
    Form(
        rf"(?P<whole>{UNSIGNED}) ?\((?P<label>前年度?比|対前年度?比?|前年度?|増減)?[: ]?(?P<change>[+▲△±−-] ?{UNSIGNED})\)",
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
"""Of parts that only the cell names."""
