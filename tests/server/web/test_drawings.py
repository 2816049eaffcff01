"""Charts and diagrams: drawn here, of the numbers that the tables show, without a network."""

import io
import re
import socket
import struct
from dataclasses import replace
from decimal import Decimal

import httpx
import pytest
from PIL import Image
from pyoxigraph import NamedNode

from pipeline.reading.indicator import Number
from pipeline.reading.names import Named
from server.pages.site.diagram import diagram, edges, places, sources
from server.rendering.charts import pictures
from server.rendering.charts.card import Card
from server.rendering.charts.indicators import axis, chart
from server.rendering.charts.marks import Band, can_be_drawn, panels
from server.rendering.service import Service

INDICATOR = NamedNode("https://w3id.org/keikaku/id/132292/gyokaku-5/2026/item/7/indicator/1")


def words(svg: bytes) -> list[str]:
    """What is written in a drawing, in the order in which it is drawn."""
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg.decode())


def test_a_chart_writes_the_numbers_of_the_table_and_how_far_they_are_apart(service: Service) -> None:
    shown = service.reader.indicator(INDICATOR)
    numbers = sorted(number.value for cell in shown.cells for number in cell.numbers)
    assert numbers == [Decimal("45"), Decimal("46.8")]
    assert {"目標 45.0%", "実績 46.8% (達成 +1.8)"} <= set(words(chart(shown, "ja", dark=False)))
    assert {"Target 45.0%", "Actual 46.8% (met +1.8)"} <= set(words(chart(shown, "en", dark=False)))


def test_target_and_actual_are_told_apart_by_shape(service: Service) -> None:
    drawn = chart(service.reader.indicator(INDICATOR), "ja", dark=True).decode()
    assert 'class="mark-rect role-mark' in drawn
    assert 'class="mark-symbol role-mark' in drawn


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ([99.3, 99.4], (99.27, 99.43)),
        ([0.0, 46.8], (0.0, 51.48)),
        ([100.0, 100.0], (0.0, 110.0)),
        ([-3.0, 4.0], (-6.0, 7.0)),
        ([15e6, 18e6, 251e6], (0.0, 330e6)),
    ],
)
def test_an_axis_tells_the_nearest_numbers_apart(values: list[float], ends: tuple[float, float]) -> None:
    assert axis(values) == pytest.approx(ends)


def test_an_axis_that_does_not_begin_at_zero_says_so(service: Service) -> None:
    shown = service.reader.indicator(INDICATOR)
    assert "目盛りは44.4から（0からではありません）" in words(chart(shown, "ja", dark=False))
    cells = tuple(replace(cell, numbers=_of(cell.numbers, cell.kind)) for cell in shown.cells)
    far = replace(shown, cells=cells)
    assert not [said for said in words(chart(far, "ja", dark=False)) if said.startswith("目盛り")]


def _of(numbers: tuple[Number, ...], kind: str) -> tuple[Number, ...]:
    return tuple(replace(number, value=Decimal(10 if kind == "target" else 40)) for number in numbers)


def test_a_bound_is_drawn_as_what_it_allows(service: Service) -> None:
    shown = service.reader.indicator(INDICATOR)
    bound = Named("https://w3id.org/keikaku/code/comparator/at-most", {"ja": "以下", "en": "at most"})
    bounded = replace(shown, cells=tuple(replace(cell, comparator=bound) for cell in shown.cells))
    [panel] = panels(bounded, "en")
    assert panel.bands == (Band("2024", None, 45.0),)
    assert "Target at most 45.0%" in words(chart(bounded, "en", dark=False))


def test_dots_are_joined_only_over_years_that_follow_each_other(service: Service) -> None:
    shown = service.reader.indicator(INDICATOR)
    actual = shown.cell("actual", 2024)
    assert actual
    years = (2020, 2021, 2023)
    [panel] = panels(replace(shown, cells=tuple(replace(actual, year=year) for year in years)), "en")
    runs = {mark.row: mark.run for mark in panel.marks}
    assert runs["2020"] == runs["2021"] != runs["2023"]


