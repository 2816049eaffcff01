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


def test_japanese_text_on_an_english_page_is_marked_as_japanese(web: httpx.Client) -> None:
    assert '<h1><span lang="ja">はなバスの効率的な運行</span></h1>' in web.get(f"{ITEM}.html?lang=en").text


def test_a_search_that_finds_nothing_says_how_to_go_on(web: httpx.Client) -> None:
    assert "別の言い方" in words(web.get("/search?q=zzzzz"))
    assert "別の言い方" not in words(web.get("/search?q=バス"))


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
    english = words(web.get("/dataset/mini.html?lang=en"))
    assert "CC BY 4.0 The publisher has yet to confirm" in english
    assert "Creative Commons Attribution CC BY 4.0" in english


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
    assert "4項目、3指標" in words(web.get("/"))
    assert "比較2件: ✓ 達成 1 ✕ 未達 1" in words(web.get("/"))
    assert "効果額の合計 （令和6年度） 50,000円" in words(web.get("/"))
    assert "2 comparisons:" in words(web.get("/?lang=en"))


def test_home_answers_first_how_many_targets_of_the_newest_year_were_met(web: httpx.Client) -> None:
    shown = words(web.get("/"))
    answer = "令和6年度の目標2件のうち1件を達成"
    assert (
        shown.index("計画は、どこまで進んだか")
        < shown.index(answer)
        < shown.index("行財政改革大綱アクション")
    )
    assert "1 of 2 targets of FY2024 were met" in words(web.get("/?lang=en"))


def test_home_names_what_missed_and_what_exceeded_its_target_the_most(web: httpx.Client) -> None:
    missed, _, exceeded = words(web.get("/")).partition("目標を大きく超えて達成したもの")
    assert "法定外繰入金" in missed and "目標 12.4億円以下 → 2,156,218千円 上限を73.9%超過" in missed
    assert "収支率" in exceeded and "目標 45.0% → 46.8% 目標比104.0%" in exceeded


def test_home_leaves_queries_and_files_to_the_page_on_using_the_data(web: httpx.Client) -> None:
    home, use = web.get("/").text, web.get("/use").text
    assert "SELECT" not in home and 'href="/dataset/' not in home and 'href="/use"' in home
    assert "SELECT" in use and 'href="/dataset/mini.html"' in use


def test_search_finds_titles_synonyms_and_other_spellings(web: httpx.Client) -> None:
    assert f'href="{ITEM}.html"' in web.get("/search?q=ハナばす").text
    assert "<mark>収納率</mark>" in web.get("/search?q=徴収率").text
    assert "0件" in web.get("/search?q=存在しない語").text


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
    why, _, search = page.text.partition("<main")[2].partition('action="/search"')
    assert "名前で探せます" in why and "w3id.org" not in why
    assert "この上にあるもの" in search


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


@pytest.mark.parametrize(("language", "name"), [("ja", "card.png"), ("en", "card-en.png")])
def test_the_picture_of_a_card_is_in_the_language_of_the_page_and_as_large_as_it_says(
    web: httpx.Client, language: str, name: str
) -> None:
    page, picture = web.get(f"/?lang={language}").text, web.get(f"/static/{name}")
    assert f"/static/{name}?" in page
    said = [int(size) for size in re.findall(r'og:image:(?:width|height)" content="(\d+)"', page)]
    header = picture.content[:24]
    assert header.startswith(b"\x89PNG\r\n\x1a\n")
    assert [int.from_bytes(header[16:20]), int.from_bytes(header[20:24])] == said == [1200, 630]
    assert len(picture.content) < 60_000
