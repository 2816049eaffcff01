"""What CKAN's `package_search` is asked, read as what must hold of a package.

The part of Solr's syntax that clients use: words, "several words", field:value, `-` before what must not be, ranges of
`metadata_modified`; all must hold. Read in time linear in the length, which is bounded besides.
"""

import json
import re
from collections.abc import Mapping, Sequence

from pipeline.model.text import Text
from server.repository.packages import Condition, Range

LONGEST = 1_000
"""Characters of each parameter of a search."""
MOST_TERMS = 100
MOST_FIELDS = 20
MOST_FACETS = 50
FIELDS = ("organization", "groups", "tags", "name", "id", "license_id", "res_format")
"""What may be asked for by its value, and counted as a facet."""
SORTED_BY = ("id", "name", "title", "metadata_modified", "metadata_created")

_TERM = re.compile(
    r"""(?P<sign> [+-]?) (?: (?P<field> [a-z_]++) : )?+
        (?: \[ (?P<since> [^\s\[\]]++ ) [ ] TO [ ] (?P<until> [^\s\[\]]++ ) \]
          | " (?P<quoted> [^"]*+ ) "
          | (?P<word> [^\s"()\[\]]++ ) )?+""",
    re.VERBOSE,
)
"""A term, or nothing: what is begun and not closed is passed over, and not looked at again from its middle."""
_OPERATORS = frozenset({"AND", "OR", "NOT"})


class RefusedError(Exception):
    """A parameter is not usable: CKAN's `Validation Error`, status 409. `said`: which, and why, in both languages."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.said = Text(ja, en)


def conditions(asked: str) -> list[Condition | Range]:
    """What a query asks of a package. Raises RefusedError for more than a search takes."""
    found = list(dict.fromkeys(one for term in _TERM.finditer(asked) if (one := _condition(term))))
    if len(found) > MOST_TERMS:
        raise RefusedError(
            f"qとfqの条件は、合わせて{MOST_TERMS}個までです。", f"q, fq: ask more than {MOST_TERMS} things"
        )
    return found


def _condition(term: re.Match[str]) -> Condition | Range | None:
    field, since, until = term["field"] or "", term["since"], term["until"]
    if since is not None:
        return Range(since, until) if field == "metadata_modified" else None
    value = term["quoted"] or term["word"] or ""
    excluded = term["sign"] == "-"
    if field in FIELDS and value:
        return Condition(field, value, excluded)
    word = value.strip("*:+ ")
    return Condition("", word.casefold(), excluded) if word and word not in _OPERATORS else None


def bounded(parameters: Mapping[str, str], name: str, default: str = "") -> str:
    """A parameter of a search. Raises RefusedError for one that is too long."""
    text = parameters.get(name) or default
    if len(text) > LONGEST:
        raise RefusedError(
            f"{name}は{LONGEST:,}文字までです。短くしてください。",
            f"{name}: has more than {LONGEST:,} characters",
        )
    return text


def order(sort: str) -> list[tuple[str, bool]]:
    """The fields to sort by, each with whether it descends. Raises RefusedError for what is none."""
    parts = [part.split() for part in sort.split(",")]
    if len(parts) > MOST_FIELDS:
        raise RefusedError(
            f"sortの項目は{MOST_FIELDS}個までです。", f"sort: names more than {MOST_FIELDS} fields"
        )
    return [found for part in parts if (found := _sorted_by(part))]


def _sorted_by(part: Sequence[str]) -> tuple[str, bool] | None:
    field, *direction = part or [""]
    if field == "score":
        return None
    if field not in SORTED_BY or direction not in ([], ["asc"], ["desc"]):
        raise RefusedError(
            f"sortの「{' '.join(part)}」では並べられません。次のどれかにしてください: {', '.join(SORTED_BY)}。",
            f"sort: {' '.join(part)!r} is not a field to sort by",
        )
    return field, direction == ["desc"]


def facet_fields(text: str) -> list[str]:
    """The fields of `facet.field`: a JSON list, as CKAN takes it, or one. Raises RefusedError for what is none."""
    try:
        named = json.loads(text or "[]")
    except (ValueError, RecursionError):
        named = [text]
    if isinstance(named, list) and len(named) <= len(FIELDS) and all(name in FIELDS for name in named):
        return named
    raise RefusedError(
        f"facet.fieldには、次の項目をJSONの配列で書いてください: {', '.join(FIELDS)}。",
        f"facet.field: a JSON list of {', '.join(FIELDS)}",
    )
