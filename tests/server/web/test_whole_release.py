"""The pages of the whole plan: one for every item, all light, every link leading somewhere."""

import html
import re

import httpx
import pytest
from pyoxigraph import NamedNode, Store

from benchmarks.kinds import KINDS
from pipeline.reading.graph import Graph
from pipeline.reading.vocabulary import kk
from pipeline.release.store import STORE, Release
from server.http.settings import Settings
from server.rendering.service import Service
from server.repository.addresses import Addresses

ITEMS = [f"/id/132292/gyokaku-5/2026/item/{number}" for number in range(1, 37)]
PRIORITIES = [f"/id/132292/joho/2026/item/{number}" for number in range(1, 26)]
OTHERS = [
    "/",
    "/id/132292",
    "/id/132292/gyokaku-5",
    "/id/132292/gyokaku-5/2026",
    "/id/132292/joho/2026",
    "/id/132292/joho/2026/scheme/technology",
    "/id/132292/gyokaku-5/2026/policy/1",
    "/id/132292/gyokaku-5/2026/measure/1-2",
    "/id/fiscal-year/2024",
]
MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def pages(site: httpx.Client) -> dict[str, httpx.Response]:
    """Every page of the plan by its path."""
    views = [f"/id/132292/joho/2026.html?view={view}" for view in ("table", "matrix", "quality")]
    views.append("/id/132292/gyokaku-5/2026.html?view=tree")
    paths = [f"{path}.html" if path != "/" else path for path in (*ITEMS, *PRIORITIES, *OTHERS)]
    return {path: site.get(path) for path in (*paths, *views)}


@pytest.fixture(scope="module")
def service(built_release: Release) -> Service:
    return Service.open(Settings(), built_release)


def test_every_item_of_both_plans_has_a_page(pages: dict[str, httpx.Response]) -> None:
    shown = [pages[f"{path}.html"] for path in (*ITEMS, *PRIORITIES)]
    assert [page.status_code for page in shown] == [200] * 61
    titles = {title[1] for page in shown if (title := re.search(r"<title>(.*?)</title>", page.text))}
    assert len(titles) == 61


def test_every_element_of_the_city_has_an_english_title_that_says_it_is_a_translation(
    service: Service, pages: dict[str, httpx.Response], site: httpx.Client
) -> None:
    base = f"{service.release.base_iri}id/132292/"
    elements = [one for one in service.graph.instances(kk.PlanElement) if one.value.startswith(base)]
    assert len(elements) == 74
    assert [one.value for one in elements if "en" not in service.graph.label(one)] == []
    page = site.get("/id/132292/gyokaku-5/2026/item/7.html?lang=en").text
    assert "<h1>Efficient operation of the Hana Bus (community bus)</h1>" in page
    assert (
        '<span lang="ja">はなバスの効率的な運行</span> — The English name is an editorial translation.'
        in page
    )


def test_names_in_english_have_the_printed_ones_beside_them(site: httpx.Client) -> None:
    def page(path: str) -> str:
        return site.get(f"/id/132292/{path}.html?lang=en").text

    item, unit = page("gyokaku-5/2026/item/12"), page("unit/交通課")
    assert re.search(
        r'Collection rate \(municipal tax\)</a>\s*<span class="quiet" lang="ja">徴収率\(市税\)</span>', item
    )
    assert "<h1>Transport Division</h1>" in unit
    assert '<span lang="ja">交通課</span> — The English name is an editorial translation.' in unit


def test_home_and_the_catalogue_call_every_plan_by_its_english_name(site: httpx.Client) -> None:
    home = site.get("/?lang=en").text
    assert (
        "Programme Evaluation (2025 edition)" in home and "8th Administrative Reform (2023 edition)" in home
    )
    dataset = site.get("/dataset/032034-jimu-jigyo-2025.html?lang=en").text
    assert "<h1>Ofunato City: Programme Evaluation (2025 edition)</h1>" in dataset


def test_an_item_speaks_of_english_names_of_indicators_only_where_there_are_some(site: httpx.Client) -> None:
    told = "English names are editorial translations; the printed ones stand beside them."
    assert told in site.get("/id/132292/gyokaku-5/2026/item/12.html?lang=en").text
    unnamed = site.get("/id/032034/jimu-jigyo/2025/item/1397.html?lang=en").text
    assert told not in unnamed
    assert (
        '<span lang="ja">ふるさと納税事務</span> — The English name is an editorial translation.' in unnamed
    )


