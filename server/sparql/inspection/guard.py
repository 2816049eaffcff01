"""Looks at a query before it runs: what it asks for, and whether it is one that this service runs.

A courtesy that answers clearly and at once. What keeps the service up is the process in which a query runs.
"""

import re
from collections import Counter
from functools import lru_cache

from pipeline.reading.vocabulary import PREFIXES
from server.engine import ParseFailure, Refused
from server.sparql.inspection.findings import Inspection, Rules
from server.sparql.inspection.refusals import (
    BRACKETS,
    CLAUSES,
    NO_QUERY,
    PATTERNS,
    STEPS,
    VALUES,
    no_service,
    past,
)
from server.sparql.inspection.tokens import KEYWORDS, Token, position, tokens

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_CLAUSES = frozenset({"OPTIONAL", "UNION", "BIND", "MINUS", "EXISTS"})
_WITHOUT_PATTERNS = frozenset(
    {"SELECT", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "VALUES", "DESCRIBE", "FROM"}
)
_DIFFERENT_EACH_TIME = ("NOW", "RAND", "UUID", "BNODE")
_TERMS = frozenset({"iri", "string", "variable", "name", "number", "word"})
_NAMES = frozenset({"iri", "name", "number", "word"})
_ASCII_ESCAPE = re.compile(r"\\u00[0-7][0-9A-Fa-f]|\\U000000[0-7][0-9A-Fa-f]")
_HAS_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*+:")
_MOST_UNKNOWN = 5
_BYTE_ORDER_MARK = "\ufeff"
_PATH_STEPS = frozenset("/|^")
_PATH_SIGNS = _PATH_STEPS | frozenset("*+?!()")
_SHOWN = 100
_ASK_JA = "更新は受け付けません。SELECT、ASK、CONSTRUCT、DESCRIBEで問い合わせてください。"
_ASK = "Ask SELECT, ASK, CONSTRUCT or DESCRIBE."


@lru_cache(maxsize=128)
def inspect(text: str, rules: Rules) -> Inspection:
    """What a query asks. Keeps what it found of the last texts.

    Raises Refused for an update, for SERVICE elsewhere, or past a limit; ParseFailure for an empty text, a string
    that is never closed, or characters that are no spaces though they look it.
    """
    length = len(text.encode())
    most = rules.limits.text_bytes
    if length > most:
        what = f"The query has {length:,} bytes, more than the limit of {most:,}."
        ja = f"問い合わせが{length:,}バイトあり、上限の{most:,}バイトを超えています。短くするか、分けてください。"
        raise Refused(what, "Shorten it, or ask in parts.", ja=ja, too_long=True)
    if rules.forwards and _ASCII_ESCAPE.search(text):
        raise Refused(
            "The query holds an ASCII character as an escape (\\u00…).",
            "Write the character itself.",
            ja="ASCIIの文字を「\\u00…」の形で書かないでください。文字そのものを書いてください。",
        )
    reader = _Reader(text, rules)
    for token in tokens(text):
        reader.read(token)
    return reader.finish()


