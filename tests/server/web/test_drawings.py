"""Charts and diagrams: drawn here, of the numbers that the tables show, without a network."""

import re
import socket
from decimal import Decimal

import httpx
import pytest
from pyoxigraph import NamedNode

from server.pages.site.diagram import diagram, edges, places, sources
from server.rendering.charts import can_be_drawn, chart
from server.rendering.service import Service

INDICATOR = NamedNode("https://w3id.org/keikaku/id/132292/gyokaku-5/2026/item/7/indicator/1")


def test_a_chart_draws_the_numbers_of_the_table_and_no_other(service: Service) -> None:
    shown = service.reader.indicator(INDICATOR)
    numbers = sorted(number.value for cell in shown.cells for number in cell.numbers)
    assert numbers == [Decimal("45"), Decimal("46.8")]
    drawn = chart(shown, "ja", dark=False).decode()
    described = re.findall(r'aria-label="year: ([^;]*); value: ([0-9.]*)', drawn)
    assert sorted(described) == [("令和6", "45"), ("令和6", "46.8")]


def test_every_year_of_the_table_stands_on_the_axis(service: Service) -> None:
    drawn = chart(service.reader.indicator(INDICATOR), "en", dark=False).decode()
    assert {year for year in ("2024", "2025") if f">{year}</text>" in drawn} == {"2024", "2025"}


def test_target_and_actual_are_told_apart_by_shape(service: Service) -> None:
    drawn = chart(service.reader.indicator(INDICATOR), "ja", dark=True).decode()
    assert 'aria-roledescription="bar"' in drawn
    assert 'aria-roledescription="tick"' in drawn


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
