"""Whatever ends a request otherwise than it was asked tells why in Japanese and in English, each where it belongs."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from starlette.routing import Route

from pipeline.model.errors import Problem, ReleaseError
from pipeline.model.text import Text
from pipeline.release.store import CURRENT, Release
from server.app import ROUTERS
from server.http.errors import NOTHING_HERE
from server.http.settings import Settings
from server.rendering.problems import FAILED, LOOK_ELSEWHERE, NOT_READABLE
from server.rendering.service import Service
from tests.cases.documents.truth import CASES
from tests.server.serving import served
from tests.server.web.conftest import ROOT, application_on, write_release

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龥、。]")
ENGLISH = re.compile(r"[A-Za-z']+(?: [a-z']+){3}")
"""So many words in a row are a sentence, and no name."""
SPACED = re.compile(r"[ぁ-んァ-ヶ一-龥、。] [A-Za-z0-9]|[A-Za-z0-9%] [ぁ-んァ-ヶ一-龥]")
EDITION = "/id/132292/gyokaku-5/2026.html"
ITEM = "/id/132292/gyokaku-5/2026/item/7"
DOCUMENT = "/id/132292/document/2026"


@dataclass(frozen=True)
class Asking:
    """A request that is not answered as it was asked, with its status."""

    path: str
    status: int
    method: str = "GET"
    body: bytes = b""
    media_type: str = ""

    def send(self, client: httpx.Client, accept: str, **parameters: str) -> httpx.Response:
        headers = {"Accept": accept, "Sec-Fetch-Site": "cross-site", "Connection": "close"}
        if self.media_type:
            headers["Content-Type"] = self.media_type
        url = httpx.URL(self.path).copy_merge_params(parameters) if parameters else self.path
        answer = client.request(self.method, url, headers=headers, content=self.body or None)
        assert answer.status_code == self.status, answer.text
        return answer


ON_PAGES = [
    Asking("/nowhere", 404),
    Asking("/id/132292/none", 404),
    Asking("/id/132292/none.html", 404),
    Asking("/id/132292.csv", 404),
    Asking("/id/132292/old.html", 410),
    Asking("/id/132292.html", 405, "DELETE"),
    Asking("/static/none.css", 404),
    Asking(f"{ITEM}.ttl?page=0", 400),
    Asking(f"{ITEM}.jsonld?context=none", 400),
    Asking(f"{ITEM}/indicator/2.svg", 404),
    Asking(f"{EDITION}?view=none", 404),
    Asking(f"{EDITION}?view=table&sort=none", 400),
    Asking(f"{EDITION}?view=quality&kind=none", 404),
    Asking(f"{EDITION}?view=changes", 404),
    Asking(f"{DOCUMENT}.html?line=99999", 400),
    Asking(f"{DOCUMENT}.html?in=none.pdf&page=1", 404),
    Asking(f"{DOCUMENT}.html?in=2026.pdf&place=nowhere", 400),
    Asking(f"{DOCUMENT}.html?in=2026.pdf&page=1", 404),
    Asking(f"{DOCUMENT}.html?in=2026-2.xlsx&place=sheet=none%26cell=A1", 404),
    Asking("/id/fiscal-year/2024.html?page=99", 404),
    Asking("/municipalities?page=99", 404),
    Asking("/municipalities?page=none", 400),
    Asking("/ns/none", 404),
    Asking("/ns.none", 404),
    Asking("/ns/shape.none", 404),
    Asking("/catalog.none", 404),
    Asking("/catalog.html?page=99", 404),
    Asking("/catalog.ttl?page=99", 404),
    Asking("/data/none.csv", 404),
    Asking("/opendata_list/99.csv", 404),
    Asking("/void/999999.ttl", 404),
    Asking("/sitemap/999999.xml", 404),
    Asking("/compare.none", 404),
    Asking("/compare.csv", 404),
    Asking("/compare.csv?indicator=none", 404),
    Asking("/compare?match=none", 400),
    Asking("/compare?page=99", 404),
    Asking("/compare/coverage?page=99", 404),
    Asking("/q/none.csv", 404),
    Asking("/q/targets-met.none", 404),
    Asking("/q/targets-met.csv?none=1", 400),
    Asking("/q/targets-met.csv?year=..", 400),
    Asking("/q/targets-met.csv", 503),
    Asking("/sparql/examples.none", 404),
    Asking("/sparql/examples/none", 404),
    Asking("/schema", 503),
    Asking("/mcp", 405),
    Asking("/workbook", 403, "POST"),
]
"""What a browser meets as a page."""
_QUERY, _FORM = "application/sparql-query", "application/x-www-form-urlencoded"
TO_PROGRAMS = [
    Asking("/sparql?query=ASK%7B%7D", 503),
    Asking("/sparql?query=SELECT%20*%20%7B%20%22", 400),
    Asking("/sparql?query=INSERT%20DATA%20%7B%7D", 400),
    Asking("/sparql?update=x", 400),
    Asking("/sparql?query=a&query=b", 400),
    Asking("/sparql?query=ASK%7B%7D&default-graph-uri=none", 400),
    Asking("/sparql?query=%FF", 400),
    Asking("/sparql?" + "&".join(["x=1"] * 300), 400),
    Asking("/sparql", 400, "POST", b"x=1", _FORM),
    Asking("/sparql", 400, "POST", b"\xff", _QUERY),
    Asking("/sparql", 413, "POST", b"#" * 70_000, _QUERY),
    Asking("/sparql", 415, "POST", b"CLEAR ALL", "application/sparql-update"),
    Asking("/sparql", 415, "POST", b"ASK {}", "text/turtle"),
    Asking("/sparql", 415, "POST", b"ASK {}", f"{_QUERY}; charset=shift_jis"),
    Asking("/sparql/answer?query=SELECT%20*%20%7B%20%22", 400),
    Asking("/" + "a" * 3_000, 414),
    Asking("/search?q=" + "a" * 9_000, 414),
]
"""What only programs meet, or a browser on the page of the query itself."""
CKAN = [
    Asking("/api/3/action/none", 400),
    Asking("/api/3/action/package_show", 409),
    Asking("/api/3/action/package_show?id=none", 404),
    Asking("/api/3/action/package_search?rows=-1", 409),
    Asking("/api/3/action/package_search?sort=none", 409),
    Asking("/api/3/action/package_search?facet.field=none", 409),
    Asking("/api/3/action/package_search?q=" + "a" * 2_000, 409),
    Asking("/api/3/action/package_search?sort=" + "id," * 30, 409),
    Asking("/api/3/action/package_list", 400, "POST", b"[", "application/json"),
    Asking("/api/3/action/package_list", 413, "POST", b" " * 20_000, "application/json"),
]


def named(asking: Asking) -> str:
    return f"{asking.method} {asking.path[:60]}"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release with a workbook, and a PDF that cannot be read."""
    folder = write_release(tmp_path_factory.mktemp("errors"))
    (folder / "source" / "132292-2026.pdf").write_bytes(b"%PDF-1.7 broken")
    shutil.copy(CASES / "listing.xlsx", folder / "source" / "132292-2026-2.xlsx")
    (folder / CURRENT).symlink_to(folder)
    return Release.open(folder)


