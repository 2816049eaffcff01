"""A document is read as the portals read it, by a process that may fail, and what they could not read is said."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax import SAXException

import pytest
import requests
from rdflib import Graph
from rdflib.plugin import PluginException
from rdflib.util import SUFFIX_FORMAT_MAP, guess_format

from pipeline.doctor import transport
from pipeline.doctor.bounds import Bounds
from pipeline.doctor.diagnosis import diagnose
from pipeline.doctor.fetch import NOWHERE, Manner, parse
from pipeline.doctor.web import Web
from pipeline.model.errors import DocumentError
from tests.pipeline.catalog import example
from tests.pipeline.doctor.portal import Portal

TURTLE = example.graph_of(example.catalogue()).serialize(format="turtle")
SMALL = b"<https://e.example/d> a <http://www.w3.org/ns/dcat#Dataset> ."


def codes(source: str) -> dict[str, str]:
    """The findings about a source, code → where."""
    return {one.kind.code: one.where for one in diagnose(source, links=False).findings}


@pytest.mark.parametrize(
    ("body", "media_type", "reason"),
    [
        (b"<a> <b> ", "turtle", "well-formed"),
        (b"{}", "text/html", "not RDF"),
        (b"\xff\xfe<a>", "turtle", "is not UTF-8"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><r/>', "xml", "DOCTYPE"),
        (b"<!--" + b"x" * 70_000 + b'--><!doctype r [<!ENTITY a "b">]><r/>', "xml", "DOCTYPE"),
        (b'{"@graph":' * 50_000 + b"{}" + b"}" * 50_000, "json-ld", "nests too deep"),
        (b"<http://a/> <http://b/> " + b"<<( <http://a/> <http://b/> " * 20_000, "turtle", "well-formed"),
        (b"<http://a/> <http://b/> " + b"[ <http://c/> " * 20_000, "turtle", "nests too deep"),
    ],
    ids=[
        "cut",
        "HTML",
        "not UTF-8",
        "DOCTYPE",
        "late DOCTYPE",
        "deep JSON-LD",
        "triple terms",
        "deep Turtle",
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(body: bytes, media_type: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        parse(body, {"CKAN": Manner(media_type)}, "https://somewhere.example/", NOWHERE)


def test_turtle_with_a_byte_order_mark_is_refused_by_both_portals_and_examined_all_the_same(
    portal: Portal,
) -> None:
    portal.offer("/catalog", b"\xef\xbb\xbf" + TURTLE.encode(), "text/turtle; charset=utf-8")
    found = diagnose(portal.root + "catalog", links=False)
    assert {"unread-by-ckan", "unread-by-udata"} <= {one.kind.code for one in found.findings}
    assert found.datasets == 6
    assert [text.en for name, text in found.verdicts if name in ("CKAN", "udata")] == [
        "aborts and registers nothing."
    ] * 2


def test_an_iri_with_a_space_names_its_dataset_and_the_rest_is_examined(tmp_path: Path) -> None:
    wrong = TURTLE.replace("dataset/132292-joho-2026/ttl>", "dataset/132292-joho-2026/t tl>")
    assert wrong != TURTLE
    (tmp_path / "catalog.ttl").write_text(wrong, encoding="utf-8")
    found = diagnose(str(tmp_path / "catalog.ttl"))
    (one,) = [one for one in found.findings if one.kind.code == "bad-iri" and one.where.endswith("joho-2026")]
    assert one.detail.endswith("joho-2026/t tl")
    assert (found.datasets, found.distributions) == (6, 30)


def test_a_context_elsewhere_is_got_and_told(portal: Portal) -> None:
    document = {"@context": portal.root + "context", "@id": "https://e.example/d", "@type": "Dataset"}
    portal.offer("/catalog", json.dumps([document]).encode(), "application/ld+json")
    portal.offer("/context", b'{"@context": {"@vocab": "http://www.w3.org/ns/dcat#"}}', "application/ld+json")
    found = diagnose(portal.root + "catalog", links=False)
    assert found.datasets == 1
    assert ("remote-context", portal.root + "context") in {(o.kind.code, o.detail) for o in found.findings}


@pytest.mark.parametrize("context", [b"", b"[]", b"{" * 9999])
def test_a_context_that_is_none_is_named(portal: Portal, context: bytes) -> None:
    portal.offer("/catalog", b'{"@context": "/context", "@id": "x"}', "application/ld+json")
    portal.offer("/context", context, "application/ld+json")
    with pytest.raises(DocumentError, match="context"):
        diagnose(portal.root + "catalog")


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("c.json", "json-ld"),
        ("c.n3", "n3"),
        ("c.rdf", "xml"),
        ("c", "turtle"),
        ("c", "json-ld"),
        ("c.txt", "xml"),
    ],
)
def test_a_file_is_read_by_its_name_or_what_it_holds(name: str, format_: str, tmp_path: Path) -> None:
    example.graph_of(example.catalogue()).serialize(tmp_path / name, format=format_)
    assert diagnose(str(tmp_path / name)).datasets == 6


def test_a_text_without_charset_is_told_since_udata_garbles_it(portal: Portal) -> None:
    for path, media_type in (("/a.ttl", "text/turtle"), ("/b.ttl", "text/turtle; charset=utf-8")):
        portal.offer(path, TURTLE.encode(), media_type)
    assert "no-charset" in codes(portal.root + "a.ttl")
    assert "no-charset" not in codes(portal.root + "b.ttl")
    garbled = requests.get(portal.root + "a.ttl", timeout=30).text
    assert "計画" not in garbled and "計画" in TURTLE


DOCUMENTS = {
    "turtle": (SMALL, "text/turtle"),
    "turtle with a mark": (b"\xef\xbb\xbf" + SMALL, "text/turtle"),
    "turtle as text": (SMALL, "text/plain"),
    "turtle as nothing": (SMALL, ""),
    "json-ld": (b'{"@id": "https://e.example/d", "@type": "http://www.w3.org/ns/dcat#Dataset"}', "application/ld+json"),
    "json-ld as json": (b'{"@id": "http://e.example/", "@type": "http://e.example/"}', "application/json"),
    "json-ld as turtle": (b'{"@id": "http://e.example/"}', "text/turtle"),
    "json-ld with a mark": (b'\xef\xbb\xbf{"@id": "http://e.example/"}', "application/ld+json"),
    "n3": (SMALL, "text/n3"),
    "a date that is none": (
        b'@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . <http://a/> a "2026-02-30"^^xsd:date .',
        "text/turtle",
    ),
    "a space": (b"<http://e.example/a b> a <http://e.example/> .", "text/turtle"),
    "a wrong language": (b'<http://e.example/> a "x"@ja_JP .', "text/turtle"),
}  # fmt: skip


def ckan_reads(url: str) -> bool:
    """As ckanext-dcat does: bytes as UTF-8, the media type as rdflib's format, RDF/XML where there is none."""
    answer = requests.get(url, timeout=30)
    format_ = answer.headers.get("content-type", "").split(";", 1)[0] or "xml"
    return _reads(answer.content.decode("utf-8"), format_)


