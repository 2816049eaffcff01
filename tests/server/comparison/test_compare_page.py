"""/compare on the release of all data: what is shown, ranked and warned of, as a page, CSV and a chart."""

import csv
import io
import re
import struct
from html import unescape

import httpx
import pytest
from openpyxl import load_workbook

from pipeline.exports.comparison import WARNINGS
from server.comparison.answer import WORDS, words
from server.rendering.templates import TEMPLATES

TEMPLATE = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("compare*.html")))
CODE = "".join(path.read_text(encoding="utf-8") for path in sorted(WORDS.parent.glob("*.py")))
Rows = list[dict[str, str]]


def get(site: httpx.Client, path: str, **parameters: str) -> httpx.Response:
    return site.get(path, params=parameters)


def rows(answer: httpx.Response) -> Rows:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_words_are_those_that_the_page_uses_in_both_languages() -> None:
    used = set(re.findall(r'w\(["\'](\w+)["\']', TEMPLATE)) | set(re.findall(r'\bword\(\s*"(\w+)"', CODE))
    of_codes = {key for key in words() if key.startswith(("kind_", "match_", "sign_"))}
    assert {key for key in used if not key.endswith("_")} | of_codes == set(words())
    assert all(set(text) == {"ja", "en"} for text in words().values())


def listed(page: str) -> list[str]:
    return re.findall(r'href="/compare\?indicator=([\w-]+)"', page)


def test_the_list_begins_with_what_several_municipalities_have_and_folds_the_rest(site: httpx.Client) -> None:
    page = get(site, "/compare").text
    open_, folded = page[: page.index("<details><summary>一つ")], page[page.index("<details><summary>一つ") :]
    assert {"reform-effect-total", "cashless-counters"} <= set(listed(open_))
    assert "telework-days" in listed(folded) and "telework-days" not in listed(open_)
    assert "足利市・西東京市" in open_ and "令和5年度" in open_


@pytest.mark.parametrize(
    ("language", "said"),
    [("ja", "令和6年度 選挙毎: 内訳が違う"), ("en", "FY2024 each election: different parts")],
)
def test_a_year_whose_target_and_actual_value_are_not_compared_says_why(
    site: httpx.Client, language: str, said: str
) -> None:
    page = get(site, "/compare", indicator="vote-counting-staff", match="related", lang=language).text
    told = page[page.index(words()["not_compared"][language]) :]
    assert said in " ".join(re.sub("<[^>]+>", "", told).split())


@pytest.mark.parametrize("every", [pytest.param(1, marks=pytest.mark.slow), 10])
def test_every_comparison_of_the_list_opens_with_figures_and_no_two_marks_of_a_chart_are_named_alike(
    site: httpx.Client, every: int
) -> None:
    """All of them in the slow suite; else each tenth."""
    found = [one for page in ("1", "2") for one in listed(get(site, "/compare", page=page).text)]
    assert len(set(found)) >= 60 and get(site, "/compare", page="3").status_code == 404
    for shared in sorted(set(found))[::every]:
        page = get(site, "/compare", indicator=shared).text
        assert page.count('<th scope="row"') >= 1 and WARNINGS["none"].ja not in page, shared
        chart = get(site, "/compare.svg", indicator=shared)
        if chart.status_code == 200:
            marks = re.findall(r'aria-label="([^"]*)" role="graphics-symbol"', chart.text)
            assert marks and len(marks) == len(set(marks)), shared


def test_a_comparison_opens_at_the_best_there_is_with_its_caveat(site: httpx.Client) -> None:
    opened = get(site, "/compare", indicator="reform-effect-total").text
    for shown in (
        "八幡市",
        "東村山市",
        "西東京市",
        "601,278,000",
        "約10億9400万円",
        WARNINGS["close"].ja,
        WARNINGS["kinds"].ja,
    ):
        assert opened.count(shown) >= 1, shown
    assert opened.count(WARNINGS["close"].ja) == 1 and 'class="rank"' not in opened
    exact = get(site, "/compare", indicator="reform-effect-total", match="exact").text
    assert WARNINGS["none"].ja in exact and "match=close" in exact and "八幡市" not in exact