@pytest.fixture(scope="module")
def app(release: Release) -> FastAPI:
    """The application with every page that it can have, following this release and not that of the checkout."""
    settings = Settings(releases=release.path, public_url=ROOT, workbook_page=True)
    return application_on(Service.open(settings, release))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[httpx.Client]:
    """A client while the query engine is away."""
    endpoint = app.state.endpoint
    with served(app) as url, httpx.Client(base_url=url, timeout=60) as client:
        endpoint.engine, engine = application_on(app.state.service).state.endpoint.engine, endpoint.engine
        yield client
        endpoint.engine = engine


def check(ja: str, en: str) -> None:
    """Each sentence is in its language alone, and the Japanese is set as the pages are."""
    assert JAPANESE.search(ja) and (ja.endswith("。") or "例: " in ja), ja
    assert not ENGLISH.search(ja) and not SPACED.search(ja), ja
    assert en and not JAPANESE.search(en), en


@pytest.mark.parametrize("asking", [*ON_PAGES, *TO_PROGRAMS], ids=named)
def test_programs_are_told_in_both_languages(client: httpx.Client, asking: Asking) -> None:
    answer = asking.send(client, "application/json")
    assert answer.headers["content-type"] == "application/problem+json"
    check(answer.json()["detail_ja"], answer.json()["detail"])


@pytest.mark.parametrize("asking", CKAN, ids=named)
def test_clients_of_ckan_are_told_in_both_languages_within_ckans_own_form(
    client: httpx.Client, asking: Asking
) -> None:
    error = asking.send(client, "application/json").json()["error"]
    check(error["message_ja"], error["message"])


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("asking", ON_PAGES, ids=named)
def test_a_page_tells_it_in_its_own_language_alone(
    client: httpx.Client, asking: Asking, language: str
) -> None:
    problem = asking.send(client, "application/json").json()
    said = problem["detail_ja" if language == "ja" else "detail"]
    said = said.removesuffix(LOOK_ELSEWHERE.in_language(language)).strip()
    page = BeautifulSoup(asking.send(client, "text/html", lang=language).text, "html5lib")
    shown = main(page, language)
    assert said in shown or said == NOTHING_HERE.in_language(language)


