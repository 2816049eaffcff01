"""Whatever bytes are sent to it, the server says what is wrong with them, repeats nothing unescaped, and goes on."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from benchmarks.servers import Server, keikaku
from tests.attack.forms import Form, forms
from tests.attack.payloads import MARK

SECONDS = 5.0
"""At most for what such a request may take, also where its sender leaves the server waiting."""
FORMS = list(forms())
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "serve.log"


@pytest.fixture(scope="module")
def server(releases: Path, log: Path) -> Iterator[Server]:
    with keikaku(releases, usual_limits=True, log=log) as server:
        yield server


def reply(server: Server, form: Form, number: int) -> bytes:
    """All that the server sends; who sends half a request ends it, after a moment."""
    address = (
        f"127.0.{16 + number // 250}.{1 + number % 250}"  # a client each: nobody is turned away for another
    )
    with socket.create_connection(("127.0.0.1", server.port), SECONDS, (address, 0)) as connection:
        with suppress(OSError):  # the server has ended the connection before all is sent
            connection.sendall(form.raw)
            if not form.whole:
                connection.settimeout(0.3)
        parts = []
        with suppress(ConnectionError, TimeoutError):
            while part := connection.recv(65536):
                parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("number", range(len(FORMS)), ids=[form.name for form in FORMS])
def test_a_form_is_answered_and_does_no_harm(server: Server, number: int) -> None:
    form = FORMS[number]
    started = time.monotonic()
    answer = reply(server, form, number)
    assert time.monotonic() - started < SECONDS
    head, _, body = answer.partition(b"\r\n\r\n")
    if form.whole and form.raw:
        assert re.match(rb"HTTP/1\.1 [234]\d\d ", answer), answer[:200]
    assert not re.search(rb"HTTP/1\.1 5\d\d ", answer), answer[:500]
    assert b"\r\nx-injected" not in head.lower()
    assert MARK.encode() not in body or b"content-type: text/html" not in head.lower()
    assert b"root:x:" not in body and b'"base_iri"' not in body
    assert b"evil.example" not in head


def test_no_second_request_hides_in_the_body_of_another(server: Server) -> None:
    hidden = [
        form.name
        for number, form in enumerate(FORMS)
        if form.name.startswith("framing") and b"User-agent:" in reply(server, form, number)
    ]
    assert hidden == []


def test_after_all_of_them_the_server_answers_and_its_log_tells_of_no_fault(
    server: Server, log: Path
) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=SECONDS)
    connection.request("GET", "/health/ready")
    assert connection.getresponse().status == 200
    connection.close()
    assert "Traceback" not in log.read_text(encoding="utf-8")
