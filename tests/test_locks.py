"""The lock files answer to pyproject.toml, and the page of licences to them."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pipeline.model.files.data_folder import ROOT

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME, TEST = "requirements.lock", "requirements-test.lock"


def entries(name: str) -> list[Requirement]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return [Requirement(line.strip(" \\")) for line in re.findall(r"^[\w.-]+==.*", text, re.M)]


def locked(name: str) -> dict[str, str]:
    return {canonicalize_name(each.name): str(each.specifier).removeprefix("==") for each in entries(name)}


def wanted(lock: str) -> list[Requirement]:
    extras = _PROJECT["optional-dependencies"] if lock == TEST else {}
    lines = [*_PROJECT["dependencies"], *(line for extra in extras.values() for line in extra)]
    return [found for line in lines if (found := Requirement(line)).name != "keikaku"]


@pytest.mark.parametrize("lock", [RUNTIME, TEST])
def test_every_dependency_is_locked_at_a_version_that_it_allows(lock: str) -> None:
    versions = locked(lock)
    stale = [
        str(each)
        for each in wanted(lock)
        if not each.specifier.contains(versions.get(canonicalize_name(each.name), "0"), prereleases=True)
    ]
    assert stale == [], "run `make lock`"


def test_what_runs_is_what_is_tested() -> None:
    assert locked(RUNTIME).items() <= locked(TEST).items()


@pytest.mark.parametrize("lock", [RUNTIME, TEST])
def test_every_package_has_its_digests(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert all("--hash=sha256:" in entry for entry in re.split(r"^(?=[\w.-]+==)", text, flags=re.M)[1:])


def test_every_package_that_runs_has_its_licence_on_the_page() -> None:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    named = {canonicalize_name(name) for name in re.findall(r"^\| (\S+) \| \S", page, re.M)} - {"package"}
    elsewhere = {canonicalize_name(e.name) for e in entries(RUNTIME) if e.marker and not e.marker.evaluate()}
    assert locked(RUNTIME).keys() - elsewhere <= named <= locked(RUNTIME).keys(), "run `make sbom`"
