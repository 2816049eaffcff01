"""What the checks cost: in proportion to what they check, for the list of municipalities alone has 1,900 concepts."""

from pipeline.model.iris import BASE
from pipeline.validation.compiled import compiled_findings
from tests.server.growth import assert_linear

SKOS = "http://www.w3.org/2004/02/skos/core#"


def concepts(number: int) -> bytes:
    """So many concepts of one scheme below one at its top, each matched with one elsewhere."""
    scheme, top = f"<{BASE}hub/scheme>", f"<{BASE}hub/scheme/0>"
    lines = [f"{top} <{SKOS}topConceptOf> {scheme} .", f"{top} <{SKOS}inScheme> {scheme} ."]
    for index in range(1, number):
        one = f"<{BASE}hub/scheme/{index}>"
        lines += [
            f"{one} <{SKOS}inScheme> {scheme} .",
            f"{one} <{SKOS}broader> {top} .",
            f"{one} <{SKOS}exactMatch> <https://www.example.jp/{index}> .",
        ]
    return "\n".join(lines).encode()


def test_twice_as_many_concepts_of_a_scheme_cost_twice_as_much() -> None:
    assert_linear(lambda data: list(compiled_findings(data)), concepts, 150)
