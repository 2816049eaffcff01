"""No request keeps the server busy longer than in proportion to its length.

Every pattern of the server, and everything that reads what a stranger sent, is given pieces that are made to keep
it busy, in lengths that double.
"""

import ast
import importlib
import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import FileResponse

from pipeline.model.errors import Problem, SettingError
from pipeline.model.files.data_folder import ROOT
from pipeline.reading.search.entries import Entry
from server.catalog import action_api, ckan_search
from server.http import languages
from server.http.clients import client
from server.http.conditional import not_modified
from server.http.negotiation import FORMATS, best
from server.rendering.templates import blocks
from server.repository.addresses import Addresses
from server.sparql import protocol
from tests.server.growth import assert_linear
from tests.server.summaries import search_index

PIECES = (
    "",
    " ",
    "\n",
    "a",
    "1",
    "a.",
    "a:",
    ":",
    "-",
    ".",
    ",",
    ", ",
    "\\",
    "/",
    "計",
    "・",
    "*.a",
    "a-",
    "ab: ",
    "+",
)
BRACKETS = (
    "<",
    "<a",
    "<a:",
    "<a>",
    "{",
    "}",
    "}\n",
    "},",
    "[",
    "[a TO ",
    "(",
    ")",
    '"',
    '"a',
    '"\\',
    "'",
    "['",
    "?a ",
)
BEGINNINGS = (
    "metadata_modified:[",
    "metadata_modified:[a TO b",
    "http://",
    "# title@ja: ",
    "VALUES ?a { ",
    "error at 1:",
)
PUMPS = (*PIECES, *BRACKETS, *BEGINNINGS)


READ_ONCE = tuple(
    f"server.sparql.inspection.tokens.{n}0"
    for n in ("_TOKEN", "_WITHIN_RUN", "_ONE_KEYWORD", "_ONLY_KEYWORDS")
)
"""Patterns that their reader does not ask again behind a string left open, or asks of a short word only: see
tests/server/sparql/inspection/test_tokens.py."""


@cache
def patterns() -> tuple[str, ...]:
    """The places of all patterns of the server: compiled, in a constant of their module."""
    return tuple(place for path in sorted((ROOT / "server").rglob("*.py")) for place in patterns_of(path))


def patterns_of(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if "re." not in text:
        return
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
            yield f"{module}:{node.lineno}:{ast.unparse(node.func)}"


@cache
def compiled() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    found: dict[str, re.Pattern[str] | re.Pattern[bytes]] = {}
    for name in {place.partition(":")[0] for place in patterns()}:
        for constant, value in vars(importlib.import_module(name)).items():
            values = value.values() if isinstance(value, dict) else [value]
            found |= {
                f"{name}.{constant}{n}": one for n, one in enumerate(values) if isinstance(one, re.Pattern)
            }
    return {name: found[name] for name in sorted(found) if name not in READ_ONCE}


def test_every_pattern_is_a_constant_and_so_is_looked_at_here() -> None:
    calls = [place for place in patterns() if not place.endswith(":re.compile")]
    assert calls == []
    assert len(compiled()) + len(READ_ONCE) >= len(patterns())


@pytest.mark.parametrize("name", compiled())
def test_a_pattern_takes_time_in_proportion_to_what_it_reads(name: str) -> None:
    pattern = compiled()[name]

    def read(text: str) -> None:
        given = text.encode() if isinstance(pattern.pattern, bytes) else text
        deque(pattern.finditer(given), maxlen=0)  # type: ignore[arg-type]
        pattern.fullmatch(given)  # type: ignore[arg-type]

    for pump in PUMPS:
        for beginning in ("", '"'):
            assert_linear(read, lambda size: beginning + (pump * size)[:size], 2_000)  # noqa: B023


def request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": raw})


def refused(work: Callable[[], object]) -> None:
    """Work that may refuse what it is given."""
    with suppress(ckan_search.RefusedError, protocol.ProtocolError):
        work()


INDEX = search_index([Entry(f"urn:{n}", "element", "バスの運行 ab", "", "バス " * 20) for n in range(50)])
ADDRESSES = Addresses("https://example.org/")
READERS: dict[str, Callable[[str], object]] = {
    "Accept": lambda text: best(text, FORMATS),
    "Accept-Language": languages.spoken,
    "If-None-Match": lambda text: not_modified(request(if_none_match=text), 'W/"x"'),
    "Range": lambda text: FileResponse._parse_ranges(text, 10**6),
    "X-Forwarded-For": lambda text: client(
        Request({"type": "http", "client": (text[:10_000], 1), "headers": []})
    ),
    "address": lambda text: ADDRESSES.iri("/id/" + text),
    "search": INDEX.search,
    "q of CKAN": ckan_search.conditions,
    "sort of CKAN": lambda text: refused(lambda: ckan_search.order(text)),
    "facets of CKAN": lambda text: refused(lambda: ckan_search.facet_fields(text)),
    "body for CKAN": lambda text: action_api._posted(text.encode()),
    "parameters": lambda text: refused(protocol.Sent(text.encode()).read),
    "form": lambda text: refused(protocol.Sent(b"", text.encode(), protocol.FORM).read),
    "bullets": blocks,
    "problems": lambda text: SettingError([Problem(text, "a", ""), Problem(text, "b", "")]),
}
HOSTILE = (
    "a,",
    "*/*;q=1,",
    "a;q=,",
    '"a", ',
    "0-0,",
    "%CC%80%CC%96",
    "\u0300\u0316",
    "a%",
    "/",
    "..",
    "&a=",
    "=",
    "バス ",
)


@pytest.mark.parametrize("reader", READERS)
def test_what_a_stranger_sends_is_read_in_time_in_proportion_to_its_length(reader: str) -> None:
    for pump in (*PUMPS, *HOSTILE):
        if pump.isascii() or reader not in ("If-None-Match",):
            assert_linear(READERS[reader], lambda size: (pump * size)[:size], 2_000)  # noqa: B023


def test_deep_json_is_refused() -> None:
    assert action_api._posted(b"[" * 16_000) is None
    assert action_api._posted(b'{"q": ' * 16_000) is None
    assert action_api._posted(json.dumps({"q": {"a": 1}}).encode()) is None
    assert action_api._posted(b'{"q": "x", "rows": 3, "facet.field": ["tags"], "none": null}') == {
        "q": "x",
        "rows": "3",
        "facet.field": '["tags"]',
    }


def test_every_header_of_a_request_is_read_by_a_reader_above() -> None:
    known = {"accept", "accept-language", "accept-encoding", "if-none-match", "content-type"}
    known |= {"sec-fetch-site"}  # compared with three words
    repeated = {"access-control-request-headers"}  # given back as it came, within the bound of a head
    of_answers = {"content-range", "link", "retry-after"}
    read = set()
    for path in sorted((ROOT / "server").rglob("*.py")):
        found = re.findall(
            r"headers(?:\(scope=scope\))?\.get\(\"([A-Za-z-]+)\"", path.read_text(encoding="utf-8")
        )
        read |= {name.lower() for name in found}
    assert read - of_answers - repeated == known