@pytest.mark.parametrize(
    ("kind", "shape", "said"),
    [
        ("baseline", "dot", "基準値 46.8%"),
        ("forecast", "hollow", "見込 46.8%"),
        ("interim-target", "stroke", "中間目標 46.8%"),
    ],
)
def test_every_kind_of_figure_has_its_shape_and_its_name(
    service: Service, kind: str, shape: str, said: str
) -> None:
    shown = service.reader.indicator(INDICATOR)
    cells = tuple(replace(cell, kind=kind) if cell.kind == "actual" else cell for cell in shown.cells)
    [panel] = panels(replace(shown, cells=cells), "ja")
    assert (shape, said) in {(mark.shape, mark.text) for mark in panel.marks}


def test_a_chart_for_other_pages_says_what_it_is_of(service: Service) -> None:
    said = words(
        chart(service.reader.indicator(INDICATOR), "ja", dark=False, title="収支率", credit="西東京市")
    )
    assert {"収支率", "西東京市"} <= set(said)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("はなバスの効率的な運行", ["はなバスの効率的な運行"]),
        ("計画" * 30, ["計画" * 9 + "計", "画計" * 9 + "画", "計画" * 9 + "…"]),
        (
            "第5次行財政改革大綱アクションプラン(令和8年度版)",
            ["第5次行財政改革大綱アクションプラン", "(令和8年度版)"],
        ),
        (
            "Action Plan of the 5th Administrative and Fiscal Reform (2026 edition)",
            ["Action Plan of the 5th", "Administrative and Fiscal Reform", "(2026 edition)"],
        ),
        ("1-3 Stable revenue of the city's own needs", ["1-3 Stable revenue of the city's own", "needs"]),
        ("地域情報化アクションプラン(令和8年度版)", ["地域情報化アクションプラン", "(令和8年度版)"]),
        ("x" * 50, ["x" * 36, "x" * 14]),
    ],
)
def test_the_title_of_a_share_picture_has_three_lines_at_most_and_breaks_no_word(
    title: str, lines: list[str]
) -> None:
    assert Card("", title, "46.8%", "").lines == lines


def test_a_line_of_a_share_picture_is_written_smaller_to_fit_and_ends_in_an_ellipsis_where_it_cannot() -> (
    None
):
    card = Card("", "", "", "")
    plan = "Nishitokyo City  Action Plan of the 5th Administrative and Fiscal Reform (2026 edition)"
    assert (card.size("西東京市", 32), card.fitted("西東京市", 32)) == (32, "西東京市")
    assert (card.size(plan, 32), card.fitted(plan, 32)) == (22, plan)
    assert card.fitted("計" * 60, 32) == "計" * 46 + "…"


def test_where_no_font_has_japanese_there_are_no_pictures(
    web: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "has_japanese", lambda: False)
    answer = web.get("/id/132292/gyokaku-5/2026/item/7.png")
    assert answer.status_code == 404
    assert "No font of this server has Japanese" in answer.text


@pytest.mark.skipif(
    not pictures.has_japanese(), reason="no font here has Japanese: apt install fonts-noto-cjk"
)
@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("item/7.png", (1200, 630)),
        ("item/7/indicator/1.png?card=1", (1200, 630)),
        ("item/18.png", (1200, 630)),
        ("item/7/indicator/1.png", None),
    ],
)
def test_pages_of_a_plan_have_pictures_of_their_own(
    web: httpx.Client, path: str, size: tuple[int, int] | None
) -> None:
    answer = web.get(f"/id/132292/gyokaku-5/2026/{path}")
    assert answer.headers["content-type"] == "image/png"
    wide, high = struct.unpack(">II", answer.content[16:24])
    assert (wide, high) == size or (size is None and wide > 900)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "29 / 39（令和6年度の目標を達成）。36項目、54指標。"),
        ("/policy/1", "16 / 24（令和6年度の目標を達成）。行政需要の増加"),
        ("/measure/1-3", "12 / 19（令和6年度の目標を達成）。必要な財源"),
        ("/item/7", "収支率 46.8%（令和6年度、目標45.0%・達成）。持続的な運行"),
        ("/item/12", "6 / 10（令和6年度の目標を達成）。税や保険料等"),
        ("/item/7/indicator/1", "収支率 46.8%（令和6年度、目標45.0%・達成）。収支率の目標と実績"),
        (
            "/item/18/indicator/1",
            "一般会計からの法定外繰入金(決算補てん等目的) 21.6億円 (2,156,218千円)（令和6年度、目標12.4億円以下・未達）。",
        ),
    ],
)
def test_a_link_is_shared_with_its_figure_in_words(site: httpx.Client, path: str, said: str) -> None:
    page = site.get(f"/id/132292/gyokaku-5/2026{path}.html").text
    [description] = re.findall(r'<meta property="og:description" content="([^"]*)"', page)
    assert description.startswith(said)
    [same] = re.findall(r'<meta name="description" content="([^"]*)"', page)
    assert same == description


