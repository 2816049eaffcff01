"""The release's files: whole, in ranges, unpacked; nothing beside them."""

import gzip
import hashlib

import httpx
import pytest

TURTLE = b"<urn:a> <urn:b> <urn:c> .\n" * 100


def test_a_file_comes_with_its_type_and_its_digest_as_validator(web: httpx.Client) -> None:
    answer = web.get("/data/mini.ttl")
    assert answer.content == TURTLE
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert answer.headers["etag"] == f'"{hashlib.sha256(TURTLE).hexdigest()}"'
    assert "content-encoding" not in answer.headers


def test_a_table_for_excel_has_the_mark_that_it_knows_utf_8_by_and_runs_no_cell(web: httpx.Client) -> None:
    table, marked = web.get("/data/mini.csv"), web.get("/data/mini.csv?excel=1")
    assert table.content == "番号\r\n7\r\n=1+1\r\n".encode()
    assert marked.content == "\ufeff番号\r\n7\r\n'=1+1\r\n".encode()
    assert marked.headers["etag"] != table.headers["etag"]


def test_a_part_of_a_file_can_be_had(web: httpx.Client) -> None:
    answer = web.get("/data/mini.ttl", headers={"Range": "bytes=26-51"})
    assert answer.status_code == 206
    assert answer.content == TURTLE[26:52]
    assert answer.headers["content-range"] == f"bytes 26-51/{len(TURTLE)}"


def test_a_part_of_a_file_that_changed_is_the_whole_file(web: httpx.Client) -> None:
    answer = web.get("/data/mini.ttl", headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert (answer.status_code, answer.content) == (200, TURTLE)


def test_a_part_beyond_the_end_is_refused(web: httpx.Client) -> None:
    answer = web.get("/data/mini.ttl", headers={"Range": "bytes=99999-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"].endswith(f"*/{len(TURTLE)}")
    assert "as in `Range: bytes=0-1023`" in answer.json()["detail"]


@pytest.mark.parametrize("part", ["lines=1-2", "bytes=x", "bytes"])
def test_a_part_that_cannot_be_read_is_told_how_one_is_written(web: httpx.Client, part: str) -> None:
    answer = web.get("/data/mini.ttl", headers={"Range": part})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "as in `Range: bytes=0-1023`" in answer.json()["detail"]


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip", "gzip"), ("identity", None)])
def test_what_a_packed_file_holds_is_had_by_its_name(
    web: httpx.Client, accepted: str, encoding: str | None
) -> None:
    answer = web.get("/data/mini.nt", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["content-type"] == "application/n-triples"
    assert answer.content == b"<urn:a> <urn:b> <urn:c> .\n"


@pytest.mark.parametrize("name", ["mini.ttl", "mini.nt", "mini.nt.gz", "dataset.nq.gz"])
def test_head_tells_of_a_file_without_reading_it(web: httpx.Client, name: str) -> None:
    head, get = web.head(f"/data/{name}"), web.get(f"/data/{name}")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get.headers["etag"]
    assert head.headers["content-type"] == get.headers["content-type"]


def test_a_packed_file_itself_is_had_as_it_is(web: httpx.Client) -> None:
    answer = web.get("/data/mini.nt.gz", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-type"] == "application/gzip"
    assert gzip.decompress(answer.content) == b"<urn:a> <urn:b> <urn:c> .\n"


def test_all_named_graphs_are_one_file(web: httpx.Client) -> None:
    assert b"<https://w3id.org/keikaku/hub/graph>" in gzip.decompress(web.get("/data/dataset.nq.gz").content)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../release.json",
            "%2e%2e/release.json",
            "..%2frelease.json",
            "%2fetc%2fpasswd",
            "mini.ttl/..",
            ".",
        ),
        *("", "none.ttl", "mini", "mini.ttl%00", "..\\release.json"),
    ],
)
def test_nothing_else_can_be_reached(web: httpx.Client, name: str) -> None:
    assert web.get(f"/data/{name}").status_code == 404
