"""A page of another origin, in a real browser, asks the endpoint and reads a Parquet file in parts, as DuckDB-WASM does."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

READ_FOOTER = """async root => {
  const file = root + '/data/keikaku_figures.parquet';
  const size = Number((await fetch(file, {method: 'HEAD'})).headers.get('content-length'));
  const end = await fetch(file, {headers: {Range: `bytes=${size - 4}-${size - 1}`}});
  return [end.status, end.headers.get('content-range'), await end.text(), size];
}"""
ASK = """async root => {
  const answer = await fetch(root + '/sparql?query=' + encodeURIComponent('ASK { ?s a kk:Plan }'),
    {headers: {'If-None-Match': '"x"', 'X-Requested-With': 'script'}});
  return [answer.headers.get('etag') !== null, (await answer.json()).boolean];
}"""


class _Empty(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elsewhere</title><link rel=icon href=data:,>")

    def log_message(self, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[Page]:
    """An empty page of another origin."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Empty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield page
        page.close()
        server.shutdown()


def test_a_script_reads_the_end_of_a_parquet_file(elsewhere: Page, server_url: str) -> None:
    status, range_, end, size = elsewhere.evaluate(READ_FOOTER, server_url)
    assert (status, range_, end) == (206, f"bytes {size - 4}-{size - 1}/{size}", "PAR1")


def test_a_script_asks_the_endpoint_with_headers_of_its_own(elsewhere: Page, server_url: str) -> None:
    assert elsewhere.evaluate(ASK, server_url) == [True, True]
