"""All that the unit of one municipality follows from: a value that can be digested, and sent to another machine."""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

from pipeline.catalog.history import Entry, Ledger
from pipeline.exports.comparison import QUERIES
from pipeline.graphs.alignment import Mappings
from pipeline.model.errors import KeikakuError, Problem
from pipeline.model.files.data_folder import ONTOLOGY, ROOT, SHAPES, DataFolder
from pipeline.model.iris import Iris
from pipeline.validation import Validator

TOOLS = ("rdflib", "pyshacl", "shacl", "pyoxigraph", "pandas", "arro3-core")
"""The libraries that make what is published; another version of one may make it differently."""


@dataclass(frozen=True)
class Conditions:
    """What all units of a build share.

    `base` is what IRIs start with, `root` what addresses start with; `shared_hub` is what the hub says of no
    municipality, in N-Triples; `at` is the instant to record for what changed.
    """

    base: str
    root: str
    validator: Validator
    shared_hub: bytes
    at: str

    @property
    def iris(self) -> Iris:
        return Iris(self.base)

    @cached_property
    def digest(self) -> str:
        """Of all but the instant and the addresses, of the code, and of the libraries."""
        shared = hashlib.sha256(self.shared_hub).hexdigest()
        return _digest(code_digest(), self.base, self.validator, shared)


@dataclass(frozen=True)
class Inputs:
    """One municipality: its files by their paths below `data`, its mappings to the hub, its rows of the history.

    A path that ends in `/` is a folder, which may be empty.

    `data` is the folder that the files were read from, as problems name it.
    """

    municipality: str
    data: str
    files: Mapping[str, bytes]
    mappings: Mappings
    history: Ledger
    conditions: Conditions
    denominators: Sequence[Mapping[str, str]] = ()
    """Its rows of the hub's table `denominators`."""

    @cached_property
    def digest(self) -> str:
        """Of all that the unit says but for its dates: the key under which its fingerprints are kept."""
        files = {path: hashlib.sha256(content).hexdigest() for path, content in self.files.items()}
        return _digest(self.municipality, files, self.mappings, [*self.denominators], self.conditions.digest)

    def finished_digest(self, entries: Mapping[str, Entry]) -> str:
        """Of all that the unit says, dated by entries of the history: the key under which it is kept."""
        dated = {dataset: asdict(entry) for dataset, entry in entries.items()}
        return _digest(self.digest, dated, self.conditions.root)

    @contextmanager
    def laid_out(self) -> Iterator[DataFolder]:
        """The files in a folder for as long as they are read; problems raised then name the folder they came from."""
        with tempfile.TemporaryDirectory(prefix="keikaku-") as name:
            for path, content in self.files.items():
                target = Path(name, path)
                folder = target if path.endswith("/") else target.parent
                folder.mkdir(parents=True, exist_ok=True)
                if folder != target:
                    target.write_bytes(content)
            try:
                yield DataFolder(Path(name))
            except KeikakuError as error:
                raise type(error)([_moved(one, name, self.data) for one in error.problems]) from None


def _moved(problem: Problem, found: str, told: str) -> Problem:
    return replace(
        problem,
        where=problem.where.replace(found, told),
        what=problem.what.replace(found, told),
        remedy=problem.remedy.replace(found, told),
    )


def own_files(data: DataFolder, municipality: str) -> dict[str, bytes]:
    """The files and folders of a municipality's folder, by their paths below the data folder."""
    found = sorted(data.municipality(municipality).rglob("*"))
    names = {path: path.relative_to(data.root).as_posix() for path in found}
    return {
        f"{names[path]}/" if path.is_dir() else names[path]: b"" if path.is_dir() else path.read_bytes()
        for path in found
    }


@cache
def code_digest() -> str:
    """Of the code with the query that finds figures, the ontology, the shapes, and the libraries that make what is built."""
    found = hashlib.sha256(json.dumps({name: version(name) for name in ("keikaku", *TOOLS)}).encode())
    folders = (ROOT / "pipeline", ONTOLOGY, SHAPES)
    paths = (one for folder in folders for one in folder.rglob("*") if one.is_file() and one.suffix != ".pyc")
    for path in sorted((*paths, QUERIES / "compare.rq")):
        found.update(path.relative_to(ROOT).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
