"""Layouts in code: functions that an installed package offers as an entry point of the group `keikaku.layouts`.

Such a function is given the files as read and the words of the layout, and gives the draft. One that only sets pages
right before (joins what the drawing divides, names a column that has no heading) hands them to `drafting.draft`.
"""

from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points

from pipeline.documents.draft.drafting import Draft
from pipeline.documents.draft.drafting import draft as by_words
from pipeline.documents.draft.words.layout import Layout
from pipeline.formats import Pages
from pipeline.model.errors import Problem, SettingError

GROUP = "keikaku.layouts"
Reader = Callable[[Sequence[Pages], Layout], Draft]


def draft(files: Sequence[Pages], layout: Layout) -> Draft:
    """The draft of a plan: by the reader that the layout names, else by words alone.

    Raises SettingError: no package offers the reader, it cannot be loaded, or its draft leaves out what was seen.
    """
    if not layout.reader:
        return by_words(files, layout)
    found = _load(layout.reader)(files, layout)
    if not isinstance(found, Draft) or found.became.keys() != found.seen.keys():
        what = "gives no draft in which everything that was seen is placed, structural or unplaced."
        raise SettingError(Problem(_where(layout.reader), what, "Let it give what `drafting.draft` gives."))
    return found


def _load(name: str) -> Reader:
    known = entry_points(group=GROUP)
    found: EntryPoint | None = next((one for one in known if one.name == name), None)
    if found is None:
        others = f"Known: {', '.join(sorted(known.names))}." if known else "None is installed."
        remedy = f"Install the package that offers it, or name a layout.toml. {others}"
        raise SettingError(Problem(_where(name), "is no layout that is installed.", remedy))
    try:
        reader: Reader = found.load()
    except (ImportError, AttributeError) as error:
        what = f"cannot be loaded ({error})."
        raise SettingError(Problem(_where(name), what, "Install its package again.")) from error
    return reader


def _where(name: str) -> str:
    return f"layout '{name}' ({GROUP})"