def test_themes_and_their_lists_are_in_english_and_said_to_be_translated(site: httpx.Client) -> None:
    def page(path: str) -> str:
        return site.get(f"/id/132292/joho/2026{path}").text

    called = "</span> — The English name is an editorial translation."
    matrix = page(".html?view=matrix&lang=en")
    assert "Technology trends" in matrix and "Generative AI" in matrix and "生成AI" not in matrix
    assert "English names of the classifications and their themes are editorial translations" in matrix
    themes = page("/scheme/technology.html?lang=en")
    assert f'<span lang="ja">技術動向{called}' in themes
    assert re.search(r'Generative AI</a>\s*<span class="quiet" lang="ja">生成AI</span>', themes)
    assert f'<span lang="ja">生成AI{called}' in page("/scheme/technology/4.html?lang=en")
    assert "Generative AI" not in page("/scheme/technology.html?lang=ja")


def test_what_has_english_of_its_own_is_not_called_translated(site: httpx.Client) -> None:
    shared = site.get("/hub/indicator/website-views.html?lang=en").text
    assert "<h1>" in shared and "editorial translation" not in shared


def test_the_schema_says_what_the_things_of_each_class_have(site: httpx.Client) -> None:
    page = site.get("/schema?lang=en").text
    rates = page[page.index("<code>kk:AchievementRate</code>") :]
    row = rates[rates.index("<code>sdmx-measure:obsValue</code>") :].partition("</tr>")[0]
    assert ">1</td>" in row and "xsd:decimal" in row
    assert "(deprecated)" in page


def test_the_page_of_the_ontology_says_its_version_and_what_is_deprecated(site: httpx.Client) -> None:
    page = site.get("/ns.html?lang=en").text
    assert "0.3.0 (2026-11-26)" in page
    assert "deprecated" in page[page.index('id="coversFrom"') :].partition("</div>")[0]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("bus", "Efficient operation of the Hana <mark>Bus</mark> (community <mark>bus</mark>)"),
        ("cost recovery", "<mark>Cost recovery</mark> of the community bus"),
        ("telework", "<mark>Telework</mark>"),
        ("overtime", "<mark>Overtime</mark> hours per employee"),
        ("transport division", "<mark>Transport Division</mark>"),
        ("passports", "Issue of <mark>passports</mark>"),
        ("metaverse", "<mark>Metaverse</mark> and XR"),
    ],
)
def test_english_words_find_what_has_them(site: httpx.Client, asked: str, found: str) -> None:
    page = site.get("/search", params={"q": asked, "lang": "en"}, timeout=30).text
    assert f'lang="en">{found}</a>' in page.replace("</mark> <mark>", " ")


def test_no_page_is_heavy(pages: dict[str, httpx.Response]) -> None:
    assert {path: len(page.content) for path, page in pages.items() if len(page.content) > MOST_BYTES} == {}


def test_no_kind_of_page_is_heavy_with_all_that_it_loads(site: httpx.Client) -> None:
    """Uncompressed: the page, its style, its icon and every chart, without the editor, which is loaded by itself."""
    weights = {path: sum(_bytes(site, path).values()) for path in KINDS.values()}
    assert min(weights.values()) > 10_000
    assert {path: weight for path, weight in weights.items() if weight > MOST_BYTES} == {}


def _bytes(site: httpx.Client, path: str) -> dict[str, int]:
    """A page and what it loads, each with its bytes."""
    page = site.get(path, headers={"Accept": "text/html"})
    loaded = re.findall(r'<(?:img[^>]* src|link rel="(?:stylesheet|icon)" href)="([^"]*)"', page.text)
    parts = {html.unescape(part) for part in loaded if "/static/editor/" not in part}
    return {path: len(page.content)} | {part: len(site.get(part).content) for part in parts}


def test_every_link_of_a_page_leads_to_something_known(
    pages: dict[str, httpx.Response], service: Service
) -> None:
    dead = {link for page in pages.values() for link in _things(page) if not _is_known(link, service)}
    assert sum(len(set(_things(page))) for page in pages.values()) > 1_000
    assert dead == set()


