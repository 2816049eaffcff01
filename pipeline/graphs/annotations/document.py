"""What the document itself shows: where it was corrected, contradicts itself, or lost something."""

from rdflib import Literal

from pipeline.graphs.annotations.annotator import Annotator, in_languages
from pipeline.graphs.missing import DRAWINGS, lost_cells
from pipeline.model import namespaces
from pipeline.model.iris import SEGMENTS
from pipeline.model.namespaces import DCTERMS, KK, PROJECT
from pipeline.model.text import Text
from pipeline.tables.cell_values import rows


def corrections(to: Annotator) -> None:
    """What corrections.csv corrected, about what was read from the corrected cell; else about its line."""
    for one in to.corrections:
        more = (
            (KK.rawText, Literal(one.printed)),
            (KK.correctedText, Literal(one.corrected)),
            (KK.evidence, Literal(one.evidence, lang="ja")),
        )
        own = to.iris.line(to.edition.municipality, to.edition.year, one.line)
        targets = to.places.read_from((one.line, one.column)) or [own]
        plan, name = to.places.plan(one.line), f"correction-{one.line}"
        reason = Text(one.reason, one.reason_en)
        to.annotate(plan, name, KK.Correction, targets, reason, one.line, more, by=PROJECT)


def conflicts(to: Annotator) -> None:
    """Where the document says a thing twice and differently."""
    for _, row in rows(to.edition.tables["conflicts"]):
        own, other = ("", "other_") if row["preferred"] == row["reading"] else ("other_", "")
        base = to.iris.base
        more = (
            (KK.attribute, Literal(row["attribute"])),
            (KK.preferredReading, namespaces.code("reading", row[f"{own}reading"], base)),
            (KK.preferredText, Literal(row[f"{own}value"])),
            (KK.otherReading, namespaces.code("reading", row[f"{other}reading"], base)),
            (KK.otherText, Literal(row[f"{other}value"])),
        )
        (target,) = to.about(row)
        about = target.removeprefix(f"{to.iri('edition', row['plan'])}").replace("/", "-")
        name = f"conflict{about}-{row['attribute']}"
        reason = Text(row["reason"], row["reason_en"])
        to.annotate(row["plan"], name, KK.Conflict, [target], reason, row[f"{own}line"], more, by=PROJECT)


def losses(to: Annotator) -> None:
    """Lost columns, one annotation a row of a printed table."""
    for lost in lost_cells(to.edition.tables):
        row = lost.cells[0]
        segment = SEGMENTS.get(row["level"], row["level"])
        parts = {"level": segment, "number": row["element"], "indicator": row["indicator"]}
        targets = [
            to.iri("cell", row["plan"], kind=row["kind"], year=cell["fiscal_year"], **parts)
            for cell in lost.cells
        ]
        name = f"loss-{segment}-{row['element']}-{row['indicator']}-{row['kind']}"
        to.annotate(row["plan"], name, KK.Loss, targets, lost.reason, row["line"])


def drawings(to: Annotator) -> None:
    """What only drawings showed, for the plans whose sheets had them."""
    for plan in to.edition.plans:
        for part, what, reason in DRAWINGS:
            if part == "schedule-arrows" or _has_priorities(to, plan):
                more = [(DCTERMS.title, said) for said in in_languages(what)]
                to.annotate(plan, f"loss-{part}", KK.Loss, [to.iri("edition", plan)], reason, more=more)


def _has_priorities(to: Annotator, plan: str) -> bool:
    elements = to.edition.tables["elements"]
    return bool(((elements["plan"] == plan) & (elements["level"] == "priority")).any())
