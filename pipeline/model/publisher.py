"""What a publisher says of itself and of its data: reads `data/<municipality>/publisher.toml`.

`Publisher` is the value that the municipality's graph, the catalogue and the data files take names, contact
and licence from. A file that cannot be used raises SettingError with every problem in it at once.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model.errors import Problem, SettingError
from pipeline.model.licences import ADVICE, LICENCES, Licence
from pipeline.model.text import Text
from pipeline.model.vocabularies import FREQUENCIES, THEMES


@dataclass(frozen=True)
class Contact:
    """Whom to ask; a portal shows the e-mail address where there is one."""

    name: Text
    page: str
    email: str = ""
    telephone: str = ""
    address: str = ""


@dataclass(frozen=True)
class Area:
    """Where a municipality lies: its area code at e-Stat, its bounds and a point in it (WGS 84 degrees)."""

    code: str
    west_south_east_north: tuple[float, float, float, float] | None = None
    longitude_latitude: tuple[float, float] | None = None


@dataclass(frozen=True)
class Plan:
    """How the catalogue presents a plan; what is None is written from the plan's own title."""

    title: Text | None = None
    description: Text | None = None
    keywords: tuple[Text, ...] = ()
    themes: tuple[str, ...] = ("GOVE",)
    frequency: str = "ANNUAL"


@dataclass(frozen=True)
class Publisher:
    """A municipality as the publisher of its plans."""

    code: str
    name: Text
    kana: str
    prefecture: Text
    homepage: str
    area: Area
    contact: Contact
    licence: Licence
    licence_confirmed: bool
    official: bool
    """Whether the municipality itself publishes, rather than somebody from what it printed."""
    plans: Mapping[str, Plan]

    def plan(self, slug: str) -> Plan:
        return self.plans.get(slug, Plan())


