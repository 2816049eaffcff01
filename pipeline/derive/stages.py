"""Stages that follow from what a document itself says of its undertakings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import URIRef

from pipeline import tables
from pipeline.derive.facts import Facts
from pipeline.derive.statements import Derived, head, provenance
from pipeline.editions import Edition
from pipeline.figures import rows
from pipeline.iris import Iris
from pipeline.schema import CODE, INTEGER, LEVELS, SLUG, Column, Reference, Table
from pipeline.terms import KK, code

INFERENCES: dict[str, Table] = {
    "stages": Table(
        "stages",
        (
            Column("plan", SLUG),
            Column("level", CODE, codes=LEVELS),
            Column("stage", CODE, codes=("research", "trial", "implementation")),
            Column("line", INTEGER),
            Column("reason"),
        ),
        ("plan", "level"),
        (Reference(("plan",), "plans", ("plan",)),),
    )
}
"""What a document allows to infer: the tables of an edition's folder `inferences/`."""


@dataclass(frozen=True)
class Licence:
    """A line of a document by which elements of a level that have an indicator are at a stage."""

    edition: URIRef
    level: str
    stage: str
    line: URIRef


def read_licences(edition: Edition, iris: Iris) -> list[Licence]:
    """The rows of an edition's `inferences/stages.csv`; none where the document licenses nothing.

    Raises TableError with every row that does not follow `INFERENCES`.
    """
    folder = edition.folder / "inferences"
    if not folder.is_dir():
        return []
    found = tables.read(folder, INFERENCES, beside=edition.tables)
    return [
        Licence(
            iris("edition", municipality=edition.municipality, plan=row["plan"], edition=edition.year),
            row["level"],
            row["stage"],
            iris.line(edition.municipality, edition.year, int(row["line"])),
        )
        for _, row in rows(found["stages"])
    ]


def stages(facts: Facts, licences: Iterable[Licence], base: str) -> Iterator[Derived]:
    """The stage of every element that a licence covers, derived from its indicators and the line that says so."""
    for licence in licences:
        for element in facts.subjects(KK.level, code("level", licence.level, base)):
            indicators = facts.values(element, KK.hasIndicator)
            if indicators and facts.edition_of(element) == licence.edition:
                iri = URIRef(f"{element}/stage-inference")
                stage = code("stage", licence.stage, base)
                yield Derived(
                    licence.edition,
                    (
                        *head(iri, KK.StageInference, licence.edition),
                        (iri, KK.about, element),
                        (iri, KK.stage, stage),
                        (element, KK.stage, stage),
                        *provenance(iri, (*indicators, licence.line), "stage-from-indicator", base),
                    ),
                )
