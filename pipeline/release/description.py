"""What `release.json` and the manifests of municipalities say, held to a schema before anything believes it."""

import dataclasses
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from pipeline.model.errors import ReleaseError
from pipeline.model.files.validation import problems


def _below(path: str) -> str:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\0" in path:
        raise ValueError("is no path below the release")
    return path


Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True)
class File:
    """A file of a release: path below it, media type, size in bytes, sha256 in hexadecimal."""

    path: Annotated[str, AfterValidator(_below)]
    media_type: str
    bytes: Annotated[int, Field(ge=0)]
    sha256: Sha256


@dataclass(frozen=True)
class Dataset:
    """A dataset of a release: id, title by language, IRIs of its graphs, its files."""

    id: Name
    title: Mapping[str, str]
    graphs: tuple[str, ...]
    files: tuple[File, ...]


Code = Annotated[str, Field(pattern=r"^[0-9]{6}$")]


@dataclass(frozen=True)
class Municipality:
    """The datasets of a municipality, as `municipality/<code>.json` lists them."""

    datasets: tuple[Dataset, ...]


@dataclass(frozen=True)
class Description:
    """A release's id, what its IRIs and its addresses start with, the datasets that stand for all municipalities, what
    was counted when it was built, and the names of the municipalities by code and language.

    `root`: empty where the addresses start as the IRIs do; `version`: of the software that built it, where that is said;
    `units`: the digests of what the municipalities' parts follow from, by their codes.
    """

    id: Name
    base_iri: Annotated[str, Field(pattern=r"^https?://")]
    datasets: tuple[Dataset, ...]
    counts: Mapping[str, int]
    root: str = ""
    version: str = ""
    municipalities: Mapping[Code, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    units: Mapping[Code, Sha256] = dataclasses.field(default_factory=dict)


Read = TypeVar("Read")


def read(text: bytes, where: str) -> Description:
    """The description in the bytes of a file. Raises ReleaseError with everything in it that is not as it should be."""
    return _read(TypeAdapter(Description), text, where)


def read_municipality(text: bytes, where: str) -> Municipality:
    """The manifest of a municipality in the bytes of a file. Raises ReleaseError as `read` does."""
    return _read(TypeAdapter(Municipality), text, where)


def _read(schema: TypeAdapter[Read], text: bytes, where: str) -> Read:
    try:
        return schema.validate_json(text, strict=True)
    except ValidationError as error:
        raise ReleaseError(problems(error, where, "Run `keikaku build` again.")) from error
