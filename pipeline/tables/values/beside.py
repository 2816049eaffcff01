"""The unit that stands beside a text: a column 単位, a caption, the brackets of a name."""

import re
from collections.abc import Iterable

from pipeline.model import units
from pipeline.model.text import Text
from pipeline.model.units import Unit
from pipeline.tables.values.forms.form import YEAR
from pipeline.tables.values.value import plain
from pipeline.tables.values.words import COMPARATORS, REFERENCES, one_of

_AGAINST = re.compile(
    rf"(?P<reference>(?:{one_of(REFERENCES)}|対?{YEAR})(?:実績)?比)[ /:]?\(?(?P<unit>[^\s0-9()]*)\)?"
)
_FIGURE = re.compile(r"(?P<number>[▲△+\-−]? ?[0-9][0-9,.]*)(?P<unit>[%％]?)(?P<more>\D*)")


def together(text: str, named: str) -> tuple[str, str]:
    """A text and the unit beside it, with what the unit says it is compared with before the number.

    >>> together("95以上", "前年度比％"), together("95", "%")
    (('前年度比95%以上', ''), ('95', '%'))
    """
    against, figure = _AGAINST.fullmatch(plain(named)), _FIGURE.fullmatch(text)
    if against is None or figure is None:
        return text, named
    unit = figure["unit"] or against["unit"]
    return f"{against['reference']}{figure['number']}{unit}{figure['more']}", ""


def without_bound(named: str) -> tuple[str, str]:
    """The text of a unit without the bound behind it, and the comparator of that: %以上 is % and at-least."""
    found = re.fullmatch(rf"(.+?)({one_of(COMPARATORS)})", plain(named))
    return (found[1], COMPARATORS[found[2]]) if found else (named, "")


def unknown_unit(named: str, declared: Iterable[Unit] = ()) -> tuple[Text, Text] | None:
    """What is wrong with the text of a unit, and what to do; None where it names a unit.

    >>> unknown_unit("ヵ処")[1].en
    'Write one of ヵ所; or declare it.'
    """
    known = tuple(declared)
    against = _AGAINST.fullmatch(plain(named))
    named = against["unit"] if against else named
    if units.find(without_bound(named)[0], known) is not None:
        return None
    if re.search(r"[0-9０-９]", named):
        what = Text(f"「{named}」は単位ではなく、数を含みます。", f"'{named}' is no unit: it holds a number.")
        return what, Text(
            "単位だけを書くか、空欄にしてください。", "Write the unit alone, or leave it blank."
        )
    what = Text(f"単位「{named}」は知りません。", f"unknown unit '{named}'.")
    near = units.nearest(named, known)
    if not near:
        return what, Text("単位の表に加えてください。", "Declare it.")
    return what, Text(
        f"近いものは{'、'.join(near)}です。それに直すか、この市の単位として登録してください。",
        f"Nearest: {', '.join(near)}. Write one of them, or declare it.",
    )
