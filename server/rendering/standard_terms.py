"""What the terms of standard vocabularies are called on pages, where the release has no name for them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline.reading.graph import Text
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import PREFIXES

TERMS = Path(__file__).resolve().with_suffix(".toml")


@cache
def standard_terms() -> Mapping[str, Text]:
    """The names of terms by IRI. A KeyError: a prefix that is not declared."""
    written: Mapping[str, Text] = tomllib.loads(TERMS.read_text(encoding="utf-8"))
    return {_iri(name): text for name, text in written.items()}


def worded(term: Named) -> Named:
    """A term with the name of `standard_terms.toml` where it has none of its own."""
    return term if term.label else Named(term.iri, standard_terms().get(term.iri, {}))


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return name if local.startswith("//") else PREFIXES[prefix] + local
