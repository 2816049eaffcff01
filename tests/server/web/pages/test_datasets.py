"""The page of a dataset: its tables to look at and take away first, everything else behind one link."""

import re

import httpx
import pytest

from server.pages.dataset.tables import FIRST_ROWS
from tests.server.web.pages.test_words import said

DATASET = "/dataset/132292-gyokaku-5-2026.html"


@pytest.fixture(scope="module")
def dataset(site: httpx.Client) -> httpx.Response:
    return site.get(f"{DATASET}")


def test_a_table_says_what_it_holds_how_large_it_is_and_how_it_begins(dataset: httpx.Response) -> None:
    shown = said(dataset)
    assert "評価指標の目標と実績 563行、51列" in shown
    assert "収支率" not in shown
    tables = re.findall(r'<table class="beginning".*?</table>', dataset.text, re.S)
    assert [table.count("<tr>") for table in tables] == [FIRST_ROWS + 1] * 4
    assert "公共施設等マネジメントの推進" in tables[0]


def test_an_english_page_says_what_each_column_holds_below_its_name_in_the_file(site: httpx.Client) -> None:
    path = "/dataset/132292-gyokaku-5-2026.html"
    english, japanese = (site.get(path, params={"lang": language}).text for language in ("en", "ja"))
    said = '<th scope="col">全国地方公共団体コード'
    assert (
        f'{said} <span class="quiet held" lang="en">Code of the municipality, 6 digits</span></th>' in english
    )
    assert f"{said}</th>" in japanese and "Code of the municipality" not in japanese


def test_a_table_is_taken_away_for_excel_and_as_csv(dataset: httpx.Response, site: httpx.Client) -> None:
    for_excel = re.search(r'href="(/data/132292_gyokaku_5_2026_figures.csv\?excel=1)"', dataset.text)
    assert for_excel
    assert site.get(for_excel[1]).content.startswith(b"\xef\xbb\xbf")
    assert 'href="/data/132292_gyokaku_5_2026_figures.csv" download' in dataset.text


def test_all_tables_come_as_one_excel_file(dataset: httpx.Response, site: httpx.Client) -> None:
    (path,) = re.findall(r'href="(/data/132292-gyokaku-5-2026.xlsx)" download', dataset.text)
    assert site.get(path).content.startswith(b"PK")


def test_the_other_files_stand_behind_one_link(dataset: httpx.Response) -> None:
    folded = re.search(
        r'<details class="programs"><summary>すべてのファイル.*?</details>', dataset.text, re.S
    )
    assert folded
    assert "132292-gyokaku-5-2026.ttl" in folded[0]
    assert "132292-gyokaku-5-2026.ttl" not in said(dataset)


def test_a_series_leads_to_its_datasets(site: httpx.Client) -> None:
    page = site.get("/series/132292-gyokaku-5.html").text
    assert f'href="{DATASET}"' in page
