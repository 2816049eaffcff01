"""Stages that follow from what a document itself says of its undertakings."""

from collections.abc import Iterable, Iterator

from rdflib import URIRef

from pipeline.graphs.derived.facts import Facts
from pipeline.graphs.derived.permissions import StageLicence
from pipeline.graphs.derived.statements import Derived, head, provenance
from pipeline.model.namespaces import KK, code


def stages(facts: Facts, licences: Iterable[StageLicence], base: str) -> Iterator[Derived]:
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
