"""`make sbom`: the table of licences in docs/licences.md, from the bill of materials of what an installation runs."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HEAD = """# Licences of what keikaku runs on

keikaku itself: MIT. Every package of `requirements.lock`, with the licence that it declares; `make sbom` writes this
page, and `build/sbom.cdx.json` (CycloneDX) with versions and digests.

| package | licence |
|---|---|
"""
UNDECLARED = {"pypdfium2": "BSD-3-Clause, Apache-2.0"}
"""Licences that a package states in its files and not in its metadata."""


def _declared(component: dict[str, Any]) -> Iterator[str]:
    for entry in component.get("licenses", []):
        licence = entry.get("license", {})
        yield entry.get("expression") or licence.get("id") or licence["name"].rpartition(":: ")[2]


def page(bill: dict[str, Any]) -> str:
    """The page of a bill of materials. A package without a licence stops with its name."""
    lines = []
    for component in sorted(bill["components"], key=lambda found: found["name"].lower()):
        name = component["name"]
        licences = " / ".join(dict.fromkeys(_declared(component))) or UNDECLARED.get(name)
        if licences is None:
            sys.exit(f"{name}: declares no licence. Find it, then write it in {__file__}.")
        lines.append(f"| {name} | {licences} |\n")
    return HEAD + "".join(lines)


if __name__ == "__main__":
    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(__file__).with_suffix(".md").write_text(page(found), encoding="utf-8")
