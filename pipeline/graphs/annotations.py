"""What is known to be wrong, lost or decided in an edition, as annotations of the data.

Corrections are rows of corrections.csv, conflicts of the table `conflicts`; losses are the lost columns of cells
and what only a drawing showed; doubts, confirmations, directions, aggregates and English titles are what an editor noted
or added, and the checks of the tables doubt too. Each annotation names what it is about, the line, the original text, and
the reason; its IRI says what it is about, too, so that another row in a table renames none.
"""

from collections import Counter
from collections.abc import Iterable

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from pipeline.documents import Extraction
from pipeline.graphs.interpreter import Row, Statements, Triple
from pipeline.graphs.missing import DRAWINGS, lost_cells
from pipeline.graphs.provenance import places
from pipeline.model import namespaces
from pipeline.model.iris import SEGMENTS, Iris
from pipeline.model.namespaces import DCTERMS, DQV, KK, OA, PROV, RDF, RDFS
from pipeline.model.text import Text
from pipeline.tables.cell_values import KEYS, rows
from pipeline.tables.edition import Edition

_PARTS = ("element", "indicator", "kind", "fiscal_year")

TRANSLATED = Text(
    "英語の題名(dcterms:alternative @en)は編集上の訳で、印刷物にはない。印刷された題名は dcterms:title にある。",
    "The English titles (dcterms:alternative @en) are editorial translations; the document prints none. What it prints is"
    " dcterms:title.",
)


def _literals(text: Text) -> list[Literal]:
    """A text in the languages that it is given in."""
    return [Literal(said, lang=tag) for tag, said in (("ja", text.ja), ("en", text.en)) if said]


