"""nginx and Caddy as the guide sets them up, real, before a real server."""

import shutil
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from benchmarks.proxies import HOST, PROXIES, before
from tests.operating.conftest import Running

pytestmark = pytest.mark.peer
PAGE = "/id/132292/gyokaku-5/2026/item/7.html"
QUERY = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(params=sorted(PROXIES))
def proxy(request: pytest.FixtureRequest, running: Running, tmp_path: Path) -> Iterator[int]:
    """The port on which a proxy stands before the server, with TLS."""
    if not shutil.which(request.param):
        pytest.skip(f"no {request.param} here: `make tools` installs it")
    with before(request.param, running.port, tmp_path) as port:
        yield port


@pytest.fixture
def client(proxy: int) -> Iterator[httpx.Client]:
    """A client of the site by its name, from an address of this machine that is not the proxy's."""
    unverified = ssl.create_default_context()
    unverified.check_hostname, unverified.verify_mode = False, ssl.CERT_NONE
    transport = httpx.HTTPTransport(verify=unverified, local_address="127.0.7.7")
    with httpx.Client(
        transport=transport,
        base_url=f"https://127.0.0.1:{proxy}",
        headers={"Host": f"{HOST}:{proxy}"},
        timeout=30,
    ) as found:
        yield found


def test_pages_pass_with_their_headers_and_answer_their_etag(client: httpx.Client) -> None:
    page = client.get(PAGE)
    assert (page.status_code, "Content-Security-Policy" in page.headers) == (200, True)
    again = client.get(PAGE, headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304


def test_languages_and_formats_are_kept_apart(client: httpx.Client) -> None:
    page = PAGE.removesuffix(".html")
    types = {
        accept: client.get(page, headers={"Accept": accept}, follow_redirects=True).headers["Content-Type"]
        for accept in ("text/html", "text/turtle", "application/ld+json")
    }
    assert all(kind.startswith(accept) for accept, kind in types.items())
    languages = {
        language: client.get(f"{PAGE}", headers={"Accept-Language": language}, follow_redirects=True).text
        for language in ("ja", "en")
    }
    assert 'lang="ja"' in languages["ja"] and 'lang="en"' in languages["en"]


def test_a_file_is_read_in_parts(client: httpx.Client) -> None:
    address = "/data/132292_gyokaku_5_2026_figures.parquet"
    part = client.get(address, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"PAR1")
    whole = client.get(address)
    assert whole.content[:4] == whole.content[-4:] == b"PAR1"
    assert client.get(address, headers={"Range": "bytes=-4"}).content == b"PAR1"


def test_queries_pass_and_no_log_holds_them(client: httpx.Client, tmp_path: Path) -> None:
    asked = client.get("/sparql", params={"query": QUERY})
    assert asked.json()["results"]["bindings"]
    assert client.post("/sparql", data={"query": QUERY}).status_code == 200
    logs = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.log"))
    assert "/sparql" in logs and "COUNT" not in logs


def test_the_server_sees_the_client_whatever_it_claims(client: httpx.Client, running: Running) -> None:
    client.get("/robots.txt", headers={"X-Forwarded-For": "203.0.113.9"})
    lines = [line for line in running.log.read_text(encoding="utf-8").splitlines() if "/robots.txt" in line]
    assert "127.0.7.0/24" in lines[-1] and "203.0.113.9" not in lines[-1]


def test_what_is_for_the_operator_alone_does_not_pass(client: httpx.Client) -> None:
    assert [client.get(path).status_code for path in ("/metrics", "/health/live", "/health/ready")] == [
        404
    ] * 3


def test_a_body_that_is_too_large_is_turned_away(client: httpx.Client) -> None:
    assert client.post("/sparql", data={"query": "#" * 300_000}).status_code == 413
