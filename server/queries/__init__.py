"""The example queries: files that are complete queries, with words about them in their first comments.

Read into typed values; a parameter is the one term of its `VALUES` in the text, replaced by another term as
SPARQL writes it, never by text of a request. README.md beside says how a file is written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from pipeline.model.errors import Problem, QueryError
from pipeline.model.iris import BASE
from pipeline.model.segments import segment

HERE = Path(__file__).resolve().parent
LONGEST_VALUE = 200
MOST_CHOICES = 200

_WORDS = re.compile(r"# (title|description)@(ja|en): (.+)")
_PARAMETER = re.compile(r"# parameter: (\w+) (?:text|<([^<>{}]*)\{\}>) (.+) \| (.+)")
_VALUES = re.compile(r"VALUES \?(\w+) \{[^{}]*\}")
_GROUP = re.compile(r"# group: (\w+)")
_CHART = re.compile(r"# chart: (bar|line) (\w+) (\w+(?: \w+)*)")
_CODES = re.compile(r"# codes: (\w+(?: \w+)*)")
_TERMS = re.compile(r'BASE <[^<>]*>|VALUES \?(\w+) \{ (?:<([^<>]*)>|"([^"\\]*)") \}')


@dataclass(frozen=True)
class Parameter:
    """What a reader may ask another value of: a text, or the end of an IRI that begins with `prefix`.

    `prefix` is below the base; None: a text.
    """

    name: str
    label: Mapping[str, str]
    default: str
    prefix: str | None = None

    def term(self, value: str, base: str) -> Literal | NamedNode:
        """A value as a term. Raises QueryError where it cannot be one."""
        if len(value) > LONGEST_VALUE:
            what, ja = (
                f"the value has more than {LONGEST_VALUE} characters",
                f"の値が{LONGEST_VALUE}文字を超えています。",
            )
            raise self._refused(what, "Give a shorter one.", f"{ja}短くしてください。")
        if self.prefix is None:
            return Literal(value)
        parts = value.split("/")
        if any(part in ("", ".", "..") for part in parts):
            raise self._refused(
                f"{value!r} names nothing",
                f"Give a value such as {self.default}.",
                f"の値「{value}」が指すものはありません。{self.default}のような値にしてください。",
            )
        try:
            return NamedNode(base + self.prefix + "/".join(segment(part) for part in parts))
        except ValueError as error:
            ja = f"の値「{value}」に、使えない文字があります。{self.default}のような値にしてください。"
            raise self._refused(f"{value!r} is no part of an IRI", f"Such as {self.default}.", ja) from error

    def _refused(self, what: str, remedy: str, ja: str) -> QueryError:
        problem = Problem(f"parameter {self.name}", f"{what}.", remedy)
        return QueryError(problem, ja=f"条件「{self.label['ja']}」{ja}")


@dataclass(frozen=True)
class Chart:
    """How an answer is drawn: bars of one column, or lines of several, along the column `along`."""

    kind: str
    along: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """An example query: its name is its file's, its texts are by language.

    `codes` are the columns of numbers such as 10.1 that are none: tables write them as 10-1.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    text: str
    parameters: tuple[Parameter, ...] = ()
    chart: Chart | None = None
    group: str = "comparison"
    codes: tuple[str, ...] = ()

    def query(self, values: Mapping[str, str] | None = None, base: str = BASE) -> str:
        """The query over IRIs below a base, with values in place of the defaults.

        Raises QueryError for a parameter that the query does not have, or a value that it cannot take.
        """
        values = values or {}
        known = {parameter.name: parameter for parameter in self.parameters}
        unknown = sorted(values.keys() - known.keys())
        if unknown:
            what = f"{', '.join(unknown)}: no parameter of {self.name}."
            remedy = f"It has {', '.join(known) or 'none'}."
            ja = f"この例に「{'」「'.join(unknown)}」という条件はありません。あるのは{'、'.join(known) or 'なし'}です。"
            raise QueryError(Problem("parameters", what, remedy), ja=ja)

        def replaced(found: re.Match[str]) -> str:
            if found[0].startswith("BASE"):
                return f"BASE {NamedNode(base)}"
            parameter = known[found[1]]
            return (
                f"VALUES ?{found[1]} {{ {parameter.term(values[found[1]], base)} }}"
                if found[1] in values
                else found[0]
            )

        return _TERMS.sub(replaced, self.text)

    def term(self, name: str, value: str, base: str = BASE) -> Literal | NamedNode:
        """A value of a parameter as a term. Raises QueryError where it cannot be one."""
        return next(one for one in self.parameters if one.name == name).term(value, base)

    def choices(self, name: str, values: Mapping[str, str], base: str = BASE) -> str:
        """The query for what a parameter may be so that there is an answer, the others as given.

        It binds a variable of the parameter's name; to nothing where the query only compares with it, as in CONTAINS.
        """
        others = {key: value for key, value in values.items() if key != name}
        text = _VALUES.sub(lambda found: "" if found[1] == name else found[0], self.query(others, base))
        before, _, selected = text.partition("SELECT")
        _, _, where = selected.partition("WHERE")
        return f"{before}SELECT DISTINCT ?{name} WHERE{where[: where.rindex('}') + 1]} LIMIT {MOST_CHOICES}"

    def chosen(self, name: str, term: str, base: str = BASE) -> str:
        """A term of that query as a value of the parameter."""
        prefix = next(one.prefix for one in self.parameters if one.name == name)
        return term.removeprefix(base + prefix) if prefix is not None else term


