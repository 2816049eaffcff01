"""Listings for crawlers: sitemap, robots, llms.txt, and the two files of a release whose addresses move."""

import gzip
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from xml.sax.saxutils import escape

from pyoxigraph import NamedNode

from pipeline.reading.vocabulary import kk, org, skos
from server.catalog.model_in_brief import model_in_brief
from server.rendering.service import Service

_PAGES = (
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
SHARED = "shared"
"""The sitemap of what belongs to no municipality."""
_SHARED_PAGES = ("/", "/catalog", "/municipalities", "/compare", "/compare/coverage")


def sitemap_index(service: Service) -> str:
    """The sitemaps of this server: one of each municipality, and one of what belongs to none."""
    root, day = service.settings.public_url, service.catalogue.modified[:10]
    parts = (SHARED, *sorted(service.release.municipalities))
    entries = (
        f"<sitemap><loc>{root}/sitemap/{part}.xml</loc><lastmod>{day}</lastmod></sitemap>\n" for part in parts
    )
    return _sitemaps_org("sitemapindex", "".join(entries))


def sitemap(service: Service, part: str) -> str | None:
    """The pages about a municipality (its code), or about what belongs to none, with the day the data was last changed.

    None where no municipality of this code publishes here.
    """
    municipalities = service.release.municipalities
    if part != SHARED and part not in municipalities:
        return None
    own = part if part in municipalities else ""
    datasets = map(NamedNode, service.catalogue.of_municipality(own))
    paths = () if own else (*_SHARED_PAGES, *_comparisons(service))
    pages = [f"{service.settings.public_url}{path}" for path in paths]
    pages += (service.url(thing) for thing in (*datasets, *_things(service, own)))
    day = service.catalogue.modified[:10]
    entries = (
        f"<url><loc>{escape(address)}</loc><lastmod>{day}</lastmod></url>\n"
        for address in list(dict.fromkeys(pages))[:MOST_PAGES]
    )
    return _sitemaps_org("urlset", "".join(entries))


def _comparisons(service: Service) -> Iterator[str]:
    """The paths of the shared indicators that several municipalities have."""
    for one in service.comparisons.counted(None):
        if one.municipalities > 1:
            yield f"/compare?indicator={one.shared.id}"


def _things(service: Service, code: str) -> Iterator[NamedNode]:
    """What has a page in the graphs of a municipality, or in those of none."""
    release = service.release
    datasets = release.of_municipality(code) if code else release.standing
    graphs = {name for dataset in datasets for name in dataset.graphs}
    if not code:
        graphs.add(f"{release.base_iri}catalog/graph")
    for name, kind in product(sorted(graphs), _PAGES):
        for thing in service.graph.instances_in(NamedNode(name), kind):
            if thing.value.startswith(release.base_iri):
                yield thing


def _sitemaps_org(element: str, entries: str) -> str:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} xmlns="{space}">\n{entries}</{element}>\n'


def robots(root: str) -> str:
    """Crawlers may read every page and file; queries are not for them."""
    return f"User-agent: *\nDisallow: /sparql?\nDisallow: /sparql/answer\nDisallow: /search\n\nSitemap: {root}/sitemap.xml\n"


def llms(service: Service) -> str:
    """What a language model needs to use this service (llmstxt.org)."""
    root = service.settings.public_url
    return f"""# keikaku

> Municipal plans of Japan as linked open data: policies, items, indicators with targets and actual figures,
> each value with the printed line it was taken from. Texts are in Japanese, labels also in English.

A dash, an empty cell, a sentence and a lost column are different statuses; none of them means 0.

## Ask
- [SPARQL endpoint]({root}/sparql): SPARQL 1.1, GET or POST; the default graph is the union of all
- [Example queries]({root}/sparql/examples): with their answers
- [Vocabulary]({root}/ns.ttl): the terms, in Turtle
- [MCP server]({root}/mcp): search, items, figures, comparisons and SPARQL as read-only tools (streamable HTTP)

{model_in_brief(service.release.base_iri, root)}
## Data
- [Catalogue]({root}/catalog.ttl): DCAT-AP 3.0.1, also .jsonld and .rdf; {service.catalogue.total} datasets, in pages
- [Search of datasets]({root}/api/3/action/package_search?q=&rows=10): CKAN Action API
- [Datasets of a municipality]({root}/api/3/action/organization_list): `package_search?fq=organization:t132292`
- [オープンデータ一覧]({root}/opendata_list.csv): CSV
- [Figures as tables]({root}/q/observations.csv): short addresses, also .records.json, .parquet and .xlsx
- [Sitemaps]({root}/sitemap.xml): every page, by municipality
"""


def moved(path: Path, written: str, root: str, before: str = "", names: tuple[str, ...] = ()) -> str:
    """A file of the release, gzipped or not, whose addresses, written below `written`, lead to `root`.

    An address follows the text `before`; IRIs whose path begins as one of `names` are names, and stay.
    """
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    for name in names:
        text = text.replace(f"{before}{written}{name}", f"{before}\0{name}")
    return text.replace(before + written, before + root).replace("\0", written)
