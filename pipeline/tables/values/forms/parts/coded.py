"""Cells of several parts that have codes of their own: 現年/滞繰, AI-OCR 10件 RPA 10件, 16拠点 (設備更新 2拠点)."""

import re
from collections.abc import Mapping

from pipeline.tables.values.forms.form import DASH, NUMBER, UNSIGNED, Context, Form, number, observed
from pipeline.tables.values.forms.notes import notes
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import one_of

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
A_YEAR = re.compile("(?:19|20)[0-9]{2}|[0-9]{1,2}年度?")
"""In brackets it may be when a number was measured."""
_LABEL = one_of(BREAKDOWNS)
_GAP = "(?: |(?=[0-9]))"
"""Between a label and its number; without the space a hyphen might be taken for a minus."""


def _rate(found: re.Match[str], context: Context) -> Value | None:
    """A rate and the amount that it comes to."""
    rate = number(found["rate"], "rate", "reduction" if found["less"] else "")
    when = notes(f"({found['amount']})", context)
    if rate is None or rate.printed_unit != "percent" or when.understood or A_YEAR.fullmatch(found["amount"]):
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


FORMS = (
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
