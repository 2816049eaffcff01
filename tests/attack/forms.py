"""Requests that no browser sends: lines, heads, bodies and parameters that are wrong, split, endless or somebody else's."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from tests.attack.payloads import CLOSE, HOST, MARK, bodies, parameters


@dataclass(frozen=True)
class Form:
    """The bytes of a request, and a name for it; `whole`: it ends where it says, so that one answer is due."""

    name: str
    raw: bytes
    whole: bool = True


def forms() -> Iterator[Form]:
    """Every form."""
    for kind, of_kind in (
        ("line", _lines()),
        ("target", _targets()),
        ("host", _hosts()),
        ("framing", _framings()),
        ("header", _headers()),
        ("parameter", parameters()),
        ("body", bodies()),
    ):
        for number, (raw, whole) in enumerate(of_kind):
            yield Form(f"{kind} {number}: {raw[:60]!r}", raw, whole)


def _lines() -> Iterator[tuple[bytes, bool]]:
    end = b"\r\n" + HOST + CLOSE + b"\r\n"
    for method in (
        b"get",
        b"G",
        b"GET\t",
        b"BREW",
        b"TRACE",
        b"CONNECT",
        b"PROPFIND",
        b"GET" * 2000,
        b"\xff",
        b"PRI",
        b"M-SEARCH",
    ):
        yield method + b" / HTTP/1.1" + end, True
    for version in (
        b"",
        b"HTTP/0.9",
        b"HTTP/1.0",
        b"HTTP/1.2",
        b"HTTP/2.0",
        b"HTTP/9.9",
        b"http/1.1",
        b"HTTP/1.1 x",
        b"HTTP/11",
    ):
        yield b"GET / " + version + end, True
    for separator in (b"\n", b"\r", b"\r\r\n", b"\x0b", b"\r\n\r\n\r\n"):
        yield separator.join((b"GET / HTTP/1.1", HOST.strip(), CLOSE.strip(), b"", b"")), False
    for start in (
        b"\r\n" * 1000,
        b" ",
        b"\x00",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"SSH-2.0-x\r\n",
        b"\xef\xbb\xbf",
    ):
        yield start + b"GET / HTTP/1.1" + end, False
    yield b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00" * 9, False
    yield b"GET  /  HTTP/1.1" + end, True
    yield b"GET" + end, True
    yield b"", False
    yield b"A" * 100_000, False


def _targets() -> Iterator[tuple[bytes, bool]]:
    targets = [
        b"*",
        b"http://127.0.0.1/",
        b"http://evil.example/",
        b"//evil.example/",
        b"/\\evil.example",
        b"http:///",
        b"127.0.0.1:80",
        b"/%",
        b"/%zz",
        b"/%00",
        b"/%ff%fe",
        b"/%c0%ae%c0%ae/",
        b"/..",
        b"/../../etc/passwd",
        b"/%2e%2e/%2e%2e/etc/passwd",
        b"/static/../../etc/passwd",
        b"/static/%2e%2e/%2e%2e/app/__init__.py",
        b"/static/..%2f..%2fapp/__init__.py",
        b"/static//etc/passwd",
        b"/data/../release.json",
        b"/data/%2e%2e/release.json",
        b"/data/..%2frelease.json",
        b"/data//etc/passwd",
        b"/data/%00",
        b"/data/.",
        b"/data/store/CURRENT",
        b"/source/..%2f..%2f..%2fetc%2fpasswd",
        b"/id/..",
        b"/id/%2e%2e%2f%2e%2e",
        b"/id/132292/..%2f..%2f",
        b"/" + b"a" * 63_000,
        b"/" + b"%61" * 20_000,
        b"/" + b"a/" * 1000,
        b"/" + b"../" * 600,
        b"/;x=1",
        b"/#x",
        b"/?#",
        b"/??",
        b"/\xe8\xa8\x88\xe7\x94\xbb",
        b"/ x",
        b"/\tx",
        b"/\x7f",
        b"/\x01",
        b"/id/132292.ttl/",
        b"/id/132292.%74tl",
        b"/id/132292.ttl%20",
        b"/id/132292.php",
        b"/ns/" + b"%E3%82%99" * 600,
        b"/" + quote(MARK).encode(),
        b"/id/" + quote(MARK).encode(),
        b"/x%0d%0aX-Injected:%201",
        b"/id/x%0d%0aX-Injected:%201",
        b"/health/../metrics",
        b"/openapi.json",
        b"/.git/config",
        b"/.env",
        b"/docs",
        b"/catalog.%00ttl",
        b"/catalog.ttl?page=-1",
        b"/api/3/action/",
        b"/api/3/action/__class__",
        b"/api/3/action/%00",
    ]
    for target in targets:
        yield b"GET " + target + b" HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n", True


def _hosts() -> Iterator[tuple[bytes, bool]]:
    for hosts in (
        b"",
        b"Host:\r\n",
        b"Host: \r\n",
        b"Host: evil.example\r\n",
        b"Host: 127.0.0.1, evil.example\r\n",
        b"Host: 127.0.0.1\r\nHost: evil.example\r\n",
        b"Host: evil.example\r\nHost: 127.0.0.1\r\n",
        b"Host: 127.0.0.1:99999\r\n",
        b"Host: 127.0.0.1:x\r\n",
        b"Host: user@127.0.0.1\r\n",
        b"Host: [::1\r\n",
        b"Host: [::1]:80\r\n",
        b"Host: 127.0.0.1/evil\r\n",
        b"Host: 127.0.0.1#\r\n",
        b"Host: " + b"a" * 8_000 + b"\r\n",
        b"Host: " + b"a" * 9_000 + b"\r\n",
        b"Host: \xff\xfe\r\n",
        b"Host : 127.0.0.1\r\n",
        b" Host: 127.0.0.1\r\n",
        b"Host: 127.0.0.1\r\nX-Forwarded-Host: evil.example\r\n",
        b"Host: <script>k1<script>k2\r\n",
        b"Host: 127.0.0.1\x00.evil.example\r\n",
    ):
        yield b"GET / HTTP/1.1\r\n" + hosts + CLOSE + b"\r\n", True


def _framings() -> Iterator[tuple[bytes, bool]]:
    """Bodies whose end two readers may see at different places: what follows would be another's request."""
    post = b"POST /api/3/action/package_list HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\n"
    smuggled = b"GET /robots.txt HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    for framing in (
        b"Content-Length: 0\r\nContent-Length: 5\r\n",
        b"Content-Length: 5\r\nContent-Length: 0\r\n",
        b"Content-Length: 5, 5\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 0x5\r\n",
        b"Content-Length: 5 5\r\n",
        b"Content-Length: 99999999999999999999999\r\n",
        b"Content-Length: \r\n",
        b"Content-Length: x\r\n",
        b"Content_Length: 5\r\n",
        b"Content-Length : 5\r\n",
        b"Content-Length:\x0b5\r\n",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding: identity, chunked\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n",
        b"Transfer-Encoding:\tchunked\r\n",
        b'Transfer-Encoding: "chunked"\r\n',
        b"Transfer-Encoding : chunked\r\n",
        b"Transfer-Encoding\r\n : chunked\r\n",
        b"X: y\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n",
        b"Transfer-Encoding:\r\n chunked\r\n",
        b"TE: trailers\r\nTransfer-Encoding: ChUnKeD\r\n",
    ):
        yield post + framing + b"\r\n0\r\n\r\n" + smuggled, False
    chunked = post + b"Transfer-Encoding: chunked\r\n\r\n"
    for chunks in (
        b"2\r\n{}\r\n0\r\n\r\n",
        b"ffffffffffffffffff\r\n{}\r\n",
        b"-1\r\n{}\r\n",
        b"0x2\r\n{}\r\n0\r\n\r\n",
        b"2;" + b"x" * 70_000 + b"\r\n{}\r\n0\r\n\r\n",
        b"2\n{}\n0\n\n",
        b" 2\r\n{}\r\n0\r\n\r\n",
        b"2\r\n{}0\r\n\r\n",
        b"2\r\n{}\r\n0\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"2\r\n{}\r\n0\r\nContent-Length: 9\r\n\r\n",
        b"g\r\n{}\r\n",
        b"\r\n",
        b"1\r\n{\r\n" * 20_000 + b"0\r\n\r\n",
        b"2_0\r\n{}\r\n0\r\n\r\n",
    ):
        yield chunked + chunks, False


