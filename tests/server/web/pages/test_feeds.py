"""What is new is followed by Atom: of everything, of a plan, of a department, of an indicator; with the data's dates."""

import math
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from pipeline.release.store import Release
from server.pages.feeds import releases
from server.pages.feeds.atom import MOST_ENTRIES, Entry, Feed, answer, instant
from tests.server.web.atom import ATOM, SCHEMA, read

PLAN = "/id/132292/gyokaku-5"
INDICATOR = f"{PLAN}/2026/item/7/indicator/1"
UNIT = "/id/132292/unit/交通課"
Visit = Callable[[Release], AbstractContextManager[httpx.Client]]
NEW_YEAR = "2026-01-01T00:00:00+09:00"


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/feed.atom"),
        ("/about", "/feed.atom"),
        (f"{PLAN}.html", f"{PLAN}.atom"),
        (f"{PLAN}/2026.html", f"{PLAN}.atom"),
        (f"{INDICATOR}.html", f"{INDICATOR}.atom"),
        (f"{UNIT}.html", f"{httpx.URL(UNIT).raw_path.decode()}.atom"),
    ],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_names_its_feed_to_readers_of_feeds_and_to_people(
    site: httpx.Client, page: str, feed: str, language: str
) -> None:
    text = site.get(page, params={"lang": language}).text
    named = re.findall(
        r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', text
    )
    wanted = feed if language == "ja" else f"{feed}?lang=en"
    assert wanted in named
    assert f'<a href="{wanted}" type="application/atom+xml">' in text
    assert read(site.get(wanted))


def test_the_feed_of_everything_has_each_dataset_by_the_instant_of_its_last_change(
    site: httpx.Client,
) -> None:
    entries = read(site.get("/feed.atom"))
    assert [entry.updated for entry in entries] == sorted((entry.updated for entry in entries), reverse=True)
    one = next(entry for entry in entries if "/dataset/132292-gyokaku-5-2026#" in entry.id)
    modified = re.search(r'dcterms:modified "([^"]+)"', site.get("/dataset/132292-gyokaku-5-2026.ttl").text)
    assert modified and one.id.endswith(modified[1])
    assert one.title.startswith("西東京市 第5次行財政改革大綱アクションプラン(令和8年度版): ")


def test_the_feed_of_a_department_says_what_it_answers_for(site: httpx.Client) -> None:
    (published,) = read(site.get(f"{UNIT}.atom"))
    assert published.content == "<p>7 はなバスの効率的な運行</p>"
    assert published.address.endswith(f"{PLAN}/2026.html")


def test_the_feed_of_an_indicator_says_what_was_printed_of_it(site: httpx.Client) -> None:
    (printed,) = read(site.get(f"{INDICATOR}.atom"))
    assert printed.title == "収支率 — 第5次行財政改革大綱アクションプラン(令和8年度版)"
    assert printed.content.startswith(
        "<ul><li>令和6年度 目標 45.0%</li><li>令和6年度 実績 46.8%（達成）</li>"
    )
    assert "<li>令和10年度 目標 48.0%</li>" in printed.content


def test_the_feed_of_a_plan_says_how_far_an_edition_has_come(site: httpx.Client) -> None:
    (published,) = read(site.get(f"{PLAN}.atom"))
    assert published.content == "<ul><li>29 / 39（令和6年度の目標を達成）</li><li>36項目、54指標</li></ul>"
    (published,) = read(site.get(f"{PLAN}.atom?lang=en"))
    assert (
        published.content
        == "<ul><li>29 / 39 (targets of FY2024 met)</li><li>36 items, 54 indicators</li></ul>"
    )


