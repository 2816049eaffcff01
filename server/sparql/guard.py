"""Looks at a query before it runs: what it asks for, and whether it is one that this service runs.

A courtesy that answers clearly and at once. What keeps the service up is the process in which a query runs.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from server.engine import ParseFailure, Query, Refused
from server.http.limits import Limits
from server.sparql.tokens import Token, position, tokens

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_CLAUSES = frozenset({"OPTIONAL", "UNION", "BIND", "MINUS", "EXISTS"})
_WITHOUT_PATTERNS = frozenset(
    {"SELECT", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "VALUES", "DESCRIBE", "FROM"}
)
_DIFFERENT_EACH_TIME = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_TERMS = frozenset({"iri", "string", "variable", "name"})
_STEPS = "steps in a property path"
_PATH_STEPS = frozenset("/|^")
_PATH_SIGNS = _PATH_STEPS | frozenset("*+?!()")
_ASK = "Ask SELECT, ASK, CONSTRUCT or DESCRIBE."


@dataclass
class Inspection:
    """What a query asks, read from its tokens.

    `form`: SELECT, ASK, CONSTRUCT or DESCRIBE; empty where the text has none, which is for the parser to
    tell. `repeatable`: asked again of the same release, it answers the same.
    """

    form: str = ""
    has_dataset_clause: bool = False
    repeatable: bool = True
    prefixes: dict[str, str] = field(default_factory=dict)
    undeclared: list[str] = field(default_factory=list)

    @property
    def answers_graph(self) -> bool:
        return self.form in ("CONSTRUCT", "DESCRIBE")

    def query(
        self,
        text: str,
        media_type: str,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
    ) -> Query:
        """The inspected text as a query for an engine."""
        absolute = tuple((prefix, iri) for prefix, iri in self.prefixes.items() if "://" in iri)
        return Query(text, media_type, default_graphs, named_graphs, self.has_dataset_clause, absolute)


@lru_cache(maxsize=128)
def inspect(text: str, limits: Limits, services: frozenset[str] = frozenset()) -> Inspection:
    """What a query asks. `services` are the endpoints that SERVICE may name. Keeps what it found of the last texts.

    Raises Refused for an update, for SERVICE elsewhere, or past a limit; ParseFailure for an empty text or
    a string that is never closed.
    """
    length = len(text.encode())
    if length > limits.text_bytes:
        what = f"The query has {length:,} bytes, more than the limit of {limits.text_bytes:,}."
        raise Refused(what, "Shorten it, or ask in parts.", too_long=True)
    reader = _Reader(text, limits, services)
    for token in tokens(text):
        reader.read(token)
    return reader.finish()


class _Reader:
    """Reads tokens one by one and counts; one object for one text."""

    def __init__(self, text: str, limits: Limits, services: frozenset[str]) -> None:
        self.text = text
        self.limits = limits
        self.services = services
        self.found = Inspection()
        self.before = Token("sign", "", 0)
        self.used: dict[str, None] = {}
        self.brackets: list[str] = []
        self.counts: Counter[str] = Counter()
        self.terms = 0
        self.counts_terms = self.in_values = self.at_service = self.declaring = False

    def read(self, token: Token) -> None:
        if token.kind == "open":
            line, column = position(self.text, token.start)
            what = f"This is not a SPARQL query: the string that begins at line {line}, column {column} is not closed."
            raise ParseFailure(what, f"Close it with {token.text}.", line=line, column=column)
        if self.at_service:
            self._read_service(token)
        elif token.keyword:
            self._read_keyword(token.keyword)
        if token.kind == "sign":
            self._read_sign(token.text)
        elif token.kind in _TERMS:
            self._read_term(token)
        self._read_path(token)
        self.before = token

    def finish(self) -> Inspection:
        if not self.before.text:
            raise ParseFailure(
                "The query is empty.", "Write a SELECT, ASK, CONSTRUCT or DESCRIBE.", line=1, column=1
            )
        self._end_pattern()
        self.found.undeclared = [prefix for prefix in self.used if prefix not in self.found.prefixes]
        return self.found

    def _read_keyword(self, word: str) -> None:
        if not self.found.form and word in _UPDATES:
            raise Refused("This endpoint answers queries and takes no updates.", _ASK)
        if word in FORMS:
            self.found.form = self.found.form or word
        if word == "FROM" and "{" not in self.brackets:
            self.found.has_dataset_clause = True
        if word in _CLAUSES:
            self._count("OPTIONAL, UNION, BIND, MINUS and EXISTS", self.limits.query_clauses)
        self.at_service = word == "SERVICE"
        self.in_values = word == "VALUES" or (self.in_values and word == "UNDEF")
        self._end_pattern()
        self.counts_terms = self.counts_terms and word not in _WITHOUT_PATTERNS

    def _read_service(self, token: Token) -> None:
        """The token after SERVICE: SILENT, or the endpoint."""
        if token.keyword == "SILENT":
            return
        if token.kind != "iri" or token.text[1:-1] not in self.services:
            raise Refused(
                "This endpoint asks no other endpoint: SERVICE is not allowed.", "Ask both yourself."
            )
        self.at_service = False

    def _read_sign(self, sign: str) -> None:
        if sign in "{([":
            self._open(sign)
        elif sign in "})]":
            self._close(sign)
        elif sign in ".;,":
            self._end_pattern()

    def _open(self, bracket: str) -> None:
        if bracket == "(" and self.before.keyword in _DIFFERENT_EACH_TIME:
            self.found.repeatable = False
        if bracket != "(":
            self._end_pattern(least=2 if bracket == "{" else 1)  # one term before { names a graph
        self.brackets.append(bracket)
        if len(self.brackets) > self.limits.query_depth:
            raise _past("brackets inside one another", self.limits.query_depth)
        self.counts_terms = self.counts_terms or bracket == "{"

    def _close(self, bracket: str) -> None:
        if bracket != ")":
            self._end_pattern()
        if self.brackets:
            self.brackets.pop()
        if bracket == "}":
            self.counts_terms = "{" in self.brackets
            self.in_values = False

    def _read_term(self, token: Token) -> None:
        self._read_prefix(token)
        if self.in_values:
            self._read_value(token)
        elif self.counts_terms and "(" not in self.brackets and not token.keyword:
            self.terms += 1

    def _read_value(self, token: Token) -> None:
        is_value = token.kind in ("iri", "string") or (
            token.kind == "name" and token.keyword in ("", "UNDEF")
        )
        if is_value and self.before.text != "^^":
            self._count("values in VALUES", self.limits.query_values)

    def _read_prefix(self, token: Token) -> None:
        """Note a prefix that is declared (PREFIX, a name, an IRI) or used."""
        prefix, colon, _ = token.text.partition(":")
        if token.kind == "iri" and self.declaring:
            self.found.prefixes[self.before.text.removesuffix(":")] = token.text[1:-1]
        self.declaring = token.kind == "name" and self.before.keyword == "PREFIX"
        if token.kind == "name" and colon and prefix != "_" and not self.declaring:
            self.used[prefix] = None

    def _end_pattern(self, least: int = 1) -> None:
        """A triple pattern ends here if there are at least so many terms since the last ended."""
        if self.terms >= least:
            self._count("triple patterns", self.limits.query_patterns)
        self.terms = 0

    def _read_path(self, token: Token) -> None:
        """Count the signs of a property path: those with only names, IRIs and other such signs between."""
        if token.kind == "sign" and token.text in _PATH_STEPS:
            self._count(_STEPS, self.limits.query_path)
        elif token.kind not in ("iri", "name") and token.text not in _PATH_SIGNS:
            self.counts[_STEPS] = 0

    def _count(self, what: str, most: float) -> None:
        self.counts[what] += 1
        if self.counts[what] > most:
            raise _past(what, most)


def _past(what: str, most: float) -> Refused:
    return Refused(f"The query has more than {most:,.0f} {what}, the limit of this service.", "Ask in parts.")