@pytest.mark.parametrize(
    ("language", "names"), [("ja", {"滞繰", "現年"}), ("en", {"arrears", "current year"})]
)
def test_the_parts_of_an_indicator_are_named_in_the_language_of_the_page(
    site: httpx.Client, language: str, names: set[str]
) -> None:
    page = get(site, "/compare", indicator="municipal-tax-collection-rate", lang=language).text
    assert set(re.findall(r'<span class="breakdown">([^<]+)</span>', page)) == names


def test_municipalities_are_chosen_by_prefecture(site: httpx.Client) -> None:
    chosen = rows(get(site, "/compare.csv", indicator="reform-effect-total", prefecture="京都府"))
    assert {row["municipality"] for row in chosen} == {"八幡市"}
    page = get(site, "/compare", indicator="reform-effect-total", prefecture="京都府").text
    assert (
        '<option value="京都府" selected>京都府</option>' in page
        and "prefecture=%E4%BA%AC%E9%83%BD%E5%BA%9C" in page
    )


def test_the_chart_may_stand_on_another_site_and_nothing_else_may(site: httpx.Client) -> None:
    framed = get(site, "/compare/embed", indicator="reform-effect-total")
    assert "frame-ancestors *" in framed.headers["content-security-policy"]
    assert "/compare.svg?indicator=reform-effect-total" in framed.text and "<nav" not in framed.text
    page = get(site, "/compare", indicator="reform-effect-total")
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert "&lt;iframe src=" in page.text


def test_the_fiscal_years_of_a_chart_follow_each_other(site: httpx.Client) -> None:
    chart = get(site, "/compare.svg", indicator="convenience-store-issuance-rate", match="close").text
    named = re.findall(r'translate\(([\d.]+),[\d.]+\)"[^>]*>令和(\d+)年度<', chart)
    placed = [int(year) for _, year in sorted(named, key=lambda one: float(one[0]))]
    assert placed == [5, 8, 9, 10]


@pytest.mark.parametrize(
    ("indicator", "language", "said"),
    [
        (
            "reform-effect-total",
            "ja",
            "3自治体（令和5年度から令和6年度までの数値）。行財政改革の計画の取組による",
        ),
        ("reform-effect-total", "en", "3 municipalities (figures of FY2023 to FY2024). The revenue gained"),
        ("community-bus-cost-recovery", "en", "1 municipality (figures of FY2024 to FY2028). "),
    ],
)
def test_a_comparison_is_shared_with_whom_it_compares_and_a_picture_of_its_own(
    site: httpx.Client, indicator: str, language: str, said: str
) -> None:
    page = get(site, "/compare", indicator=indicator, match="close", lang=language).text
    shared = dict(re.findall(r'<meta property="og:([^"]*)" content="([^"]*)"', page))
    assert shared["description"].startswith(said)
    address = unescape(shared["image"])
    assert f"indicator={indicator}" in address and "card=1" in address
    picture = site.get(httpx.URL(address).raw_path.decode())
    assert struct.unpack(">II", picture.content[16:24]) == (1200, 630)
    assert picture.headers["etag"] != site.get(address.replace("card=1", "card=")).headers["etag"]


@pytest.mark.parametrize(
    ("language", "municipality", "value"), [("ja", "自治体", "値"), ("en", "Municipality", "Value")]
)
def test_the_figures_are_there_as_a_workbook_headed_in_the_language_of_the_page(
    site: httpx.Client, language: str, municipality: str, value: str
) -> None:
    page = get(site, "/compare", indicator="reform-effect-total", match="close", lang=language)
    [address] = re.findall(r'href="(/compare\.xlsx[^"]*)"', page.text)
    figures = load_workbook(io.BytesIO(site.get(unescape(address)).content)).worksheets[0]
    headings, *rows = figures.iter_rows(values_only=True)
    assert {row[headings.index(municipality)] for row in rows} == {"東村山市", "八幡市", "西東京市"}
    assert all(isinstance(row[headings.index(value)], int | float) for row in rows)


def test_the_figures_are_there_as_parquet(site: httpx.Client) -> None:
    answer = get(site, "/compare.parquet", indicator="reform-effect-total")
    assert (
        answer.content.startswith(b"PAR1") and "reform-effect-total" in answer.headers["content-disposition"]
    )


