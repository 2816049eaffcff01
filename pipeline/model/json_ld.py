"""Triples as JSON-LD 1.1, compacted by prefixes in an inline context, one node a line: the only writer of it.

A reader needs nothing from elsewhere, a file can be compared line by line, and files of one context can be joined.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def document(nodes: Iterable[str], context: Mapping[str, str]) -> Iterator[bytes]:
    """The pieces of a document of nodes, as `nodes` gives them."""
    yield f'{{"@context": {json.dumps(dict(context), ensure_ascii=False)},\n"@graph": [\n'.encode()
    between = ""
    for node in nodes:
        yield f"{between}{node}".encode()
        between = ",\n"
    yield b"\n]}\n"


def nodes(triples: Iterable[ox.Triple], context: Mapping[str, str]) -> list[str]:
    """A node for each subject, in the order of their first triples; raises TypeError for a blank node."""
    found: dict[str, dict[str, object]] = {}
    for triple in triples:
        subject = _iri(triple.subject)
        entry = found.setdefault(subject, {"@id": subject})
        if triple.predicate.value == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
            _append(entry, "@type", _compact(triple.object.value, context))
        else:
            _append(entry, _compact(triple.predicate.value, context), _value(triple.object, context))
    return [json.dumps(entry, ensure_ascii=False) for entry in found.values()]


def used_prefixes(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Of some prefixes those whose namespace an IRI of the triples is in, sorted."""
    heads = set[str]()
    for triple in triples:
        heads.add(_head(_iri(triple.subject)))
        heads.add(_head(triple.predicate.value))
        if isinstance(triple.object, ox.NamedNode):
            heads.add(_head(triple.object.value))
        elif isinstance(triple.object, ox.Literal) and _shows_datatype(triple.object):
            heads.add(_head(triple.object.datatype.value))
    return {
        prefix: namespace
        for prefix, namespace in sorted(prefixes.items())
        if any(head.startswith(namespace) for head in heads)
    }


def _head(iri: str) -> str:
    """An IRI up to its last separator: all namespaces end in one."""
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _append(entry: dict[str, object], key: str, value: object) -> None:
    """A property's value, or a list of its values once there are more."""
    if key not in entry:
        entry[key] = value
        return
    values = entry[key]
    entry[key] = [*values, value] if isinstance(values, list) else [values, value]


def _compact(iri: str, context: Mapping[str, str]) -> str:
    for prefix, namespace in context.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and not local.startswith("//"):
            return f"{prefix}:{local}"
    return iri


def _value(node: object, context: Mapping[str, str]) -> object:
    if not isinstance(node, ox.Literal):
        return {"@id": _iri(node)}
    if node.language:
        return {"@value": node.value, "@language": node.language}
    if _shows_datatype(node):
        return {"@value": node.value, "@type": _compact(node.datatype.value, context)}
    return node.value


def _shows_datatype(literal: ox.Literal) -> bool:
    """Whether a literal is written with its datatype: a plain text and one in a language are not."""
    return not literal.language and literal.datatype.value != XSD_STRING


def _iri(node: object) -> str:
    if isinstance(node, ox.NamedNode):
        return node.value
    raise TypeError(f"{type(node).__name__} cannot be published")
