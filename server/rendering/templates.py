"""The templates' environment: autoescape everywhere, texts and links as filters, absent names raise."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from pipeline.reading.element import Note
from pipeline.reading.graph import Text, in_language

HERE = Path(__file__).resolve().parents[1]
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"
TEXTS = TEMPLATES / "texts.toml"
_BREAK = re.compile(r"(?<!\s)\s++(?=[・○※(（])|\n")
_BULLETS = ("・", "○")


@cache
def texts() -> dict[str, Text]:
    """The words of the pages: key → text by language."""
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def environment() -> Environment:
    """An environment that escapes everything and fails on a name that does not exist."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        text=shown, opening=opening, plain=plain, number=number, percent=percent, blocks=blocks, alike=alike
    )
    return made


@pass_context
def shown(context: Context, text: Text | None) -> Markup:
    """A text in the page's language; where it is in another one, marked as such for screen readers."""
    language = context["view"].language
    if not text:
        return Markup("")
    if language in text or "" in text:
        return escape(in_language(text, language))
    tag = "ja" if "ja" in text else next(iter(sorted(text)))
    return Markup('<span lang="{}">{}</span>').format(tag, text[tag])


@pass_context
def opening(context: Context, text: Text | None) -> Markup:
    """A text as `shown`, where it opens a line: the names of classes and codes are lower-case in English."""
    tag = context["view"].language
    return shown(
        context, text | {tag: text[tag][:1].upper() + text[tag][1:]} if text and tag in text else text
    )


@pass_context
def plain(context: Context, text: Text | None) -> str:
    """A text in the page's language, for an attribute or a title."""
    return (in_language(text, context["view"].language) if text else None) or ""


@dataclass(frozen=True)
class Block:
    """A paragraph, or the points of a list."""

    is_list: bool
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """A printed text as its paragraphs, and what its bullets (・○) begin as lists."""
    lines = [part.strip() for part in _BREAK.split(text) if part.strip()]
    return [
        Block(is_list, tuple(line.lstrip("・○ ") if is_list else line for line in found))
        for is_list, found in groupby(lines, key=lambda line: line.startswith(_BULLETS))
    ]


def alike(notes: Iterable[Note]) -> list[list[Note]]:
    """Notes that say the same of different things, together: in the order of the first of each."""
    groups: dict[tuple[tuple[str, str], ...], list[Note]] = {}
    for note in notes:
        readings = ((property_.iri, text) for property_, text in note.readings)
        groups.setdefault((*note.title.items(), *note.text.items(), *readings), []).append(note)
    return list(groups.values())


def number(value: Decimal | str) -> str:
    """A number for people: digits in groups of three, as many decimals as it has."""
    text = f"{Decimal(value).normalize():,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Decimal) -> str:
    """A ratio as a percentage with one decimal."""
    return f"{value * 100:.1f}%"
