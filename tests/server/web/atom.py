"""Reads a feed as a reader of feeds does, and holds it to the rules of Atom (RFC 4287)."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
from lxml import etree  # type: ignore[import-untyped]

SCHEMA = etree.RelaxNG(etree.parse(str(Path(__file__).with_name("atom.rng"))))
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class News:
    """An entry of a feed."""

    id: str
    title: str
    updated: datetime
    address: str
    content: str


def read(answer: httpx.Response) -> list[News]:
    """The entries of a feed; an AssertionError where it is no Atom."""
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = etree.fromstring(answer.content)
    assert SCHEMA.validate(feed), SCHEMA.error_log
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert len(own) == 1 and own[0].endswith(answer.request.url.raw_path.decode())
    entries = [_news(entry) for entry in feed.findall(f"{ATOM}entry")]
    assert len({entry.id for entry in entries}) == len(entries), "4.1.2: no two entries of one id and date"
    return entries


def _news(entry: etree._Element) -> News:
    said = {part: entry.findtext(f"{ATOM}{part}") for part in ("id", "title", "updated", "content")}
    return News(
        said["id"],
        said["title"],
        datetime.fromisoformat(said["updated"]),
        entry.find(f"{ATOM}link").get("href"),
        said["content"],
    )