def udata_reads(url: str) -> bool:
    """As udata does: the format by the end of the address, else by the media type."""
    answer = requests.get(url, timeout=30)
    media_type = answer.headers.get("content-type", "").split(";", 1)[0]
    known = {
        "application/ld+json": "json-ld",
        "application/json": "json-ld",
        "text/turtle": "turtle",
        "text/n3": "n3",
    }
    format_ = guess_format(url, {**SUFFIX_FORMAT_MAP, "json": "json-ld", "xml": "xml"}) or known.get(
        media_type
    )
    return bool(format_) and _reads(answer.text, str(format_))


def _reads(text: str, format_: str) -> bool:
    try:
        Graph().parse(data=text, format=format_)
    except (SyntaxError, ValueError, RuntimeError, PluginException, SAXException):
        return False
    return True


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib about itself
@pytest.mark.parametrize("end", ["", ".ttl", ".json"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_who_cannot_read_a_document_is_who_cannot_read_it(document: str, end: str, portal: Portal) -> None:
    body, media_type = DOCUMENTS[document]
    portal.offer(f"/catalog{end}", body, media_type)
    url = f"{portal.root}catalog{end}"
    try:
        found = set(codes(url))
    except DocumentError:  # nobody can read it
        found = {"unread-by-ckan", "unread-by-udata"}
    assert ("unread-by-ckan" not in found) is ckan_reads(url)
    assert ("unread-by-udata" not in found) is udata_reads(url)


def test_an_answer_in_gzip_is_unpacked_and_another_encoding_refused_by_name(portal: Portal) -> None:
    portal.offer("/a.ttl", gzip.compress(SMALL), "text/turtle", **{"Content-Encoding": "gzip"})
    portal.offer("/b.ttl", SMALL, "text/turtle", **{"Content-Encoding": "br"})
    portal.offer("/c.ttl", SMALL, "text/turtle", **{"Content-Encoding": "gzip"})
    assert diagnose(portal.root + "a.ttl", links=False).datasets == 1
    with pytest.raises(DocumentError, match="is encoded as 'br'"):
        diagnose(portal.root + "b.ttl")
    with pytest.raises(DocumentError, match="does not answer"):
        diagnose(portal.root + "c.ttl")


def test_a_bomb_of_gzip_is_too_long(portal: Portal) -> None:
    bomb = gzip.compress(b" " * (51 * 2**20))
    portal.offer("/a.ttl", bomb, "text/turtle", **{"Content-Encoding": "gzip"})
    with pytest.raises(DocumentError, match="is longer than"):
        diagnose(portal.root + "a.ttl")


@pytest.mark.parametrize("target", ["ftp://127.0.0.1/x", "file:///etc/passwd"])
def test_a_redirect_leads_to_the_web_or_nowhere(portal: Portal, target: str) -> None:
    portal.answers["/a"] = (302, {"Location": target}, b"")
    with pytest.raises(DocumentError, match="is not an address on the web"):
        diagnose(portal.root + "a")


def test_a_redirect_is_followed_a_few_times(portal: Portal) -> None:
    portal.offer("/b.ttl", SMALL, "text/turtle")
    portal.answers["/a"] = (302, {"Location": "/b.ttl"}, b"")
    portal.answers["/c"] = (302, {"Location": "/c"}, b"")
    assert diagnose(portal.root + "a", links=False).datasets == 1
    with pytest.raises(DocumentError, match="redirects more than 5 times"):
        diagnose(portal.root + "c")


def test_an_address_of_this_network_is_asked_only_from_one(portal: Portal) -> None:
    portal.offer("/a.ttl", SMALL, "text/turtle")
    assert Web(Bounds.beginning_at(portal.root, 60)).ask("GET", portal.root + "a.ttl").status == 200
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "10.0.0.1", "169.254.169.254"):
        with pytest.raises(DocumentError, match="is an address of this network"):
            Web(Bounds.beginning_at("https://8.8.8.8/", 60)).ask(
                "GET", f"http://{host}:{portal.server.server_address[1]}/a.ttl"
            )


@contextmanager
def answering(portal: Portal, *parts: bytes) -> Iterator[str]:
    """An address whose answer is these bytes, then nothing."""
    portal.raw["/raw"] = parts
    yield portal.root + "raw"
    portal.stop.set()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\n"


def test_a_body_that_ends_too_early_is_no_answer(portal: Portal) -> None:
    with (
        answering(portal, HEAD + b"Content-Length: 1000\r\n\r\n" + SMALL) as url,
        pytest.raises(DocumentError, match="does not answer"),
    ):
        Web(Bounds.beginning_at(url, 60)).ask("GET", url)


@pytest.mark.parametrize("begin", [b"", HEAD + b"X-Slow: ", HEAD + b"Content-Length: 1000\r\n\r\n"])
def test_a_server_that_drips_is_left_at_the_deadline(portal: Portal, begin: bytes) -> None:
    with (
        answering(portal, begin, *[b"x"] * 1000) as url,
        pytest.raises(DocumentError, match="does not answer"),
    ):
        Web(Bounds.beginning_at(url, seconds=0.5)).ask("GET", url)


def test_files_that_there_was_no_time_to_ask_for_are_counted(portal: Portal) -> None:
    facts = parse(TURTLE.encode(), {"CKAN": Manner("turtle")}, portal.root, NOWHERE).facts
    (one,) = transport.links(NOWHERE, facts, 200)
    assert (one.kind.code, one.detail) == ("not-asked", "30")
