"""/compare on the release of all data: what is shown, ranked and warned of, as a page, CSV and a chart."""

import csv
import io
import re

import httpx
import pytest

from pipeline.exports.comparison import WARNINGS
from server.comparison.page import words
from server.rendering.templates import TEMPLATES

TEMPLATE = (TEMPLATES / "compare.html").read_text(encoding="utf-8")
Rows = list[dict[str, str]]


def get(url: str, path: str, **parameters: str) -> httpx.Response:
    return httpx.get(f"{url}{path}", params=parameters, timeout=30)


def rows(answer: httpx.Response) -> Rows:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_words_are_those_that_the_page_uses_in_both_languages() -> None:
    used = set(re.findall(r'w\(["\'](\w+)["\']', TEMPLATE)) | {key for key in words() if "_" in key}
    assert {key for key in used if not key.endswith("_")} == set(words())
    assert all(set(text) == {"ja", "en"} for text in words().values())


def test_the_page_lists_the_shared_indicators_that_municipalities_are_mapped_to(server_url: str) -> None:
    page = get(server_url, "/compare")
    assert page.status_code == 200
    assert page.text.count('<th scope="row">') >= 30
    assert page.text.index("indicator=reform-effect-total") < page.text.index("indicator=telework-days")


def test_close_figures_are_hidden_until_asked_for_and_then_come_with_their_warning(server_url: str) -> None:
    exact = get(server_url, "/compare", indicator="reform-effect-total")
    assert WARNINGS["none"].ja in exact.text and "match=close" in exact.text and "八幡市" not in exact.text
    close = get(server_url, "/compare", indicator="reform-effect-total", match="close")
    for shown in (
        "八幡市",
        "東村山市",
        "西東京市",
        "601,278,000",
        "約10億9400万円",
        WARNINGS["close"].ja,
        WARNINGS["years"].ja,
    ):
        assert shown in close.text
    assert re.search(r'<td class="number">\d+</td><th', close.text) is None


def test_the_page_is_in_english_too_and_links_to_the_printed_line(server_url: str) -> None:
    page = get(server_url, "/compare", indicator="convenience-store-issuance-rate", match="close", lang="en")
    assert "Share of certificates issued at convenience stores" in page.text
    assert "Certificates issued at convenience stores as a share of all certificates issued." in page.text
    assert WARNINGS["close"].en in page.text
    assert "/id/092029/document/2023" in page.text


@pytest.mark.parametrize("excel", ["", "1"])
def test_the_csv_has_what_the_page_shows(server_url: str, excel: str) -> None:
    answer = get(
        server_url, "/compare.csv", indicator="convenience-store-issuance-rate", match="close", excel=excel
    )
    found = {(row["municipality"], row["fiscal_year"], row["value"], row["rank"]) for row in rows(answer)}
    assert ("足利市", "2023", "25.3", "") in found and ("西東京市", "2026", "51", "") in found
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.content.startswith(b"\xef\xbb\xbf") == bool(excel)


def test_cards_and_the_share_that_holds_one_never_stand_in_one_table_unless_related_is_asked_for(
    server_url: str,
) -> None:
    close = rows(get(server_url, "/compare.csv", indicator="mynumber-card-holding-rate", match="close"))
    assert {row["municipality"] for row in close} == {"足利市"}
    related = rows(get(server_url, "/compare.csv", indicator="mynumber-card-holding-rate", match="related"))
    assert {row["comparable"] for row in related if row["municipality"] == "西東京市"} == {"false"}


def test_the_chart_draws_only_what_can_be_compared(server_url: str) -> None:
    chart = get(server_url, "/compare.svg", indicator="mynumber-card-holding-rate", match="related")
    assert chart.status_code == 200 and chart.headers["content-type"] == "image/svg+xml"
    assert "足利市" in chart.text and "西東京市" not in chart.text
    assert get(server_url, "/compare.svg", indicator="reform-effect-total").status_code == 404


def test_targets_actuals_and_effects_are_drawn_in_a_colour_each_with_a_legend(server_url: str) -> None:
    several = get(server_url, "/compare.svg", indicator="reform-effect-total", match="close").text
    fills = set(re.findall(r'aria-label="[^"]*" [^>]*fill="(#\w+)"', several))
    assert len(fills) == 3
    for kind in ("目標", "実績", "効果額"):
        assert re.search(rf">{kind}</text>", several), kind
    one = get(server_url, "/compare.svg", indicator="convenience-store-issuance-rate").text
    assert not re.search(">(目標|実績|効果額)</text>", one)


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
    server_url: str, path: str, parameters: dict[str, str], status: int
) -> None:
    assert get(server_url, path, **parameters).status_code == status


def test_a_page_that_is_known_is_not_sent_again(server_url: str) -> None:
    first = get(server_url, "/compare", indicator="reform-effect-total")
    again = httpx.get(str(first.url), headers={"If-None-Match": first.headers["etag"]}, timeout=30)
    other = get(server_url, "/compare", indicator="reform-effect-total", match="close")
    assert again.status_code == 304 and other.headers["etag"] != first.headers["etag"]