def parse(name: str, source: str) -> Example:
    """An example from the text of its file.

    Raises ValueError, in words for who writes such files, where a comment or a parameter is not as it should be.
    """
    head, text = _split(source)
    words: dict[str, dict[str, str]] = {"title": {}, "description": {}}
    for kind, language, said in _WORDS.findall(head):
        words[kind][language] = said
    if any(set(said) != {"ja", "en"} for said in words.values()):
        raise ValueError(f"{name}.rq: title and description are each said once in ja and en.")
    parameters = tuple(_parameter(name, found, text) for found in _PARAMETER.finditer(head))
    chart = _CHART.search(head)
    drawn = Chart(chart[1], chart[2], tuple(chart[3].split())) if chart else None
    group, codes = _GROUP.search(head), _CODES.search(head)
    if head.count("\n") != 4 + len(parameters) + sum(one is not None for one in (drawn, group, codes)):
        raise ValueError(f"{name}.rq: a comment at the top is none that README.md describes.")
    named = group[1] if group else Example.group
    columns = tuple(codes[1].split()) if codes else ()
    return Example(name, words["title"], words["description"], text, parameters, drawn, named, columns)


def _split(source: str) -> tuple[str, str]:
    """The comments at the top of a file, and the query below them."""
    lines = source.splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:first]), "".join(lines[first:])


def _parameter(example: str, found: re.Match[str], text: str) -> Parameter:
    name, prefix, ja, en = found.groups()
    defaults = [match for match in _TERMS.finditer(text) if match[1] == name]
    if len({match[0] for match in defaults}) != 1:
        raise ValueError(
            f"{example}.rq: the parameter {name} needs one `VALUES ?{name} {{ … }}` of one term, or the same again."
        )
    iri, value = defaults[0][2], defaults[0][3]
    if (prefix is None) != (iri is None) or (iri is not None and not iri.startswith(prefix)):
        raise ValueError(f"{example}.rq: the default of {name} is not of its kind.")
    default = value if iri is None else iri.removeprefix(prefix)
    return Parameter(name, {"ja": ja, "en": en}, default, prefix)


@cache
def examples() -> Mapping[str, Example]:
    """Every example by its name, sorted."""
    return {
        path.stem: parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.rq"))
    }
