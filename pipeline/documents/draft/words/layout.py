"""What words mean in a city's tables, as data: `layout.toml` of this package, changed by a city's own."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pipeline.model.errors import Problem, SettingError
from pipeline.model.files import toml_file

DEFAULT = Path(__file__).with_name("layout.toml")
_SECTIONS = ("roles", "kinds", "effects", "levels", "words")
_MEANINGS = ("roles", "kinds", "effects", "levels")
_SETTINGS: Mapping[str, Mapping[str, type]] = {
    "plan": {"code": str, "title": str, "edition": str, "covers_from": int, "covers_to": int},
    "reader": {"name": str},
}

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Layout:
    """Words by what they mean: `roles` of columns, `kinds` of figures, `effects`, `levels`, and other `words`.

    `plan` says what the plan is called: code, title, edition, covers_from, covers_to; blank where the document is
    to say it. `reader` names a layout in code, "" where these words are enough.
    """

    roles: Words
    kinds: Words
    effects: Words
    levels: Words
    words: Words
    plan: Mapping[str, str | int]
    reader: str = ""

    @cached_property
    def meanings(self) -> dict[str, tuple[str, str]]:
        """Each heading, plain, with what it means: a role and a kind or level."""
        found: dict[str, tuple[str, str]] = {}
        for level, words in self.levels.items():
            found.update({plain(word): ("level", level) for word in words})
        for role, words in self.roles.items():
            found.update({plain(word): (role, "") for word in words})
        for kind, words in self.kinds.items():
            found.update({plain(word): ("figure", kind) for word in words})
        for kind, words in self.effects.items():
            found.update({plain(word): ("effect", kind) for word in words})
        return found

    def level_of_title(self, heading: str) -> str:
        """The level of the elements that a heading names: `priority` where it is a word of that level."""
        return "priority" if plain(heading) in map(plain, self.levels.get("priority", ())) else "item"


def plain(text: str) -> str:
    """A heading as it is compared: half width, without spaces and line ends."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read(path: Path | None = None) -> Layout:
    """The layout of a city's file; words that it does not name mean what they do in the package's own.

    Raises SettingError naming every key that a layout does not have, or that holds something else than words.
    """
    known = _parse(DEFAULT)
    own = _parse(path) if path is not None else {}
    problems = _problems(own, known, path or DEFAULT)
    if problems:
        raise SettingError(problems)
    taken = {
        plain(word) for name in _MEANINGS for words in own.get(name, {}).values() for word in _texts(words)
    }
    sections: dict[str, Words] = {}
    for name in _SECTIONS:
        sections[name] = {
            key: (
                *_texts(own.get(name, {}).get(key, [])),
                *(word for word in _texts(words) if name in ("levels", "words") or plain(word) not in taken),
            )
            for key, words in known[name].items()
        }
    plan = {key: _scalar(value) for key, value in {**known["plan"], **own.get("plan", {})}.items()}
    return Layout(**sections, plan=plan, reader=str(own.get("reader", {}).get("name", "")))


def named(text: str) -> Layout:
    """The layout of a file that ends in .toml, or the usual words with the reader of this name. Raises SettingError."""
    return read(Path(text)) if text.endswith(".toml") else replace(read(), reader=text)


def _texts(words: object) -> list[str]:
    return [str(word) for word in words] if isinstance(words, list) else []


def _scalar(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _parse(path: Path) -> dict[str, dict[str, object]]:
    found = toml_file.read(path, "Name a layout, or none.")
    return {name: section if isinstance(section, dict) else {} for name, section in found.items()}


def _problems(
    own: Mapping[str, Mapping[str, object]], known: Mapping[str, Mapping[str, object]], path: Path
) -> list[Problem]:
    problems = [
        Problem(f"{path}, [{name}]", "is no part of a layout.", f"Known: {', '.join(known)}.")
        for name in own
        if name not in known
    ]
    for name in _SECTIONS:
        for key, words in own.get(name, {}).items():
            if key not in known[name]:
                remedy = f"Known: {', '.join(known[name])}."
                problems.append(Problem(f"{path}, [{name}] {key}", "is no meaning that is known.", remedy))
            elif not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                problems.append(
                    Problem(f"{path}, [{name}] {key}", "is no list of words.", 'Write ["…", "…"].')
                )
    for name, kinds in _SETTINGS.items():
        for key, value in own.get(name, {}).items():
            if not isinstance(value, kinds.get(key, ())):
                remedy = f"Known: {', '.join(kinds)}; years are numbers, the others texts."
                problems.append(Problem(f"{path}, [{name}] {key}", "is not usable.", remedy))
    return problems


def guess(
    layout: Layout, headings: Mapping[str, tuple[str, str] | None], plan: Mapping[str, str | int]
) -> str:
    """A city's layout as TOML: each heading met, under what it was taken to mean; those of no meaning as remarks.

    `headings` gives role and kind of each.
    """
    places = {"figure": "kinds", "effect": "effects", "level": "levels"}
    found: dict[str, dict[str, list[str]]] = {name: {} for name in _MEANINGS}
    for word, meaning in headings.items():
        if meaning is not None:
            role, kind = meaning
            section, key = (places[role], kind) if role in places and kind else ("roles", role)
            if key in getattr(layout, section):
                found[section].setdefault(key, []).append(word)
    parts = [
        "# What the headings of this city's document mean, as `keikaku draft` took them. Correct it, and use it",
        "# with --layout, also for next year's edition. Words that stand nowhere here mean what they usually do.",
    ]
    for section, keys in found.items():
        parts += ["", f"[{section}]", *(f"{key} = {_list(words)}" for key, words in sorted(keys.items()))]
    unknown = [word for word, meaning in headings.items() if meaning is None]
    parts += [f"# not known: {json.dumps(word, ensure_ascii=False)}" for word in unknown]
    for section, said in {"plan": plan, "reader": {"name": layout.reader}}.items():
        parts += ["", f"[{section}]"]
        parts += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in said.items()]
    return "\n".join(parts) + "\n"


def _list(words: Sequence[str]) -> str:
    return json.dumps(sorted(dict.fromkeys(words)), ensure_ascii=False)
