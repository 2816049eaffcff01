"""The pages of an item, an indicator, a cell, a source: what each shows, and as what it can be taken away."""

import io
import re

import httpx
import pytest
from openpyxl import load_workbook

from server.http.negotiation import XLSX
from tests.server.web.test_pages import EDITION, ITEM, words


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


def test_a_planned_effect_stands_before_the_one_that_was_reached_and_each_is_named(web: httpx.Client) -> None:
    shown = words(web.get(f"{ITEM}.html"))
    assert "効果額の合計（計画） （令和6年度） 70,000円 効果額の合計（実績） （令和6年度） 50,000円" in shown
    assert shown.index("効果額 （計画） 令和6年度") < shown.index("効果額 （実績） 令和6年度")
    assert "Fiscal effect (planned) FY2024" in words(web.get(f"{ITEM}.html?lang=en"))


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
    assert "目標比104.0%" in year[1]


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


def test_a_cell_shows_the_number_that_was_read_from_it(web: httpx.Client) -> None:
    page = web.get("/id/132292/gyokaku-5/2026/item/7/indicator/1/target/2024.html?lang=en").text
    said = " ".join(
        re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition('class="programs"')[0]).split()
    )
    assert "As printed 45.0% Fiscal year FY2024" in said and "Number read 45 percent" in said


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


def test_a_miss_of_a_ceiling_reads_as_how_far_it_is_over(web: httpx.Client) -> None:
    shown = words(web.get(f"{EDITION}/item/18.html"))
    assert "上限を73.9%超過" in shown
    assert "173.9" not in shown


def test_a_printed_cell_tells_people_what_it_is_and_programs_the_rest(web: httpx.Client) -> None:
    page = web.get(f"{ITEM}/indicator/1/target/2024.html").text
    told, folded, rest = page.partition('<details class="programs">')
    assert folded
    assert "45.0%" in told and "令和6年度" in told and "原文4行目を見る" in told
    assert "来歴のあるもの" not in told and "プロパティ" not in told
    assert "RDFの記述" in rest


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


def test_the_figures_of_an_item_are_a_workbook_too(web: httpx.Client) -> None:
    answer = web.get(f"{ITEM}.xlsx")
    assert answer.headers["content-type"] == XLSX.media_type
    book = load_workbook(io.BytesIO(answer.content))
    figures, source = book.worksheets
    headings, *rows = figures.iter_rows(values_only=True)
    assert headings[3:7] == ("種別", "年度", "記載内容", "状態") and figures.freeze_panes == "A2"
    assert ("target", 2024, "45.0%", "observed", 45, 4) in [(*row[3:7], row[10], row[13]) for row in rows]
    said = [str(cell) for row in source.iter_rows(values_only=True) for cell in row if cell]
    assert "はなバスの効率的な運行" in said and "https://w3id.org/keikaku" + ITEM in said
    assert any("CC BY 4.0" in cell for cell in said)
    assert web.get(f"{EDITION}.xlsx").status_code == 200
    assert web.get("/id/132292.xlsx").status_code == 404
    assert f'href="{ITEM}.xlsx" download' in web.get(f"{ITEM}.html").text


def test_an_actual_value_stands_in_the_unit_of_its_target_with_the_printed_form_below(
    site: httpx.Client,
) -> None:
    page = site.get(f"{EDITION}/item/18.html").text
    year = re.search(r"<tr><th scope=\"row\">令和6年度</th>(.*?)</tr>", page, re.S)
    assert year
    assert re.findall(r'class="number">([^<]*)<', year[1]) == ["12.4億円以下", "21.6億円"]
    assert re.search(r'class="quiet printed-form"[^>]*>2,156,218千円<', year[1])


@pytest.mark.parametrize(
    ("language", "said"),
    [("ja", "比べない: 目標に数値がない"), ("en", "Not compared: no number in the target")],
)
def test_a_target_that_is_not_compared_says_why(web: httpx.Client, language: str, said: str) -> None:
    for address in (f"{EDITION}/item/4.html", f"{EDITION}/item/4/indicator/1.html"):
        assert said in words(web.get(f"{address}?lang={language}"))
