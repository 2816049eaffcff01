"""What has to stand where a name stands in a query: a property, a class, or anything. Read from tokens, as they come.

No parser: what it does not know for certain, in expressions and values, is anything.
"""

from collections.abc import Iterable, Iterator
from enum import Enum, auto

from server.sparql.inspection.tokens import Token

_TERMS = frozenset({"iri", "string", "variable", "name", "number", "word"})
_LEAD_TO_CLASSES = frozenset({"a", "rdf:type", "rdfs:subClassOf"})
_PATH_STEPS = frozenset("/|^")


class Role(Enum):
    """What the data have to use a name as, for the pattern to match."""

    PROPERTY = auto()
    CLASS = auto()
    ANYTHING = auto()


class _Place(Enum):
    """Where the next term of a triple pattern stands. `END`: all three are read."""

    SUBJECT = auto()
    PREDICATE = auto()
    OBJECT = auto()
    END = auto()


_AFTER_TERM = {
    _Place.SUBJECT: _Place.PREDICATE,
    _Place.PREDICATE: _Place.OBJECT,
    _Place.OBJECT: _Place.END,
    _Place.END: _Place.END,
}
_AFTER_SIGN = {".": _Place.SUBJECT, ";": _Place.PREDICATE, ",": _Place.OBJECT}


def roles(read: Iterable[Token]) -> Iterator[tuple[Token, Role]]:
    """Every token with its role."""
    patterns = _Patterns()
    for token in read:
        yield token, patterns.role(token)
        patterns.pass_by(token)


class _Patterns:
    """Where in the triple patterns of a query its tokens stand, up to one of them."""

    def __init__(self) -> None:
        self._place = _Place.SUBJECT
        self._before = Token("sign", "", 0)
        self._wants_class = False
        self._opened: list[tuple[str, _Place]] = []  # each bracket, and the place after it is closed

    def role(self, token: Token) -> Role:
        """The role of a token that comes next."""
        if token.kind not in ("iri", "name") or not self._in_pattern:
            return Role.ANYTHING
        if self._place is _Place.PREDICATE:
            return Role.PROPERTY
        return Role.CLASS if self._place is _Place.OBJECT and self._wants_class else Role.ANYTHING

    @property
    def _in_pattern(self) -> bool:
        return bool(self._opened) and self._opened[-1][0] in ("{", "[", "path")

    def pass_by(self, token: Token) -> None:
        """Note a token that has been read."""
        if token.text in ("{", "[", "("):
            self._open(token.text)
        elif token.text in ("}", "]", ")") and self._opened:
            self._place = self._opened.pop()[1]
        elif token.keyword:
            self._place = _Place.SUBJECT
        elif self._in_pattern:
            self._read(token)
        if token.kind != "variable" or self._before.keyword != "VALUES":
            self._before = token

    def _read(self, token: Token) -> None:
        if token.text in _AFTER_SIGN:
            self._place = _AFTER_SIGN[token.text]
        elif token.text in _PATH_STEPS and self._place is _Place.OBJECT:
            self._place = _Place.PREDICATE
        elif token.kind in _TERMS:
            if self._place is _Place.PREDICATE:
                self._wants_class = token.text in _LEAD_TO_CLASSES
            self._place = _AFTER_TERM[self._place]

    def _open(self, bracket: str) -> None:
        within, after = bracket, _AFTER_TERM[self._place]
        if bracket == "{":
            within, after = ("values" if self._before.keyword == "VALUES" else "{"), _Place.SUBJECT
        elif bracket == "(" and self._place is _Place.PREDICATE:
            within = "path"
        elif bracket == "(" and self._before.keyword:
            after = _Place.SUBJECT
        self._opened.append((within, after))
        self._place = _Place.SUBJECT if bracket == "{" else _Place.PREDICATE
