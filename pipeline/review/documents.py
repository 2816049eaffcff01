"""The files that a draft was read from: found by name, held to their sha256, read in a process with limits."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from pipeline import formats
from pipeline.formats import Pages
from pipeline.formats.pictures import Picture
from pipeline.model.errors import DocumentError, Problem
from pipeline.workbook.confirmation.proposals import Proposal, Proposals

PDF = ".pdf"


@dataclass(frozen=True)
class Quoted:
    """Where a proposal was read: the name of a document, and the fragments of the places in it."""

    document: str
    fragments: tuple[str, ...]


@dataclass(frozen=True)
class Documents:
    """The documents of a draft by name."""

    files: Mapping[str, Path]

    def number(self, name: str) -> int:
        """The document's number, by which an address names it."""
        return list(self.files).index(name)

    def picture(self, number: int, page: int) -> Picture:
        """A page of a PDF. Raises DocumentError where there is no such page, or it cannot be drawn."""
        files = list(self.files.values())
        if not 0 <= number < len(files):
            raise DocumentError(Problem(f"document {number}", "is none of this draft.", "Go back."))
        return _picture(files[number], page)

    def pages(self, name: str) -> Pages:
        """The tables and lines of a document that is no PDF. Raises DocumentError as `formats.read` does."""
        return _pages(self.files[name])

    def is_pdf(self, name: str) -> bool:
        return self.files[name].suffix.lower() == PDF


@lru_cache(maxsize=64)
def _picture(path: Path, page: int) -> Picture:
    return formats.draw(path, page)


@lru_cache(maxsize=8)
def _pages(path: Path) -> Pages:
    return formats.read(path)


def find(found: Proposals, folder: Path) -> Documents:
    """The documents of a draft in a folder.

    Raises DocumentError with each that is not there, or is not the one that was drafted from.
    """
    problems: list[Problem] = []
    for name, digest in found.documents.items():
        path = folder / Path(name).name
        if not path.is_file():
            what = "がありません。下書きはこの資料から作られています。"
            problems.append(
                Problem(str(path), what, "同じフォルダーに置くか、--documents で場所を指定してください。")
            )
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            what = "は下書きを作ったときの資料と違います。"
            problems.append(
                Problem(str(path), what, "そのときの資料に戻すか、もう一度 keikaku draft をしてください。")
            )
    if problems:
        raise DocumentError(problems)
    return Documents({name: folder / Path(name).name for name in found.documents})


def quoted(one: Proposal) -> Quoted:
    """Where a proposal was read; of a draft from several documents, in the first that it names."""
    places = [place.partition("#") for place in one.places]
    name = places[0][0] if places else ""
    return Quoted(unquote(name), tuple(fragment for document, _, fragment in places if document == name))
