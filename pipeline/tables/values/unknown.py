"""What to say of a unit that nobody knows: the nearest that are known, or to declare it."""

import re
from collections.abc import Iterable

from pipeline.model import units
from pipeline.model.text import Text
from pipeline.model.units import Unit


def unknown_unit(named: str, declared: Iterable[Unit] = ()) -> tuple[Text, Text] | None:
    """What is wrong with the text of a unit, and what to do; None where it names a unit.

    >>> unknown_unit("ヵ処")[1].en
    'Write one of ヵ所; or declare it.'
    """
    known = tuple(declared)
    if units.find(named, known) is not None:
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
