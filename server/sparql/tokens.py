"""Cuts the text of a SPARQL query into tokens, in time linear in its length.

No parser: it knows where strings, IRIs and comments end, so that nobody is fooled by what stands inside them.
Every repetition is possessive (it never gives back what it took), and a string that is not closed stops the reading.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?: [\s\ufeff]++ | \#[^\n\r]*+ )*+
    (?: (?P<iri> <[^<>"{}|^`\\\x00-\x20]*+> )
    | (?P<string> \"{3} (?: [^"\\] | \\. | "(?!"") )*+ \"{3}
                | '{3} (?: [^'\\] | \\. | '(?!'') )*+ '{3}
                | (?!\"{3}) " (?: [^"\\\n\r] | \\. )*+ "
                | (?!'{3}) ' (?: [^'\\\n\r] | \\. )*+ ' )
    | (?P<open> ["'] )
    | (?P<variable> [?$]\w++ )
    | (?P<tag> @[A-Za-z0-9-]++ )
    | (?P<name> [\w:] (?: [\w:·-] | \.(?=[\w:·-]) | %[0-9A-Fa-f]{2} | \\[_~.!$&'()*+,;=/?\#@%-] )*+ )
    | (?P<sign> \^\^ | \|\| | && | != | <= | >= | << | >> | . )
    | (?P<end> \Z ) )
    """,
    re.VERBOSE | re.DOTALL,
)

_WORDS_FOR_TERMS = frozenset({"A", "TRUE", "FALSE"})


class Token(NamedTuple):
    """One token.

    `kind`: iri, string, variable, tag, name, sign; open: a string never closed. `keyword`: the word in capitals,
    if it may be one of SPARQL's own that is no term; else empty.
    """

    kind: str
    text: str
    start: int
    keyword: str = ""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in their order, without spaces and comments; nothing after a string left open."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "end"
        if kind == "end":
            return
        token = match[kind]
        yield Token(kind, token, match.start(kind), _keyword(token) if kind == "name" else "")
        if kind == "open":
            return


def _keyword(name: str) -> str:
    word = name.upper() if name.isidentifier() else ""
    return "" if word in _WORDS_FOR_TERMS else word


def position(text: str, start: int) -> tuple[int, int]:
    """Line and column of a place in a text, both from 1."""
    line_start = text.rfind("\n", 0, start) + 1
    return text.count("\n", 0, start) + 1, start - line_start + 1
