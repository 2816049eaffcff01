"""The checks that need the server: how documents are sent, whether files can be had, what else is offered."""

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from pyoxigraph import Literal, NamedNode

from pipeline.doctor.checks import datasets, distributions
from pipeline.doctor.facts import Facts, dcat
from pipeline.doctor.fetch import Source, ask
from pipeline.doctor.findings import Finding, finding
from pipeline.model.errors import DocumentError

COLUMNS_OF_LIST = 45
MOST_OF_A_LISTING = 10 * 1024 * 1024


def documents(source: Source) -> Iterator[Finding]:
    """How the pages of the catalogue are sent."""
    if source.repeated:
        yield finding("pages-repeat", source.address, source.repeated)
    for document in source.documents:
        context = _remote_context(document.media_type, document.body)
        if context:
            yield finding("remote-context", document.address, context)
        if document.head is None or document.answer is None:
            continue
        if document.head.status not in (200, 400, 405):
            yield finding("head-refused", document.address, str(document.head.status))
        headers = document.answer.headers
        if "etag" not in headers and "last-modified" not in headers:
            yield finding("no-validator", document.address)
        if "access-control-allow-origin" not in headers:
            yield finding("no-cors", document.address)


def _remote_context(media_type: str, body: bytes) -> str:
    """The first context of a JSON-LD document that is an address."""
    if media_type != "application/ld+json":
        return ""
    document = json.loads(body)
    top = document.get("@context") if isinstance(document, dict) else None
    contexts = top if isinstance(top, list) else [top]
    return next((context for context in contexts if isinstance(context, str)), "")


def links(facts: Facts, most: int) -> Iterator[Finding]:
    """Asks for the files by HEAD, up to a number of them: there, and of the size that is stated."""
    for node in distributions(facts)[:most]:
        for address in facts.all(node, dcat("downloadURL")):
            if isinstance(address, NamedNode):
                yield from _link(facts, node, address.value)


def _link(facts: Facts, node: object, address: str) -> Iterator[Finding]:
    try:
        answer = ask("HEAD", address)
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
    yield from _action_api(urljoin(root, "api/3/action/package_list"), len(datasets(facts)))
    yield from _open_data_list(urljoin(root, "opendata_list.csv"))


def _action_api(address: str, expected: int) -> Iterator[Finding]:
    try:
        answer = ask("GET", address, MOST_OF_A_LISTING)
        found = len(json.loads(answer.body)["result"]) if answer.status == 200 else None
    except (DocumentError, ValueError, KeyError, TypeError) as error:
        yield finding("no-action-api", address, type(error).__name__)
        return
    if found is None:
        yield finding("no-action-api", address, f"HTTP {answer.status}")
    elif found != expected:
        yield finding("action-api-differs", address, f"{found} ≠ {expected}")


def _open_data_list(address: str) -> Iterator[Finding]:
    try:
        answer = ask("GET", address, MOST_OF_A_LISTING)
        text = answer.body.decode("utf-8-sig")
    except (DocumentError, UnicodeDecodeError) as error:
        yield finding("no-open-data-list", address, type(error).__name__)
        return
    header = next(csv.reader(io.StringIO(text, newline="")), [])
    if answer.status != 200 or len(header) != COLUMNS_OF_LIST:
        detail = f"HTTP {answer.status}" if answer.status != 200 else str(len(header))
        yield finding("no-open-data-list", address, detail)
