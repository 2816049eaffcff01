"""The page of a municipality: how its plans stand, where it stands among others, who they are, whom to ask."""

import re

import httpx


def section(page: str, name: str) -> str:
    """A part of a page by the id of its heading."""
    found = re.search(rf'<section aria-labelledby="{name}">.*?</section>', page, re.S)
    assert found, name
    return found[0]


def test_it_begins_with_how_many_targets_were_met_missed_and_have_no_figure(site: httpx.Client) -> None:
    page = site.get("/id/132292.html").text
    assert "令和6年度の目標47件のうち36件を達成" in page
    assert re.search(r"達成 36</span>.*未達 11</span>.*数値なし: 24（71指標", page, re.S)


def test_the_largest_misses_are_those_that_fell_short_the_most_by_their_target(site: httpx.Client) -> None:
    missed = section(site.get("/id/132292.html").text, "short")
    assert missed.count("<li>") == 5
    assert missed.index("法定外繰入金") < missed.index("学童クラブ育成料") < missed.index("寄附受入件数")


def test_it_says_in_which_shared_indicators_it_stands_first_and_last_and_of_how_many(
    site: httpx.Client,
) -> None:
    stands = section(site.get("/id/032034.html").text, "stands")
    first, last = stands[: stands.index("最下位の指標")], stands[stands.index("最下位の指標") :]
    assert 'href="/compare?indicator=overtime-per-employee"' in first
    assert "令和6年度 実績 2自治体中1位" in first
    assert 'href="/compare?indicator=furusato-gifts"' in last and "2自治体中2位" in last


def test_its_peers_lead_to_what_both_can_be_compared_in(site: httpx.Client) -> None:
    stands = section(site.get("/id/132292.html").text, "stands")
    same, other = stands.index("同じ都道府県の自治体"), stands.index("同じ区分の自治体")
    assert "東村山市" in stands[same:other] and "大船渡市" not in stands[same:other]
    beside = re.search(r'href="(/compare\?among=132292,032034)">(\d+)指標を比べる', stands[other:])
    assert beside
    listed = site.get(beside[1]).text
    assert re.search(rf'id="several">[^<]*<span class="count">{beside[2]}<', listed)
    assert "overtime-per-employee&amp;among=132292%2C032034" in listed


def test_it_names_its_plans_their_editions_whom_to_ask_and_the_licence(site: httpx.Client) -> None:
    page = site.get("/id/132292.html").text
    assert section(page, "plans").count("<h3>") == 2
    contact = section(page, "contact")
    for told in ("西東京市企画部企画政策課", "CC BY 4.0", "市の公式の公開ではありません"):
        assert told in contact


def test_it_leads_to_its_item_in_wikidata(site: httpx.Client) -> None:
    assert 'href="https://www.wikidata.org/wiki/Q242882"' in site.get("/id/132292.html").text


def test_what_is_not_known_of_it_is_said_and_not_guessed(site: httpx.Client) -> None:
    assert "人口: 未登録" in site.get("/id/132292.html").text
    known = site.get("/id/032034.html?lang=en").text
    assert "population 34,728 (2020-10-01)" in known and "Nearest in population" not in known
    assert "順位はありません" in site.get("/id/262102.html").text


def test_a_municipality_without_figures_to_compare_says_so_and_keeps_its_plans(site: httpx.Client) -> None:
    page = site.get("/id/032034.html").text
    assert "目標と比べられる実績は、まだありません。" in page and section(page, "plans").count("<h3>") == 1
