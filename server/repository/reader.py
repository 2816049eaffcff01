"""Reads what a page shows from the store: elements with all their parts, and what the quality graph says."""

from pyoxigraph import NamedNode

from pipeline.reading.comparisons import Comparisons
from pipeline.reading.element import Activity, Element, Inference, Note, Report, Row, ScheduleEntry
from pipeline.reading.graph import Graph, natural
from pipeline.reading.names import Named
from pipeline.reading.summary.glance import Glance, glance
from pipeline.reading.summary.home import Home
from pipeline.reading.summary.overview import Overview
from pipeline.reading.summary.progress import Progress
from pipeline.reading.vocabulary import dcterms, dqv, kk, oa, prov, rdf, rdfs, schema, skos
from server.repository.pages import Pages, Year
from server.repository.parts import parts

NOTES = (kk.Loss, kk.Conflict, kk.Correction, kk.EditorialDecision, dqv.QualityAnnotation)
READINGS = (
    kk.attribute,
    kk.rawText,
    kk.correctedText,
    kk.preferredText,
    kk.otherText,
    kk.evidence,
)


class Reader(Comparisons):
    """The one door of pages to the release's data."""

    def __init__(self, graph: Graph, pages: Pages) -> None:
        super().__init__(graph)
        self._pages = pages

    def home(self) -> Home:
        """What home shows of every edition."""
        return self._pages.home()

    def progress(self, first: int, most: int) -> list[tuple[str, Progress]]:
        """How far municipalities have come, each with its code: `most` of them from a place on."""
        return self._pages.progress(first, most)

    def overview(self, edition: NamedNode) -> Overview:
        """All that lists show of an edition; nothing of what is none of the release's."""
        found = self._pages.overview(edition.value)
        return found or Overview(self.named(edition), None, (), ())

    def elements(self, edition: NamedNode) -> tuple[Row, ...]:
        """Every element of an edition, parents before children, in printed order."""
        return self.overview(edition).rows

    def glance(self, edition: NamedNode) -> Glance:
        """An edition in one look."""
        return glance(self.overview(edition))

    def fiscal_year(self, year: int, page: int) -> Year | None:
        """A page of what can be compared of a fiscal year; None where there is none."""
        return self._pages.year(year, page)

    def element(self, thing: NamedNode) -> Element:
        graph = self.graph
        return Element(
            row=self.row(thing),
            edition=self.edition(thing),
            ancestors=self.ancestors(thing),
            purpose=graph.text(thing, kk.purpose),
            descriptions=self._paragraphs(thing, dcterms.description),
            reports=self._reports(thing),
            comments=self._paragraphs(thing, rdfs.comment),
            page=graph.value(thing, schema.pageStart),
            involves_others=bool(graph.flag(thing, kk.involvesOtherUnits)),
            fiscal_effect=graph.flag(thing, kk.hasFiscalEffect),
            stage=self.stage(thing),
            inference=self._inference(thing),
            activities=tuple(self.activity(part) for part in graph.things(thing, kk.hasActivity)),
            indicators=tuple(self.indicator(part) for part in graph.things(thing, kk.hasIndicator)),
            effects=self.effects(thing),
            aimed=self.effects_aimed_at(thing),
            ratings=self.ratings(thing),
            corresponds=self.corresponding(thing),
            notes=self.notes_on(thing),
            line=self.line(thing),
        )

    def activity(self, thing: NamedNode) -> Activity:
        entries = [self._entry(entry) for entry in self.graph.things(thing, kk.scheduleEntry)]
        return Activity(
            iri=thing.value,
            notation=self.graph.value(thing, skos.notation) or "",
            label=self.graph.label(thing),
            entries=tuple(sorted(entries, key=lambda entry: entry.start)),
            line=self.line(thing),
        )

    def notes_on(self, thing: NamedNode) -> tuple[Note, ...]:
        """The quality annotations on a thing and on its parts."""
        found = {
            note for part in parts(self.graph, thing) for note in self.graph.subjects(oa.hasTarget, part)
        }
        return tuple(self.note(note) for note in sorted(found, key=lambda note: natural(note.value)))

    def notes_of(self, edition: NamedNode) -> tuple[Note, ...]:
        """Every quality annotation of an edition: losses, conflicts, corrections, decisions."""
        quality = NamedNode(f"{edition.value}/graph/quality")
        notes = [self.note(thing) for thing in self.graph.instances_in(quality, dqv.QualityAnnotation)]
        return tuple(sorted(notes, key=lambda note: [kind.value for kind in NOTES].index(note.kind.iri)))

    def note(self, thing: NamedNode) -> Note:
        classes = self.graph.things(thing, rdf.type)
        return Note(
            iri=thing.value,
            kind=self.named(next((kind for kind in NOTES if kind in classes), dqv.QualityAnnotation)),
            title=self.graph.label(thing),
            text=self.graph.text(thing, oa.bodyValue, rdfs.comment, dcterms.description),
            readings=tuple(
                (self.named(predicate), value.value)
                for predicate in READINGS
                for value in self.graph.literals(thing, predicate)
            ),
            targets=tuple(self.titled(target) for target in self.graph.things(thing, oa.hasTarget)),
            line=self.line(thing),
        )

    def corresponding(self, thing: NamedNode) -> tuple[Named, ...]:
        """What the other chapter prints as the same undertaking, whichever side says so."""
        activities = self.graph.things(thing, kk.hasActivity)
        said = {
            subject
            for part in (thing, *activities)
            for subject in self.graph.subjects(kk.correspondsTo, part)
        }
        found = {*self.graph.things(thing, kk.correspondsTo), *said}
        return tuple(self.titled(other) for other in sorted(found, key=lambda other: natural(other.value)))

    def _reports(self, thing: NamedNode) -> tuple[Report, ...]:
        return tuple(
            Report(self.year(note), self.graph.value(note, rdf.value) or "", self.line(note))
            for note in self.graph.things(thing, kk.progressNote)
        )

    def _entry(self, thing: NamedNode) -> ScheduleEntry:
        return ScheduleEntry(
            start=self.year(thing, kk.startPeriod) or 0,
            end=self.year(thing, kk.endPeriod),
            text=self.graph.value(thing, rdf.value) or "",
            line=self.line(thing),
        )

    def _inference(self, thing: NamedNode) -> Inference | None:
        """What an element's stage was inferred from; None where its stage is printed."""
        for inferred in self.graph.typed(kk.about, thing, kk.StageInference):
            sources = self.graph.things(inferred, prov.wasDerivedFrom)
            lines = (source.value for source in sources if "#line=" in source.value)
            return Inference(inferred.value, next(lines, None))
        return None

    def _paragraphs(self, thing: NamedNode, field: NamedNode) -> tuple[str, ...]:
        """The paragraphs of a field of an element, in printed order."""
        graph = self.graph
        found = [one for one in graph.things(thing, kk.hasParagraph) if graph.thing(one, kk.field) == field]
        ordered = sorted(found, key=lambda one: int(graph.value(one, kk.position) or 0))
        return tuple(graph.value(one, rdf.value) or "" for one in ordered)
