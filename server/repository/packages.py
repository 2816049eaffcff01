"""The packages of a release as CKAN has them, found, counted and read from its `pages.sqlite`: none is held."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.repository.database import Database

Package = Mapping[str, Any]
_HAS = "EXISTS (SELECT 1 FROM package_value WHERE field IN ({}) AND value = ? AND package = place)"
_ORGANIZATION = ("organization", "organization_id")


@dataclass(frozen=True)
class Condition:
    """One thing that must hold of a package, or must not. `field` is empty for a word anywhere in it, which is folded."""

    field: str
    value: str
    excluded: bool = False

    def clause(self) -> tuple[str, tuple[str, ...]]:
        """What holds of a row of `package`, with its parameters."""
        fields = _ORGANIZATION if self.field == "organization" else (self.field,)
        has = _HAS.format(", ".join("?" * len(fields))) if self.field else "instr(folded, ?) > 0"
        named = fields if self.field else ()
        return (f"NOT {has}" if self.excluded else has), (*named, self.value)


@dataclass(frozen=True)
class Range:
    """Between which instants a package was modified; `*`: no bound."""

    since: str
    until: str

    def clause(self) -> tuple[str, tuple[str, ...]]:
        """What holds of a row of `package`, with its parameters."""
        bounds = (("metadata_modified >= ?", self.since), ("metadata_modified <= ?", self.until))
        asked = [(text, bound.rstrip("Z")) for text, bound in bounds if bound != "*"]
        return " AND ".join(text for text, _ in asked) or "TRUE", tuple(bound for _, bound in asked)


Conditions = Iterable[Condition | Range]
Order = Sequence[tuple[str, bool]]
"""Columns of `package`, each with whether it descends."""


class Packages:
    """What is asked of the packages of a release; lists are read a page at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def names(self, start: int, most: int) -> list[str]:
        """Their names, sorted."""
        return self._texts("SELECT name FROM package ORDER BY name LIMIT ? OFFSET ?", most, start)

    def find(self, name_or_id: str) -> Package | None:
        """The package of a name, an id or a dataset's name."""
        query = "SELECT content FROM package WHERE name = ?1 OR id = ?1 OR dataset = ?1 LIMIT 1"
        return next(map(_read, self._database.rows(query, (name_or_id,))), None)

    def newest(self, most: int, start: int = 0) -> list[str]:
        """The names of the datasets that changed last, the newest first, without as many as `start` says."""
        return self._texts(
            "SELECT dataset FROM package ORDER BY metadata_modified DESC, dataset DESC LIMIT ? OFFSET ?",
            most,
            start,
        )

    def count(self, asked: Conditions) -> int:
        """How many there are of which all conditions hold."""
        where, parameters = _where(asked)
        ((found,),) = self._database.rows(f"SELECT COUNT(*) FROM package WHERE {where}", parameters)
        return int(found)

    def search(self, asked: Conditions, order: Order, start: int, most: int) -> list[Package]:
        """Those of which all conditions hold, a part of them in an order of columns."""
        where, parameters = _where(asked)
        by = ", ".join([*(f"{column} {'DESC' if down else 'ASC'}" for column, down in order), "place"])
        query = f"SELECT content FROM package WHERE {where} ORDER BY {by} LIMIT ? OFFSET ?"
        return list(map(_read, self._database.rows(query, (*parameters, most, start))))

    def facet(self, asked: Conditions, field: str, most: int) -> list[tuple[str, int]]:
        """The values of a field among them, the most frequent first; `most` below 0: all."""
        where, parameters = _where(asked)
        query = (
            "SELECT value, COUNT(*) AS found FROM package_value JOIN package ON package = place "
            f"WHERE field = ? AND {where} GROUP BY value ORDER BY found DESC, value LIMIT ?"
        )
        return [(value, found) for value, found in self._database.rows(query, (field, *parameters, most))]

    def values(self, field: str) -> list[str]:
        """What packages have in a field, sorted."""
        return self._texts("SELECT DISTINCT value FROM package_value WHERE field = ? ORDER BY value", field)

    def organization_names(self, start: int, most: int) -> list[str]:
        """The names of organizations, sorted."""
        return self._texts("SELECT name FROM organization ORDER BY name LIMIT ? OFFSET ?", most, start)

    def organizations(self, start: int, most: int) -> list[dict[str, Any]]:
        """The organizations by their names, with how many packages they have."""
        return list(self._organizations("TRUE ORDER BY name LIMIT ? OFFSET ?", most, start))

    def organization(self, name_or_id: str) -> dict[str, Any] | None:
        """The organization of a name or an id."""
        return next(self._organizations("name = ?1 OR id = ?1", name_or_id), None)

    def licences(self) -> list[tuple[str, str, str]]:
        """Id, title and address of each licence."""
        return [
            (id_, title, url)
            for id_, title, url in self._database.rows("SELECT id, title, url FROM license ORDER BY id")
        ]

    def _organizations(self, where: str, *parameters: object) -> Iterator[dict[str, Any]]:
        count = "(SELECT COUNT(*) FROM package_value WHERE field = 'organization' AND value = name)"
        query = f"SELECT content, {count} FROM organization WHERE {where}"
        for content, packages in self._database.rows(query, parameters):
            yield {**json.loads(content), "package_count": packages}

    def _texts(self, query: str, *parameters: object) -> list[str]:
        return [text for (text,) in self._database.rows(query, parameters)]


def _read(row: tuple[Any, ...]) -> Package:
    package: Package = json.loads(gzip.decompress(row[0]))
    return package


def _where(asked: Conditions) -> tuple[str, tuple[str, ...]]:
    clauses = [condition.clause() for condition in asked]
    parameters = tuple(parameter for _, found in clauses for parameter in found)
    return " AND ".join(f"({text})" for text, _ in clauses) or "TRUE", parameters
