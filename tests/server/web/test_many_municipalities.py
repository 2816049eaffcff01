"""Comparisons of 174 municipalities, which nobody has yet: a page is as large as that of a few, and so is its map."""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode, Quad, Store

from pipeline.exports.comparison import Shared
from pipeline.model.text import Text
from pipeline.reading.municipalities.figures import COLUMNS, Values
from pipeline.reading.municipalities.places import Place, Population
from pipeline.reading.municipalities.tables import Municipalities
from pipeline.reading.names import Named
from pipeline.reading.summary.overview import Overview
from pipeline.reading.summary.pages_file import NAME as PAGES
from pipeline.reading.vocabulary import rdf, skos
from pipeline.release.merge import pages
from pipeline.release.store import Release
from server.pages.classifications import MOST_MATCHES
from tests.server.web.conftest import write_release

CITIES, SHARED = 174, 45
LARGEST = 150_000
"""Bytes that no page may have."""
BASE = "https://w3id.org/keikaku/"


def code(number: int) -> str:
    """A code of no municipality, spread over the prefectures."""
    return f"{number % 47 + 1:02d}{900 + number:03d}0"


def synthetic(chance: random.Random) -> Municipalities:
    """Municipalities that aim at and reach something in two parts over seven years, and have a figure of most other
    shared indicators."""
    names = ("交付率", "Issuance rate")
    shared = [
        Shared(
            f"indicator-{n:02d}", Text(f"{names[0]} {n}", f"{names[1]} {n}"), Text("定義。", "D."), "higher"
        )
        for n in range(SHARED)
    ]
    cities = [
        Place(
            code(number),
            f"{BASE}id/{code(number)}",
            {"ja": f"合成市{number}", "en": f"Synthetic City {number}"},
            {"ja": f"県{number % 47 + 1}"},
            "city" if number % 3 else "town",
            Population(4_000 + 1_500 * number, "2024-04-01", "試験") if number % 5 else None,
        )
        for number in range(CITIES)
    ]
    return Municipalities(cities, shared, [(one.code, list(figures(one, chance))) for one in cities])


def figures(city: Place, chance: random.Random) -> Iterator[tuple[str, Values]]:
    for number in range(SHARED):
        if number and chance.random() < 0.3:
            continue
        of = f"{BASE}id/{city.code}/plan/2026/item/{number}/indicator/1"
        for kind in ("actual", "target")[: 1 if number else 2]:
            for part in ("current-year", "arrears")[: 1 if number else 2]:
                for year in range(2026 if number else 2020, 2027):
                    value = f"{chance.randint(1, 999) / 10}"
                    said = {
                        "match": "exact",
                        "comparable": "true",
                        "code": city.code,
                        "municipality": city.name["ja"],
                        "plan": "第5次行財政改革大綱アクションプラン",
                        "indicator": "徴収率(市税)",
                        "part": part,
                        "kind": kind,
                        "fiscalYear": str(year),
                        "value": value,
                        "unit": f"{BASE}unit/percent",
                        "unitName": "%",
                        "printed": f"{value}%",
                        "reason": "現年分と滞納繰越分を分けて印刷した徴収率で、対象の税・料が同じ。",
                        "figure": f"{of}/{kind}/{year}/observation/{part}",
                        "line": f"{BASE}id/{city.code}/document/2026.txt#line={number},{number + 1}",
                    }
                    yield f"indicator-{number:02d}", [said.get(name, "") for name in COLUMNS]


@pytest.fixture(scope="module")
def many(
    tmp_path_factory: pytest.TempPathFactory,
    visit: Callable[[Release], AbstractContextManager[httpx.Client]],
) -> Iterator[httpx.Client]:
    folder = write_release(tmp_path_factory.mktemp("many"))
    _replace_pages(folder)
    _match(folder)
    with visit(Release.open(folder)) as client:
        yield client


def _replace_pages(folder: Path) -> None:
    (folder / PAGES).unlink()
    many = synthetic(random.Random(1))
    pages.write([], map(editions, many.places), None, folder / PAGES, (), many)


def editions(of: Place) -> list[Overview]:
    """Two editions of a plan and one of another, none with anything that can be compared."""
    publisher = Named(of.iri, of.name)
    return [
        Overview(Named(f"{of.iri}/{edition}", {"ja": "計画"}), publisher, (), ())
        for edition in ("plan/2022", "plan/2026", "other/2026")
    ]


def _match(folder: Path) -> None:
    """An indicator of each municipality matches the first shared one, and that of the last does so exactly."""
    store, shared = Store(str(folder / "store")), NamedNode(f"{BASE}hub/indicator/indicator-00")
    store.add(Quad(shared, rdf.type, skos.Concept, NamedNode(f"{BASE}hub/graph")))
    for number in range(CITIES):
        near = skos.exactMatch if number == CITIES - 1 else skos.closeMatch
        of = NamedNode(f"{BASE}id/{code(number)}/plan/2026/item/1/indicator/1")
        store.add(Quad(of, near, shared, NamedNode(f"{BASE}hub/mapping/graph")))
    store.flush()


