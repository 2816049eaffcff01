"""The pages and the data of departments that were renamed: each leads to the other, with the day and what proves it.

No city here has a document that names an earlier department, so this one is made up.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pytest

from pipeline.model.files.data_folder import DataFolder
from pipeline.release.build import Options, build
from pipeline.release.store import CURRENT, Release
from pipeline.tables import csv_files
from tests.server.web.test_changes import CITY, few

Visit = Callable[[Release], AbstractContextManager[httpx.Client]]
NOTICE = "https://www.city.example.lg.jp/soshiki.html"
CHANGES = f"""change,kind,old_unit,new_unit,date,line,source,reason
1,renamed,架空交通課,交通課,2025-04-01,,{NOTICE},架空の通知に改称とある。
2,merged,架空第一課,財政課,2025-04,,{NOTICE},架空の通知に統合とある。
2,merged,架空第二課,財政課,2025-04,,{NOTICE},架空の通知に統合とある。
"""


@pytest.fixture(scope="module")
def web(data: DataFolder, tmp_path_factory: pytest.TempPathFactory, visit: Visit) -> Iterator[httpx.Client]:
    copy, releases = DataFolder(tmp_path_factory.mktemp("changed")), tmp_path_factory.mktemp("releases")
    whole = csv_files.read(data.tables(CITY, "2026"))
    csv_files.write({name: few(name, frame) for name, frame in whole.items()}, copy.tables(CITY, "2026"))
    copy.editorial(CITY, "2026").mkdir()
    (copy.editorial(CITY, "2026") / "unit_changes.csv").write_text(CHANGES, "utf-8")
    shutil.copy(data.publisher(CITY), copy.publisher(CITY))
    build(copy, releases, Options())
    with visit(Release.open(releases / CURRENT)) as client:
        yield client


def page(web: httpx.Client, unit: str) -> str:
    answer = web.get(f"/id/{CITY}/unit/{unit}.html")
    assert answer.status_code == 200
    return answer.text


def test_the_page_of_a_department_names_what_it_was_before_and_when(web: httpx.Client) -> None:
    text = page(web, "交通課")
    head = text.partition("前身（旧称）")[2].partition("</header>")[0]
    assert "架空交通課" in head and "2025-04-01 改称" in head
    assert "改称・再編後" not in text


def test_the_page_of_the_department_before_leads_to_the_one_since(web: httpx.Client) -> None:
    head = page(web, "架空交通課").partition("改称・再編後")[2]
    assert ">交通課</a>" in head and "unit-change/2026/1" in head


def test_a_department_made_of_several_names_them_all_and_the_month_where_no_day_is_known(
    web: httpx.Client,
) -> None:
    head = page(web, "財政課").partition("前身（旧称）")[2]
    assert "架空第一課" in head and "架空第二課" in head and "2025-04 統合" in head


def test_a_department_that_nothing_is_known_to_have_changed_says_nothing_of_it(web: httpx.Client) -> None:
    assert "前身" not in page(web, "職員課")


def test_the_change_has_a_page_with_its_proof(web: httpx.Client) -> None:
    text = web.get(f"/id/{CITY}/unit-change/2026/1.html").text
    assert "架空交通課 → 交通課（2025-04-01 改称）" in text and NOTICE in text


def test_json_ld_leads_from_a_department_to_the_change_and_the_department_before(web: httpx.Client) -> None:
    said = web.get(f"/id/{CITY}/unit/交通課.jsonld").text
    assert '"resultedFrom"' in said and "unit-change/2026/1" in said
    said = web.get(f"/id/{CITY}/unit-change/2026/1.jsonld").text
    assert '"originalOrganization"' in said and "架空交通課" in said