def test_the_page_is_in_english_too_and_links_to_the_printed_line(site: httpx.Client) -> None:
    page = get(site, "/compare", indicator="convenience-store-issuance-rate", match="close", lang="en")
    assert "Share of certificates issued at convenience stores" in page.text
    assert "Certificates issued at convenience stores as a share of all certificates issued." in page.text
    assert WARNINGS["close"].en in page.text
    assert "/id/092029/document/2023" in page.text


def test_the_reason_of_a_match_is_in_the_language_of_the_page_and_in_both_in_its_files(
    site: httpx.Client,
) -> None:
    asked = {"indicator": "convenience-store-issuance-rate", "match": "close"}
    japanese = "利用率とだけ印刷され、対象の証明書と分母が示されていない。"
    english = "It is printed as a usage rate only; neither the certificates nor the denominator are given."
    shown = get(site, "/compare", **asked).text
    assert japanese in shown and english not in shown
    shown = get(site, "/compare", lang="en", **asked).text
    assert english in shown and japanese not in shown
    reasons = {(row["reason"], row["reason_en"]) for row in rows(get(site, "/compare.csv", **asked))}
    assert (japanese, english) in reasons


@pytest.mark.parametrize("excel", ["", "1"])
def test_the_csv_has_what_the_page_shows(site: httpx.Client, excel: str) -> None:
    answer = get(
        site, "/compare.csv", indicator="convenience-store-issuance-rate", match="close", excel=excel
    )
    found = {(row["municipality"], row["fiscal_year"], row["value"], row["rank"]) for row in rows(answer)}
    assert ("足利市", "2023", "25.3", "") in found and ("西東京市", "2026", "51", "") in found
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.content.startswith(b"\xef\xbb\xbf") == bool(excel)


def test_cards_and_the_share_that_holds_one_never_stand_in_one_table_unless_related_is_asked_for(
    site: httpx.Client,
) -> None:
    close = rows(get(site, "/compare.csv", indicator="mynumber-card-holding-rate", match="close"))
    assert {row["municipality"] for row in close} == {"足利市"}
    related = rows(get(site, "/compare.csv", indicator="mynumber-card-holding-rate", match="related"))
    assert {row["comparable"] for row in related if row["municipality"] == "西東京市"} == {"false"}


def test_what_only_sounds_alike_stays_apart(site: httpx.Client) -> None:
    """アクセス件数 of one page and of the whole site; 表彰件数 of proposals and of 5S運動, both in 件."""
    views = rows(get(site, "/compare.csv", indicator="website-views", match="related"))
    assert {row["indicator"] for row in views} == {"ホームページの閲覧数", "ホームページアクセス件数"}
    awards = rows(get(site, "/compare.csv", indicator="staff-proposals-awarded", match="related"))
    assert {row["indicator"] for row in awards} == {"職員提案制度の表彰件数"}


def test_estimates_are_never_ranked_with_actual_values(site: httpx.Client) -> None:
    found = rows(get(site, "/compare.csv", indicator="furusato-gifts"))
    ranked = {row["kind"] for row in found if row["rank"]}
    assert ranked == {"actual"} and {"forecast", "target"} <= {row["kind"] for row in found}


def test_the_list_says_how_many_municipalities_have_an_indicator_and_how_well_they_match(
    site: httpx.Client,
) -> None:
    page = get(site, "/compare").text
    first = page[page.index("<tbody>") : page.index("</tr>", page.index("<tbody>"))]
    assert "corporate-furusato-amount" in first and ">3</span>" in first
    assert re.search(r"同じ <span[^>]*>2</span>.*近い <span[^>]*>1</span>", first)


def test_the_matrix_says_who_has_what_by_which_match(site: httpx.Client) -> None:
    page = get(site, "/compare/coverage").text
    row = page[page.index("甲府市</a>") :]
    signs = set(re.findall(r'<td class="(\w+)">(.)</td>', row[: row.index("</tr>")]))
    assert {("exact", "同"), ("close", "近")} <= signs
    assert '<a href="/id/192015.html">' in page and "indicator=furusato-gifts" in page
    english = get(site, "/compare/coverage", lang="en").text
    assert "Who has which indicator" in english and '<td class="exact">E</td>' in english