def test_every_iri_that_the_data_uses_below_its_base_answers(service: Service, site: httpx.Client) -> None:
    base = service.release.base_iri
    used = {
        node.value
        for quad in Store.read_only(str(service.release.path / STORE))
        for node in (quad[0], quad[2], quad[3])
        if isinstance(node, NamedNode)
    }
    below = {iri for iri in used if iri.startswith(base + "id/") and "#line=" not in iri}
    silent = {iri for iri in below if not _answers(iri, service)}
    assert len(below) > 2_000
    assert silent == set()
    for iri in sorted(below)[:: len(below) // 50]:
        assert site.get(service.addresses.path(iri) or "").status_code in (200, 303), iri


def _answers(iri: str, service: Service) -> bool:
    thing = NamedNode(iri)
    return service.graph.knows(thing) or service.document_of_graph(thing) is not None


def test_home_shows_the_largest_plan_first(pages: dict[str, httpx.Response]) -> None:
    items = [int(count) for count in re.findall(r">(\d+)項目、", pages["/"].text)]
    assert len(items) > 1
    assert items == sorted(items, reverse=True)


def test_every_row_of_a_schedule_is_named(pages: dict[str, httpx.Response]) -> None:
    page = pages["/id/132292/joho/2026/item/17.html"].text
    timeline = re.search(r'<table class="timeline">.*?</table>', page, re.S)
    assert timeline
    assert timeline[0].count("（名称の記載なし）") == timeline[0].count('<th scope="row">') == 2


def test_the_page_of_hana_bus_says_what_is_printed(pages: dict[str, httpx.Response]) -> None:
    page = pages["/id/132292/gyokaku-5/2026/item/7.html"].text
    numbers = re.findall(r'class="number">([^<]*)</span>', page)
    assert numbers[:3] == ["45.0%", "46.8%", "45.0%"]
    assert "48.0%" in numbers
    assert 'href="/id/132292/document/2026.html?line=380#L380"' in page
    assert "交通課" in page


def test_two_numbers_of_a_cell_are_told_apart(pages: dict[str, httpx.Response]) -> None:
    page = pages["/id/132292/gyokaku-5/2026/item/12.html"].text
    assert re.search(r'現年</span> <span class="number">99\.3%</span>', page)
    assert re.search(r'滞繰</span> <span class="number">47\.3%</span>', page)


def test_comparisons_stand_in_the_order_of_the_numbers_they_compare(pages: dict[str, httpx.Response]) -> None:
    page = pages["/id/132292/gyokaku-5/2026/item/12.html"].text
    row = re.search(r'<th scope="row">令和6年度</th>.*?</tr>', page, re.S)
    assert row
    assert re.findall(r'class="breakdown">([^<]*)<', row[0]) == ["現年", "滞繰"] * 3


def test_the_tree_holds_every_policy_measure_and_item(pages: dict[str, httpx.Response]) -> None:
    page = pages["/id/132292/gyokaku-5/2026.html?view=tree"].text
    for level, count in (("policy", 3), ("measure", 10), ("item", 36)):
        assert len(set(re.findall(rf'href="[^"]*/{level}/([^"/]*)\.html"', page))) == count


def test_every_priority_is_a_row_of_each_matrix(pages: dict[str, httpx.Response]) -> None:
    page = pages["/id/132292/joho/2026.html?view=matrix"].text
    tables = re.findall(r'<table class="matrix">.*?</table>', page, re.S)
    columns = [len(re.findall(r'<th scope="col">', table)) for table in tables]
    assert sorted(columns) == [16, 18, 22]


def test_a_policy_shows_its_measures_and_items_with_how_they_did(pages: dict[str, httpx.Response]) -> None:
    page = pages["/id/132292/gyokaku-5/2026/policy/1.html"].text
    assert "比較24件" in page.partition('id="children"')[0]
    assert len(set(re.findall(r'href="[^"]*/measure/([^"/]*)\.html"', page))) == 4
    assert len(set(re.findall(r'href="[^"]*/item/([^"/]*)\.html"', page))) == 19


@pytest.mark.parametrize("path", ["item/7", "item/7/indicator/1", "item/7/activity/1", "policy/1"])
def test_a_page_of_a_plan_says_whose_it_is(site: httpx.Client, path: str) -> None:
    page = site.get(f"/id/132292/gyokaku-5/2026/{path}.html").text
    place = re.search(r'<nav class="place".*?</nav>', page, re.S)
    assert place
    assert '<a href="/id/132292.html">西東京市</a>' in place[0]
    assert '<a href="/id/132292/gyokaku-5/2026.html">' in place[0]


def test_a_municipality_lists_its_departments_by_how_much_they_answer_for(
    pages: dict[str, httpx.Response],
) -> None:
    departments = re.findall(
        r'/unit/[^"]*">([^<]*)</a> <span class="count">(\d+)項目', pages["/id/132292.html"].text
    )
    assert departments[:2] == [("情報システム課", "21"), ("企画政策課", "18")]
    assert len(departments) == 32
    assert [int(count) for _, count in departments] == sorted((int(n) for _, n in departments), reverse=True)


def test_undertakings_are_filtered_by_how_far_they_are(site: httpx.Client) -> None:
    page = site.get("/id/132292/joho/2026.html?view=tree").text
    stages = re.findall(r'<a href="([^"]*stage=[^"]*)">([^<]*) <span class="count">(\d+)<', page)
    assert [name for _, name, _ in stages] == ["導入実行"]
    for address, _, count in stages:
        left = site.get(html.unescape(address)).text
        assert len(set(re.findall(r'href="[^"]*/item/(\d+)\.html"', left))) == int(count)
    assert "stage=" not in site.get("/id/132292/gyokaku-5/2026.html?view=tree").text


def test_home_says_whose_each_figure_is(pages: dict[str, httpx.Response]) -> None:
    lists = re.findall(r'<ol class="ranked">.*?</ol>', pages["/"].text, re.S)
    assert [found.count(" — 西東京市</span>") for found in lists] == [5, 5]


def test_an_indicator_that_two_plans_print_counts_once_on_home_and_in_its_year(
    pages: dict[str, httpx.Response],
) -> None:
    """Of the plans' 38 and 15 comparisons, 7 are printed in both."""
    assert "令和6年度の目標47件のうち36件を達成" in pages["/"].text
    year = pages["/id/fiscal-year/2024.html"].text
    assert "目標と実績の比較47件のうち、達成36件、未達11件。" in year
    for page in (pages["/"].text, year):
        assert "2つの計画に印刷された7件は、1件と数えています。" in page


def test_the_field_of_a_plan_holds_every_item_under_its_policy(pages: dict[str, httpx.Response]) -> None:
    page = pages["/id/132292/gyokaku-5/2026.html"].text
    fields = page.split('<section class="field"')[1:]
    assert [field.count('<a class="tile ') for field in fields] == [19, 8, 9]
    assert re.findall(r"<dd><svg.*?>([0-9,]+円)", page, re.S) == [
        "280,405,000円",
        "48,874,000円",
        "271,999,000円",
    ]


def test_a_shared_indicator_says_of_which_plan_each_match_is(site: httpx.Client) -> None:
    page = site.get("/hub/indicator/reform-effect-total.html").text
    matches = re.search(r'<h2 id="matches">.*?</section>', page, re.S)
    assert matches
    assert matches[0].count("近い — 東村山市 第5次行財政改革大綱") == 2
    assert "行革効果額 → 行財政改革の効果額の合計" in page


def test_a_year_names_the_plan_of_each_comparison(pages: dict[str, httpx.Response]) -> None:
    page = pages["/id/fiscal-year/2024.html"].text
    parts = re.split(r"<h2[^>]*>(.*?)</h2>", page)
    found = {
        re.sub(r"<[^>]*>", "", title): rows for title, rows in zip(parts[1::2], parts[2::2], strict=True)
    }
    reform = found["西東京市 第5次行財政改革大綱アクションプラン(令和8年度版)"]
    digital = found["西東京市 地域情報化アクションプラン(令和8年度版)"]
    assert ("比較39件" in reform, "比較8件" in digital) == (True, True)
    assert "このほか7件は、上の計画と同じものです。" in digital
    assert [rows.count(">ホームページの閲覧数</a>") for rows in (reform, digital)] == [1, 0]


def test_what_is_said_of_many_things_is_said_once(site: httpx.Client) -> None:
    address = "/id/132292/gyokaku-5/2026.html?view=quality"
    pages = [
        site.get(f"{address}&kind={kind}&page={page}").text
        for kind in ("Loss", "Conflict", "Correction", "EditorialDecision", "QualityAnnotation")
        for page in (1, 2, 3)
    ]
    notes = [note for page in pages for note in re.findall(r'<li class="note">.*?</dl></li>', page, re.S)]
    alike = [note for note in notes if "徴収率(介護保険料) 実績数値 令和10年度" in note]
    assert len(notes) > 50
    assert len(alike) == 1
    assert "line=516#L516" in alike[0] and "省エネルギー設備等導入施設数" in alike[0]


def _things(page: httpx.Response) -> list[str]:
    """The links of a page to documents about things, without query and fragment."""
    links = (
        html.unescape(link) for link in re.findall(r'href="(/(?:id|code|unit|hub|dataset)/[^"]*)"', page.text)
    )
    return [link.partition("?")[0].partition("#")[0] for link in links]


def _is_known(link: str, service: Service) -> bool:
    iri = Addresses(service.release.base_iri).iri(link.rpartition(".")[0])
    graph: Graph = service.graph
    return iri is not None and graph.knows(NamedNode(iri))
