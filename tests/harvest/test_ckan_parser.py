"""The divided catalogue through CKAN's own parser of DCAT, page after page as its harvester follows them."""

import os
import re
import subprocess

import pytest

from benchmarks.servers import keikaku
from pipeline.release.store import Release
from tests.pipeline.catalog import example

pytestmark = pytest.mark.peer
PARSER = example.SHARED / "harvest" / "ckan_parse.py"
PYTHON = os.environ.get("CKAN_PYTHON", "")
"""The Python of an environment with CKAN, as `ckan_parse.py` says how to make it."""


@pytest.mark.skipif(not PARSER.is_file(), reason="needs ../shared/harvest/ckan_parse.py")
@pytest.mark.skipif(not PYTHON, reason="needs CKAN_PYTHON, the Python of an environment with CKAN")
@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf"])
def test_ckan_takes_every_dataset_from_all_pages_of_the_catalogue(
    built_release: Release, suffix: str
) -> None:
    with keikaku(built_release.path.parent) as server:
        address = f"http://127.0.0.1:{server.port}/catalog.{suffix}"
        ran = subprocess.run(
            [PYTHON, str(PARSER), address], capture_output=True, text=True, check=False, timeout=300
        )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert len(re.findall(r"^page \d+ ", ran.stdout, re.MULTILINE)) > 1, "it has several pages"
    assert f" datasets={len(built_release.datasets)} " in ran.stdout
