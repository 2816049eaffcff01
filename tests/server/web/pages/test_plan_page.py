"""The pages of an edition: the plan in one look, filtered, sorted, and what is noted of its quality."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import httpx
import pytest

from pipeline.release.store import Release
from tests.server.web.test_pages import EDITION, ITEM, words


def test_the_month_of_an_edition_is_written_as_people_write_it(web: httpx.Client) -> None:
    assert "発行 令和8年3月" in words(web.get(f"{EDITION}.html"))
    assert "Issued 2026-03" in words(web.get(f"{EDITION}.html?lang=en"))


def test_the_plan_shows_met_and_missed_in_words(web: httpx.Client) -> None:
    page = web.get(f"{EDITION}.html?view=tree")
    rows = re.findall(r'item/(\d+)\.html">.*?</a>\s*<span class="aside">(.*?)</li>', page.text, re.S)
    found = {number: words(httpx.Response(200, text=aside)) for number, aside in rows}
    assert "達成" in found["7"]
    assert "未達" in found["18"]


def test_a_filter_is_a_link_that_leaves_what_it_says(web: httpx.Client) -> None:
    page = web.get(f"{EDITION}.html?view=tree").text
    link = re.search(r'<a href="([^"]*)">未達 <span class="count">(\d+)</span>', page)
    assert link
    filtered = web.get(link[1].replace("&amp;", "&")).text
    assert link[2] == "1"
    assert "item/18.html" in filtered
    assert "item/7.html" not in filtered
    assert 'aria-current="true"' in filtered


def test_a_filter_counts_what_the_others_leave(web: httpx.Client) -> None:
    unit = "https://w3id.org/keikaku/id/132292/unit/交通課"
    page = web.get(f"{EDITION}.html", params={"unit": unit}).text
    facets = re.search(r'<nav class="facets".*?</nav>', page, re.S)
    assert facets
    links = re.findall(
        r'<a href="[^"]*"( aria-current="true")?>([^<]*) <span class="count">(\d+)<', facets[0]
    )
    assert ("", "達成", "1") in links
    departments = links[[name for _, name, _ in links].index("交通課") :]
    assert departments[0][0]
    for _, outcome, count in links[: -len(departments)]:
        codes = {"達成": "met", "一部達成": "partly", "未達": "missed", "比較できる実績なし": "none"}
        left = web.get(f"{EDITION}.html", params={"unit": unit, "outcome": codes[outcome]}).text
        assert f'<span class="count">{count} / ' in left


def test_the_table_is_sorted_filtered_and_saved_by_links(web: httpx.Client) -> None:
    unit = "https://w3id.org/keikaku/id/132292/unit/保険年金課"
    page = web.get(f"{EDITION}.html", params={"view": "table", "unit": unit, "sort": "title"})
    save = re.search(r'<a href="([^"]*)" download>CSV', page.text)
    assert save
    saved = web.get(save[1].replace("&amp;", "&"))
    assert saved.headers["content-type"] == "text/csv; charset=utf-8"
    lines = saved.content.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("element,level,notation,title")
    assert [line.split(",")[2] for line in lines[1:-1]] == ["18"]


@pytest.mark.parametrize("query", ["view=none", "view=table&sort=none"])
def test_a_view_or_order_that_is_none_is_refused(web: httpx.Client, query: str) -> None:
    assert web.get(f"{EDITION}.html?{query}").status_code in (400, 404)


def test_a_plan_shows_every_item_marked_with_its_figure_and_a_link(web: httpx.Client) -> None:
    tiles = re.findall(
        r'<a class="tile is-(\w+)" href="([^"]*)">(.*?)</a>', web.get(f"{EDITION}.html").text, re.S
    )
    found = {
        address.rpartition("/")[2]: (mark, words(httpx.Response(200, text=text)))
        for mark, address, text in tiles
    }
    assert set(found) == {"4.html", "7.html", "18.html", "99.html"}
    assert (found["7.html"][0], "46.8% 目標 45.0%" in found["7.html"][1]) == ("met", True)
    assert (found["18.html"][0], "未達" in found["18.html"][1]) == ("missed", True)
    assert (found["4.html"][0], "比較できる実績なし" in found["4.html"][1]) == ("none", True)


def test_a_filter_without_a_view_is_of_the_tree(web: httpx.Client) -> None:
    page = web.get(f"{EDITION}.html", params={"outcome": "missed"}).text
    assert "item/18.html" in page and "item/7.html" not in page


def test_doubts_are_folded(web: httpx.Client) -> None:
    page = web.get(f"{ITEM}.html").text
    assert re.search(r"<details><summary>確認を要する点", page)
    assert re.search(r"<details open><summary>欠落", page)


def test_doubts_about_the_page_that_explains_sheets_stand_on_the_quality_page_alone(
    web: httpx.Client,
) -> None:
    assert "見本の文が欠けている" not in web.get(f"{ITEM}.html").text
    quality = web.get(f"{EDITION}.html?view=quality&kind=QualityAnnotation").text
    assert "見本の文が欠けている" in quality


def test_the_quality_page_says_how_much_of_the_source_became_data(
    visit: Callable[[Release], AbstractContextManager[httpx.Client]], built_release: Release
) -> None:
    with visit(built_release) as client:
        for edition, figures in ((EDITION, "95.0%"), ("/id/092029/gyokaku-8/2023", "100.0%")):
            page = words(client.get(f"{edition}.html?view=quality"))
            assert "原文の網羅率 100.0%" in page and f"表に入った数字の割合 {figures}" in page


def test_the_notes_on_quality_are_divided_by_kind(web: httpx.Client) -> None:
    page = web.get(f"{EDITION}.html?view=quality").text
    assert "右端の列が失われている" in page and "見本の文が欠けている" not in page
    assert re.findall(r'<span class="count">(\d)</span></a></li>', page) == ["1", "2"]
    assert web.get(f"{EDITION}.html?view=quality&kind=Nothing").status_code == 404


def test_a_plan_says_of_each_edition_how_far_it_has_come(web: httpx.Client) -> None:
    page = web.get("/id/132292/gyokaku-5.html")
    assert "比較2件: ✓ 達成 1 ✕ 未達 1" in words(page)
    assert f'href="{EDITION}.html"' in page.text
