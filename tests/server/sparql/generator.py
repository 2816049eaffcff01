"""Queries made from SPARQL's grammar, and written with as little space as a parser may put up with."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

PROLOGUE = "PREFIX : <http://e/> PREFIX a: <http://a/> PREFIX http: <http://h/> BASE <http://base/>\n"
_IRIS = (
    "<http://e/x>",
    "<http://e/it's>",
    "<r>",
    "<#r>",
    "a:b",
    "a:",
    ":",
    ":1.5",
    "a:b.c",
    "a:%20",
    r"a:\'",
    "a:b-",
)
_LITERALS = (
    "1",
    "1.5",
    "-1",
    "1e1",
    "1.e1",
    ".5",
    "true",
    "false",
    "''",
    "'>'",
    "'a'@en-GB",
    '"""a"b"""',
    "'1'^^a:b",
)
_VARIABLES = ("?s", "$o", "?計")
_OPERATORS = ("<", ">", "<=", "=", "!=", "+", " -", "*", "/", "&&", "||")
"""Minus after a space: in `a:b-RAND()` it belongs to the name of a function."""
_CALLS = ("RAND()", "now()", "UUID()", "strUUID()", "BNODE()")
_SPACES = ("", "", "", "", " ", "\n", "#'\n", "# SERVICE\n")


@st.composite
def queries(draw: DrawFn, *, doubtful: bool = True) -> tuple[str, bool, bool]:
    """A query that a parser may take or not, whether it asks SERVICE, whether it calls what differs each time.

    `doubtful`: with what the guard refuses to judge: a number sign in a relative IRI, an empty string before another.
    """
    parts = ["SELECT", "*", *_group(draw, 2)]
    if draw(st.booleans()):
        parts = ["SELECT", "(", *_expression(draw, 1), "AS", "?x", ")", *_group(draw, 2)]
    if not doubtful:
        parts = [part for part in parts if part not in ("<#r>", "''")]
        parts = [f"{part} " if part in ("<", "<=") else part for part in parts]
    text = PROLOGUE + "".join(part + draw(st.sampled_from(_SPACES)) for part in map(_cased(draw), parts))
    return text, "SERVICE" in parts, any(part in _CALLS for part in parts)


def _cased(draw: DrawFn):  # type: ignore[no-untyped-def]
    lower = draw(st.booleans())
    return lambda part: part.lower() if lower and part.isalpha() and part.isascii() else part


def _group(draw: DrawFn, depth: int) -> list[str]:
    parts = ["{"]
    for _ in range(draw(st.integers(0, 3))):
        parts += _element(draw, depth)
    return [*parts, "}"]


def _element(draw: DrawFn, depth: int) -> list[str]:
    kind = draw(st.sampled_from(["triple", "filter", "bind", "values", "service", "optional", "list"]))
    if kind == "triple":
        return [
            draw(st.sampled_from(_VARIABLES)),
            draw(st.sampled_from(("a", "?p", "a:b", "<r>"))),
            _term(draw),
            ".",
        ]
    if kind == "list":
        return ["?s", "?p", "(", _term(draw), _term(draw), ")", "."]
    if kind == "filter":
        return ["FILTER", "(", *_expression(draw, depth), ")"]
    if kind == "bind":
        return ["BIND", "(", *_expression(draw, depth), "AS", draw(st.sampled_from(("?b", "?c"))), ")"]
    if kind == "values":
        return ["VALUES", "(", "?v", "?w", ")", "{", "(", _constant(draw), _constant(draw), ")", "}"]
    if depth == 0:
        return []
    if kind == "optional":
        return ["OPTIONAL", *_group(draw, depth - 1)]
    silent = ["SILENT"] if draw(st.booleans()) else []
    return ["SERVICE", *silent, draw(st.sampled_from(("<http://e/>", "?e", ":x"))), *_group(draw, depth - 1)]


def _expression(draw: DrawFn, depth: int) -> list[str]:
    parts = _operand(draw, depth)
    for _ in range(draw(st.integers(0, 3))):
        parts += [draw(st.sampled_from(_OPERATORS)), *_operand(draw, depth)]
    return parts


def _operand(draw: DrawFn, depth: int) -> list[str]:
    kind = draw(st.sampled_from(["term", "term", "call", "brackets", "exists"]))
    if kind == "call":
        return [draw(st.sampled_from(_CALLS))]
    if kind == "brackets" and depth:
        return ["(", *_expression(draw, depth - 1), ")"]
    if kind == "exists" and depth:
        return ["EXISTS", *_group(draw, depth - 1)]
    return [_term(draw)]


def _term(draw: DrawFn) -> str:
    return draw(st.sampled_from((*_IRIS, *_LITERALS, *_VARIABLES)))


def _constant(draw: DrawFn) -> str:
    return draw(st.sampled_from((*_IRIS, *_LITERALS)))
