"""The published context: which short key stands for which property, and how its values are written.

`context.jsonld` is what is published, at an address that has its version. It only grows within one: a key that is taken
away or comes to mean something else makes the next version.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

VERSION = 1
FILE = Path(__file__).with_name("context.jsonld")
ALIASES = ("@version", "id", "type", "included")
"""Of the context what every document needs."""
ANYTHING = ""
"""The kind of values that are written without saying what they are: plain texts."""


@dataclass(frozen=True)
class Key:
    """A short key: the property, whether backwards, the kind of its values, whether they always stand in a list.

    The kind is `@id` of things, `@language` of texts in languages, else a datatype's IRI.
    """

    name: str
    property: str
    kind: str
    many: bool
    reverse: bool = False


@dataclass(frozen=True)
class Context:
    """The definitions in the order in which a node's keys are written."""

    definitions: Mapping[str, Any]

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        return {
            name: value
            for name, value in self.definitions.items()
            if isinstance(value, str) and value.endswith(("/", "#"))
        }

    @cached_property
    def classes(self) -> Mapping[str, str]:
        """The short names of classes by their IRIs."""
        return {
            self.expanded(value): name
            for name, value in self.definitions.items()
            if isinstance(value, str) and name[:1].isupper()
        }

    @cached_property
    def keys(self) -> Mapping[str, Key]:
        return {key.name: key for key in self._keys()}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of every name in the order of keys."""
        return {name: place for place, name in enumerate(self.definitions)}

    @cached_property
    def _by_kind(self) -> Mapping[tuple[str, str], Key]:
        return {(key.property, key.kind): key for key in self.keys.values() if not key.reverse}

    @cached_property
    def _of_any_kind(self) -> Mapping[str, Key]:
        """By property the key under which a value may say its own kind; of texts in languages none may."""
        return {key.property: key for key in self._by_kind.values() if key.kind != "@language"}

    @cached_property
    def _by_namespace(self) -> Mapping[str, str]:
        return {namespace: prefix for prefix, namespace in self.prefixes.items()}

    def key(self, property_: str, kind: str) -> Key | None:
        """The key of a property for values of a kind: that kind's own, else one under which a value says its kind."""
        return self._by_kind.get((property_, kind)) or self._of_any_kind.get(property_)

    def short(self, iri: str) -> str:
        """An IRI of a vocabulary with its prefix, one of a class by its short name; else as it is."""
        head = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._by_namespace.get(iri[:head])
        if iri in self.classes or prefix is None or head == len(iri):
            return self.classes.get(iri, iri)
        return f"{prefix}:{iri[head:]}"

    def expanded(self, name: str) -> str:
        """The IRI behind a name with a prefix."""
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local

    def of(self, names: Iterable[str]) -> dict[str, Any]:
        """As much of the context as explains some names: keys, classes, and IRIs with prefixes."""
        used = set(ALIASES)
        for name in names:
            used.add(name if name in self.definitions else name.partition(":")[0])
            definition = self.definitions.get(name, {})
            within = [definition] if isinstance(definition, str) else definition.values()
            used.update(one.partition(":")[0] for one in within if isinstance(one, str))
        return {name: value for name, value in self.definitions.items() if name in used}

    def _keys(self) -> Iterator[Key]:
        for name, value in self.definitions.items():
            if isinstance(value, dict):
                container = value.get("@container", ())
                containers = (container,) if isinstance(container, str) else tuple(container)
                kind = "@language" if "@language" in containers else value.get("@type", ANYTHING)
                yield Key(
                    name,
                    self.expanded(value.get("@reverse") or value["@id"]),
                    kind if kind.startswith("@") or not kind else self.expanded(kind),
                    "@set" in containers,
                    "@reverse" in value,
                )


@cache
def context() -> Context:
    """The context of this version."""
    return Context(json.loads(FILE.read_text("utf-8"))["@context"])
