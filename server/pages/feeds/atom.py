"""The Atom Syndication Format (RFC 4287): entries as a feed's document."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

from markupsafe import escape
from starlette.responses import Response

from server.http.negotiation import ATOM

NAMESPACE = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_ENTRIES = 100
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may have (XML 1.0, 2.2)."""


@dataclass(frozen=True)
class Entry:
    """One piece of news: an IRI that is never given to another, when it came to be, where to read more, what it says."""

    id: str
    title: str
    updated: str
    """An instant of RFC 3339."""
    address: str
    lines: tuple[str, ...]
    author: str = ""
    """Where it is not that of the feed."""


@dataclass(frozen=True)
class Feed:
    """Entries under a title; `address` is the page that they are of, `own` where this feed is had."""

    title: str
    address: str
    own: str
    author: str
    language: str
    updated: str
    """When there is no entry: the instant since which nothing is new."""
    entries: Sequence[Entry]
    pages: Mapping[str, str] = field(default_factory=dict)
    """Where a feed has several: the addresses of its first page, of the next and the previous (RFC 5005, 3)."""


def answer(feed: Feed) -> Response:
    """A feed's document, its newest entries first."""
    newest = sorted(feed.entries, key=lambda entry: (entry.updated, entry.id), reverse=True)[:MOST_ENTRIES]
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE, LANGUAGE: feed.language})
    _text(root, "id", feed.pages.get("first", feed.own))
    _text(root, "title", feed.title)
    _text(root, "updated", newest[0].updated if newest else feed.updated)
    ElementTree.SubElement(root, "link", rel="self", type=ATOM.media_type, href=feed.own)
    ElementTree.SubElement(root, "link", rel="alternate", type="text/html", href=feed.address)
    for relation, address in feed.pages.items():
        ElementTree.SubElement(root, "link", rel=relation, type=ATOM.media_type, href=address)
    _text(ElementTree.SubElement(root, "author"), "name", feed.author)
    _text(root, "generator", "keikaku")
    for entry in newest:
        _entry(root, entry)
    document = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(document, media_type=ATOM.media_type)


def instant(date: str) -> str:
    """A month or a day in Japan as the instant at which it begins; an instant as it is."""
    if not _DATE.fullmatch(date):
        return date
    return f"{date if len(date) > 7 else date + '-01'}T00:00:00+09:00"


def _entry(root: ElementTree.Element, entry: Entry) -> None:
    element = ElementTree.SubElement(root, "entry")
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "updated", entry.updated)
    ElementTree.SubElement(element, "link", rel="alternate", type="text/html", href=entry.address)
    if entry.author:
        _text(ElementTree.SubElement(element, "author"), "name", entry.author)
    _text(element, "content", _content(entry.lines or (entry.title,)), type="html")


def _content(lines: Sequence[str]) -> str:
    """Lines as HTML: one as a paragraph, several as a list."""
    if len(lines) == 1:
        return f"<p>{escape(lines[0])}</p>"
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _text(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, name, attributes).text = _FORBIDDEN.sub("", text)
