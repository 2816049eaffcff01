"""What a document licenses to infer beyond what is printed: the tables of an edition's folder `inferences/`."""

from dataclasses import dataclass

from rdflib import URIRef

from pipeline.model.iris import Iris
from pipeline.tables import csv_files
from pipeline.tables.cell_values import rows
from pipeline.tables.edition import Edition
from pipeline.tables.schema import CODE, INTEGER, LEVELS, SLUG, Column, Reference, Table

_OF_PLAN = (Reference(("plan",), "plans", ("plan",)),)
_LINE = Column("line", INTEGER)
_REASON = Column("reason")

INFERENCES: dict[str, Table] = {
    "stages": Table(
        "stages",
        (
            Column("plan", SLUG),
            Column("level", CODE, codes=LEVELS),
            Column("stage", CODE, codes=("research", "trial", "implementation")),
            _LINE,
            _REASON,
        ),
        ("plan", "level"),
        _OF_PLAN,
    ),
    "sums": Table("sums", (Column("plan", SLUG), _LINE, _REASON), ("plan",), _OF_PLAN),
}


@dataclass(frozen=True)
class StagePermission:
    """A line of a document by which elements of a level that have an indicator are at a stage."""

    edition: URIRef
    level: str
    stage: str
    line: URIRef


@dataclass(frozen=True)
class Permissions:
    """The stages that may be inferred, and the editions whose effects are all in the tables.

    Effects of figures picked from a notice must not be added up to a total of the plan.
    """

    stages: tuple[StagePermission, ...] = ()
    complete: frozenset[URIRef] = frozenset()


def read_permissions(edition: Edition, iris: Iris) -> Permissions:
    """The permissions of an edition; none where it has no folder `inferences/`.

    Raises TableError with every row that does not follow `INFERENCES`.
    """
    folder = edition.folder / "inferences"
    if not folder.is_dir():
        return Permissions()
    found = csv_files.read(folder, INFERENCES, beside=edition.tables)

    def iri(plan: str) -> URIRef:
        return iris("edition", **edition.key(plan).parts)

    stages = tuple(
        StagePermission(
            iri(row["plan"]),
            row["level"],
            row["stage"],
            iris.line(edition.municipality, edition.year, int(row["line"])),
        )
        for _, row in rows(found["stages"])
    )
    return Permissions(stages, frozenset(iri(row["plan"]) for _, row in rows(found["sums"])))
