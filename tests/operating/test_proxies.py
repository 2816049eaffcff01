"""nginx and Caddy as the guide sets them up, real, before a real server."""

import getpass
import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.operating.conftest import HOST, Configured, Running, free_port, wait_for

pytestmark = pytest.mark.peer
PAGE = "/id/132292/gyokaku-5/2026/item/7.html"
QUERY = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(params=["nginx", "caddy"])
def proxy(
    request: pytest.FixtureRequest, running: Running, configured: Configured, tmp_path: Path
) -> Iterator[int]:
    """The port on which a proxy stands before the server, with TLS."""
    program, port = str(request.param), free_port()
    if not shutil.which(program):
        pytest.skip(f"no {program} here: `make tools` installs it")
    command = (_nginx if program == "nginx" else _caddy)(configured, tmp_path, running.port, port)
    with (tmp_path / "output.log").open("w", encoding="utf-8") as output:
        started = subprocess.Popen(
            command, stdout=output, stderr=output, env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
        )
        try:
            wait_for(f"https://127.0.0.1:{port}/")
            yield port
        finally:
            started.terminate()
            started.wait(timeout=30)


def _certificate(folder: Path) -> tuple[Path, Path]:
    made, key = folder / "site.pem", folder / "site.key"
    subject = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run([*command, *subject, "-keyout", key, "-out", made], check=True, capture_output=True)
    return made, key


def _nginx(configured: Configured, folder: Path, upstream: int, port: int) -> list[str]:
    certificate, key = _certificate(folder)
    places = {
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        "listen 443 ssl http2": f"listen 127.0.0.1:{port} ssl http2",
        "/etc/ssl/plan.example.jp.pem": str(certificate),
        "/etc/ssl/private/plan.example.jp.key": str(key),
        "/var/cache/nginx/keikaku": str(folder / "cache"),
        "/var/log/nginx/keikaku.log": str(folder / "access.log"),
    }
    (folder / "keikaku.conf").write_text(configured("nginx.conf", places), encoding="utf-8")
    bodies = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = (
        f"user {getpass.getuser()};\npid {folder}/nginx.pid;\nerror_log stderr;\ndaemon off;\nevents {{}}\n"
        f"http {{\n{bodies}include {folder}/keikaku.conf;\n}}\n"
    )
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    return ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _caddy(configured: Configured, folder: Path, upstream: int, port: int) -> list[str]:
    certificate, key = _certificate(folder)
    site = f"https://{HOST}:{port}, https://127.0.0.1:{port} {{\n\tbind 127.0.0.1\n\ttls {certificate} {key}"
    places = {"127.0.0.1:8000": f"127.0.0.1:{upstream}", f"{HOST} {{": site}
    text = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + configured("Caddyfile", places)
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


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