def main(page: BeautifulSoup, language: str) -> str:
    """What a page says: in its language, nothing of it marked as being in another but the names it links to."""
    assert page.html and page.html["lang"] == language
    (found,) = page.select("main")
    for links in found.select("ul"):
        links.decompose()
    assert found.select("[lang]") == []
    text = found.get_text(" ", strip=True)
    assert not (ENGLISH if language == "ja" else JAPANESE).search(text), text
    return text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_query_that_cannot_be_read_stays_on_its_page_with_why_in_its_language(
    client: httpx.Client, language: str
) -> None:
    asking = Asking('/sparql/answer?query=SELECT * { "', 400)
    page = BeautifulSoup(asking.send(client, "text/html", lang=language).text, "html5lib")
    (shown,) = page.select(".failure")
    assert shown.select("[lang]") == []
    assert bool(JAPANESE.search(shown.get_text())) == (language == "ja")
    assert bool(ENGLISH.search(shown.get_text())) == (language == "en")


@pytest.mark.parametrize(
    ("accepted", "says"), [("ja, en;q=0.5", "問い合わせがありません"), ("en", "no query")]
)
def test_who_prefers_text_is_told_in_the_language_that_is_preferred(
    client: httpx.Client, accepted: str, says: str
) -> None:
    headers = {"Accept": "text/plain", "Accept-Language": accepted, "Content-Type": _FORM}
    answer = client.post("/sparql", content=b"x=1", headers=headers)
    assert answer.headers["content-language"] == accepted[:2]
    assert says in answer.text
    assert bool(JAPANESE.search(answer.text)) == accepted.startswith("ja")


@pytest.mark.parametrize(
    "path", ["/id/132292", "/catalog", "/ns", "/ns/shape", "/sparql/examples", "/sparql"]
)
def test_a_format_that_there_is_not_is_answered_with_those_that_there_are(
    client: httpx.Client, path: str
) -> None:
    problem = Asking(path, 406).send(client, "image/png").json()
    check(problem["detail_ja"], problem["detail"])
    assert "text/turtle" in problem["detail_ja"] and "text/turtle" in problem["detail"]


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({"Host": "evil.example"}, "/", 400),
        ({"Range": "bytes=9999999-"}, "/data/mini.ttl", 416),
        ({"X-Long": "a" * 9_000}, "/", 431),
    ],
)
def test_what_is_wrong_with_a_header_is_told_in_both_languages(
    client: httpx.Client, headers: dict[str, str], path: str, status: int
) -> None:
    answer = client.get(path, headers=headers)
    assert answer.status_code == status
    check(answer.json()["detail_ja"], answer.json()["detail"])


def _raise(error: Exception) -> Callable[..., object]:
    def raising(*_given: object, **_named: object) -> object:
        raise error

    return raising


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (RuntimeError("inside"), 500, FAILED),
        (
            ReleaseError(Problem("pages.sqlite", "cannot be read.", "Build the release anew.")),
            503,
            Text(NOT_READABLE, "pages.sqlite: cannot be read. Build the release anew."),
        ),
    ],
)
def test_a_fault_of_the_server_is_a_page_in_its_language_too(
    app: FastAPI,
    client: httpx.Client,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    told: Text,
    language: str,
) -> None:
    monkeypatch.setattr(app.state.service.search, "search", _raise(error))
    asking = Asking("/search?q=x", status)
    problem = asking.send(client, "application/json").json()
    check(problem["detail_ja"], problem["detail"])
    assert (problem["detail_ja"], problem["detail"]) == (told.ja, told.en)
    page = BeautifulSoup(asking.send(client, "text/html", lang=language).text, "html5lib")
    assert problem["detail_ja" if language == "ja" else "detail"] in main(page, language)


def test_every_address_tells_in_both_languages_what_it_does_not_take(client: httpx.Client) -> None:
    """Whatever is added later: each route, asked for something that there is not, and to delete it."""
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, Route)]
    paths = sorted({re.sub(r"\{[^}]*\}", "none", route.path) for route in routes})
    assert len(paths) > 40
    told = 0
    for path in (path for path in paths if not path.startswith(("/api/", "/mcp"))):
        for method in ("GET", "DELETE"):
            headers = {"Accept": "application/json", "Connection": "close"}
            answer = client.request(method, path, headers=headers)
            if answer.status_code >= 400 and not path.startswith("/health/"):
                check(answer.json()["detail_ja"], answer.json()["detail"])
                told += 1
    assert told > len(paths)


def test_nothing_but_the_one_error_with_both_languages_ends_a_request() -> None:
    """The framework's own error knows one sentence."""
    server = Path(__file__).resolve().parents[3] / "server"
    bare = [
        path.relative_to(server).as_posix()
        for path in sorted(server.rglob("*.py"))
        if "raise HTTPException" in path.read_text(encoding="utf-8")
    ]
    assert bare == []
