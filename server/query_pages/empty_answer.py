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
from server.http.languages import LANGUAGES
from server.rendering.standard_terms import standard_terms
from server.sparql.inspection.findings import Inspection
from server.sparql.inspection.roles import Role, roles
from server.sparql.inspection.tokens import Token, tokens

MOST = 50
"""Terms of a query that are looked up."""
_CLASSES = (owl.Class,)
_PROPERTIES = (owl.ObjectProperty, owl.DatatypeProperty, rdf.Property)
_KINDS = {Role.CLASS: _CLASSES, Role.PROPERTY: _PROPERTIES, Role.ANYTHING: (*_CLASSES, *_PROPERTIES)}
"""What the ontology calls a term that may stand where a role is asked for."""
_ALIKE = 0.6
_CASTS = PREFIXES["xsd"]
_QUOTES = re.compile(r"(\"\"\"|'''|\"|')(.*)\1", re.DOTALL)
_PADDED = re.compile(r"(?<=/)0+(?=\d)")
_LAST_STEP = re.compile(r"[^/#]*$")


@dataclass(frozen=True)
class Reason:
    """A term as the query writes it, and what may have been meant.

    `kind`: `nowhere`, the data never name it (`meant` may be empty); `unused`, the ontology has it and the data
    do not; `no_class` and `no_property`, the data have it, but not as what has to stand there; `language`, the text
    stands in the data with a language.
    """

    kind: str
    term: str
    meant: str = ""


def reasons(text: str, found: Inspection, graph: Graph, base: str) -> tuple[Reason, ...]:
    """Why an inspected query over the data of a graph may have no answer. `base`: what the data's IRIs are below."""
    read = list(tokens(text))
    prefixes = {**found.assumed, **found.prefixes}
    named = {
        (iri, role): token.text
        for (token, role), (after, _) in pairwise([*roles(read), (Token("sign", "", 0), Role.ANYTHING)])
        if after.text != "(" and (iri := _iri(token, prefixes, base)) and not iri.startswith(_CASTS)
    }
    missing = (_missing(*one, written, graph, base) for one, written in list(named.items())[:MOST])
    spoken = (_spoken(value, graph) for value in list(dict.fromkeys(_plain_texts(read)))[:MOST])
    return tuple(reason for reason in (*missing, *spoken) if reason)


def _iri(token: Token, prefixes: dict[str, str], base: str) -> str:
    """What a token names; empty: nothing, or a prefix that is only declared."""
    if token.kind == "iri":
        iri = urljoin(base, token.text[1:-1])
        return "" if iri in (*prefixes.values(), base) else iri
    prefix, colon, local = token.text.partition(":")
    return prefixes[prefix] + local if token.kind == "name" and colon and local and prefix in prefixes else ""


def _missing(iri: str, role: Role, written: str, graph: Graph, base: str) -> Reason | None:
    thing = _node(iri)
    if thing is None or _is_used(graph, thing, role):
        return None
    if any(graph.is_a(thing, kind) for kind in _KINDS[role]):
        return Reason("unused", written)
    stands = graph.knows(thing) or next(graph.naming(thing), None) is not None
    stands = stands or _is_used(graph, thing, Role.ANYTHING)
    if stands and role is Role.ANYTHING:
        return None
    kind = f"no_{role.name.lower()}" if stands else "nowhere"
    meant = _thing_meant(iri, graph, base) if role is Role.ANYTHING else ""
    return Reason(kind, written, meant or shortened(_term_meant(iri, role, graph, base), base))


def _is_used(graph: Graph, term: NamedNode, role: Role) -> bool:
    """Whether a statement has the term as its property, or something is of it as a class."""
    find = graph.store.quads_for_pattern
    uses = {Role.PROPERTY: (None, term, None), Role.CLASS: (None, rdf.type, term)}
    asked = uses.values() if role is Role.ANYTHING else (uses[role],)
    return any(next(iter(find(*pattern)), None) is not None for pattern in asked)


def _thing_meant(iri: str, graph: Graph, base: str) -> str:
    """The thing of the data that a number without noughts before it, or small letters, would have named."""
    if not iri.startswith(base):
        return ""
    variants = dict.fromkeys((_PADDED.sub("", iri), iri.lower(), _PADDED.sub("", iri.lower())))
    known = (one for one in variants if (node := _node(one)) and graph.knows(node))
    return next((f"<{shortened(one, base)}>" for one in known), "")


def _term_meant(iri: str, role: Role, graph: Graph, base: str) -> str:
    """The term with the same local name, first of the same vocabulary, whatever its case; else one spelt alike there."""
    if role is Role.ANYTHING and iri.startswith(base) and not iri.startswith(PREFIXES["kk"]):
        return ""
    namespace = next((one for one in PREFIXES.values() if iri.startswith(one)), "")
    local = _local(iri)
    vocabulary = _vocabulary(graph, role)
    alike = [term for term in vocabulary if namespace and term.startswith(namespace)]
    for terms in (alike, vocabulary):
        same = [term for term in terms if _local(term).casefold() == local.casefold()]
        if same:
            return max(same, key=lambda term: difflib.SequenceMatcher(None, term, iri).ratio())
    found = difflib.get_close_matches(local, map(_local, alike), n=1, cutoff=_ALIKE)
    return next((term for term in alike if found and _local(term) == found[0]), "")


def _local(iri: str) -> str:
    (name,) = _LAST_STEP.findall(iri)[:1]
    return str(name)


@lru_cache(maxsize=8)
def _vocabulary(graph: Graph, role: Role) -> tuple[str, ...]:
    """The terms that may have been meant: the ontology's, and those of standard vocabularies in the data."""
    own = {term.value for kind in _KINDS[role] for term in graph.instances(kind)}
    standard = (term for term in standard_terms() if (node := _node(term)) and _is_used(graph, node, role))
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
