"""What every answer carries, and what no request gets past."""

import asyncio
import json
import re
from contextlib import closing
from http.client import HTTPConnection

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from server.http.middleware import HeadOfGet

PATHS = [
    "/",
    "/ns.ttl",
    "/data/mini.ttl",
    "/id/132292",
    "/id/132292/none",
    "/static/style.css",
    "/health/live",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers_that_keep_it_harmless(web: httpx.Client, path: str) -> None:
    headers = web.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_request_for_another_host_is_refused(web: httpx.Client, host: str) -> None:
    answer = web.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert repr(host) in answer.json()["detail"]
    assert "KEIKAKU_HOSTS" in answer.json()["detail"]


@pytest.mark.parametrize(
    "path", ["/", "/id/132292", "/data/mini.ttl", "/q/targets-met.csv", "/api/3/action/status_show"]
)
def test_a_page_from_elsewhere_may_send_any_header(web: httpx.Client, path: str) -> None:
    asked = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "range, if-none-match, x-own",
    }
    answer = web.options(path, headers=asked)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-headers"] == "range, if-none-match, x-own"


def test_a_page_from_elsewhere_may_read_a_file_in_parts(web: httpx.Client) -> None:
    part = web.get("/data/mini.ttl", headers={"Origin": "https://elsewhere.example", "Range": "bytes=4-7"})
    exposed = part.headers["access-control-expose-headers"].split(", ")
    assert part.status_code == 206
    assert part.headers["content-range"].startswith("bytes 4-7/")
    assert {"Content-Range", "Accept-Ranges", "ETag", "Link"} <= set(exposed)


@pytest.mark.parametrize("path", ["/", "/id/132292.ttl", "/data/mini.ttl"])
def test_a_page_from_elsewhere_may_read_the_data(web: httpx.Client, path: str) -> None:
    headers = web.get(path, headers={"Origin": "https://elsewhere.example"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "ETag" in headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in headers


def test_a_page_is_compressed_for_who_can_unpack_it(web: httpx.Client) -> None:
    answer = web.get("/ns.html", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    assert "content-encoding" not in web.get("/ns.html", headers={"Accept-Encoding": "identity"}).headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_documents_are_only_read(web: httpx.Client, method: str) -> None:
    answer = web.request(method, "/id/132292.ttl")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_answers_get_answers_head_and_sends_no_body() -> None:
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["method"].encode()})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    asyncio.run(HeadOfGet(app)({"type": "http", "method": "GET", "path": "/"}, receive, send))
    asyncio.run(HeadOfGet(app)({"type": "http", "method": "HEAD", "path": "/"}, receive, send))
    assert [message["body"] for message in sent if "body" in message] == [b"GET", b""]


def test_the_look_may_be_kept_under_the_address_that_names_it(web: httpx.Client) -> None:
    page = web.get("/").text
    address = re.search(r'<link rel="stylesheet" href="([^"]*)"', page)
    assert address
    named, bare = web.get(address[1]).headers, web.get("/static/style.css").headers
    assert named["content-type"].startswith("text/css")
    assert "immutable" in named["cache-control"]
    assert "immutable" not in bare.get("cache-control", "")


def test_the_schema_of_the_interface_names_every_operation_once(web: httpx.Client) -> None:
    paths = web.get("/openapi.json").json()["paths"]
    names = [operation["operationId"] for path in paths.values() for operation in path.values()]
    assert len(names) == len(set(names))
    assert set(paths["/sparql"]) == {"get", "post"}


@pytest.mark.parametrize(
    ("path", "headers", "status", "advice"),
    [
        ("/id/" + "a" * 2_100, {}, 414, "The address has more than 2,048 bytes"),
        ("/search?q=" + "a" * 9_000, {}, 414, "What follows ? in the address has more than 8,192 bytes"),
        ("/", {"Accept": "a/b," * 3_000}, 431, "The header accept has more than 8,192 bytes"),
    ],
)
def test_a_head_longer_than_anybody_needs_is_refused_unread(
    web: httpx.Client, path: str, headers: dict[str, str], status: int, advice: str
) -> None:
    with closing(HTTPConnection(str(web.base_url.host), web.base_url.port)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        assert answer.status == status
        assert json.loads(answer.read())["detail"].startswith(advice)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["content-security-policy"]


def test_characters_that_combine_without_end_name_nothing(web: httpx.Client) -> None:
    assert web.get("/id/a" + "%CC%80%CC%96" * 180).status_code == 414
    assert web.get("/id/a" + "%CC%80%CC%96" * 150).status_code == 404
