"""What a publisher says of itself and of its data: reads `data/<municipality>/publisher.toml`.

`Publisher` is the value that the municipality's graph, the catalogue and the data files take names, contact
and licence from. A file that cannot be used raises SettingError with every problem in it at once.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from pipeline.model.errors import SettingError
from pipeline.model.files import toml_file
from pipeline.model.files.validation import problems, unfit
from pipeline.model.licences import ADVICE, LICENCES, Licence
from pipeline.model.text import Text
from pipeline.model.vocabularies import FREQUENCIES, THEMES


def _matches(pattern: str, kind: str, remedy: str) -> AfterValidator:
    def check(found: str) -> str:
        if not re.fullmatch(pattern, found):
            raise unfit(f"{found!r} is not {kind}.", remedy)
        return found

    return AfterValidator(check)


def _known(names: Collection[str], kind: str) -> AfterValidator:
    def check(found: str) -> str:
        if found not in names:
            raise unfit(f"{found!r} is not a {kind}.", f"Use {', '.join(names)}.")
        return found

    return AfterValidator(check)


def _degrees(count: int) -> BeforeValidator:
    def check(found: object) -> object:
        numbers = found if isinstance(found, list) else []
        if len(numbers) != count or not all(type(number) in (int, float) for number in numbers):
            raise unfit(f"is not a list of {count} numbers.", "Write degrees: west, south, east, north.")
        return found

    return BeforeValidator(check)


def _said(text: Text) -> Text:
    if not (text.ja.strip() and text.en.strip()):
        raise unfit("says nothing in one of the languages.", 'Write { ja = "…", en = "…" }.')
    return text


Both = Annotated[Text, AfterValidator(_said)]
"""A text in both languages, neither of them empty."""
Address = Annotated[str, _matches(r"https?://[^\s<>\"]+", "a web address", "Begin with https://.")]
Email = Annotated[
    str,
    _matches(
        r"([^@\s]+@[^@\s]+\.[^@\s]+)?",
        "an e-mail address",
        "Write one such as opendata@city.example.jp, or leave the line out.",
    ),
]


@dataclass(frozen=True)
class Contact:
    """Whom to ask; a portal shows the e-mail address where there is one."""

    name: Both
    page: Address
    email: Email = ""
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

    title: Both | None = None
    description: Both | None = None
    keywords: tuple[Both, ...] = ()
    themes: tuple[Annotated[str, _known(THEMES, "theme")], ...] = ("GOVE",)
    frequency: Annotated[str, _known(FREQUENCIES, "frequency")] = "ANNUAL"


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
    absent = "Copy data/132292/publisher.toml and write the municipality's own names."
    return parse(toml_file.read(path, absent), str(path))


def parse(settings: Mapping[str, Any], where: str) -> Publisher:
    """The publisher that settings describe; `where` names their file in the problems of a SettingError."""
    try:
        return _File.model_validate(settings).publisher()
    except ValidationError as error:
        remedy = 'Write a text in double quotes, a name as { ja = "…", en = "…" }.'
        raise SettingError(problems(error, where, remedy, separator=", ")) from error


def _code(found: str) -> str:
    if not is_code(found):
        what = f"{found!r} is not the six-digit code of a municipality."
        raise unfit(what, "Write the code with its check digit, in quotes; 西東京市 is 132292.")
    return found


def _licence(found: str) -> str:
    if not found:
        raise unfit("names no licence, and data without one cannot be reused.", ADVICE)
    if found not in LICENCES:
        raise unfit(f"{found!r} is not a licence keikaku knows.", ADVICE)
    return found


class _Municipality(BaseModel):
    code: Annotated[str, AfterValidator(_code)]
    name: Both
    kana: str = ""
    prefecture: Both
    area: str
    homepage: Address
    official: bool = False

    @field_validator("area")
    @classmethod
    def _is_of_the_code(cls, area: str, info: ValidationInfo) -> str:
        code = info.data.get("code")
        if code and area != f"C{code[:5]}":
            raise unfit(f"{area!r} is not this area.", f"Write C{code[:5]}.")
        return area


class _Licence(BaseModel):
    id: Annotated[str, AfterValidator(_licence)] = Field("", validate_default=True)
    confirmed: bool = False


class _Spatial(BaseModel):
    bounds: Annotated[tuple[float, float, float, float] | None, _degrees(4)] = None
    centroid: Annotated[tuple[float, float] | None, _degrees(2)] = None


class _File(BaseModel):
    municipality: _Municipality
    contact: Contact
    licence: _Licence
    spatial: _Spatial = _Spatial()
    plans: dict[str, Plan] = {}

    @model_validator(mode="before")
    @classmethod
    def _without_a_table_each_value_is_missing(cls, found: Mapping[str, Any]) -> dict[str, Any]:
        return {"municipality": {}, "contact": {}, "licence": {}, **found}

    def publisher(self) -> Publisher:
        city = self.municipality
        return Publisher(
            code=city.code,
            name=city.name,
            kana=city.kana,
            prefecture=city.prefecture,
            homepage=city.homepage,
            area=Area(city.area, self.spatial.bounds, self.spatial.centroid),
            contact=self.contact,
            licence=LICENCES[self.licence.id],
            licence_confirmed=self.licence.confirmed,
            official=city.official,
            plans=dict(sorted(self.plans.items())),
        )
