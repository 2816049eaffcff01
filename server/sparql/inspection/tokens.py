"""Cuts the text of a SPARQL query into tokens as the grammar's terminals end them, in time linear in its length.

No parser: it knows where strings, IRIs and comments end, so that nobody is fooled by what stands inside them.
Every repetition is possessive (it never gives back what it took), and a string that is not closed stops the reading.
https://www.w3.org/TR/sparql11-query/#sparqlGrammar
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_LETTERS = (  # PN_CHARS_BASE
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_VARNAME = rf"{_LETTERS}_0-9\u00b7\u0300-\u036f\u203f\u2040"
_NAME = rf"{_VARNAME}\-"  # PN_CHARS
_ESCAPED = r"%[0-9A-Fa-f]{2} | \\[_~.!$&'()*+,;=/?\#@%-]"  # PLX
_RUN = rf"[{_LETTERS}] [{_NAME}]*+ (?: \.++ (?=[{_NAME}]) [{_NAME}]++ )*+"  # PN_PREFIX
_LOCAL = rf"""(?: [{_LETTERS}_:0-9] | {_ESCAPED} )
              (?: [{_NAME}:]++ | {_ESCAPED} | \.++ (?= [{_NAME}:] | {_ESCAPED} ) )*+"""
_BLANK = rf"_: [{_LETTERS}_0-9] (?: [{_NAME}]++ | \.++ (?=[{_NAME}]) )*+"
_SKIPPED = r"(?: [ \t\r\n]++ | \#[^\n\r]*+ )*+"
_OTHERS = rf"""
      (?P<iri> <[^<>"{{}}|^`\\\x00-\x20]*+> )
    | (?P<string> \"{{3}} (?: [^"\\] | \\. | "(?!"") )*+ \"{{3}}
                | '{{3}} (?: [^'\\] | \\. | '(?!'') )*+ '{{3}}
                | (?!\"{{3}}) " (?: [^"\\\n\r] | \\. )*+ "
                | (?!'{{3}}) ' (?: [^'\\\n\r] | \\. )*+ ' )
    | (?P<open> ["'] )
    | (?P<variable> [?$] [{_LETTERS}_0-9] [{_VARNAME}]*+ )
    | (?P<tag> @[A-Za-z]++ (?: -[A-Za-z0-9]++ )*+ )
    | (?P<number> [0-9]++ (?: (?: \.[0-9]*+ )?+ [eE][+-]?[0-9]++ | \.[0-9]++ )?+
                | \.[0-9]++ (?: [eE][+-]?[0-9]++ )?+ )
    | (?P<word> [{_LETTERS}_]++ (?: (?<=[Mm][Dd])5 | (?<=[Ss][Hh][Aa]) (?: 1 | 256 | 384 | 512 ) )?+ )
    | (?P<sign> \^\^ | \|\| | && | != | <= | >= | . )
    | (?P<end> \Z )"""
_TOKEN = re.compile(
    rf"{_SKIPPED} (?: (?P<name> {_BLANK} | (?: {_RUN} )?+ : (?: {_LOCAL} )?+ ) | (?P<run> {_RUN} ) | {_OTHERS} )",
    re.VERBOSE | re.DOTALL,
)
_WITHIN_RUN = re.compile(rf"{_SKIPPED} (?: {_OTHERS} )", re.VERBOSE | re.DOTALL)
"""The same for a run that no colon follows: that it is no prefix need not be found out again at each of its dots."""
_IN_CAPITALS = """
    BASE PREFIX VERSION SELECT DISTINCT REDUCED AS CONSTRUCT DESCRIBE ASK FROM NAMED WHERE GROUP BY HAVING ORDER ASC DESC
    LIMIT OFFSET VALUES UNDEF OPTIONAL GRAPH SERVICE SILENT BIND MINUS UNION FILTER LATERAL A IN NOT EXISTS TRUE FALSE
    STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE
    ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID
    STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC
    REGEX SUBSTR REPLACE COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR TRIPLE SUBJECT PREDICATE OBJECT ISTRIPLE
    INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH USING INTO DATA TO DEFAULT ALL
"""
KEYWORDS = frozenset(_IN_CAPITALS.split())
_ONE_KEYWORD = re.compile("|".join(sorted(KEYWORDS, key=len, reverse=True)), re.IGNORECASE)
_ONLY_KEYWORDS = re.compile(f"(?:{_ONE_KEYWORD.pattern})++", re.IGNORECASE)
LONGEST_RUN = 40
"""Letters in which keywords are looked for without a space between; no grammar puts more of them in a row."""
_WORDS_FOR_TERMS = frozenset({"A", "TRUE", "FALSE"})
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*+://")
_OPERANDS = frozenset({"iri", "string", "variable", "tag", "number", "name"})


class Token(NamedTuple):
    """One token.

    `kind`: iri, string, variable, tag, number, name (with a colon), word, sign; open: a string never closed;
    doubtful: `<…>` of which only a parser knows whether it is an IRI. `keyword`: of a word that is no term, the word
    in capitals; else empty.
    """

    kind: str
    text: str
    start: int
    keyword: str = ""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in their order, without spaces and comments; nothing after one that is open or doubtful."""
    reading = _Reading()
    place = end_of_run = 0
    while match := (_WITHIN_RUN if place < end_of_run else _TOKEN).match(text, place):
        kind = match.lastgroup or "end"
        start, place = match.span(kind)
        if kind == "run":
            place, end_of_run = start, place
            continue
        if kind == "end":
            return
        if kind == "iri":
            kind = reading.kind_of_iri(match[kind])
            place = start + 1 if kind == "sign" else place
        for token in (
            _words(match[kind], start) if kind == "word" else (Token(kind, text[start:place], start),)
        ):
            if token.keyword or kind == "sign":
                reading.pass_by(token)
            reading.before = token
            yield token
        if kind in ("open", "doubtful"):
            return


class _Reading:
    """What stands before a place in a text, as far as it tells an IRI from less-than.

    Operators stand in round brackets only, after an operand. There `1<RAND()&&2>1` compares, though the middle looks
    like an IRI; as a value of VALUES nothing compares.
    """

    def __init__(self) -> None:
        self.before = Token("sign", "", 0)
        self._brackets: list[str] = []
        self._values = False

    def pass_by(self, token: Token) -> None:
        """Note a keyword or a sign that has been read."""
        if token.keyword:
            self._values = token.keyword == "VALUES"
        elif token.text in "{([":
            within = bool(self._brackets) and self._brackets[-1].startswith("VALUES")
            values = within or (self._values and token.text == "{")
            self._brackets.append(f"VALUES{token.text}" if values else token.text)
        elif token.text in "})]" and self._brackets:
            self._brackets.pop()

    def kind_of_iri(self, text: str) -> str:
        """What looks like an IRI: `iri`, a `sign` that is less-than, or `doubtful`.

        With scheme and `//` it can be nothing else. Doubtful: where the two readings would differ in what follows.
        """
        if _ABSOLUTE.match(text):
            return "iri"
        compares = self._is_in_expression and self._is_after_operand
        if "'" in text or ("#" in text and (compares or self.before.text == "<")):
            return "doubtful"
        return "sign" if compares else "iri"

    @property
    def _is_in_expression(self) -> bool:
        return bool(self._brackets) and self._brackets[-1] == "("

    @property
    def _is_after_operand(self) -> bool:
        before = self.before
        return (
            before.kind in _OPERANDS or before.text == ")" or (before.kind == "word" and not before.keyword)
        )


def _words(text: str, start: int) -> Sequence[Token]:
    """A word as one token, or as the keywords that are written in it without a space between."""
    if len(text) > LONGEST_RUN or text.upper() in KEYWORDS or not _ONLY_KEYWORDS.fullmatch(text):
        return (_word(text, start),)
    return [_word(match[0], start + match.start()) for match in _ONE_KEYWORD.finditer(text)]


def _word(text: str, start: int) -> Token:
    word = text.upper()
    return Token("word", text, start, "" if word in _WORDS_FOR_TERMS else word)


def position(text: str, start: int) -> tuple[int, int]:
    """Line and column of a place in a text, both from 1."""
    line_start = text.rfind("\n", 0, start) + 1
    return text.count("\n", 0, start) + 1, start - line_start + 1
