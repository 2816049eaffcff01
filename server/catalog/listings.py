"""Listings for crawlers: sitemap, robots, llms.txt, and the two files of a release whose addresses move."""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from pyoxigraph import NamedNode

from server.catalog.document import Catalogue
from server.rendering.service import Service
from server.repository.graph import Graph, in_language
from server.repository.vocabulary import dcat, dcterms, kk, org, rdf, skos

_PAGES = (
    dcat.Dataset,
    org.FormalOrganization,
    org.OrganizationalUnit,
    kk.Plan,
    kk.PlanEdition,
    kk.PlanElement,
    kk.Indicator,
    skos.ConceptScheme,
)
"""The kinds of things whose pages are worth a visit, the more general first."""
MOST_PAGES = 50_000
"""Of one sitemap (sitemaps.org)."""


def sitemap(service: Service, catalogue: Catalogue) -> str:
    """The pages of this server with the day their data was last changed."""
    root, day = service.settings.public_url, catalogue.modified[:10]
    addresses = [f"{root}/", f"{root}/catalog", *_documents(service)]
    entries = "".join(
        f"<url><loc>{escape(address)}</loc><lastmod>{day}</lastmod></url>\n"
        for address in dict.fromkeys(addresses[:MOST_PAGES])
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{entries}</urlset>\n'


def _documents(service: Service) -> Iterator[str]:
    for kind in _PAGES:
        for thing in service.graph.subjects(rdf.type, kind):
            if thing.value.startswith(service.release.base_iri):
                yield service.url(thing)


def robots(root: str) -> str:
    """Crawlers may read every page and file; queries are not for them."""
    return f"User-agent: *\nDisallow: /sparql?\nDisallow: /sparql/answer\nDisallow: /search\n\nSitemap: {root}/sitemap.xml\n"


def llms(service: Service, catalogue: Catalogue) -> str:
    """What a language model needs to use this service (llmstxt.org)."""
    root, graph = service.settings.public_url, service.graph
    datasets = "\n".join(
        f"- [{_text(graph, dataset, dcterms.title)}]({service.url(dataset)}): "
        f"{_text(graph, dataset, dcterms.description)}"
        for dataset in catalogue.datasets
    )
    return f"""# keikaku

> Municipal plans of Japan as linked open data: policies, items, indicators with targets and actual figures,
> each value with the printed line it was taken from. Texts are in Japanese, labels also in English.

A dash, an empty cell, a sentence and a lost column are different statuses; none of them means 0.

## Ask
- [SPARQL endpoint]({root}/sparql): SPARQL 1.1, GET or POST; the default graph is the union of all
- [Example queries]({root}/sparql/examples): with their answers
- [Vocabulary]({root}/ns.ttl): the terms, in Turtle

## Data
- [Catalogue]({root}/catalog.ttl): DCAT-AP 3.0.1, also .jsonld and .rdf
- [CKAN Action API]({root}/api/3/action/package_list)
- [オープンデータ一覧]({root}/opendata_list.csv): CSV
{datasets}
"""


def _text(graph: Graph, thing: NamedNode, predicate: NamedNode) -> str:
    return in_language(graph.text(thing, predicate), "en") or thing.value


def moved(path: Path, written: str, root: str, before: str = "", names: tuple[str, ...] = ()) -> str:
    """A file of the release whose addresses, written below `written`, lead to `root`.

    An address follows the text `before`; IRIs whose path begins as one of `names` are names, and stay.
    """
    text = path.read_text(encoding="utf-8")
    for name in names:
        text = text.replace(f"{before}{written}{name}", f"{before}\0{name}")
    return text.replace(before + written, before + root).replace("\0", written)