@pytest.mark.parametrize(
    ("feed", "title"),
    [
        (f"{PLAN}.atom", "西東京市 第5次行財政改革大綱アクションプラン — 計画 keikaku"),
        (f"{UNIT}.atom", "西東京市 交通課 — 計画 keikaku"),
        (f"{UNIT}.atom?lang=en", "Nishitokyo City: Transport Division — keikaku"),
        (f"{INDICATOR}.atom", "西東京市 収支率（7 はなバスの効率的な運行） — 計画 keikaku"),
    ],
)
def test_among_many_feeds_each_is_told_by_its_city_and_signed_by_it(
    site: httpx.Client, feed: str, title: str
) -> None:
    document = etree.fromstring(site.get(feed).content)
    assert document.findtext(f"{ATOM}title") == title
    assert document.findtext(f"{ATOM}author/{ATOM}name") in title


def test_each_dataset_is_signed_by_its_publisher(site: httpx.Client) -> None:
    document = etree.fromstring(site.get("/feed.atom").content)
    signed = {
        entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}author/{ATOM}name")
        for entry in document.findall(f"{ATOM}entry")
    }
    assert {name for title, name in signed.items() if title.startswith(("西東京市", "自治体計画の語彙"))} == {
        "西東京市"
    }
    assert all(title.startswith(name) for title, name in signed.items() if " " in title and title[2] == "市")


def test_the_feed_of_everything_goes_on_from_page_to_page(
    built_release: Release, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with visit(built_release) as client:
        whole = [entry.id for entry in read(client.get("/feed.atom"))]
        monkeypatch.setattr(releases, "A_PAGE", 4)
        pages = list(_pages(client, "/feed.atom"))
        assert client.get("/feed.atom?page=0").status_code == 400
    assert [entry.findtext(f"{ATOM}id") for page in pages for entry in page.findall(f"{ATOM}entry")] == whole
    assert len(pages) == math.ceil(len(whole) / 4) > 1
    assert len({page.findtext(f"{ATOM}id") for page in pages}) == 1, "RFC 5005, 3: the pages are one feed"
    assert ["previous" in _links(page) for page in pages] == [False] + [True] * (len(pages) - 1)


def _pages(client: httpx.Client, address: str) -> Iterator[etree._Element]:
    while address:
        page = etree.fromstring(client.get(address).content)
        assert SCHEMA.validate(page), SCHEMA.error_log
        yield page
        following = _links(page).get("next")
        address = httpx.URL(following).raw_path.decode() if following else ""


def _links(page: etree._Element) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in page.findall(f"{ATOM}link")}


def test_what_nobody_follows_has_no_feed(site: httpx.Client) -> None:
    assert site.get(f"{INDICATOR}/target/2024.atom").status_code == 404


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-03", "2026-03-01T00:00:00+09:00"),
        ("2026-03-09", "2026-03-09T00:00:00+09:00"),
        ("2026-11-22T19:58:21Z", "2026-11-22T19:58:21Z"),
    ],
)
def test_a_month_and_a_day_begin_at_midnight_in_japan(date: str, expected: str) -> None:
    assert instant(date) == expected


@given(st.lists(st.text(), max_size=3), st.text())
def test_whatever_is_said_the_feed_is_atom(lines: list[str], title: str) -> None:
    entry = Entry("urn:x:1", title, NEW_YEAR, "https://example.org/", tuple(lines))
    made = answer(
        Feed(title, "https://example.org/", "https://example.org/a.atom", "誰か", "ja", NEW_YEAR, [entry])
    )
    assert SCHEMA.validate(etree.fromstring(bytes(made.body))), SCHEMA.error_log


def test_a_feed_ends_with_so_many_entries_the_newest_first() -> None:
    days = [instant(f"2026-01-{number % 28 + 1:02}") for number in range(3 * MOST_ENTRIES)]
    entries = [Entry(f"urn:x:{n}", "", day, "https://example.org/", ()) for n, day in enumerate(days)]
    made = answer(
        Feed("", "https://example.org/", "https://example.org/a.atom", "誰か", "ja", NEW_YEAR, entries)
    )
    updated = re.findall(r"<updated>([^<]+)", bytes(made.body).decode())
    assert len(updated) == MOST_ENTRIES + 1
    assert updated[0] == updated[1] == "2026-01-28T00:00:00+09:00"
