"""Shared indicators: which there are, who has figures of them, and the questions that ask it."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from pipeline.model.errors import Problem, QueryError
from pipeline.model.files.data_folder import ROOT
from pipeline.model.iris import BASE, Iris
from pipeline.model.text import Text

QUERIES = ROOT / "server" / "queries"

Row = Mapping[str, str]


@dataclass(frozen=True)
class Shared:
    """A shared indicator; `direction` says which way is better, "" where neither is."""

    id: str
    name: Text
    definition: Text
    direction: str


@dataclass(frozen=True)
class Covered:
    """That a municipality has figures of a shared indicator: by how good a match, of which fiscal years."""

    code: str
    municipality: str
    prefecture: str
    kind: str
    """Its class, such as `city`: a code of `code/municipality-class`."""
    match: str
    first: int
    last: int


def shared_indicators(rows: Iterable[Row]) -> dict[str, Shared]:
    """The shared indicators by id, from the rows of comparable-indicators.rq."""
    return {
        row["shared"]: Shared(
            row["shared"],
            Text(row["indicator"], row["englishName"]),
            Text(row["definition"], row["englishDefinition"]),
            row["direction"],
        )
        for row in rows
    }


def coverage(rows: Iterable[Row]) -> dict[str, tuple[Covered, ...]]:
    """Who has figures of a shared indicator, by its id, from the rows of comparison-coverage.rq."""
    found: dict[str, list[Covered]] = {}
    for row in rows:
        found.setdefault(row["shared"], []).append(
            Covered(
                row["code"],
                row["municipality"],
                row["prefecture"],
                row["class"],
                row["match"],
                int(row["first"]),
                int(row["last"]),
            )
        )
    return {shared: tuple(entries) for shared, entries in found.items()}


def find(shared: Mapping[str, Shared], id_: str) -> Shared:
    """The shared indicator of an id; raises QueryError, naming similar ones, where there is none."""
    if id_ in shared:
        return shared[id_]
    similar = difflib.get_close_matches(id_, shared, n=3, cutoff=0.3)
    remedy = f"Similar: {', '.join(similar)}." if similar else "They are listed in data/hub/indicators.csv."
    meant = f"似たものは{'、'.join(similar)}です。" if similar else "比較の一覧からお選びください。"
    raise QueryError(
        Problem(id_, "is no shared indicator.", remedy), ja=f"「{id_}」という共通の指標はありません。{meant}"
    )


def query(name: str, base: str = BASE, shared: str = "") -> str:
    """The text of compare.rq or comparable-indicators.rq, over a base, for a shared indicator."""
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    text = text.replace(f"BASE <{BASE}>", f"BASE {ox.NamedNode(base)}")
    return _about(text, base, [shared]) if shared else text


def query_of_several(shared: Sequence[str], base: str = BASE) -> str:
    """The text of compare.rq for several shared indicators at once; each row says of which it is, as `shared`."""
    text = _about(query("compare", base), base, shared)
    return text.replace("SELECT DISTINCT ", "SELECT DISTINCT ?shared ", 1)


def _about(text: str, base: str, shared: Sequence[str]) -> str:
    """A query about some shared indicators, in place of the one that it names."""
    terms = " ".join(str(ox.NamedNode(str(Iris(base)("hub_indicator", indicator=one)))) for one in shared)
    return re.sub(r"VALUES \?shared \{ <[^<>]*> \}", f"VALUES ?shared {{ {terms} }}", text)
