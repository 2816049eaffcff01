"""Who publishes what is served, under which licence, and whom to ask: as the release's catalogue states it."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from pipeline.model.licences import LICENCES
from pipeline.reading.graph import Graph, Text
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import dcat, dcterms, foaf, vcard


@dataclass(frozen=True)
class Publication:
    """What a catalogue or a dataset says of its publication; what it does not say is None or empty."""

    title: Text
    publisher: Named | None
    homepage: str | None
    licence: Named | None
    licence_name: str
    """The licence's short name with its version."""
    rights: Text
    """How to credit, and whether the publisher has confirmed the licence."""
    provenance: Text
    """Whether the municipality itself publishes."""
    contact: Text
    contact_page: str | None
    email: str
    telephone: str
    modified: str
    """The day of the last change, `2026-11-25`."""


def publication(graph: Graph, node: NamedNode) -> Publication:
    """What is stated of the publication of a catalogue or a dataset."""
    publisher = graph.thing(node, dcterms.publisher)
    homepage = graph.thing(publisher, foaf.homepage) if publisher else None
    licence = graph.thing(node, dcterms.license)
    contact = graph.thing(node, dcat.contactPoint)
    page = graph.thing(contact, vcard.hasURL) if contact else None
    return Publication(
        title=graph.label(node),
        publisher=Named(publisher.value, graph.label(publisher)) if publisher else None,
        homepage=homepage.value if homepage else None,
        licence=Named(licence.value, _titled(graph, licence)) if licence else None,
        licence_name=(graph.value(licence, dcterms.identifier) or "") if licence else "",
        rights=_statement(graph, node, "rights", publisher),
        provenance=_statement(graph, node, "provenance", publisher),
        contact=graph.text(contact, vcard.fn) if contact else {},
        contact_page=page.value if page else None,
        email=_address(graph, contact, vcard.hasEmail, "mailto:"),
        telephone=_address(graph, contact, vcard.hasTelephone, "tel:"),
        modified=(graph.value(node, dcterms.modified) or "")[:10],
    )


def _titled(graph: Graph, licence: NamedNode) -> Text:
    """The title of a licence in both languages where it is one of those known, else as the catalogue has it."""
    known = next((one for one in LICENCES.values() if one.iri == licence.value), None)
    return {"ja": known.title.ja, "en": known.title.en} if known else graph.label(licence)


def _statement(graph: Graph, node: NamedNode, kind: str, publisher: NamedNode | None) -> Text:
    """A statement of the catalogue about everything of a publisher."""
    if publisher is None:
        return {}
    base, _, code = publisher.value.partition("id/")
    return graph.label(NamedNode(f"{base}catalog#{kind}-{code}"))


def _address(graph: Graph, contact: NamedNode | None, term: NamedNode, scheme: str) -> str:
    found = graph.thing(contact, term) if contact else None
    return found.value.removeprefix(scheme) if found else ""
