"""Triples as JSON-LD 1.1 with the keys of the context: one node a line where there are many."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from pipeline.json_ld.context import ANYTHING, Context, Key, context
from pipeline.json_ld.nesting import RDF_TYPE, Described, Object, Place, apart, described, name, places
from pipeline.model.namespaces import XSD

Node = dict[str, Any]
_STRING, _INTEGER, _BOOLEAN = str(XSD.string), str(XSD.integer), str(XSD.boolean)
_EXACT = 2**53
"""Whole numbers below are exact in JavaScript too."""
_LONGEST = len(str(-_EXACT))


def about(thing: str, triples: Iterable[ox.Triple], address: str | None = None) -> bytes:
    """A document about a thing: its keys at the top, what is said of others in `included`.

    The context is within, as far as it is used, or an `address` in its place.
    """
    writer = _Writer(context(), described(triples), thing)
    nodes = {node["id"]: node for node in writer.nodes()}
    document = nodes.pop(thing, {"id": thing})
    if nodes:
        document["included"] = list(nodes.values())
    head = json.dumps(address or writer.context(), ensure_ascii=False)
    rest = json.dumps(document, ensure_ascii=False, indent=1)
    return f'{{\n "@context": {head},{rest[1:]}\n'.encode()


def graph(triples: Iterable[ox.Triple], address: str | None = None) -> bytes:
    """A document of nodes, in the order of their first triples, each on a line with what belongs to it."""
    writer = _Writer(context(), described(triples))
    lines = list(_lines(writer))
    return b"".join(_document(lines, address or writer.context()))


def of_sorted(triples: Iterable[ox.Triple]) -> Iterator[bytes]:
    """The pieces of the same document of triples sorted by subject: of all that is read its text is held."""
    writers = (_Writer(context(), described(part)) for part in apart(triples))
    used, lines = set[str](), list[bytes]()
    for writer in writers:
        lines += _lines(writer)
        used |= writer.used
    return _document(lines, context().of(used))


def joined(parts: Iterable[Iterable[ox.Triple]]) -> Iterator[bytes]:
    """The pieces of a document of parts, of which each has all triples of its subjects."""
    lines = (line for part in parts for line in _lines(_Writer(context(), described(part))))
    return _document(lines, dict(context().definitions))


def _lines(writer: "_Writer") -> Iterator[bytes]:
    return (json.dumps(node, ensure_ascii=False).encode() for node in writer.nodes())


def _document(lines: Iterable[bytes], context_: dict[str, Any] | str) -> Iterator[bytes]:
    yield f'{{"@context": {json.dumps(context_, ensure_ascii=False)},\n"@graph": [\n'.encode()
    between = b""
    for line in lines:
        yield between + line
        between = b",\n"
    yield b"\n]}\n"


class _Writer:
    """Writes the nodes of a graph; `used` are the names of the context that it took."""

    def __init__(self, context_: Context, about_: Described, first: str | None = None) -> None:
        self._context = context_
        self._about = about_
        self._places = places(about_, first)
        self._below: dict[str, dict[str, list[str]]] = {}
        self.used = set[str]()
        for thing, place in self._places.items():
            if place.key:
                self._below.setdefault(place.within, {}).setdefault(place.key, []).append(thing)

    def nodes(self) -> Iterator[Node]:
        """The things that stand within no other."""
        return (self._node(thing) for thing in self._about if thing not in self._places)

    def context(self) -> dict[str, Any]:
        """As much of the context as was used."""
        return self._context.of(self.used)

    def _node(self, thing: str, place: Place | None = None) -> Node:
        written: Node = {}
        for property_, values in self._about[thing].items():
            for value in values:
                if not (place and place.key and property_ == place.property and value.value == place.within):
                    self._write(written, thing, property_, value)
        for key, things in self._below.get(thing, {}).items():
            written[key] = [self._node(one, self._places[one]) for one in things]
        self.used.update(written)
        rank = self._context.places
        keys = sorted(written, key=lambda key: (rank.get(key, len(rank)), key))
        return {"id": thing, **{key: written[key] for key in keys}}

    def _write(self, written: Node, thing: str, property_: str, value: Object) -> None:
        if property_ == RDF_TYPE and isinstance(value, ox.NamedNode):
            _append(written, "type", self._short(value.value))
            return
        kind = _kind(value)
        key = self._context.key(property_, kind)
        if key is None:
            _append(written, self._context.short(property_), self._value(thing, property_, value, None))
        elif key.kind == "@language" and isinstance(value, ox.Literal) and value.language:
            texts = written.setdefault(key.name, {})
            _append(texts, value.language, value.value, key.many)
        else:
            _append(written, key.name, self._value(thing, property_, value, key), key.many)

    def _value(self, thing: str, property_: str, value: Object, key: Key | None) -> object:
        if not isinstance(value, ox.Literal):
            other = name(value)
            if self._places.get(other) == Place(thing, property_):
                return self._node(other)
            return other if key and key.kind == "@id" else {"id": other}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if key and key.kind == _kind(value):
            return _native(value)
        if value.datatype.value == _STRING:
            return value.value if key is None else {"@value": value.value}
        return {"@value": value.value, "@type": self._short(value.datatype.value)}

    def _short(self, iri: str) -> str:
        short = self._context.short(iri)
        self.used.add(short)
        return short


def _kind(value: Object) -> str:
    if not isinstance(value, ox.Literal):
        return "@id"
    if value.language:
        return "@language"
    datatype = value.datatype.value
    return ANYTHING if datatype == _STRING else datatype


def _native(value: ox.Literal) -> object:
    """A number or a truth value of JSON where it has just one way to be written; all else as its text."""
    text, datatype = value.value, value.datatype.value
    if datatype == _BOOLEAN and text in ("true", "false"):
        return text == "true"
    if datatype == _INTEGER and len(text) <= _LONGEST and text.isascii() and text.lstrip("-").isdecimal():
        number = int(text)
        return number if str(number) == text and abs(number) < _EXACT else text
    return text


def _append(entry: Node, key: str, value: object, many: bool = False) -> None:
    """A key's value, or a list of its values once there are more; always a list where `many` says so."""
    if key not in entry:
        entry[key] = [value] if many else value
        return
    values = entry[key]
    entry[key] = [*values, value] if isinstance(values, list) else [values, value]
