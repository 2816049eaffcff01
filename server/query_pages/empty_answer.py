"""Why an answer may be empty: what a query names and the data lack, and texts that stand there in a language."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urljoin

from pyoxigraph import Literal, NamedNode

from pipeline.reading.graph import Graph
from pipeline.reading.vocabulary import PREFIXES, owl, rdf, shortened
from server.rendering.standard_terms import standard_terms
from server.sparql.inspection.findings import Inspection
from server.sparql.inspection.tokens import Token, tokens

MOST = 50
"""Terms of a query that are looked up."""
LANGUAGES = ("ja", "en")
_KINDS = (owl.Class, owl.ObjectProperty, owl.DatatypeProperty, rdf.Property)
_ALIKE = 0.6
_CASTS = PREFIXES["xsd"]
_QUOTES = re.compile(r"(\"\"\"|'''|\"|')(.*)\1", re.DOTALL)


@dataclass(frozen=True)
class Reason:
    """A term as the query writes it, and what may have been meant.

    `kind`: `nowhere`, the data never name it (`meant` may be empty); `unused`, the ontology has it and the data
    do not; `language`, the text stands in the data with a language.
    """

    kind: str
    term: str
    meant: str = ""


def reasons(text: str, found: Inspection, graph: Graph, base: str) -> tuple[Reason, ...]:
    """Why an inspected query over the data of a graph may have no answer. `base`: what the data's IRIs are below."""
    read = list(tokens(text))
    prefixes = {**found.assumed, **found.prefixes}
    iris = {
        iri: token.text
        for token, after in pairwise(read)
        if after.text != "(" and (iri := _iri(token, prefixes, base)) and not iri.startswith(_CASTS)
    }
    missing = (_missing(iri, written, graph, base) for iri, written in list(iris.items())[:MOST])
    spoken = (_spoken(value, graph) for value in list(dict.fromkeys(_plain_texts(read)))[:MOST])
    return tuple(reason for reason in (*missing, *spoken) if reason)


def _iri(token: Token, prefixes: dict[str, str], base: str) -> str:
    """What a token names; empty: nothing, or a prefix that is only declared."""
    if token.kind == "iri":
        iri = urljoin(base, token.text[1:-1])
        return "" if iri in (*prefixes.values(), base) else iri
    prefix, colon, local = token.text.partition(":")
    return prefixes[prefix] + local if token.kind == "name" and colon and local and prefix in prefixes else ""


def _missing(iri: str, written: str, graph: Graph, base: str) -> Reason | None:
    thing = _node(iri)
    if thing is None or _is_used(graph, thing):
        return None
    if graph.knows(thing):
        is_term = any(graph.is_a(thing, kind) for kind in _KINDS)
        return Reason("unused", written) if is_term else None
    if next(graph.naming(thing), None) is not None:
        return None
    namespace = next((one for one in PREFIXES.values() if iri.startswith(one)), "")
    alike = [term for term in _vocabulary(graph) if namespace and term.startswith(namespace)]
    meant = difflib.get_close_matches(iri, alike, n=1, cutoff=_ALIKE)
    return Reason("nowhere", written, shortened(meant[0], base) if meant else "")


def _is_used(graph: Graph, term: NamedNode) -> bool:
    """Whether a statement has the term as its property, or something is of it as a class."""
    find = graph.store.quads_for_pattern
    return any(
        next(iter(uses), None) is not None for uses in (find(None, term, None), find(None, rdf.type, term))
    )


@lru_cache(maxsize=4)
def _vocabulary(graph: Graph) -> tuple[str, ...]:
    """The terms that may have been meant: the ontology's, and those of standard vocabularies in the data."""
    own = {term.value for kind in _KINDS for term in graph.instances(kind)}
    standard = (term for term in standard_terms() if (node := _node(term)) and _is_used(graph, node))
    return tuple(sorted(own.union(standard)))


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def _plain_texts(read: list[Token]) -> Iterator[str]:
    """The texts without language or type that stand in a pattern, or are compared by `=`."""
    depth = 0
    for before, token, after in zip(
        [Token("sign", "", 0), *read], read, [*read[1:], Token("sign", "", 0)], strict=False
    ):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.kind != "string" or after.kind == "tag" or after.text == "^^" or "\\" in token.text:
            continue
        quoted = _QUOTES.fullmatch(token.text)
        if quoted and (depth == 0 or "=" in (before.text, after.text)):
            yield quoted[2]


def _spoken(value: str, graph: Graph) -> Reason | None:
    if _stands(graph, Literal(value)):
        return None
    for language in LANGUAGES:
        if _stands(graph, Literal(value, language=language)):
            return Reason("language", f'"{value}"', f'"{value}"@{language}')
    return None


def _stands(graph: Graph, literal: Literal) -> bool:
    return next(iter(graph.store.quads_for_pattern(None, None, literal, None)), None) is not None
