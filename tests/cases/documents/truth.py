"""What is true of the test documents, and how far a draft of one agrees with it.

Right: the draft has the cell under the same element, indicator, kind and year with the same text. Wrong: it has another
text there, or a cell that is not there.
"""

import importlib
import json
import re
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from pipeline.documents.draft import Draft, draft
from pipeline.documents.draft.facts import HIGH, Quoted
from pipeline.documents.draft.words import layout
from pipeline.documents.draft.words.layout import plain
from pipeline.formats import Pages
from pipeline.formats.child import MODULES
from pipeline.formats.confine import KINDS

CASES = Path(__file__).resolve().parent
FILES = sorted(path for path in CASES.iterdir() if path.suffix in KINDS)
Cells = dict[tuple[str, ...], Quoted]


def hundred_pages(path: Path) -> None:
    """A PDF of a hundred pages of sheets: the booklet, from its beginning again where it ends."""
    source, document = pypdfium2.PdfDocument(CASES / "booklet.chromium.pdf"), pypdfium2.PdfDocument.new()
    while len(document) < 100:
        document.import_pages(source, list(range(min(len(source), 100 - len(document)))))
    document.save(path)


def read(path: Path) -> Pages:
    """A file as `formats.read` gives it, without a process of its own."""
    kind = KINDS[path.suffix]
    module = importlib.import_module(f"pipeline.formats.{MODULES[kind]}")
    return Pages(path.name, "", kind, module.read(path, lambda done, total: None))


def drafted(path: Path) -> Draft:
    """The draft of a file by the words of the package."""
    return draft((read(path),), layout.read())


def true_cells(name: str) -> dict[tuple[str, ...], str]:
    """The cells of a document by what they are of: figures, effects, entries of a schedule."""
    said = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    found: dict[tuple[str, ...], str] = {}
    for element, indicator, kind, year, text, unit in said["figures"]:
        found[_key("figure", element, indicator, kind, year)] = _shown(text, unit)
    for number, (element, kind, year, text, unit) in enumerate(said["effects"]):
        own = sum(1 for other in said["effects"][:number] if other[0] == element and other[1] == kind)
        year = 0 if kind == "effect" else year
        found[_key("effect", element, kind, year, own)] = _shown(text, unit)
    for element, activity, start, end, text in said["schedule"]:
        found[_key("schedule", element, activity, start)] = f"{end} {plain(text)}"
    return found


def drafted_cells(found: Draft) -> Cells:
    """The cells of a draft by what they are of."""
    cells: Cells = {}
    for element, indicator, figure in found.plan.figures():
        key = _key("figure", element.title, indicator.label, figure.kind, figure.year)
        cells[key] = figure.text.saying(_shown(figure.text, figure.unit))
    for element in found.plan.elements:
        counts: dict[str, int] = {}
        for effect in element.effects:
            own = counts.setdefault(effect.kind, 0)
            counts[effect.kind] += 1
            year = 0 if effect.kind == "effect" else effect.year
            cells[_key("effect", element.title, effect.kind, year, own)] = effect.text.saying(
                _shown(effect.text, effect.unit)
            )
        for activity in element.activities:
            for entry in activity.entries:
                key = _key("schedule", element.title, activity.title, entry.start)
                cells[key] = entry.text.saying(f"{entry.end} {plain(entry.text)}")
    return cells


def _key(*parts: object) -> tuple[str, ...]:
    return tuple(plain(str(part)) for part in parts)


def _shown(text: str, unit: str) -> str:
    """A text and its unit; dashes that print the same are the same."""
    return f"{re.sub('[―–‐]', '—', plain(text))} {plain(unit)}".strip() if plain(text) else ""


def score(truth: dict[tuple[str, ...], str], cells: Cells) -> dict[str, int]:
    """Counts: cells there are, right, wrong, wrong with high sureness, not placed."""
    right = sum(str(cells.get(key, "\0")) == text for key, text in truth.items())
    wrong = [
        key for key, text in cells.items() if truth.get(key) != str(text) and (str(text) or key in truth)
    ]
    sure = [key for key in wrong if cells[key].sure == HIGH]
    missing = sum(key not in cells for key in truth)
    return {"cells": len(truth), "right": right, "wrong": len(wrong), "sure": len(sure), "unplaced": missing}