_CHECK_WEIGHTS = (6, 5, 4, 3, 2)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def check_digit(code: str) -> str:
    """The sixth digit of a municipality's code, from the first five (JIS X 0401/0402, modulus 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(code[:5], _CHECK_WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)


def is_code(code: str) -> bool:
    """Whether a text is the six-digit code of a municipality: its last digit checks the others."""
    return bool(re.fullmatch(r"[0-9]{6}", code)) and check_digit(code) == code[5]


def read(path: Path) -> Publisher:
    """The publisher that a file describes.

    Raises SettingError: the file is missing or not TOML, or a value is missing or not usable.
    """
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        remedy = "Copy data/132292/publisher.toml and write the municipality's own names."
        raise SettingError(Problem(str(path), "is missing.", remedy)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        remedy = "Correct it; texts stand in double quotes."
        raise SettingError(Problem(str(path), f"is not TOML in UTF-8 ({error}).", remedy)) from error
    return parse(settings, str(path))


def parse(settings: Mapping[str, Any], where: str) -> Publisher:
    """The publisher that settings describe; `where` names their file in the problems of a SettingError."""
    reader = _Reader(settings, where)
    publisher = _publisher(reader)
    if reader.problems:
        raise SettingError(reader.problems)
    return publisher


def _publisher(reader: "_Reader") -> Publisher:
    code = reader.text("municipality.code")
    reader.require(
        is_code(code),
        "municipality.code",
        f"{code!r} is not the six-digit code of a municipality.",
        "Write the code with its check digit, in quotes; 西東京市 is 132292.",
    )
    return Publisher(
        code=code,
        name=reader.both("municipality.name"),
        kana=reader.text("municipality.kana", required=False),
        prefecture=reader.both("municipality.prefecture"),
        homepage=reader.url("municipality.homepage"),
        area=_area(reader, code),
        contact=_contact(reader),
        licence=_licence(reader),
        licence_confirmed=reader.value("licence.confirmed") is True,
        official=reader.value("municipality.official") is True,
        plans={slug: _plan(reader, slug) for slug in sorted(reader.value("plans") or {})},
    )


def _area(reader: "_Reader", code: str) -> Area:
    area = reader.text("municipality.area")
    reader.require(
        area == f"C{code[:5]}", "municipality.area", f"{area!r} is not this area.", f"Write C{code[:5]}."
    )
    bounds, point = reader.numbers("spatial.bounds", 4), reader.numbers("spatial.centroid", 2)
    return Area(
        area,
        (bounds[0], bounds[1], bounds[2], bounds[3]) if bounds else None,
        (point[0], point[1]) if point else None,
    )


def _contact(reader: "_Reader") -> Contact:
    email = reader.text("contact.email", required=False)
    reader.require(
        not email or bool(_EMAIL.fullmatch(email)),
        "contact.email",
        f"{email!r} is not an e-mail address.",
        "Write one such as opendata@city.example.jp, or leave the line out.",
    )
    return Contact(
        name=reader.both("contact.name"),
        page=reader.url("contact.page"),
        email=email,
        telephone=reader.text("contact.telephone", required=False),
        address=reader.text("contact.address", required=False),
    )


def _licence(reader: "_Reader") -> Licence:
    id_ = reader.value("licence.id")
    if not id_:
        reader.problem("licence.id", "names no licence, and data without one cannot be reused.", ADVICE)
    elif id_ not in LICENCES:
        reader.problem("licence.id", f"{id_!r} is not a licence keikaku knows.", ADVICE)
    return LICENCES.get(str(id_), LICENCES["cc-by-4.0"])


def _plan(reader: "_Reader", slug: str) -> Plan:
    at = f"plans.{slug}"
    themes = tuple(reader.value(f"{at}.themes") or Plan.themes)
    frequency = str(reader.value(f"{at}.frequency") or Plan.frequency)
    for theme in set(themes) - set(THEMES):
        reader.problem(f"{at}.themes", f"{theme!r} is not a theme.", f"Use {', '.join(THEMES)}.")
    known = ", ".join(FREQUENCIES)
    reader.require(
        frequency in FREQUENCIES, f"{at}.frequency", f"{frequency!r} is not a frequency.", f"Use {known}."
    )
    return Plan(
        title=reader.both(f"{at}.title") if reader.value(f"{at}.title") else None,
        description=reader.both(f"{at}.description") if reader.value(f"{at}.description") else None,
        keywords=tuple(reader.pairs(f"{at}.keywords")),
        themes=themes,
        frequency=frequency,
    )


class _Reader:
    """Reads values at dotted places and gathers what is wrong with them."""

    def __init__(self, settings: Mapping[str, Any], where: str) -> None:
        self._settings = settings
        self._where = where
        self.problems: list[Problem] = []

    def problem(self, place: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(f"{self._where}, {place}", what, remedy))

    def require(self, holds: bool, place: str, what: str, remedy: str) -> None:
        if not holds:
            self.problem(place, what, remedy)

    def value(self, place: str) -> Any:
        found: Any = self._settings
        for key in place.split("."):
            found = found.get(key) if isinstance(found, Mapping) else None
        return found

    def text(self, place: str, required: bool = True) -> str:
        found = self.value(place)
        if isinstance(found, str) and found.strip():
            return found.strip()
        if found is not None or required:
            self.problem(place, "is missing or is not a text.", "Write it in double quotes.")
        return ""

    def url(self, place: str) -> str:
        found = self.text(place)
        good = not found or re.fullmatch(r"https?://[^\s<>\"]+", found)
        self.require(bool(good), place, f"{found!r} is not a web address.", "Begin with https://.")
        return found

    def both(self, place: str) -> Text:
        return Text(self.text(f"{place}.ja"), self.text(f"{place}.en"))

    def pairs(self, place: str) -> Iterator[Text]:
        """The texts of a list of `{ ja = "…", en = "…" }`."""
        found = self.value(place) or []
        for entry in found if isinstance(found, list) else [found]:
            if isinstance(entry, Mapping) and entry.get("ja") and entry.get("en"):
                yield Text(str(entry["ja"]), str(entry["en"]))
            else:
                self.problem(place, f"{entry!r} is not a keyword.", 'Write { ja = "…", en = "…" }.')

    def numbers(self, place: str, count: int) -> tuple[float, ...] | None:
        found = self.value(place)
        if found is None:
            return None
        if isinstance(found, list) and len(found) == count and all(type(n) in (int, float) for n in found):
            return tuple(map(float, found))
        self.problem(place, f"is not a list of {count} numbers.", "Write degrees: west, south, east, north.")
        return None
