"""What people are shown: each kind of page says what the data says, in Japanese and in English."""

import re

import httpx
import pytest
from rdflib import SH

from pipeline.validation.shacl import shapes

EDITION = "/id/132292/gyokaku-5/2026"
ITEM = f"{EDITION}/item/7"
KINDS = [
    "/",
    "/search",
    "/search?q=バス",
    "/docs",
    "/use",
    "/about",
    "/licence",
    "/cite",
    "/contact",
    "/accessibility",
    "/ns.html",
    "/ns/shape.html",
    "/id/132292.html",
    "/id/132292/unit/交通課.html",
    "/id/132292/document/2026.html",
    "/id/132292/gyokaku-5.html",
    f"{EDITION}.html",
    f"{EDITION}.html?view=tree",
    f"{EDITION}.html?view=table",
    f"{EDITION}.html?view=matrix",
    f"{EDITION}.html?view=quality",
    f"{EDITION}/policy/1.html",
    f"{ITEM}.html",
    f"{ITEM}/indicator/1.html",
    f"{ITEM}/activity/1.html",
    f"{ITEM}/activity/1/2025.html",
    f"{ITEM}/indicator/1/target/2024.html",
    f"{EDITION}/scheme/technology.html",
    f"{EDITION}/scheme/technology/13.html",
    "/id/fiscal-year/2024.html",
    "/id/fiscal-year/2025.html",
    "/code/status.html",
    "/code/status/observed.html",
    "/unit/ken.html",
    "/hub/indicator/bus.html",
    "/dataset/mini.html",
]