def page(client: httpx.Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text[:300])
    assert len(answer.content) < LARGEST, (address, len(answer.content))
    return answer.text


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "address",
    [
        *("/compare?x=1", "/compare?indicator=indicator-00", "/compare/coverage?x=1"),
        *(f"/compare?near={code(30)}", "/municipalities?x=1"),
    ],
)
def test_no_page_grows_with_the_number_of_municipalities(
    many: httpx.Client, address: str, language: str
) -> None:
    page(many, f"{address}&lang={language}")


def test_a_comparison_is_paged_and_each_municipality_is_on_one_page_the_best_first(
    many: httpx.Client,
) -> None:
    seen: list[str] = []
    address, pages_ = "/compare?indicator=indicator-00", 0
    while address:
        text = page(many, address)
        names = re.findall(r'<th scope="row"><a[^>]*>合成市(\d+)</a>', text)
        seen += dict.fromkeys(names)
        following = re.search(r'<a rel="next" href="([^"]*)"', text)
        address, pages_ = (following[1].replace("&amp;", "&") if following else ""), pages_ + 1
    assert len(seen) == len(set(seen)) == CITIES and pages_ > 10
    first = page(many, "/compare?indicator=indicator-00")
    assert "1位" in first and many.get("/compare?indicator=indicator-00&page=99").status_code == 404


def test_the_list_is_paged_and_the_matrix_too(many: httpx.Client) -> None:
    found = [
        re.findall(r'href="/compare\?indicator=([\w-]+)"', page(many, f"/compare?page={n}")) for n in (1, 2)
    ]
    assert len(found[0]) == 30 and len(found[0] + found[1]) == len({*found[0], *found[1]}) == SHARED
    assert 'rel="next"' in page(many, "/compare/coverage") and 'rel="next"' not in page(
        many, "/compare/coverage?page=5"
    )
    for path in ("/compare?page=3", "/compare/coverage?page=6"):
        assert many.get(path).status_code == 404


def test_all_municipalities_are_listed_once_in_pages_by_their_codes(many: httpx.Client) -> None:
    rows = [
        re.findall(r'<th scope="row">.*?</tr>', page(many, f"/municipalities?page={n}"), re.S)
        for n in range(1, 5)
    ]
    assert [len(found) for found in rows] == [50, 50, 50, CITIES - 150]
    named = [re.search(r"/id/(\d+)", row) for found in rows for row in found]
    assert [found[1] for found in named if found] == sorted(code(number) for number in range(CITIES))
    assert all('<td class="number" data-label="計画">2</td>' in row for found in rows for row in found)
    assert "県1" in rows[0][0] and "比較できる実績なし" in rows[0][0]
    assert many.get("/municipalities?page=5").status_code == 404


def test_municipalities_are_chosen_by_population_band_class_prefecture_and_neighbourhood(
    many: httpx.Client,
) -> None:
    def chosen(query: str) -> set[str]:
        text = many.get(f"/compare.csv?indicator=indicator-00&match=exact&{query}").text
        return {line.split(",")[5] for line in text.splitlines()[1:]}

    band = chosen("size=city-2")
    assert band and all(50_000 <= 4_000 + 1_500 * int(name.removeprefix("合成市")) < 100_000 for name in band)
    near = chosen(f"near={code(31)}")
    assert len(near) == 11 and "合成市31" in near and near < {f"合成市{n}" for n in range(20, 43)}
    assert chosen("class=town&size=city-2") == set()
    assert chosen(f"prefecture=県3&among={code(2)},{code(49)},{code(3)}") == {"合成市2", "合成市49"}
    assert many.get("/compare?size=large").status_code == 400
    assert "人口は登録されていません" in page(many, f"/compare?near={code(5)}")


def test_the_map_draws_no_more_squares_in_a_prefecture_than_fit(many: httpx.Client) -> None:
    text = page(many, "/compare?indicator=indicator-00")
    drawn = text[text.index('<figure class="tile-map">') : text.index("</figure>")]
    assert drawn.count('class="prefecture') == 47
    assert drawn.count('class="shade') >= CITIES
    assert drawn.count("<a ") == 0, "the release has no names of prefectures"


def test_a_shared_indicator_names_the_nearest_of_what_matches_it_and_counts_the_others(
    many: httpx.Client,
) -> None:
    text = page(many, "/hub/indicator/indicator-00.html")
    matches = text[text.index('<section aria-labelledby="matches">') :]
    named = re.findall(r"/id/(\d+)/plan", matches[: matches.index("</section>")])
    assert (len(named), named[0]) == (MOST_MATCHES, code(CITIES - 1))
    assert f"ほかに{CITIES - MOST_MATCHES}件あります。" in matches