class _Reader:
    """Reads tokens one by one and counts; one object for one text."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.rules = rules
        self.limits = rules.limits
        self.is_marked = _BYTE_ORDER_MARK in text
        self.found = Inspection()
        self.before = Token("sign", "", 0)
        self.used: dict[str, None] = {}
        self.brackets: list[str] = []
        self.counts: Counter[str] = Counter()
        self.terms = 0
        self.counts_terms = self.in_values = self.at_service = self.declaring = False

    def read(self, token: Token) -> None:
        if token.kind in NO_QUERY or (self.is_marked and _BYTE_ORDER_MARK in token.text):
            self._refuse_form(token)
        if self.at_service:
            self._read_service(token)
        elif token.keyword:
            self._read_keyword(token.keyword)
        elif self.rules.forwards and token.kind not in ("iri", "string"):
            self._check_name(token.text)
        if token.kind == "sign":
            self._read_sign(token)
        elif token.kind in _TERMS:
            self._read_term(token)
        if token.keyword and token.keyword not in KEYWORDS and len(self.found.unknown_words) < _MOST_UNKNOWN:
            self.found.unknown_words.setdefault(token.text[:_SHOWN], token.start)
        self._read_path(token)
        self.before = token

    def _refuse_form(self, token: Token) -> None:
        """Raises ParseFailure for what no query holds, and says what it looks like."""
        if token.kind in NO_QUERY:
            what, remedy, ja = NO_QUERY[token.kind]
            raise self._no_query(token, what, remedy.format(token.text), ja)
        if token.kind not in ("iri", "string"):
            what = "a byte order mark (BOM), which is not seen, stands at {}."
            raise self._no_query(
                token,
                what,
                "Save the query as UTF-8 without BOM, or delete what stands there.",
                "{}に見えない文字（BOM）があります。BOMなしのUTF-8で保存するか、消してください。",
            )

    def _no_query(self, token: Token, what: str, remedy: str, ja: str) -> ParseFailure:
        line, column = position(self.text, token.start)
        place = what.format(f"line {line}, column {column}")
        ja = ja.format(f"{line}行目{column}文字目")
        return ParseFailure(f"This is not a SPARQL query: {place}", remedy, ja=ja, line=line, column=column)

    def finish(self) -> Inspection:
        if not self.before.text:
            raise ParseFailure(
                "The query is empty.",
                "Write a SELECT, ASK, CONSTRUCT or DESCRIBE.",
                ja="問い合わせが空です。SELECT、ASK、CONSTRUCT、DESCRIBEのどれかを書いてください。",
                line=1,
                column=1,
            )
        self._end_pattern()
        unsaid = [prefix for prefix in self.used if prefix not in self.found.prefixes]
        self.found.assumed = {prefix: PREFIXES[prefix] for prefix in unsaid if prefix in PREFIXES}
        self.found.undeclared = [prefix for prefix in unsaid if prefix not in PREFIXES]
        return self.found

    def _read_keyword(self, word: str) -> None:
        if not self.found.form and word in _UPDATES:
            raise Refused("This endpoint answers queries and takes no updates.", _ASK, ja=_ASK_JA)
        if word in FORMS:
            self.found.form = self.found.form or word
        if word == "FROM" and "{" not in self.brackets:
            self.found.has_dataset_clause = True
        if word in _CLAUSES:
            self._count(CLAUSES, self.limits.query_clauses)
        if "SERVICE" in word and word != "SERVICE":
            raise no_service()
        self.at_service = word == "SERVICE"
        self.in_values = word == "VALUES" or (self.in_values and word == "UNDEF")
        self._end_pattern()
        self.counts_terms = self.counts_terms and word not in _WITHOUT_PATTERNS

    def _read_service(self, token: Token) -> None:
        """The token after SERVICE: SILENT, or the endpoint."""
        if token.keyword == "SILENT":
            return
        if token.kind != "iri" or token.text[1:-1] not in self.rules.services:
            raise no_service()
        self.at_service = False

    def _check_name(self, name: str) -> None:
        """Raises Refused for a name in which some parser may see SERVICE."""
        if "service" in name.casefold():
            what = f"This endpoint hands queries on, and {name[:_SHOWN]} might be read as SERVICE."
            ja = (
                f"「{name[:_SHOWN]}」はSERVICEと読まれるおそれがあります。"
                "IRIを省略せずに書くか、変数の名前を変えてください。"
            )
            raise Refused(what, "Write the IRI in full, or name the variable otherwise.", ja=ja)

    def _read_sign(self, token: Token) -> None:
        sign = token.text
        if sign in "{([":
            self._open(sign)
        elif sign in "})]":
            self._close(sign)
        elif sign in ".;,":
            self._end_pattern()
        elif sign.isspace():
            what = "a space that is none of SPARQL's, such as the full-width one, stands at {}."
            ja = "{}に、全角などSPARQLのものでない空白があります。半角の空白にしてください。"
            raise self._no_query(token, what, "Write a plain space.", ja)

    def _open(self, bracket: str) -> None:
        if bracket == "(" and self.before.keyword.endswith(_DIFFERENT_EACH_TIME):
            self.found.repeatable = False
        if bracket != "(":
            self._end_pattern(least=2 if bracket == "{" else 1)  # one term before { names a graph
        self.brackets.append(bracket)
        if len(self.brackets) > self.limits.query_depth:
            raise past(BRACKETS, self.limits.query_depth)
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
        is_value = token.kind != "variable" and token.keyword in ("", "UNDEF")
        if is_value and self.before.text != "^^":
            self._count(VALUES, self.limits.query_values)

    def _read_prefix(self, token: Token) -> None:
        """Note a prefix that is declared (PREFIX, a name, an IRI) or used."""
        prefix, colon, _ = token.text.partition(":")
        if token.kind == "iri" and not _HAS_SCHEME.match(token.text):
            self.found.base = self.rules.base
        if token.kind == "iri" and self.declaring:
            self.found.prefixes[self.before.text.removesuffix(":")] = token.text[1:-1]
        self.declaring = token.kind == "name" and self.before.keyword == "PREFIX"
        if token.kind == "name" and colon and prefix != "_" and not self.declaring:
            self.used[prefix] = None

    def _end_pattern(self, least: int = 1) -> None:
        """A triple pattern ends here if there are at least so many terms since the last ended."""
        if self.terms >= least:
            self._count(PATTERNS, self.limits.query_patterns)
        self.terms = 0

    def _read_path(self, token: Token) -> None:
        """Count the signs of a property path: those with only names, IRIs and other such signs between."""
        if token.kind == "sign" and token.text in _PATH_STEPS:
            self._count(STEPS, self.limits.query_path)
        elif token.kind not in _NAMES and token.text not in _PATH_SIGNS:
            self.counts[STEPS] = 0

    def _count(self, what: str, most: float) -> None:
        self.counts[what] += 1
        if self.counts[what] > most:
            raise past(what, most)
