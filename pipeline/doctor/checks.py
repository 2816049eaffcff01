"""The checks of a catalogue's content: each yields findings from the facts; the rules are the harvesters' own.

Sources: DCAT-AP 3.0.1; ckanext-dcat (profiles, processors), CKAN's validators of tags and names; udata's
DCAT backend.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from pyoxigraph import BlankNode, Literal, NamedNode

from pipeline.doctor.facts import Facts, Node, Term, dcat, dct
from pipeline.doctor.findings import Finding, finding

Check = Callable[[Facts], Iterator[Finding]]

ADMS, FOAF = "http://www.w3.org/ns/adms#", "http://xmlns.com/foaf/0.1/"
RDFS_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
VCARD_KIND = NamedNode("http://www.w3.org/2006/vcard/ns#Kind")
SKOS_CONCEPT = NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
SPDX_CHECKSUM = "http://spdx.org/rdf/terms#"
XSD = "http://www.w3.org/2001/XMLSchema#"

_DATES = {XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth")}
_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(T[0-9:]{8}(?:\.[0-9]{1,6})?)?)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_LANGUAGES = (
    "http://publications.europa.eu/resource/authority/language/",
    "http://id.loc.gov/vocabulary/iso639-",
)
_TAG = re.compile(r"[\w \-.]{2,100}")
_STOCK_LICENCES = (
    "http://www.opendefinition.org/licenses/",
    "https://opendefinition.org/licenses/",
)
_STOCK_TITLES = re.compile(
    r"Creative Commons (Attribution( Share-Alike)?|CCZero|Non-Commercial \(Any\))|Open Data Commons .*"
    r"|GNU Free Documentation License|UK Open Government Licence \(OGL\)"
)
_WEB = re.compile(r"https?://[^/\s]+(/\S*)?")

RANGES: dict[NamedNode, NamedNode] = {
    dct("publisher"): NamedNode(FOAF + "Agent"),
    dct("license"): dct("LicenseDocument"),
    dct("language"): dct("LinguisticSystem"),
    dct("accessRights"): dct("RightsStatement"),
    dct("rights"): dct("RightsStatement"),
    dct("accrualPeriodicity"): dct("Frequency"),
    dct("spatial"): dct("Location"),
    dct("temporal"): dct("PeriodOfTime"),
    dct("format"): dct("MediaTypeOrExtent"),
    dct("conformsTo"): dct("Standard"),
    dcat("mediaType"): dct("MediaType"),
    dcat("landingPage"): NamedNode(FOAF + "Document"),
    dcat("contactPoint"): VCARD_KIND,
    dcat("theme"): SKOS_CONCEPT,
    dcat("distribution"): dcat("Distribution"),
    dcat("inSeries"): dcat("DatasetSeries"),
    NamedNode(SPDX_CHECKSUM + "checksum"): NamedNode(SPDX_CHECKSUM + "Checksum"),
}
"""What DCAT-AP requires the things pointed at to be (its range shapes)."""
RECOMMENDED = ("contactPoint", "keyword", "theme")
RECOMMENDED_TERMS = ("publisher", "spatial", "temporal", "issued", "modified", "accrualPeriodicity")


def datasets(facts: Facts) -> list[Node]:
    return facts.of(dcat("Dataset"))


def distributions(facts: Facts) -> list[Node]:
    """The distributions that datasets have, and nothing that only says it is one."""
    found = {d for dataset in datasets(facts) for d in facts.all(dataset, dcat("distribution"))}
    return sorted((d for d in found if isinstance(d, NamedNode | BlankNode)), key=str)


def catalogue(facts: Facts) -> Iterator[Finding]:
    """The catalogue itself: there, not empty, titled, pointing only at what it describes."""
    if not datasets(facts):
        yield finding("empty", "")
    found = facts.of(dcat("Catalog"))
    if not found:
        yield finding("no-catalogue", "")
    for node in found:
        for name in ("title", "description", "publisher"):
            if not facts.has(node, dct(name)):
                yield finding("catalogue-incomplete", _name(node), f"dct:{name}")
        for dataset in facts.all(node, dcat("dataset")):
            if not facts.is_a(dataset, dcat("Dataset")):
                yield finding("unknown-dataset", _name(node), _name(dataset))


def naming(facts: Facts) -> Iterator[Finding]:
    """How datasets are known again at the next harvest."""
    identifiers = Counter(
        literal.value for node in datasets(facts) for literal in facts.literals(node, dct("identifier"))
    )
    for node in datasets(facts):
        own = facts.literals(node, dct("identifier"))
        if not own:
            yield finding("no-name" if isinstance(node, BlankNode) else "no-identifier", _name(node))
        for literal in own:
            if identifiers[literal.value] > 1:
                yield finding("identifier-twice", _name(node), literal.value)
    for series in facts.of(dcat("DatasetSeries")):
        if facts.is_a(series, dcat("Dataset")):
            yield finding("series-is-dataset", _name(series))


def texts(facts: Facts) -> Iterator[Finding]:
    """Titles, descriptions and keywords."""
    for node in datasets(facts):
        titles = facts.literals(node, dct("title"))
        if not titles:
            yield finding("no-title", _name(node))
        elif not {literal.language for literal in titles} & {"ja", "en"}:
            yield finding("no-language-tag", _name(node))
        if not facts.has(node, dct("description")):
            yield finding("no-description", _name(node))
        slug = ckan_name(next((t.value for t in titles if t.language == "ja"), ""))
        if titles and slug is not None and len(slug.strip("_-")) < 2:
            yield finding("poor-address", _name(node), slug)
        for keyword in facts.literals(node, dcat("keyword")):
            yield from _refused_tags(node, keyword)
        for name in ("title", "description"):
            languages = {literal.language for literal in facts.literals(node, dct(name))}
            if None in languages and len(languages) > 1:
                yield finding("mixed-languages", _name(node), f"dct:{name}")


def _refused_tags(node: Node, keyword: Literal) -> Iterator[Finding]:
    """CKAN splits keywords at commas, then each must be a tag."""
    for part in keyword.value.split(",") if "," in keyword.value else [keyword.value]:
        if not _TAG.fullmatch(part.strip() if "," in keyword.value else part):
            yield finding("refused-tag", _name(node), part)


def ckan_name(title: str) -> str | None:
    """The name that CKAN munges a Japanese title into; None where there is no Japanese title."""
    if not title:
        return None
    munged = re.sub(r"[^a-z0-9\-_]", "", re.sub(r"[ .:/]", "-", title.lower()))
    return re.sub(r"-+", "-", munged).strip("-")[:99].ljust(2, "_")


def recommended(facts: Facts) -> Iterator[Finding]:
    """What DCAT-AP recommends of a dataset; dates and languages as harvesters read them."""
    for node in datasets(facts):
        for name in RECOMMENDED:
            if not facts.has(node, dcat(name)):
                yield finding("missing", _name(node), f"dcat:{name}")
        for name in RECOMMENDED_TERMS:
            if not facts.has(node, dct(name)):
                yield finding("missing", _name(node), f"dct:{name}")
        for name in ("issued", "modified"):
            for literal in facts.literals(node, dct(name)):
                if literal.datatype.value not in _DATES:
                    yield finding("not-a-date", _name(node), literal.value)
                elif not _is_possible(literal.value):
                    yield finding("impossible-date", _name(node), literal.value)
        for language in facts.all(node, dct("language")):
            if not _name(language).startswith(_LANGUAGES):
                yield finding("foreign-language", _name(node), _name(language))
        if not facts.has(node, dcat("distribution")):
            yield finding("no-file", _name(node))


def _is_possible(date: str) -> bool:
    """Whether a year, month, day or instant exists; a time zone after a day is let be."""
    found = _DATE.fullmatch(date)
    if not found:
        return False
    year, month, day, instant = found.groups()
    try:
        datetime.fromisoformat(
            f"{year}-{month or '01'}-{day or '01'}{(instant or '').replace('24:00:00', '00:00:00')}"
        )
    except ValueError:
        return False
    return True


def files(facts: Facts) -> Iterator[Finding]:
    """Distributions: address, licence, format, size."""
    for node in distributions(facts):
        addresses = (*facts.all(node, dcat("accessURL")), *facts.all(node, dcat("downloadURL")))
        if not addresses:
            yield finding("no-address", _name(node))
        for address in addresses:
            if not _WEB.fullmatch(_name(address)):
                yield finding("not-web", _name(node), _name(address))
            elif isinstance(address, Literal):
                yield finding("literal-address", _name(node), address.value)
        yield from _licence(facts, node)
        yield from _format(facts, node)
        for size in facts.literals(node, dcat("byteSize")):
            if size.datatype.value != XSD + "nonNegativeInteger":
                yield finding("size-type", _name(node))
        if facts.has(node, dcat("accessService")):
            yield finding("access-service", _name(node))


def _licence(facts: Facts, node: Node) -> Iterator[Finding]:
    licences = facts.all(node, dct("license"))
    if not licences:
        yield finding("no-licence", _name(node))
    for licence in licences:
        titles = facts.literals(licence, dct("title"))
        known = any(_STOCK_TITLES.fullmatch(title.value) for title in titles)
        if not known and not _name(licence).startswith(_STOCK_LICENCES):
            yield finding("unknown-licence", _name(node), _name(licence))


def _format(facts: Facts, node: Node) -> Iterator[Finding]:
    formats = facts.all(node, dct("format"))
    if not formats or not facts.has(node, dcat("mediaType")):
        yield finding("no-format", _name(node))
    for format_ in formats:
        labelled = facts.is_a(format_, dct("IMT")) and facts.has(format_, RDFS_LABEL)
        if isinstance(format_, NamedNode) and "iana.org/" not in format_.value and not labelled:
            yield finding("format-as-address", _name(node), format_.value)


def typed(facts: Facts) -> Iterator[Finding]:
    """What DCAT-AP's range shapes require; every property once, where it first fails."""
    wrong: dict[NamedNode, Term] = {}
    for _, predicate, object_ in facts:
        class_ = RANGES.get(predicate)
        if class_ and not facts.is_a(object_, class_):
            wrong.setdefault(predicate, object_)
    for predicate, object_ in sorted(wrong.items(), key=lambda entry: entry[0].value):
        yield finding("untyped", _name(object_), predicate.value)


CHECKS: tuple[Check, ...] = (catalogue, naming, texts, recommended, files, typed)


def check(facts: Facts) -> list[Finding]:
    """Every finding about a catalogue's content, the worst first, none twice."""
    return sorted({found for run in CHECKS for found in run(facts)}, key=lambda found: found.order)


def _name(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else str(term)
