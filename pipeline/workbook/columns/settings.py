"""What a `columns.toml` says: which heading of a city's table is what. Checked whole, every fault at once."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from pipeline.model.errors import Problem, SettingError
from pipeline.tables.schema.codes import CLASSES, KINDS, LEVELS


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _one_of(codes: tuple[str, ...]) -> BeforeValidator:
    def check(value: object) -> object:
        if value not in codes:
            raise ValueError(f"'{value}' is none of {', '.join(codes)}")
        return value

    return BeforeValidator(check)


Headings = Annotated[list[str], BeforeValidator(_listed)]
"""One heading, or all that mean the same; `*` stands for any text, `{year}` for a fiscal year."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Plan(_Part):
    """The plan that the table is of, and its edition."""

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    edition_title: str
    issued: str = Field("", pattern=r"^([12][0-9]{3}-(0[1-9]|1[0-2]))?$")
    covers_from: int
    covers_to: int


class Level(_Part):
    """A level of the plan, uppermost first: its columns, and what the city calls it."""

    level: Annotated[str, _one_of(LEVELS)]
    label: str
    number: Headings
    title: Headings
    numbered_within: bool = False
    """Whether its numbers begin anew in each element above; they are then written behind that one's."""


class Columns(_Part):
    """The columns of an indicator."""

    indicator: Headings
    unit: Headings = []
    department: Headings = []
    class_: Headings = Field([], alias="class")
    ignored: Headings = []


class Figures(_Part):
    """Columns of figures: their heading, in which `{year}` is a fiscal year, and what they are figures of.

    `year` is that of a heading without one (基準値); `first` and `last` are the years that the entry is about.
    """

    heading: Headings
    kind: Annotated[str, _one_of(KINDS)]
    year: int = 0
    first: int = 0
    last: int = 9999


class UnitOf(_Part):
    """The unit of the figures of one indicator, where the table itself prints none."""

    indicator: str
    unit: str
    reason: str


class Rating(_Part):
    """A column of ratings and the fiscal year that they are of; `points` is a column of marks beside it.

    Of an element, which its rows repeat, or of the indicator of each row.
    """

    heading: Headings
    year: int
    of: Literal["element", "indicator"] = "element"
    points: Headings = []


class ScaleRating(_Part):
    """One rating of the city's own scale, and what it means."""

    rating: str
    label: str


class Settings(_Part):
    """A `columns.toml`."""

    about: Mapping[str, str] = {}
    plan: Plan
    levels: list[Level] = Field(min_length=1)
    columns: Columns
    classes: Mapping[str, Annotated[str, _one_of(CLASSES)]] = {}
    figures: list[Figures] = Field(min_length=1)
    ratings: list[Rating] = []
    scale: list[ScaleRating] = []
    """The city's own scale, from the best; a rating that is not on it is a remark."""
    units: list[UnitOf] = []
    unit_in_name: bool = False
    """Whether the brackets that end an indicator's name hold its unit."""
    nameless: list[str] = []
    """What stands for the name where no indicator is printed: 0 of a formula, a dash."""


def read(path: Path) -> Settings:
    """The settings of a file. Raises SettingError with every fault, by its place in the file."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return Settings.model_validate(said)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        remedy = "UTF-8のTOMLとして書いてください（docs/own-table.mdに例があります）。"
        raise SettingError(Problem(str(path), f"読めません（{error}）。", remedy)) from error
    except ValidationError as error:
        raise SettingError([_problem(path, fault) for fault in error.errors()]) from error


def _problem(path: Path, fault: Mapping[str, object]) -> Problem:
    place = fault["loc"]
    parts = [str(part) for part in place] if isinstance(place, tuple) else []
    what = {"missing": "書かれていません。", "extra_forbidden": "この名前は知りません。"}.get(
        str(fault["type"]), f"{fault['msg']}。"
    )
    return Problem(f"{path}、{'.'.join(parts)}", what, "docs/own-table.mdの例に合わせてください。")
