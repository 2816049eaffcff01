"""What is known to be wrong, lost or decided in an edition, as annotations of the data.

Corrections are rows of corrections.csv, conflicts of the table `conflicts`; losses are the lost columns of cells
and what only a drawing showed; doubts, confirmations, directions, aggregates and English names are what an editor noted
or added, and the checks of the tables doubt too.
"""

from pipeline.documents import Extraction
from pipeline.graphs.annotations import document, editorial
from pipeline.graphs.annotations.annotator import Annotator
from pipeline.graphs.interpreter import Statements
from pipeline.model.iris import Iris
from pipeline.model.namespaces import KK, RDF
from pipeline.tables.edition import Edition


def annotate(
    edition: Edition, statements: Statements, extraction: Extraction | None, iris: Iris
) -> Statements:
    """All annotations of an edition, in the quality graphs of its plans; corrections where a document was read."""
    annotator = Annotator(edition, statements, extraction, iris)
    document.corrections(annotator)
    document.conflicts(annotator)
    document.losses(annotator)
    editorial.doubts(annotator)
    editorial.remarks(annotator)
    editorial.warnings(annotator)
    editorial.confirmations(annotator)
    editorial.titles(annotator)
    editorial.labels(annotator)
    editorial.concepts(annotator)
    editorial.units(annotator)
    editorial.unit_changes(annotator)
    editorial.directions(annotator)
    editorial.aggregates(annotator)
    if len(edition.tables["schedule"]):
        document.drawings(annotator)
    return annotator.statements


def summary(statements: Statements) -> dict[str, int]:
    """How many annotations of each class there are."""
    kinds = {KK.Correction: "corrections", KK.Conflict: "conflicts", KK.Loss: "losses"}
    found = [o for triples in statements.graphs.values() for _, p, o in triples if p == RDF.type]
    return {name: found.count(class_) for class_, name in kinds.items()}