def _headers() -> Iterator[tuple[bytes, bool]]:
    for path, names, values in _HEADERS:
        for name in names:
            for value in values:
                head = f"GET {path} HTTP/1.1\r\n".encode() + HOST + CLOSE
                yield head + f"{name}: ".encode() + value + b"\r\n\r\n", True
    for rest in (
        b"No colon\r\n",
        b": empty\r\n",
        b"X\x00Y: z\r\n",
        b"X: a\rb\r\n",
        b"X: a\x00b\r\n",
        b"X: a\r\n b\r\n",
        b"\r\nX: y\r\n",
        b"X: y\r\n" * 20_000,
        b"X" * 70_000 + b": y\r\n",
        b"(): y\r\n",
    ):
        yield b"GET / HTTP/1.1\r\n" + HOST + CLOSE + rest + b"\r\n", False


_HEADERS: tuple[tuple[str, tuple[str, ...], tuple[bytes, ...]], ...] = (
    (
        "/id/132292",
        ("Accept",),
        (
            b"",
            b",",
            b"*",
            b"*/*;q=x",
            b"text/html;q=1e9",
            b"a/b;" * 2000,
            b"*/*," * 2500,
            b"text/turtle;q=0",
            b"\xff/\xff",
            b"text/html;q=" + b"9" * 4000,
            b"/",
            b'text/turtle;a="\\"',
            b"text/" + b"+" * 8000,
        ),
    ),
    (
        "/",
        ("Accept-Language",),
        (
            b"",
            b"*",
            b"xx;q=0",
            b"ja" * 4000,
            b"ja,en," * 1300,
            b"-",
            b"ja;q=NaN",
            b"\x80",
            b"../../etc",
            b"ja-" * 2000,
        ),
    ),
    (
        "/",
        ("Accept-Encoding",),
        (b"", b"*", b"gzip;q=0", b"br, gzip;q=x", b"identity;q=0, *;q=0", b"gzip," * 1500, b"\xff"),
    ),
    (
        "/data/dataset.nq.gz",
        ("Range",),
        (
            b"bytes=0-0",
            b"bytes=-1",
            b"bytes=9999999999999-",
            b"bytes=5-1",
            b"bytes=" + b"0-," * 2600,
            b"bytes=0-0," * 700,
            b"items=0-1",
            b"bytes",
            b"bytes=a-b",
            b"bytes=--1",
            b"bytes=0-" + b"9" * 4000,
            b"bytes=-0",
            b"bytes= 0-0 , 2-2",
            b"bytes=0-1,1-2,0-1",
        ),
    ),
    ("/data/dataset.nq.gz", ("If-Range",), (b'"x"', b"W/", b"yesterday", b"Thu, 99 Foo 9999 99:99:99 GMT")),
    (
        "/id/132292.ttl",
        ("If-None-Match", "If-Match"),
        (b"*", b'"', b'""', b'W/"x"', b'"a",' * 2000, b'"' * 8000, b"\xff", b"W/W/W/", b", , ,"),
    ),
    (
        "/id/132292.ttl",
        ("If-Modified-Since", "If-Unmodified-Since"),
        (b"x", b"0", b"Thu, 01 Jan 99999 00:00:00 GMT", b"-1", b"Sun, 06 Nov 1994 08:49:37 +9999"),
    ),
    (
        "/",
        ("Expect", "Upgrade", "Connection"),
        (b"100-continue", b"websocket", b"h2c", b"x", b"close, x", b"keep-alive, Upgrade, HTTP2-Settings"),
    ),
    (
        "/",
        (
            "X-Forwarded-For",
            "Forwarded",
            "X-Real-IP",
            "X-HTTP-Method-Override",
            "X-Original-URL",
            "Origin",
            "Referer",
            "Cookie",
            "Authorization",
        ),
        (b"'\"<script>k1<script>k2", b"DELETE", b"/metrics", b"x" * 8000),
    ),
    (
        "/sparql?query=ASK%7B%7D",
        ("Accept", "Origin", "If-None-Match"),
        (b"text/html", b"a/b", b"null", b"*", b"application/sparql-results+json;q=0, */*;q=0.1"),
    ),
)
