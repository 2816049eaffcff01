"""One annotation of an edition's data: what it is about, the line, the original text, the reason.

Its IRI says what it is about, too, so that another row in a table renames none.
"""

from collections import Counter
from collections.abc import Iterable

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from pipeline.documents import Extraction
from pipeline.graphs.interpreter import Row, Statements, Triple
from pipeline.graphs.provenance import places
from pipeline.graphs.reference import day_read
from pipeline.model.iris import SEGMENTS, Iris
from pipeline.model.namespaces import DCTERMS, DQV, KK, OA, PROV, RDF, RDFS, SOFTWARE
from pipeline.model.text import Text
from pipeline.tables.edition import Edition

_PARTS = ("element", "indicator", "kind", "fiscal_year")


def in_languages(text: Text) -> list[Literal]:
    """A text in the languages that it is given in."""
    return [Literal(said, lang=tag) for tag, said in (("ja", text.ja), ("en", text.en)) if said]


class Annotator:
    """Writes the annotations of one edition into its quality graphs."""

    def __init__(
        self, edition: Edition, statements: Statements, extraction: Extraction | None, iris: Iris
    ) -> None:
        self.edition = edition
        self.iris = iris
        self.corrections = extraction.document.corrections if extraction else ()
        self.places = places(edition, statements, extraction.ledger if extraction else ())
        self._named: Counter[URIRef] = Counter()
        self._read = day_read(edition)
        self.statements = Statements()

    def iri(self, pattern: str, plan: str, **parts: str | int) -> URIRef:
        return self.iris(pattern, **self.edition.key(plan).parts, **parts)

    def annotate(
        self,
        plan: str,
        name: str,
        class_: URIRef,
        targets: Iterable[URIRef],
        reason: Text,
        line: str | int = "",
        more: Iterable[tuple[URIRef, Literal | URIRef]] = (),
        by: URIRef = SOFTWARE,
        on: str = "",
    ) -> None:
        """One annotation `…/annotation/<name>` of its targets; the second of a name is `<name>-2`.

        It is `by` an editor or the software; its day is the one of its row, else that on which the edition was read.
        """
        node = self.iri("annotation", plan, annotation=name)
        self._named[node] += 1
        if self._named[node] > 1:
            node = self.iri("annotation", plan, annotation=f"{name}-{self._named[node]}")
        found = _annotation(node, class_, targets, reason, by, on or self._read)
        if line:
            quoted = self.iris.line(self.edition.municipality, self.edition.year, int(line))
            found += [
                (node, KK.sourceLine, Literal(str(line), datatype=XSD.integer)),
                (node, PROV.wasQuotedFrom, quoted),
            ]
        found += [(node, predicate, value) for predicate, value in more]
        self.statements.add(self.iri("quality_graph", plan), *found)

    def annotate_municipality(
        self,
        name: str,
        class_: URIRef,
        targets: Iterable[URIRef],
        reason: Text,
        more: Iterable[tuple[URIRef, Literal | URIRef]] = (),
        *,
        by: URIRef,
    ) -> None:
        """One annotation of what all plans of the municipality share, in its own graph."""
        municipality = self.edition.municipality
        node = self.iris("municipality_annotation", municipality=municipality, annotation=name)
        found = _annotation(node, class_, targets, reason, by, "")  # of no one edition
        found += [(node, predicate, value) for predicate, value in more]
        self.statements.add(self.iris("municipality_graph", municipality=municipality), *found)

    def about(self, row: Row) -> list[URIRef]:
        """The element of a row, or the edition where it names none; or the parts of it that the row names."""
        whole = self.iri("edition", row["plan"])
        if row["element"]:
            whole = self.iri("element", row["plan"], level=row["level"], number=row["element"])
        return [URIRef(f"{whole}/{part}") for part in row["part"].split()] or [whole]

    def place(self, row: Row) -> list[str]:
        """What a row is about, as part of a name."""
        parts = (
            SEGMENTS.get(row["level"], row["level"]) if "level" in row else "",
            *(row.get(name, "") for name in _PARTS),
        )
        return [part for part in parts if part]

    def thing(self, row: Row) -> URIRef:
        """The cell, indicator, element or edition that a row is about."""
        parts: dict[str, str | int] = {"level": row.get("level", ""), "number": row.get("element", "")}
        if not row.get("element"):
            return self.iri("edition", row["plan"])
        if not row.get("indicator"):
            return self.iri("element", row["plan"], **parts)
        parts["indicator"] = row["indicator"]
        if not (row.get("kind") and row.get("fiscal_year")):
            return self.iri("indicator", row["plan"], **parts)
        return self.iri("cell", row["plan"], kind=row["kind"], year=row["fiscal_year"], **parts)


def _annotation(
    node: URIRef, class_: URIRef, targets: Iterable[URIRef], reason: Text, by: URIRef, day: str
) -> list[Triple]:
    """What is said of any annotation: what it is, what of, why, by whom and, where that is known, on which day."""
    found: list[Triple] = [
        (node, RDF.type, class_),
        (node, RDF.type, DQV.QualityAnnotation),
        (node, OA.motivatedBy, DQV.qualityAssessment),
        (node, DCTERMS.creator, by),
        *((node, RDFS.comment, said) for said in in_languages(reason)),
    ]
    for target in targets:
        found += [(node, OA.hasTarget, target), (target, DQV.hasQualityAnnotation, node)]
    if day:
        found.append((node, DCTERMS.created, Literal(day, datatype=XSD.date)))
    return found