def test_a_map_shows_every_prefecture_and_leads_to_those_with_municipalities(site: httpx.Client) -> None:
    page = get(site, "/compare").text
    drawn = page[page.index('<figure class="tile-map">') : page.index("</figure>")]
    assert drawn.count('<rect class="prefecture') == 47
    tokyo = re.search(r'<a href="([^"]*)" aria-label="東京都: ([^"]*)"', drawn)
    assert tokyo and "西東京市" in tokyo[2] and "東村山市" in tokyo[2]
    assert site.get(f"{tokyo[1]}").status_code == 200
    one = get(site, "/compare", indicator="furusato-gifts").text
    assert 'aria-label="山梨県: 甲府市 2,740"' in one and "令和6年度 実績" in one


def test_the_chart_draws_only_what_can_be_compared(site: httpx.Client) -> None:
    chart = get(site, "/compare.svg", indicator="mynumber-card-holding-rate", match="related")
    assert chart.status_code == 200 and chart.headers["content-type"] == "image/svg+xml"
    assert "足利市" in chart.text and "西東京市" not in chart.text
    assert get(site, "/compare.svg", indicator="reform-effect-total", match="exact").status_code == 404


def test_the_chart_says_what_it_shows_and_tells_targets_actuals_and_effects_apart(site: httpx.Client) -> None:
    several = get(site, "/compare.svg", indicator="reform-effect-total").text
    for written in (
        "行財政改革の効果額の合計",
        "単位: 円",
        words()["close_note"]["ja"],
        "目標",
        "実績",
        "効果額",
    ):
        assert written in several, written


def test_parts_have_panels_with_their_names_and_the_whole_has_its_own(site: httpx.Client) -> None:
    for width in ("", "wide"):
        drawn = get(
            site, "/compare.svg", indicator="municipal-tax-collection-rate", match="close", width=width
        ).text
        assert all(f">{part}</text>" in drawn for part in ("現年", "滞繰", "全体"))


@pytest.mark.parametrize(
    ("indicator", "said"), [("municipal-tax-collection-rate", True), ("reform-effect-total", False)]
)
def test_the_chart_says_where_its_axis_does_not_begin_at_zero(
    site: httpx.Client, indicator: str, said: bool
) -> None:
    drawn = get(site, "/compare.svg", indicator=indicator, match="related").text
    assert (words()["not_from_zero"]["ja"] in drawn) is said
    assert (">0</text>" in drawn) is not said


@pytest.mark.parametrize(
    ("path", "parameters", "status"),
    [
        ("/compare", {"indicator": "reform-effect"}, 404),
        ("/compare", {"indicator": "x> } #"}, 404),
        ("/compare", {"indicator": "reform-effect-total", "match": "any"}, 400),
        ("/compare.csv", {}, 404),
        ("/compare.pdf", {"indicator": "reform-effect-total"}, 404),
    ],
)
def test_what_cannot_be_asked_is_refused(
    site: httpx.Client, path: str, parameters: dict[str, str], status: int
) -> None:
    assert get(site, path, **parameters).status_code == status


def test_a_page_that_is_known_is_not_sent_again(site: httpx.Client) -> None:
    first = get(site, "/compare", indicator="reform-effect-total")
    again = site.get(first.url, headers={"If-None-Match": first.headers["etag"]})
    other = get(site, "/compare", indicator="reform-effect-total", match="close")
    assert again.status_code == 304 and other.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("form", "type_"),
    [
        ("sdmx.csv", "application/vnd.sdmx.data+csv"),
        ("json-stat.json", "application/json"),
        ("jsonld", "application/ld+json"),
    ],
)
def test_a_comparison_goes_to_those_who_calculate_on(site: httpx.Client, form: str, type_: str) -> None:
    answer = get(site, f"/compare.{form}", indicator="furusato-donation-amount")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith(type_)
    assert "192015" in answer.text and "032034" in answer.text
    page = get(site, "/compare", indicator="furusato-donation-amount").text
    assert f'href="/compare.{form}?indicator=furusato-donation-amount"' in page
    assert get(site, f"/compare.{form}").status_code == 404


def test_municipalities_are_named_in_the_language_of_the_page(site: httpx.Client) -> None:
    page = get(site, "/compare", indicator="reform-effect-total", match="close", lang="en").text
    assert ">Higashimurayama City</a>" in page and ">Yawata City</a>" in page
    chart = get(site, "/compare.svg", indicator="reform-effect-total", match="close", lang="en").text
    assert "Higashimurayama City" in chart and "東村山市" not in chart
