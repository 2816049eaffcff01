"""The checks that need the server: how documents are sent, whether files can be had, what else is offered."""

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from pyoxigraph import Literal, NamedNode

from pipeline.doctor.checks import datasets, distributions
from pipeline.doctor.facts import Facts, dcat
from pipeline.doctor.fetch import Document, Source
from pipeline.doctor.findings import CKAN, UDATA, Finding, finding
from pipeline.doctor.web import Web
from pipeline.model.errors import DocumentError

COLUMNS_OF_LIST = 45
MOST_OF_A_LISTING = 10 * 1024 * 1024


def documents(source: Source) -> Iterator[Finding]:
    """How the pages of the catalogue are sent."""
    if source.repeated:
        yield finding("pages-repeat", source.address, source.repeated)
    for document in source.documents:
        yield from _read(document)
        if document.head is None or document.answer is None:
            continue
        if document.head.status not in (200, 400, 405):
            yield finding("head-refused", document.address, str(document.head.status))
        headers = document.answer.headers
        if "etag" not in headers and "last-modified" not in headers:
            yield finding("no-validator", document.address)
        if "access-control-allow-origin" not in headers:
            yield finding("no-cors", document.address)
        # udata takes a text without charset for ISO-8859-1, as the library requests does
        is_text = document.answer.media_type.startswith("text/")
        if (
            is_text
            and "charset" not in headers["content-type"].lower()
            and not document.answer.body.isascii()
        ):
            yield finding("no-charset", document.address)


def _read(document: Document) -> Iterator[Finding]:
    """Who cannot read a page, and what in it is no address, or stands elsewhere."""
    for harvester, code in ((CKAN, "unread-by-ckan"), (UDATA, "unread-by-udata")):
        if harvester in document.refused:
            yield finding(code, document.address, document.refused[harvester])
    for owner, iri in document.wrong_iris:
        yield finding("bad-iri", owner, iri)
    for context in document.contexts[:1]:
        yield finding("remote-context", document.address, context)


def links(web: Web, facts: Facts, most: int) -> Iterator[Finding]:
    """Asks for the files by HEAD, up to a number of them: there, and of the size that is stated."""
    asked = [
        (node, address.value)
        for node in distributions(facts)[:most]
        for address in facts.all(node, dcat("downloadURL"))
        if isinstance(address, NamedNode | Literal)
    ]
    for number, (node, address) in enumerate(asked):
        if web.bounds.over:
            yield finding("not-asked", address, str(len(asked) - number))
            return
        yield from _link(web, facts, node, address)


def _link(web: Web, facts: Facts, node: object, address: str) -> Iterator[Finding]:
    try:
        answer = web.ask("HEAD", address)
    except DocumentError as error:
        yield finding("bad-link", address, error.problems[0].what)
        return
    if answer.status != 200:
        yield finding("bad-link", address, f"HTTP {answer.status}")
        return
    length = answer.headers.get("content-length")
    for size in facts.all(node, dcat("byteSize")):  # type: ignore[arg-type]
        if isinstance(size, Literal) and length and size.value != length:
            yield finding("other-size", address, f"{size.value} ≠ {length}")


def offers(source: Source, facts: Facts) -> Iterator[Finding]:
    """What portals in Japan pull, beside the catalogue: CKAN's Action API and the list of open data."""
    parts = urlsplit(source.address)
    root = f"{parts.scheme}://{parts.netloc}/"
    yield from _action_api(source.web, urljoin(root, "api/3/action/package_list"), len(datasets(facts)))
    yield from _open_data_list(source.web, urljoin(root, "opendata_list.csv"))


def _action_api(web: Web, address: str, expected: int) -> Iterator[Finding]:
    try:
        answer = web.ask("GET", address, MOST_OF_A_LISTING)
        found = len(json.loads(answer.body)["result"]) if answer.status == 200 else None
    except (DocumentError, ValueError, LookupError, TypeError, RecursionError) as error:
        yield finding("no-action-api", address, type(error).__name__)
        return
    if found is None:
        yield finding("no-action-api", address, f"HTTP {answer.status}")
    elif found != expected:
        yield finding("action-api-differs", address, f"{found} ≠ {expected}")


def _open_data_list(web: Web, address: str) -> Iterator[Finding]:
    try:
        answer = web.ask("GET", address, MOST_OF_A_LISTING)
        text = answer.body.decode("utf-8-sig")
        header = next(csv.reader(io.StringIO(text, newline="")), [])
    except (DocumentError, UnicodeDecodeError, csv.Error) as error:
        yield finding("no-open-data-list", address, type(error).__name__)
        return
    if answer.status != 200 or len(header) != COLUMNS_OF_LIST:
        detail = f"HTTP {answer.status}" if answer.status != 200 else str(len(header))
        yield finding("no-open-data-list", address, detail)
