"""What the server's log holds, and what it never does."""

import json
import logging
import logging.config

import pytest

from pipeline.cli.serve import LogFormat, _log_config
from server.http.logs import network


@pytest.fixture(params=LogFormat)
def log_format(request: pytest.FixtureRequest) -> LogFormat:
    return LogFormat(request.param)


@pytest.fixture
def written(log_format: LogFormat, capsys: pytest.CaptureFixture[str]) -> str:
    """What stands in the log after a request of somebody for something, and an error."""
    loggers = [logging.getLogger(name) for name in ("", "uvicorn", "uvicorn.error", "uvicorn.access")]
    before = [(found, found.level, found.propagate, list(found.handlers)) for found in loggers]
    logging.config.dictConfig(_log_config(log_format))
    try:
        request = ("203.0.113.9:4711", "GET", "/search?q=secret", "1.1", 200)
        logging.getLogger("uvicorn.access").info('%s - "%s %s HTTP/%s" %d', *request)
        logging.getLogger("keikaku.query").info("digest=%s", "4f5a")
    finally:
        for found, level, propagate, handlers in before:
            found.setLevel(level)
            found.propagate, found.handlers[:] = propagate, handlers
    said = capsys.readouterr()
    return said.out + said.err


def test_it_holds_the_request_without_what_was_looked_for_or_who_it_was(written: str) -> None:
    assert "/search" in written and "203.0.113.0/24" in written and "digest=4f5a" in written
    assert "secret" not in written and "203.0.113.9" not in written and "4711" not in written


def test_for_programs_every_line_is_an_object(written: str, log_format: LogFormat) -> None:
    if log_format is LogFormat.TEXT:
        assert not written.startswith("{")
        return
    lines = [json.loads(line) for line in written.splitlines()]
    assert {line["logger"] for line in lines} == {"uvicorn.access", "keikaku.query"}
    assert all(line.keys() == {"time", "level", "logger", "message"} for line in lines)


@pytest.mark.parametrize(
    ("client", "told"),
    [
        ("203.0.113.9:4711", "203.0.113.0/24"),
        ("[2001:db8:1:2::3]:4711", "2001:db8:1::/48"),
        ("2001:db8:1:2::3:4711", "2001:db8:1::/48"),
        ("testclient:1", "testclient:1"),
        ("", ""),
    ],
)
def test_of_a_client_the_network_is_told(client: str, told: str) -> None:
    assert network(client) == told
