"""IRIs of what keikaku names: one table of patterns below a base.

IRIs carry Japanese characters as they are (NFC); only characters that an IRI's path segment may not hold
(RFC 3987) are percent-encoded.
"""

from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from rdflib import URIRef

from pipeline.model.segments import segment

BASE = "https://w3id.org/keikaku/"
KK = "https://w3id.org/keikaku/ns#"
SAC = "http://data.e-stat.go.jp/lod/sac/"

_PLAN = "id/{municipality}/{plan}"
_EDITION = _PLAN + "/{edition}"
_ELEMENT = _EDITION + "/{level}/{number}"
_ACTIVITY = _ELEMENT + "/activity/{activity}"
_INDICATOR = _ELEMENT + "/indicator/{indicator}"
_CELL = _INDICATOR + "/{kind}/{year}"
_DATED = "/effect/{kind}/{year}"
_SCHEME = _EDITION + "/scheme/{scheme}"
_DOCUMENT = "id/{municipality}/document/{edition}"

PATTERNS: dict[str, str] = {
    "municipality": "id/{municipality}",
    "municipality_graph": "id/{municipality}/graph",
    "unit": "id/{municipality}/unit/{unit}",
    "unit_change": "id/{municipality}/unit-change/{edition}/{change}",
    "municipality_annotation": "id/{municipality}/annotation/{annotation}",
    "document": _DOCUMENT,
    "document_text": _DOCUMENT + ".txt",
    "line": _DOCUMENT + ".txt#line={before},{line}",
    "plan": _PLAN,
    "edition": _EDITION,
    "edition_period": _EDITION + "/period",
    "edition_graph": _EDITION + "/graph",
    "derived_graph": _EDITION + "/graph/derived",
    "quality_graph": _EDITION + "/graph/quality",
    "element": _ELEMENT,
    "edition_levels": _EDITION + "/level",
    "edition_level": _EDITION + "/level/{name}",
    "progress_note": _ELEMENT + "/progress/{year}",
    "paragraph": _ELEMENT + "/{field}/{position}",
    "rating_scale": _EDITION + "/rating-scale",
    "rating_of_scale": _EDITION + "/rating-scale/{rating}",
    "element_rating": _ELEMENT + "/rating/{year}",
    "indicator_rating": _INDICATOR + "/rating/{year}",
    "activity": _ACTIVITY,
    "schedule_entry": _ACTIVITY + "/{year}",
    "further_schedule_entry": _ACTIVITY + "/{year}/{row}",
    "indicator": _INDICATOR,
    "indicators": _EDITION + "/indicator",
    "cell": _CELL,
    "observation": _CELL + "/{breakdown}",
    "effect": _INDICATOR + "/effect",
    "effect_observation": _INDICATOR + "/effect/{breakdown}",
    "dated_effect": _INDICATOR + _DATED,
    "dated_effect_observation": _INDICATOR + _DATED + "/{breakdown}",
    "element_effect": _ELEMENT + "/effect",
    "element_effect_observation": _ELEMENT + "/effect/{breakdown}",
    "dated_element_effect": _ELEMENT + _DATED,
    "dated_element_effect_observation": _ELEMENT + _DATED + "/{breakdown}",
    "scheme": _SCHEME,
    "concept": _SCHEME + "/{number}",
    "scheme_source": _SCHEME + "/source/{source}",
    "glossary": _EDITION + "/glossary",
    "term": _EDITION + "/glossary/{term}",
    "annotation": _EDITION + "/annotation/{annotation}",
    "fiscal_year": "id/fiscal-year/{year}",
    "fiscal_year_boundary": "id/fiscal-year/{year}/{boundary}",
    "code": "code/{list}/{code}",
    "code_list": "code/{list}",
    "printed_unit": "unit/{unit}",
    "declared_unit": "id/{municipality}/printed-unit/{unit}",
    "edition_effect": _EDITION + "/effect",
    "hub_policies": "hub/policy",
    "hub_policy": "hub/policy/{policy}",
    "hub_policy_version": "hub/policy/version/{version}",
    "hub_indicators": "hub/indicator",
    "hub_indicator": "hub/indicator/{indicator}",
    "hub_mapping": "hub/mapping/{municipality}/{plan}/{edition}/{source}/{target}",
    "hub_municipalities": "hub/municipality",
    "hub_municipality": "hub/municipality/{municipality}",
    "municipalities_graph": "hub/municipality/graph",
    "hub_denominator": "hub/denominator/{denominator}",
    "hub_quantity": "hub/denominator/{denominator}/{municipality}/{date}",
    "denominator_graph": "hub/denominator/graph",
    "hub_graph": "hub/graph",
    "ontology_graph": "ontology/graph",
    "catalog": "catalog",
    "catalog_graph": "catalog/graph",
    "dataset": "dataset/{dataset}",
    "distribution": "dataset/{dataset}/{format}",
    "measurement": "dataset/{dataset}/measurement/{metric}",
    "series": "series/{series}",
}

_PARTS = {
    pattern: tuple(name for _, name, _, _ in Formatter().parse(text) if name)
    for pattern, text in PATTERNS.items()
}
"""The parts that each pattern names."""

SEGMENTS = {"priority": "item"}
"""The path segment of a level where it is not the level's own name: a 重点取組 is an item of its plan."""

_segment = lru_cache(maxsize=4096)(segment)
"""The same parts name thing after thing of a municipality."""


@dataclass(frozen=True)
class Iris:
    """Mints the IRIs of `PATTERNS` below one base: a value, so that what is kept for a base is found again.

    >>> Iris()("element", municipality="132292", plan="gyokaku-5", edition="2026", level="item", number=7)
    rdflib.term.URIRef('https://w3id.org/keikaku/id/132292/gyokaku-5/2026/item/7')
    """

    base: str = BASE

    def __call__(self, pattern: str, /, **parts: str | int) -> URIRef:
        """The IRI of a pattern; other parts than those that it names are let be, so that a row may be given whole.

        Raises KeyError for a pattern or a part that is not in the table: a fault of the code, not of data.
        """
        named = {name: _segment(str(parts[name])) for name in _PARTS[pattern]}
        if "level" in named:
            named["level"] = SEGMENTS.get(named["level"], named["level"])
        return URIRef(self.base + PATTERNS[pattern].format(**named))

    def original(self, municipality: str, edition: str, file: str) -> URIRef:
        """The IRI of a document that is kept as it was received: of `132292-2026-2.pdf` it is `…/document/2026-2.pdf`."""
        document = self("document", municipality=municipality, edition=edition)
        return URIRef(f"{document}{file.removeprefix(f'{municipality}-{edition}')}")

    def line(self, municipality: str, edition: str, line: int) -> URIRef:
        """The IRI of one line of a document as an RFC 5147 fragment, whose positions count from 0."""
        return self("line", municipality=municipality, edition=edition, before=line - 1, line=line)