def test_in_english_a_link_is_shared_without_a_text_that_is_in_japanese_alone(site: httpx.Client) -> None:
    page = site.get("/id/132292/gyokaku-5/2026/item/7.html?lang=en").text
    [description] = re.findall(r'<meta property="og:description" content="([^"]*)"', page)
    assert description.strip() == "Cost recovery ratio 46.8% (FY2024, target 45.0%: met)."


@pytest.mark.skipif(
    not pictures.has_japanese(), reason="no font here has Japanese: apt install fonts-noto-cjk"
)
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/id/132292/gyokaku-5/2026.png", 30_000),
        ("/id/132292/gyokaku-5/2026/item/7/indicator/1.png", 50_000),
        ("/compare.png?indicator=reform-effect-total&match=close", 25_000),
    ],
)
def test_a_picture_is_small_and_as_white_as_its_page(site: httpx.Client, path: str, most: int) -> None:
    picture = site.get(path).content
    assert len(picture) < most
    with Image.open(io.BytesIO(picture)) as opened:
        corner, green = opened.convert("RGB").getpixel((2, 2)), (31, 74, 61)
    assert corner == (green if path.endswith("2026.png") else (255, 255, 255))


def test_one_number_alone_is_not_drawn(service: Service) -> None:
    other = NamedNode("https://w3id.org/keikaku/id/132292/gyokaku-5/2026/item/18/indicator/1")
    assert not can_be_drawn(service.reader.indicator(other))


def test_drawing_needs_no_network(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a drawing asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert chart(service.reader.indicator(INDICATOR), "en", dark=True).startswith(b"<svg")


def test_the_diagram_joins_the_classes_that_properties_join(service: Service) -> None:
    found = {(edge.source, edge.target): edge.names for edge in edges(service.graph, "en")}
    assert "has indicator" in found["plan element", "indicator"]
    assert "schedule entry" in found["activity", "schedule entry"]
    assert found["achievement", "derived value"] == ("A kind of",)


def test_a_class_stands_after_what_leads_to_it(service: Service) -> None:
    ordered = sources(edges(service.graph, "en"), "plan element")
    assert ordered[0] == "plan element"
    assert ordered.index("plan element") < ordered.index("activity") < ordered.index("achievement")
    assert len(ordered) == len(set(ordered))


def test_no_two_names_of_the_diagram_meet(service: Service) -> None:
    found = edges(service.graph, "en")
    placed = places(found, "plan element")
    assert set(placed) == set(found)
    assert len(set(placed.values())) == len(found)
    assert {place.half for place in placed.values()} == {0, 1}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_diagram_shows_every_class_it_joins(service: Service, language: str) -> None:
    drawn = diagram(service.graph, language, dark=False).decode()
    joins = edges(service.graph, language)
    assert joins
    for edge in joins:
        assert f">{edge.source}</text>" in drawn
        assert f">{edge.target}</text>" in drawn


def test_the_diagram_is_part_of_the_ontology_page(web: httpx.Client) -> None:
    assert 'src="/ns.svg"' in web.get("/ns.html").text
    assert web.get("/ns.svg?theme=dark&lang=en").headers["content-type"].startswith("image/svg+xml")
