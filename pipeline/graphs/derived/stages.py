"""Stages that follow from what a document itself says of its undertakings."""

from collections.abc import Iterable, Iterator

from rdflib import URIRef

from pipeline.graphs.derived.facts import Facts
from pipeline.graphs.derived.permissions import StagePermission
from pipeline.graphs.derived.statements import Derived, head, provenance
from pipeline.model.namespaces import KK, code


def stages(facts: Facts, permissions: Iterable[StagePermission], base: str) -> Iterator[Derived]:
    """The stage of every element that a permission covers, derived from its indicators and the line that says so."""
    for permission in permissions:
        for element in facts.subjects(KK.level, code("level", permission.level, base)):
            indicators = facts.values(element, KK.hasIndicator)
            if indicators and facts.edition_of(element) == permission.edition:
                iri = URIRef(f"{element}/stage-inference")
                yield Derived(
                    permission.edition,
                    (
                        *head(iri, KK.StageInference, permission.edition),
                        (iri, KK.about, element),
                        (iri, KK.stage, code("stage", permission.stage, base)),
                        *provenance(
                            iri,
                            permission.edition,
                            (*indicators, permission.line),
                            "stage-from-indicator",
                            base,
                        ),
                    ),
                )
