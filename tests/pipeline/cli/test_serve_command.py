"""`keikaku serve`: what keeps it from serving is one clear sentence."""

import io
import socket
from pathlib import Path

import pytest

from pipeline.release.store import CURRENT
from tests.pipeline.cli.session import Keikaku


def test_a_busy_port_is_named(keikaku: Keikaku, live: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        done = keikaku("serve", "--port", str(port))
    assert done.code == 2
    assert done.err == (
        f"127.0.0.1:{port}: cannot be listened on (Address already in use). Stop what uses it, or give --port.\n"
    )


@pytest.mark.parametrize("command", [("serve",), ("query", "-")])
def test_without_a_release_the_command_that_makes_one_is_named(
    keikaku: Keikaku,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("KEIKAKU_RELEASES", str(tmp_path / "empty"))
    monkeypatch.setattr("sys.stdin", io.StringIO("ASK {}"))
    done = keikaku(*command)
    assert done.code == 2
    assert "holds no release. Run `keikaku build`." in done.err


def test_a_corrupt_release_is_not_served(keikaku: Keikaku, tmp_path: Path, releases: Path) -> None:
    broken = tmp_path / "releases" / "broken"
    broken.mkdir(parents=True)
    (broken / "release.json").write_bytes((releases / CURRENT / "release.json").read_bytes()[:-20])
    (tmp_path / "releases" / CURRENT).symlink_to("broken")
    done = keikaku("serve")
    assert done.code == 2
    assert "release.json: Invalid JSON" in done.err
    assert done.err.endswith("Run `keikaku build` again.\n")
