"""The hub's mappings as SSSOM, validated by the standard's own command."""

import csv
import json
import subprocess
import sys
from pathlib import Path

from pipeline.exports import sssom
from pipeline.graphs import alignment
from pipeline.graphs.interpreter import Triple
from pipeline.model.files.data_folder import ROOT
from pipeline.model.iris import BASE
from pipeline.tables.csv_files import Tables, rows

HUB = alignment.read(ROOT / "data" / "hub")


def _triples(hub: Tables) -> list[Triple]:
    own = alignment.by_municipality(hub).values()
    return [triple for mappings in own for triple in alignment.mapping_triples(mappings)]


TABLE = sssom.table(_triples(HUB), BASE)
VALIDATE = """
import json, sys
from click.testing import CliRunner
from sssom.cli import main

results = (CliRunner().invoke(main, ["validate", path]) for path in sys.argv[1:])
print(json.dumps([[one.exit_code, one.stdout] for one in results]))
"""
"""Runs the standard's command on one file after the other: it takes two seconds to be imported."""


def test_its_own_validator_finds_nothing_wrong(tmp_path: Path) -> None:
    good, wrong = tmp_path / "good.sssom.tsv", tmp_path / "wrong.sssom.tsv"
    good.write_text(TABLE, encoding="utf-8")
    wrong.write_text(TABLE.replace("semapv:ManualMappingCuration", "semapv:Guessing", 1), encoding="utf-8")
    command = [sys.executable, "-c", VALIDATE, str(good), str(wrong)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)) == (0, [[0, ""], [1, ""]]), done.stderr


def test_every_mapping_is_a_row_with_its_reason_its_author_and_its_day() -> None:
    lines = [line for line in TABLE.splitlines() if not line.startswith("#")]
    found = list(csv.DictReader(lines, delimiter="\t"))
    assert len(found) == len(HUB["mappings"]) + len(HUB["policy_mappings"])
    assert all(row["comment"] and row["author_label"] and row["mapping_date"] for row in found)
    assert all(0 <= float(row["confidence"]) <= 1 for row in found)
    reasons = {f"{row['reason']} / {row['reason_en']}" for row in rows(HUB["mappings"])}
    assert reasons <= {row["comment"] for row in found}
    (predicate,) = {
        row["predicate_id"]
        for row in found
        if row["subject_id"] == "keikaku:id/092029/gyokaku-8/2023/item/1/indicator/8"
    }
    assert predicate == "skos:closeMatch"


def test_rows_of_one_municipality_do_not_depend_on_another_s() -> None:
    """A release can join the rows of each without reading them all."""
    every = list(sssom.rows(_triples(HUB), BASE))
    apart = [
        line
        for code in sorted(set(HUB["mappings"]["municipality"]))
        for line in sssom.rows(_triples(_only(code)), BASE)
    ]
    assert apart == every


def _only(code: str) -> Tables:
    names = ("mappings", "policy_mappings")
    return {**HUB, **{name: HUB[name][HUB[name]["municipality"] == code] for name in names}}