def words(page: httpx.Response) -> str:
    """The text of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_kind_of_page_is_shown_in_both_languages(web: httpx.Client, path: str, language: str) -> None:
    page = web.get(path, params={**dict(httpx.QueryParams(path.partition("?")[2])), "lang": language})
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert page.text.count("<h1") == 1
    assert "<main" in page.text


@pytest.mark.parametrize("path", KINDS)
def test_no_page_asks_anything_of_anyone_else(web: httpx.Client, path: str) -> None:
    text = web.get(path).text
    loaded = re.findall(r'(?:src|srcset)="([^"]*)"|<link rel="(?:stylesheet|icon)" href="([^"]*)"', text)
    assert loaded
    assert all((first or second).startswith("/") for first, second in loaded)
    assert not re.search(r"\sstyle=|\son\w+=", text), (
        "the content security policy forbids inline style and script"
    )


@pytest.mark.parametrize("path", KINDS)
def test_the_language_switch_keeps_the_page(web: httpx.Client, path: str) -> None:
    page = web.get(path)
    switch = re.search(r'class="language"[^>]*href="([^"]*)"', page.text)
    assert switch
    other = web.get(switch[1].replace("&amp;", "&"))
    assert other.status_code == 200
    assert '<html lang="en">' in other.text
    assert other.url.path == page.url.path


def test_an_item_shows_what_it_is_for_who_does_it_and_where_it_stands(web: httpx.Client) -> None:
    shown = words(web.get(f"{ITEM}.html"))
    for expected in (
        "はなバスの効率的な運行",
        "運行の効率性を向上させる。",
        "交通課",
        "持続可能な行財政運営",
        "7-1 運行の効率化",
    ):
        assert expected in shown


def test_the_sentences_of_a_summary_stand_in_printed_order(web: httpx.Client) -> None:
    shown = web.get(f"{ITEM}.html").text
    assert shown.index("市内を検討する。") < shown.index("あわせて収入を確保する。")


def test_an_item_shows_its_figures_as_a_table_with_the_printed_line_of_each(web: httpx.Client) -> None:
    page = web.get(f"{ITEM}.html").text
    year = re.search(r"<tr><th scope=\"row\">令和6年度</th>(.*?)</tr>", page, re.S)
    assert year
    assert re.findall(r'class="number">([^<]*)<', year[1]) == ["45.0%", "46.8%"]
    assert 'href="/id/132292/document/2026.html?line=4#L4"' in year[1]
    assert 'href="/id/132292/document/2026.html?line=5#L5"' in year[1]
    assert "達成" in year[1]
    assert "目標比 104.0 %" in year[1]


def test_the_schedule_has_every_year_that_the_edition_covers(web: httpx.Client) -> None:
    timeline = re.search(r'<table class="timeline">.*?</thead>', web.get(f"{ITEM}.html").text, re.S)
    assert timeline
    assert re.findall(r"令和(\d)年度", timeline[0]) == ["6", "7", "8"]


def test_departments_stand_in_printed_order(web: httpx.Client) -> None:
    page = web.get(f"{EDITION}/item/18.html").text
    assert page.index(">保険年金課</a>") < page.index(">交通課</a>")


@pytest.mark.parametrize(("language", "said"), [("ja", "本文3行からの推定"), ("en", "inferred from line 3")])
def test_a_stage_that_is_not_printed_says_what_it_was_inferred_from(
    web: httpx.Client, language: str, said: str
) -> None:
    page = web.get(f"{ITEM}.html?lang={language}").text
    assert re.search(rf'href="{ITEM}/stage-inference\.html[^"]*">{said}', page)


def test_an_activity_shows_what_it_does_in_which_year(web: httpx.Client) -> None:
    shown = words(web.get(f"{ITEM}/activity/1.html"))
    assert "はなバスの効率的な運行" in shown
    assert "令和7年度 検討" in shown


def test_a_cell_leads_back_to_its_indicator(web: httpx.Client) -> None:
    place = re.search(
        r'<nav class="place".*?</nav>', web.get(f"{ITEM}/indicator/1/target/2024.html").text, re.S
    )
    assert place
    assert f'href="{ITEM}/indicator/1.html"' in place[0]


def test_a_relative_target_and_a_lost_cell_are_said_in_words(web: httpx.Client) -> None:
    japanese, english = words(web.get(f"{ITEM}.html")), words(web.get(f"{ITEM}.html?lang=en"))
    assert "前年度実績以上" in japanese
    assert "at least" in english
    assert "previous" in english
    lost = web.get("/code/status/missing_in_source.html").text
    label = re.search(r"<h1>([^<]*)</h1>", lost)
    assert label
    assert label[1] in japanese


def test_what_an_annotation_is_about_is_said_in_words(web: httpx.Client) -> None:
    shown = words(web.get(f"{EDITION}.html?view=quality"))
    assert "国・都の情報政策" in shown
    assert "もう一方の記載 ⑨" in shown
    assert "national-policy" not in shown


def test_the_month_of_an_edition_is_written_as_people_write_it(web: httpx.Client) -> None:
    assert "発行 令和8年3月" in words(web.get(f"{EDITION}.html"))
    assert "Issued 2026-03" in words(web.get(f"{EDITION}.html?lang=en"))


def test_japanese_text_on_an_english_page_is_marked_as_japanese(web: httpx.Client) -> None:
    assert '<h1><span lang="ja">はなバスの効率的な運行</span></h1>' in web.get(f"{ITEM}.html?lang=en").text


def test_an_item_shows_its_chart_its_notes_its_class_and_its_downloads(web: httpx.Client) -> None:
    page = web.get(f"{ITEM}.html").text
    for expected in (
        f'src="{ITEM}/indicator/1.svg"',
        "右端の列が失われている。",
        f'href="{EDITION}/scheme/technology/13.html"',
        f'href="{ITEM}.csv"',
        f'href="{ITEM}.jsonld"',
        "VALUES ?element { &lt;https://w3id.org/keikaku/id/132292/gyokaku-5/2026/item/7&gt; }",
    ):
        assert expected in page


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


def test_a_search_that_finds_nothing_says_how_to_go_on(web: httpx.Client) -> None:
    assert "別の言い方" in words(web.get("/search?q=zzzzz"))
    assert "別の言い方" not in words(web.get("/search?q=バス"))


def test_the_table_is_sorted_filtered_and_saved_by_links(web: httpx.Client) -> None:
    unit = "https://w3id.org/keikaku/id/132292/unit/保険年金課"
    page = web.get(f"{EDITION}.html", params={"view": "table", "unit": unit, "sort": "title"})
    save = re.search(r'<a href="([^"]*)" download>', page.text)
    assert save
    saved = web.get(save[1].replace("&amp;", "&"))
    assert saved.headers["content-type"] == "text/csv; charset=utf-8"
    lines = saved.content.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("element,level,notation,title")
    assert [line.split(",")[2] for line in lines[1:-1]] == ["18"]


@pytest.mark.parametrize("query", ["view=none", "view=table&sort=none"])
def test_a_view_or_order_that_is_none_is_refused(web: httpx.Client, query: str) -> None:
    assert web.get(f"{EDITION}.html?{query}").status_code in (400, 404)


def test_the_figures_of_an_item_are_a_spreadsheet(web: httpx.Client) -> None:
    lines = web.get(f"{ITEM}.csv").content.decode("utf-8-sig").split("\r\n")
    cells = [line.split(",") for line in lines if line.endswith(",4")]
    assert [(row[3], row[4], row[5], row[6], row[10], row[11]) for row in cells] == [
        ("target", "2024", "45.0%", "observed", "45", "PERCENT"),
        ("target", "2025", "前年度実績以上", "relative", "", ""),
    ]


def test_what_has_no_table_and_no_chart_says_so(web: httpx.Client) -> None:
    assert web.get("/id/132292.csv").status_code == 404
    assert web.get("/id/132292.svg").status_code == 404
    assert web.get(f"{EDITION}/item/18/indicator/1.svg").status_code == 404


def test_a_chart_is_an_svg_in_the_language_and_colours_asked_for(web: httpx.Client) -> None:
    light = web.get(f"{ITEM}/indicator/1.svg")
    dark = web.get(f"{ITEM}/indicator/1.svg?theme=dark&lang=en")
    assert light.headers["content-type"].startswith("image/svg+xml")
    assert "令和6" in light.text
    assert "2024" in dark.text
    assert light.text != dark.text
    assert "style=" not in light.text


@pytest.mark.parametrize("asked", ["line=abc", "line=99999", "line=-1", "line=0", "from=zzz"])
def test_a_line_that_the_document_does_not_have_is_refused(web: httpx.Client, asked: str) -> None:
    answer = web.get(f"/id/132292/document/2026.html?{asked}")
    assert answer.status_code == 400
    assert "is no line of this document. Write a number from 1 to " in answer.json()["detail"]


def test_a_number_is_shown_with_the_word_that_turns_its_meaning(web: httpx.Client) -> None:
    japanese = words(web.get(f"{EDITION}/item/4.html"))
    assert "9.9%削減 (26,291,500枚) 削減率 9.9%削減" in japanese
    assert "Rate of reduction 9.9%削減 (reduction)" in words(web.get(f"{EDITION}/item/4.html?lang=en"))


def test_numbers_of_different_units_or_meanings_are_not_drawn_together(web: httpx.Client) -> None:
    assert web.get(f"{EDITION}/item/4/indicator/1.svg").status_code == 404


def test_the_source_shows_the_line_asked_for_and_what_it_became(web: httpx.Client) -> None:
    page = web.get("/id/132292/document/2026.html?line=4").text
    asked = re.search(r'<tr id="L4"[^>]*class="asked"(.*?)</tr>', page, re.S)
    assert asked
    assert "前年度実績以上" in asked[1]
    assert f'href="{ITEM}/indicator/1/target/2024.html"' in asked[1]


def test_a_dataset_page_lists_its_files_and_describes_itself_to_search_engines(web: httpx.Client) -> None:
    page = web.get("/dataset/mini.html").text
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert data
    described = httpx.Response(200, text=data[1]).json()
    assert described["@type"] == "Dataset"
    assert described["name"] == "小さな計画"
    assert described["distribution"][0]["contentUrl"].startswith("http://127.0.0.1:8000/data/mini.")
    assert 'href="/data/mini.ttl"' in page


def test_a_dataset_page_says_which_licence_and_that_it_is_yet_to_be_confirmed(web: httpx.Client) -> None:
    assert "CC BY 4.0 ライセンスは発行者の確認前です。" in words(web.get("/dataset/mini.html"))
    assert "CC BY 4.0 The publisher has yet to confirm" in words(web.get("/dataset/mini.html?lang=en"))


def test_the_ontology_page_has_an_anchor_for_every_term(web: httpx.Client) -> None:
    page = web.get("/ns.html").text
    for name in ("PlanElement", "Cell", "rawText", "indicator"):
        assert f'id="{name}"' in page


def test_the_shapes_page_has_an_anchor_and_a_message_for_every_constraint(web: httpx.Client) -> None:
    page = web.get("/ns/shape.html?lang=en")
    reporting = {str(shape).partition("#")[2] for shape in shapes().subjects(SH.message)}
    assert reporting <= set(re.findall(r'id="([^"]+)"', page.text))
    assert "keikaku validate plan.ttl hub.ttl" in words(page)


def test_home_shows_the_editions_and_the_newest_figures(web: httpx.Client) -> None:
    shown = words(web.get("/"))
    for expected in ("行財政改革大綱アクションプラン(令和8年度版)", "令和6年度", "収支率", "45.0%", "46.8%"):
        assert expected in shown


def test_home_counts_comparisons_and_names_the_year_of_an_effect(web: httpx.Client) -> None:
    assert "4 項目、3 指標" in words(web.get("/"))
    assert "比較 2 件: ✓ 達成 1 ✕ 未達 1" in words(web.get("/"))
    assert "効果額の合計 (令和6年度) 50,000 円" in words(web.get("/"))
    assert "2 comparisons:" in words(web.get("/?lang=en"))


def test_home_answers_first_how_many_targets_of_the_newest_year_were_met(web: httpx.Client) -> None:
    shown = words(web.get("/"))
    answer = "令和6年度の目標 2 件のうち 1 件を達成"
    assert (
        shown.index("計画は、どこまで進んだか")
        < shown.index(answer)
        < shown.index("行財政改革大綱アクション")
    )
    assert "1 of 2 targets of FY2024 were met" in words(web.get("/?lang=en"))


def test_home_names_what_missed_and_what_exceeded_its_target_the_most(web: httpx.Client) -> None:
    missed, _, exceeded = words(web.get("/")).partition("目標を大きく超えて達成したもの")
    assert "法定外繰入金" in missed and "目標 12.4億円以下 → 2,156,218千円 上限を 73.9 % 超過" in missed
    assert "収支率" in exceeded and "目標 45.0% → 46.8% 目標比 104.0 %" in exceeded


def test_home_leaves_queries_and_files_to_the_page_on_using_the_data(web: httpx.Client) -> None:
    home, use = web.get("/").text, web.get("/use").text
    assert "SELECT" not in home and 'href="/dataset/' not in home and 'href="/use"' in home
    assert "SELECT" in use and 'href="/dataset/mini.html"' in use


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


def test_a_miss_of_a_ceiling_reads_as_how_far_it_is_over(web: httpx.Client) -> None:
    shown = words(web.get(f"{EDITION}/item/18.html"))
    assert "上限を 73.9 % 超過" in shown
    assert "173.9" not in shown


def test_a_printed_cell_tells_people_what_it_is_and_programs_the_rest(web: httpx.Client) -> None:
    page = web.get(f"{ITEM}/indicator/1/target/2024.html").text
    told, folded, rest = page.partition('<details class="programs">')
    assert folded
    assert "45.0%" in told and "令和6年度" in told and "原文 4 行目を見る" in told
    assert "来歴のあるもの" not in told and "プロパティ" not in told
    assert "RDF の記述" in rest


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


def test_the_notes_on_quality_are_divided_by_kind(web: httpx.Client) -> None:
    page = web.get(f"{EDITION}.html?view=quality").text
    assert "右端の列が失われている" in page and "見本の文が欠けている" not in page
    assert re.findall(r'<span class="count">(\d)</span></a></li>', page) == ["1", "2"]
    assert web.get(f"{EDITION}.html?view=quality&kind=Nothing").status_code == 404


def test_a_remark_that_defines_an_indicator_is_said_once(web: httpx.Client) -> None:
    assert web.get(f"{ITEM}.html").text.count("交通計画における指標による。") == 1


def test_the_bullets_of_a_report_are_a_list(web: httpx.Client) -> None:
    assert "<ul><li>募集した。</li><li>確認した。</li></ul>" in web.get(f"{ITEM}.html").text


def test_the_source_is_drawn_as_tables_without_markup_and_raw_on_request(web: httpx.Client) -> None:
    drawn = web.get("/id/132292/document/2026.html").text
    raw = web.get("/id/132292/document/2026.html?raw=1").text
    assert '<td lang="ja">収支率</td><td lang="ja">目標数値</td>' in drawn
    assert "&lt;p&gt;" not in drawn and "&lt;p&gt;" in raw
    assert "収支率 │ 目標数値" in raw


def test_a_shared_indicator_leads_to_the_comparison_of_municipalities(web: httpx.Client) -> None:
    assert 'href="/compare?indicator=bus"' in web.get("/hub/indicator/bus.html").text


def test_search_finds_titles_synonyms_and_other_spellings(web: httpx.Client) -> None:
    assert f'href="{ITEM}.html"' in web.get("/search?q=ハナばす").text
    assert "<mark>収納率</mark>" in web.get("/search?q=徴収率").text
    assert "0 件" in web.get("/search?q=存在しない語").text


@pytest.mark.parametrize(
    ("path", "spoken", "led"),
    [
        ("/", "en-GB,en;q=0.9", "/?lang=en"),
        ("/", "ja,en;q=0.5", None),
        ("/", "", None),
        ("/?lang=ja", "en", None),
    ],
)
def test_home_follows_the_language_of_the_browser_unless_one_is_named(
    web: httpx.Client, path: str, spoken: str, led: str | None
) -> None:
    answer = web.get(path, headers={"Accept-Language": spoken}, follow_redirects=False)
    assert answer.headers.get("location") == led
    assert "Accept-Language" in answer.headers["vary"]


def test_home_in_english_leads_to_the_japanese_one_by_name(web: httpx.Client) -> None:
    assert re.search(r'<a class="language"[^>]*href="/\?lang=ja"', web.get("/?lang=en").text)


def test_what_is_not_here_may_be_found_by_name(web: httpx.Client) -> None:
    page = web.get("/id/132292/none", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert 'action="/search"' in page.text.partition("<main")[2]


@pytest.mark.parametrize(("language", "said"), [("ja", "引用元の行"), ("en", "quoted from")])
def test_a_term_of_a_standard_vocabulary_is_named(web: httpx.Client, language: str, said: str) -> None:
    page = web.get(f"{ITEM}/indicator/1/target/2024.html?lang={language}")
    assert re.search(rf'<dt><a href="[^"]*wasQuotedFrom">{said}</a></dt>', page.text)


@pytest.mark.parametrize("path", KINDS)
def test_every_page_has_a_card_for_where_it_is_shared(web: httpx.Client, path: str) -> None:
    card = dict(
        re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)"', web.get(path).text)
    )
    assert all(card[f"og:{name}"] for name in ("title", "description", "url", "site_name", "image:alt"))
    assert card["twitter:card"] == "summary_large_image"
    picture = web.get(card["og:image"].removeprefix("http://127.0.0.1:8000"))
    assert picture.headers["content-type"] == card["og:image:type"] == "image/png"
    assert [int.from_bytes(picture.content[16:20]), int.from_bytes(picture.content[20:24])] == [1200, 630]


def test_the_picture_of_a_card_is_as_large_as_it_says(web: httpx.Client) -> None:
    page, picture = web.get("/").text, web.get("/static/card.png")
    said = [int(size) for size in re.findall(r'og:image:(?:width|height)" content="(\d+)"', page)]
    header = picture.content[:24]
    assert header.startswith(b"\x89PNG\r\n\x1a\n")
    assert [int.from_bytes(header[16:20]), int.from_bytes(header[20:24])] == said == [1200, 630]
    assert len(picture.content) < 60_000
