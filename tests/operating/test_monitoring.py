"""Alerts and the dashboard ask for what the server counts; the units of systemd are whole."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from benchmarks.proxies import OPERATING
from pipeline.model.files.data_folder import ROOT
from tests.operating.conftest import Running

GUIDE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
pytestmark = pytest.mark.peer


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    if not shutil.which(str(arguments[0])):
        pytest.skip(f"no {arguments[0]} here")
    return subprocess.run([str(each) for each in arguments], capture_output=True, text=True, cwd=OPERATING)


@pytest.mark.parametrize("name", ["alerts.yml", "dashboard.json"])
def test_what_is_asked_is_counted(name: str, running: Running) -> None:
    counted = set(re.findall(r"^(\w+)", httpx.get(f"http://127.0.0.1:{running.port}/metrics").text, re.M))
    asked = set(re.findall(r"keikaku_[a-z_]+\b(?!:)", (OPERATING / name).read_text(encoding="utf-8")))
    assert asked and asked - {"keikaku_clients_zone"} <= counted


def test_alerts_ring_when_they_should_and_not_else() -> None:
    assert command("promtool", "check", "rules", "alerts.yml").returncode == 0
    tested = command("promtool", "test", "rules", "alerts_test.yml")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    named = re.findall(r"- alert: (\w+)", (OPERATING / "alerts.yml").read_text(encoding="utf-8"))
    text = (OPERATING / "alerts_test.yml").read_text(encoding="utf-8")
    assert all(f"alertname: {name}" in text for name in named)


def test_every_alert_has_its_paragraph_in_the_guide() -> None:
    alerts = (OPERATING / "alerts.yml").read_text(encoding="utf-8")
    for name in re.findall(r"- alert: (\w+)", alerts):
        assert f"#### {name}" in GUIDE
        assert f"runbook: docs/operating.md#{name.lower()}" in alerts


def test_the_dashboard_is_one() -> None:
    board = json.loads((OPERATING / "dashboard.json").read_text(encoding="utf-8"))
    places = [tuple(panel["gridPos"].values()) for panel in board["panels"]]
    assert len(set(places)) == len(places) == len({panel["id"] for panel in board["panels"]})


@pytest.mark.parametrize(("unit", "at_most"), [("keikaku.service", 2.0), ("keikaku-watch.service", 1.0)])
def test_the_units_are_whole_and_hardened(unit: str, at_most: float, tmp_path: Path) -> None:
    text = (OPERATING / unit).read_text(encoding="utf-8").replace("/opt/keikaku/bin/keikaku", "/bin/true")
    copy = tmp_path / unit
    copy.write_text(text, encoding="utf-8")
    verified = command("systemd-analyze", "verify", copy)
    assert (verified.returncode, verified.stderr.strip()) == (0, "")
    measured = command("systemd-analyze", "security", "--offline=yes", copy)
    level = re.search(r"exposure level for \S+: ([0-9.]+)", measured.stdout)
    assert level and float(level[1]) <= at_most


@pytest.mark.parametrize("name", sorted(path.name for path in OPERATING.iterdir()))
def test_every_file_is_named_in_the_guide(name: str) -> None:
    assert f"operating/{name}" in GUIDE