class Annotator:
    """Writes the annotations of one edition into its quality graphs."""

    def __init__(
        self, edition: Edition, statements: Statements, extraction: Extraction | None, iris: Iris
    ) -> None:
        self._edition = edition
        self._iris = iris
        self._corrections = extraction.document.corrections if extraction else ()
        self._places = places(edition, statements, extraction.ledger if extraction else ())
        self._named: Counter[URIRef] = Counter()
        self.statements = Statements()

    def _iri(self, pattern: str, plan: str, **parts: str | int) -> URIRef:
        return self._iris(pattern, **self._edition.key(plan).parts, **parts)

    def annotate(
        self,
        plan: str,
        name: str,
        class_: URIRef,
        targets: Iterable[URIRef],
        reason: Text,
        line: str | int = "",
        more: Iterable[tuple[URIRef, Literal | URIRef]] = (),
    ) -> None:
        """One annotation `…/annotation/<name>` of its targets; the second of a name is `<name>-2`."""
        node = self._iri("annotation", plan, annotation=name)
        self._named[node] += 1
        if self._named[node] > 1:
            node = self._iri("annotation", plan, annotation=f"{name}-{self._named[node]}")
        found: list[Triple] = [
            (node, RDF.type, class_),
            (node, RDF.type, DQV.QualityAnnotation),
            (node, OA.motivatedBy, DQV.qualityAssessment),
            *((node, RDFS.comment, said) for said in _literals(reason)),
        ]
        for target in targets:
            found += [(node, OA.hasTarget, target), (target, DQV.hasQualityAnnotation, node)]
        if line:
            quoted = self._iris.line(self._edition.municipality, self._edition.year, int(line))
            found += [
                (node, KK.sourceLine, Literal(str(line), datatype=XSD.integer)),
                (node, PROV.wasQuotedFrom, quoted),
            ]
        found += [(node, predicate, value) for predicate, value in more]
        self.statements.add(self._iri("quality_graph", plan), *found)

    def corrections(self) -> None:
        """What corrections.csv corrected, about what was read from the corrected cell; else about its line."""
        for one in self._corrections:
            more = (
                (KK.rawText, Literal(one.printed)),
                (KK.correctedText, Literal(one.corrected)),
                (KK.evidence, Literal(one.evidence, lang="ja")),
            )
            own = self._iris.line(self._edition.municipality, self._edition.year, one.line)
            targets = self._places.read_from((one.line, one.column)) or [own]
            plan, name = self._places.plan(one.line), f"correction-{one.line}"
            reason = Text(one.reason, one.reason_en)
            self.annotate(plan, name, KK.Correction, targets, reason, one.line, more)

    def conflicts(self) -> None:
        """Where the document says a thing twice and differently."""
        for _, row in rows(self._edition.tables["conflicts"]):
            own, other = ("", "other_") if row["preferred"] == row["reading"] else ("other_", "")
            base = self._iris.base
            more = (
                (KK.attribute, Literal(row["attribute"])),
                (KK.preferredReading, namespaces.code("reading", row[f"{own}reading"], base)),
                (KK.preferredText, Literal(row[f"{own}value"])),
                (KK.otherReading, namespaces.code("reading", row[f"{other}reading"], base)),
                (KK.otherText, Literal(row[f"{other}value"])),
            )
            (target,) = self._about(row)
            about = target.removeprefix(f"{self._iri('edition', row['plan'])}").replace("/", "-")
            name = f"conflict{about}-{row['attribute']}"
            reason = Text(row["reason"], row["reason_en"])
            self.annotate(row["plan"], name, KK.Conflict, [target], reason, row[f"{own}line"], more)

    def _about(self, row: Row) -> list[URIRef]:
        """The element of a row, or the edition where it names none; or the parts of it that the row names."""
        whole = self._iri("edition", row["plan"])
        if row["element"]:
            whole = self._iri("element", row["plan"], level=row["level"], number=row["element"])
        return [URIRef(f"{whole}/{part}") for part in row["part"].split()] or [whole]

    def losses(self) -> None:
        """Lost columns, one annotation a row of a printed table."""
        for lost in lost_cells(self._edition.tables):
            row = lost.cells[0]
            segment = SEGMENTS.get(row["level"], row["level"])
            parts = {"level": segment, "number": row["element"], "indicator": row["indicator"]}
            targets = [
                self._iri("cell", row["plan"], kind=row["kind"], year=cell["fiscal_year"], **parts)
                for cell in lost.cells
            ]
            name = f"loss-{segment}-{row['element']}-{row['indicator']}-{row['kind']}"
            self.annotate(row["plan"], name, KK.Loss, targets, lost.reason, row["line"])

    def drawings(self) -> None:
        """What only drawings showed, for the plans whose sheets had them."""
        for plan in self._edition.plans:
            for part, what, reason in DRAWINGS:
                if part == "schedule-arrows" or self._has_priorities(plan):
                    more = [(DCTERMS.title, said) for said in _literals(what)]
                    self.annotate(
                        plan, f"loss-{part}", KK.Loss, [self._iri("edition", plan)], reason, more=more
                    )

    def _has_priorities(self, plan: str) -> bool:
        elements = self._edition.tables["elements"]
        return bool(((elements["plan"] == plan) & (elements["level"] == "priority")).any())

    def doubts(self) -> None:
        """What cannot be decided from the text, and stays as it is."""
        for _, row in rows(self._edition.editorial["doubts"]):
            more = ((DCTERMS.title, Literal(row["doubt"], lang="ja")),)
            name, targets, reason = f"doubt-{row['line']}", self._about(row), Text(row["reason"], "")
            self.annotate(row["plan"], name, DQV.QualityAnnotation, targets, reason, row["line"], more)

    def remarks(self) -> None:
        """What was not read, or read in another way than it stands, when a city's own table was taken over."""
        for _, row in rows(self._edition.tables["remarks"]):
            more = ((DCTERMS.title, Literal(f"{row['column']}: {row['text']}", lang="ja")),)
            reason, target = Text(row["reason"], row["reason_en"]), self._thing(row)
            name = f"remark-{row['line']}"
            self.annotate(row["plan"], name, DQV.QualityAnnotation, [target], reason, row["line"], more)

    def warnings(self) -> None:
        """What the checks of the tables doubt and nobody has confirmed: a doubt that a program has."""
        for one in self._edition.warnings:
            row = dict(rows(self._edition.tables[one.table]))[one.row]
            more = [(DCTERMS.title, said) for said in _literals(one.what)]
            name = "-".join(("check", one.check, *self._place(row)))
            self.annotate(
                row["plan"], name, DQV.QualityAnnotation, [self._thing(row)], one.remedy, row["line"], more
            )

    def confirmations(self) -> None:
        """What the checks doubted and a person confirmed, with the reason."""
        for _, row in rows(self._edition.editorial["confirmations"]):
            more = ((KK.attribute, Literal(row["check"])),)
            name = "-".join(("confirmation", row["check"], *self._place(row)))
            reason = Text(row["reason"], "")
            self.annotate(row["plan"], name, KK.EditorialDecision, [self._thing(row)], reason, more=more)

    def _place(self, row: Row) -> list[str]:
        """What a row is about, as part of a name."""
        parts = (
            SEGMENTS.get(row["level"], row["level"]) if "level" in row else "",
            *(row.get(name, "") for name in _PARTS),
        )
        return [part for part in parts if part]

    def _thing(self, row: Row) -> URIRef:
        """The cell, indicator, element or edition that a row is about."""
        parts: dict[str, str | int] = {"level": row.get("level", ""), "number": row.get("element", "")}
        if not row.get("element"):
            return self._iri("edition", row["plan"])
        if not row.get("indicator"):
            return self._iri("element", row["plan"], **parts)
        parts["indicator"] = row["indicator"]
        if not (row.get("kind") and row.get("fiscal_year")):
            return self._iri("indicator", row["plan"], **parts)
        return self._iri("cell", row["plan"], kind=row["kind"], year=row["fiscal_year"], **parts)

    def titles(self) -> None:
        """The titles that an editor translated: one annotation a plan, of every element it has one of."""
        translated: dict[str, list[URIRef]] = {}
        for _, row in rows(self._edition.editorial["titles_en"]):
            target = self._iri("element", row["plan"], level=row["level"], number=row["element"])
            translated.setdefault(row["plan"], []).append(target)
        for plan, targets in translated.items():
            more = ((KK.attribute, Literal("title")),)
            self.annotate(plan, "titles-en", KK.EditorialDecision, targets, TRANSLATED, more=more)

    def directions(self) -> None:
        """The directions of indicators, each with its reason: an editor's, else the municipality's own."""
        edited = [row for _, row in rows(self._edition.editorial["directions"])]
        for row in edited:
            self._decision("direction", row)
        places = {tuple(row[name] for name in KEYS) for row in edited}
        for _, row in rows(self._edition.tables["indicators"]):
            if row["direction"] and tuple(row[name] for name in KEYS) not in places:
                self._decision("direction", {**row, "reason": "自治体が記入した。"})

    def aggregates(self) -> None:
        """The indicators that an editor found to be sums of others: one annotation a sum and reason."""
        found = [row for _, row in rows(self._edition.editorial["aggregates"])]
        once = {tuple(row[name] for name in (*KEYS, "reason")): row for row in found}
        for row in once.values():
            self._decision("aggregates", row)

    def _decision(self, attribute: str, row: Row) -> None:
        """What an editor decided of the indicator of a row."""
        parts = {"number": row["element"], "indicator": row["indicator"]}
        target = self._iri("indicator", row["plan"], level=row["level"], **parts)
        segment = SEGMENTS.get(row["level"], row["level"])
        name = f"{attribute}-{segment}-{row['element']}-{row['indicator']}"
        more = ((KK.attribute, Literal(attribute)),)
        reason = Text(row["reason"], "")
        self.annotate(row["plan"], name, KK.EditorialDecision, [target], reason, more=more)


def annotate(
    edition: Edition, statements: Statements, extraction: Extraction | None, iris: Iris
) -> Statements:
    """All annotations of an edition, in the quality graphs of its plans; corrections where a document was read."""
    annotator = Annotator(edition, statements, extraction, iris)
    annotator.corrections()
    annotator.conflicts()
    annotator.losses()
    annotator.doubts()
    annotator.remarks()
    annotator.warnings()
    annotator.confirmations()
    annotator.titles()
    annotator.directions()
    annotator.aggregates()
    if len(edition.tables["schedule"]):
        annotator.drawings()
    return annotator.statements


def summary(statements: Statements) -> dict[str, int]:
    """How many annotations of each class there are."""
    kinds = {KK.Correction: "corrections", KK.Conflict: "conflicts", KK.Loss: "losses"}
    found = [o for triples in statements.graphs.values() for _, p, o in triples if p == RDF.type]
    return {name: found.count(class_) for class_, name in kinds.items()}
