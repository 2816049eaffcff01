"""Metadata quality by the published rules of data.europa.eu (Metadata Quality Assurance methodology): 405 points.

An indicator of distributions scores by the share of them that satisfy it, averaged over the datasets: stricter
than the portal, which takes the best distribution of each. Whether addresses answer is taken from the link checks.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from pipeline.doctor.checks import datasets
from pipeline.doctor.facts import Facts, Term, dcat, dct

MOST = 405
RATINGS = ((351, "excellent"), (221, "good"), (121, "sufficient"), (0, "bad"))

_EU = "http://publications.europa.eu/resource/authority/"
_MACHINE_READABLE = {
    "CSV", "GEOJSON", "ICS", "JSON", "JSON_LD", "KML", "KMZ", "NETCDF", "ODS", "RDFA", "RDF_N_QUADS",
    "RDF_N_TRIPLES", "RDF_TRIG", "RDF_TURTLE", "RDF_XML", "RSS", "SHP", "XLS", "XLSX", "XML",
}  # fmt: skip
_NON_PROPRIETARY = (_MACHINE_READABLE - {"RDFA", "SHP", "XLS", "XLSX"}) | {
    "BMP", "DBF", "GZIP", "HTML", "JPEG2000", "PNG", "RTF", "TAR", "TIFF", "TSV", "TXT", "WMS_SRVC", "ZIP",
}  # fmt: skip
"""The portal's lists of formats (edp-vocabularies); they know no Parquet, which so loses a few points."""


@dataclass(frozen=True)
class Indicator:
    """One indicator: its dimension, the points it gives, and whether a dataset or a distribution satisfies it."""

    dimension: str
    name: str
    points: int
    holds: Callable[[Facts, Term], bool]
    of_distributions: bool = True


@dataclass(frozen=True)
class Result:
    """What an indicator gave, of its points."""

    indicator: Indicator
    points: float


@dataclass(frozen=True)
class Score:
    """All results, their sum and the rating that data.europa.eu gives it."""

    results: tuple[Result, ...]

    @property
    def total(self) -> int:
        return round(sum(result.points for result in self.results))

    @property
    def rating(self) -> str:
        return next(name for least, name in RATINGS if self.total >= least)


def _says(predicate: NamedNode) -> Callable[[Facts, Term], bool]:
    return lambda facts, node: facts.has(node, predicate)


def _from(predicate: NamedNode, *lists: str) -> Callable[[Facts, Term], bool]:
    def holds(facts: Facts, node: Term) -> bool:
        return any(
            isinstance(term, NamedNode) and term.value.startswith(lists)
            for term in facts.all(node, predicate)
        )

    return holds


def _format_in(codes: Collection[str]) -> Callable[[Facts, Term], bool]:
    def holds(facts: Facts, node: Term) -> bool:
        found = [
            t.value.rpartition("/")[2] for t in facts.all(node, dct("format")) if isinstance(t, NamedNode)
        ]
        return any(code in codes for code in found)

    return holds


def _vocabularies(facts: Facts, node: Term) -> bool:
    media = _from(dcat("mediaType"), "https://www.iana.org/assignments/media-types/",
                  "http://www.iana.org/assignments/media-types/")  # fmt: skip
    return _from(dct("format"), _EU + "file-type/")(facts, node) and media(facts, node)


def indicators(conforms: bool, broken: Collection[str]) -> tuple[Indicator, ...]:
    """The indicators; `conforms` to DCAT-AP, `broken` addresses that did not answer."""

    def answers(predicate: NamedNode) -> Callable[[Facts, Term], bool]:
        def holds(facts: Facts, node: Term) -> bool:
            found = [term.value for term in facts.all(node, predicate) if isinstance(term, NamedNode)]
            return bool(found) and not set(found) & set(broken)

        return holds

    def valid(facts: Facts, node: Term) -> bool:
        return conforms

    return (
        Indicator("findability", "keywords", 30, _says(dcat("keyword")), False),
        Indicator("findability", "categories", 30, _says(dcat("theme")), False),
        Indicator("findability", "place", 20, _says(dct("spatial")), False),
        Indicator("findability", "time", 20, _says(dct("temporal")), False),
        Indicator("accessibility", "access address answers", 50, answers(dcat("accessURL"))),
        Indicator("accessibility", "download address", 20, _says(dcat("downloadURL"))),
        Indicator("accessibility", "download address answers", 30, answers(dcat("downloadURL"))),
        Indicator("interoperability", "format", 20, _says(dct("format"))),
        Indicator("interoperability", "media type", 10, _says(dcat("mediaType"))),
        Indicator("interoperability", "format and media type of a vocabulary", 10, _vocabularies),
        Indicator("interoperability", "non-proprietary", 20, _format_in(_NON_PROPRIETARY)),
        Indicator("interoperability", "machine-readable", 20, _format_in(_MACHINE_READABLE)),
        Indicator("interoperability", "DCAT-AP", 30, valid, False),
        Indicator("reusability", "licence", 20, _says(dct("license"))),
        Indicator("reusability", "licence of a vocabulary", 10, _from(dct("license"), _EU + "licence/")),
        Indicator("reusability", "access rights", 10, _says(dct("accessRights")), False),
        Indicator(
            "reusability", "access rights of a vocabulary", 5,
            _from(dct("accessRights"), _EU + "access-right/"), False,
        ),
        Indicator("reusability", "contact", 20, _says(dcat("contactPoint")), False),
        Indicator("reusability", "publisher", 10, _says(dct("publisher")), False),
        Indicator("contextuality", "rights", 5, _says(dct("rights"))),
        Indicator("contextuality", "size", 5, _says(dcat("byteSize"))),
        Indicator("contextuality", "issued", 5, _says(dct("issued")), False),
        Indicator("contextuality", "modified", 5, _says(dct("modified")), False),
    )  # fmt: skip


def score(facts: Facts, conforms: bool, broken: Collection[str] = ()) -> Score:
    """The score of a catalogue: the mean over its datasets; 0 of every indicator where it has none."""
    nodes: list[Term] = list(datasets(facts))
    found = []
    for indicator in indicators(conforms, broken):
        shares = [_share(facts, node, indicator) for node in nodes]
        found.append(Result(indicator, indicator.points * _mean(shares)))
    return Score(tuple(found))


def _share(facts: Facts, dataset: Term, indicator: Indicator) -> float:
    if not indicator.of_distributions:
        return float(indicator.holds(facts, dataset))
    return _mean([indicator.holds(facts, node) for node in facts.all(dataset, dcat("distribution"))])


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
