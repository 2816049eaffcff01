"""What `release.json` says, and the schema that it is held to before anything believes it."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from pipeline.model.errors import ReleaseError
from pipeline.model.validation import problems


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


@dataclass(frozen=True)
class Description:
    """A release's id, what its IRIs and its addresses start with, its datasets, what was counted when it was built.

    `root`: empty where the addresses start as the IRIs do.
    """

    id: Name
    base_iri: Annotated[str, Field(pattern=r"^https?://")]
    datasets: tuple[Dataset, ...]
    counts: Mapping[str, int]
    root: str = ""


_SCHEMA = TypeAdapter(Description)


def read(text: bytes, where: str) -> Description:
    """The description in the bytes of a file. Raises ReleaseError with everything in it that is not as it should be."""
    try:
        return _SCHEMA.validate_json(text, strict=True)
    except ValidationError as error:
        raise ReleaseError(problems(error, where, "Run `keikaku build` again.")) from error
