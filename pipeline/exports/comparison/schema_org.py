"""A comparison as schema.org statements, which search engines and Data Commons take in: a variable and its observations.

Terms: https://schema.org/StatisticalVariable, https://schema.org/Observation. Only figures that match exactly are stated:
who takes in an observation of a variable leaves caveats behind. The context stands in the document, so that nothing is
looked up to read it.
"""

from collections.abc import Iterator, Mapping

from pipeline.exports.comparison.figure import Figure
from pipeline.exports.comparison.rules import Comparison
from pipeline.model.iris import Iris
from pipeline.model.text import Text

CONTEXT = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in ("observationAbout", "variableMeasured", "measurementQualifier")},
    **{name: {"@type": "@id"} for name in ("url", "unitCode")},
}
BOUNDS = {
    "at-least": "minValue",
    "more-than": "minValue",
    "at-most": "maxValue",
    "less-than": "maxValue",
}
"""A comparator → what its number is of the value."""

Node = dict[str, object]


def schema_org(found: Comparison, base: str) -> Mapping[str, object]:
    """The variable, the municipalities and their exactly matching figures, as a document of JSON-LD."""
    figures = [one for one in found.figures if one.match == "exact" and one.comparable]
    iris = Iris(base)
    variable = str(iris("hub_indicator", indicator=found.shared.id))
    return {
        "@context": CONTEXT,
        "@graph": [
            {
                "@id": variable,
                "@type": "StatisticalVariable",
                "identifier": found.shared.id,
                "name": _in_both(found.shared.name),
                "description": _in_both(found.shared.definition),
                "statType": "measuredValue",
            },
            *_places(figures, iris),
            *(_observation(one, variable, iris) for one in figures),
        ],
    }


def _places(figures: list[Figure], iris: Iris) -> Iterator[Node]:
    for code, name in dict.fromkeys((one.code, one.municipality) for one in figures):
        yield {
            "@id": str(iris("municipality", municipality=code)),
            "@type": "AdministrativeArea",
            "identifier": code,
            "name": {"@value": name, "@language": "ja"},
        }


def _observation(one: Figure, variable: str, iris: Iris) -> Node:
    """A figure of a fiscal year: the year that begins on its `observationDate`."""
    return {
        "@id": one.figure,
        "@type": "Observation",
        "variableMeasured": variable,
        "observationAbout": str(iris("municipality", municipality=one.code)),
        "observationDate": f"{one.fiscal_year}-04-01",
        "observationPeriod": "P1Y",
        "measurementQualifier": str(iris("code", list="value-kind", code=one.kind)),
        BOUNDS.get(one.comparator, "value"): one.number,
        "unitCode": one.unit,
        "unitText": one.unit_name,
        **({"url": one.line} if one.line else {}),
    }


def _in_both(text: Text) -> list[dict[str, str]]:
    return [{"@value": text.ja, "@language": "ja"}, {"@value": text.en, "@language": "en"}]
