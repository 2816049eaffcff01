"""Parameters and bodies that are wrong, endless, nested or of another kind than they say."""

import gzip
import json
from collections.abc import Iterator
from urllib.parse import urlencode

HOST = b"Host: 127.0.0.1\r\n"
CLOSE = b"Connection: close\r\n"
MARK = "k1<script>k2"
"""Stands where an answer might repeat it."""
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"


def parameters() -> Iterator[tuple[bytes, bool]]:
    """Requests with one parameter that is wrong, and whether each ends where it says."""
    values = (
        "",
        "0",
        "-1",
        "9" * 400,
        "1e9",
        "NaN",
        "\x00",
        "%",
        "../../etc/passwd",
        MARK,
        "ja,en",
        "[]",
        "{{7*7}}",
        "' OR 1=1 --",
        "\u202e",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    )
    places = (
        ("/", ("lang", "view")),
        ("/search", ("q", "page")),
        ("/catalog", ("page", "size")),
        ("/compare", ("indicator", "year")),
        ("/sparql", ("query", "default-graph-uri", "format", "timeout")),
        ("/api/3/action/package_search", ("q", "fq", "rows", "start", "sort", "facet.field")),
        ("/api/3/action/package_show", ("id",)),
        ("/id/132292/gyokaku-5/2026", ("view", "unit", "subject", "stage", "outcome", "q")),
    )
    for path, names in places:
        for name in names:
            for value in values:
                yield get(f"{path}?{urlencode({name: value})}"), True
        for query in (
            "&" * 8000,
            "a=1&" * 2000,
            "=",
            "%ff=%fe",
            f"{names[0]}=1&{names[0]}=2",
            f"{names[0]}[]=1",
            f"{names[0]}%00=1",
        ):
            yield get(f"{path}?{query}"), True
    for bracket in ("metadata_modified:[", "(", "a:", '"', "\\", "+", "AND ", "*"):
        yield get(f"/api/3/action/package_search?{urlencode({'q': bracket * (2400 // len(bracket))})}"), True


def get(target: str) -> bytes:
    return f"GET {target} HTTP/1.1\r\n".encode() + HOST + CLOSE + b"\r\n"


def bodies() -> Iterator[tuple[bytes, bool]]:
    """Requests with a body that is wrong, and whether each ends where it says."""
    search = "/api/3/action/package_search"
    bombs = [
        b"",
        b"[",
        b"{",
        b"[" * 16_000,
        b'{"a":' * 3_000,
        b'{"q":' + b"[" * 9_000,
        b"null",
        b"1" * 16_000,
        b"1e999",
        b"NaN",
        b'"\\ud800"',
        b'{"q": "\\u0000"}',
        b'{"rows": 1e400}',
        b'{"rows": -1}',
        b'{"start": "x"}',
        b'{"q": ["a"]}',
        b'{"fq": {"a": 1}}',
        b"\xff\xfe",
        b"{}" * 8_000,
        b'{"q": "' + b"a" * 16_000 + b'"}',
        b"x" * 1_000_000,
    ]
    for body in bombs:
        yield post(search, _JSON, body), True
        yield post(search, _FORM, body), True
    for action in ("package_create", "resource_create", "datastore_search_sql", "package_show"):
        yield post(f"/api/3/action/{action}", _JSON, json.dumps({"sql": "DROP", "id": MARK}).encode()), True
    texts = [
        "",
        "ASK",
        "INSERT DATA { <a:> <a:> <a:> }",
        "DROP ALL",
        "LOAD <file:///etc/passwd>",
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "ASK { 1.SERVICE <http://e/> {} }",
        "\x00",
        "SELECT * { ?s ?p '" + MARK,
        "{" * 60_000,
        "SELECT (" + "1+" * 20_000 + "1 AS ?x) {}",
        "a" * 100_000,
    ]
    for text in texts:
        yield post("/sparql", _QUERY, text.encode()), True
        yield post("/sparql", _FORM, urlencode({"query": text}).encode()), True
        yield post("/sparql", "application/sparql-update", text.encode()), True
        yield post("/sparql", "multipart/form-data; boundary=x", text.encode()), True
    for charset in (
        "text/plain",
        "",
        "application/sparql-query; charset=utf-16",
        'application/sparql-query; charset="',
        "APPLICATION/SPARQL-QUERY",
        "application/x-www-form-urlencoded; charset=x",
        "a" * 5_000,
        "\x7f",
    ):
        yield post("/sparql", charset, b"ASK {}"), True
    packed = gzip.compress(b"ASK {}" + b" " * 50_000_000)
    for coding in ("gzip", "deflate", "br", "x", "gzip, gzip"):
        yield post("/sparql", f"{_QUERY}\r\nContent-Encoding: {coding}", packed), True
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"):
        for path in (
            "/sparql",
            search,
            "/data/dataset.nq.gz",
            "/id/132292",
            "/static/style.css",
            "/health/ready",
            "/metrics",
        ):
            yield post(path, "text/turtle", b"<a:> <a:> <a:> .").replace(b"POST", method.encode(), 1), True


def post(path: str, media_type: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n".encode()
    return head + HOST + CLOSE + b"\r\n" + body
