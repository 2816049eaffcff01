"""The page of what changed between editions.

The next edition is made up here from a few of this city's tables: it is in no release but the one built here.
"""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from html import unescape

import httpx
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from pipeline.graphs import revisions
from pipeline.model.files.data_folder import DataFolder
from pipeline.release.build import Options, build
from pipeline.release.store import CURRENT, Release
from pipeline.tables import csv_files
from server.pages.plan.changes import KINDS
from tests.server.web import atom

CITY, PLAN = "132292", "gyokaku-5"
KEPT = ("policy 1", "measure 1-2", "item 2", "item 3", "item 5", "item 7")
FIRST, NEXT = (f"/id/{CITY}/{PLAN}/{year}" for year in ("2026", "2027"))
Frames = dict[str, pd.DataFrame]
Visit = Callable[[Release], AbstractContextManager[httpx.Client]]


def few(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table that are of one plan and of the elements kept."""
    if "plan" not in frame:
        return frame if name == "units" else frame[:0]
    kept = frame["plan"] == PLAN
    if "element" in frame:
        kept &= (frame["level"] + " " + frame["element"]).isin(KEPT)
    return frame[kept]


def next_edition(older: Frames) -> Frames:
    """Item 2 gives way to a new one, item 3 has another title, item 7 a lower target and a new actual value."""
    newer = {name: frame.copy() for name, frame in older.items()}
    for frame in newer.values():
        if "element" in frame:
            frame["element"] = frame["element"].replace("2", "37")
    of = newer["elements"]["element"]
    for number, title in (("37", "架空の取組"), ("3", "架空の名称の取組")):
        newer["elements"].loc[of == number, "title"] = title
    newer["plans"]["edition_title"] = "架空の次の版"
    cells = newer["cells"]
    for kind, year, text in (("target", "2026", "45.5%"), ("actual", "2025", "44.1%")):
        row = (cells["element"] == "7") & (cells["kind"] == kind) & (cells["fiscal_year"] == year)
        cells.loc[row, ["raw_text", "status"]] = [text, "observed"]
    return newer


@pytest.fixture(scope="module")
def both(data: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of an edition, the next, and one more in which nothing changed."""
    copy, releases = (DataFolder(tmp_path_factory.mktemp("next")), tmp_path_factory.mktemp("releases"))
    whole = csv_files.read(data.tables(CITY, "2026"))
    older = {name: few(name, frame) for name, frame in whole.items()}
    csv_files.write(older, copy.tables(CITY, "2026"))
    for year in ("2027", "2028"):
        csv_files.write(next_edition(older), copy.tables(CITY, year))
    shutil.copy(data.publisher(CITY), copy.publisher(CITY))
    build(copy, releases, Options())
    return Release.open(releases / CURRENT)


@pytest.fixture(scope="module")
def web(both: Release, visit: Visit) -> Iterator[httpx.Client]:
    with visit(both) as client:
        yield client


def told(page: httpx.Response) -> dict[str, list[str]]:
    """The rows of a page by the kind of change, as words."""
    sections = re.findall(r'<section aria-labelledby="(\w+)">.*?<tbody>(.*?)</tbody>', page.text, re.S)
    return {kind: [_words(row) for row in rows.split("</tr>")[:-1]] for kind, rows in sections}


def _words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_a_feed_of_the_plan_has_an_entry_for_each_element_that_changed(web: httpx.Client) -> None:
    news = atom.read(web.get(f"/id/{CITY}/{PLAN}.atom"))
    assert {entry.title for entry in news if "#changed-in-2027" in entry.id} == {
        "2 効果的な予算編成業務: なくなった項目",
        "37 架空の取組: 加わった項目",
        "3 架空の名称の取組: 名称が変わった項目",
        "7 はなバスの効率的な運行: 数値が下がった目標",
    }
    lowered = next(entry for entry in news if entry.title.startswith("7 "))
    assert "<li>数値が下がった目標 収支率 令和8年度 46.0% → 45.5%</li>" in lowered.content
    assert lowered.address.endswith(f"{NEXT}/item/7.html")
    assert len({entry.updated for entry in news}) == 1, "dated by the data, which was published at once"


def test_feeds_of_a_department_and_of_an_indicator_go_on_with_the_next_edition(web: httpx.Client) -> None:
    unit = atom.read(web.get(f"/id/{CITY}/unit/交通課.atom"))
    assert [entry.title for entry in unit if "#changed" in entry.id] == [
        "7 はなバスの効率的な運行: 数値が下がった目標"
    ]
    followed = atom.read(web.get(f"{FIRST}/item/7/indicator/1.atom"))
    assert {entry.title for entry in followed} == {
        "収支率 — 第5次行財政改革大綱アクションプラン(令和8年度版)",
        "収支率 — 架空の次の版",
        "7 はなバスの効率的な運行: 数値が下がった目標",
    }


def test_the_page_names_what_was_added_dropped_and_renamed_and_which_figures_changed(
    web: httpx.Client,
) -> None:
    assert told(web.get(f"{NEXT}.html?view=changes")) == {
        "element_added": ["実施項目 37 架空の取組"],
        "element_dropped": ["実施項目 2 効果的な予算編成業務"],
        "element_renamed": ["実施項目 3 架空の名称の取組 市作成刊行物等の電子化 架空の名称の取組"],
        "target_lowered": ["実施項目 7 はなバスの効率的な運行 収支率 令和8年度 46.0% 45.5%"],
        "actual_arrived": ["実施項目 7 はなバスの効率的な運行 収支率 令和7年度 空欄 44.1%"],
    }


def test_the_page_is_in_english_too_and_says_which_edition_came_before(web: httpx.Client) -> None:
    page = web.get(f"{NEXT}.html?view=changes&lang=en")
    assert "Targets lowered" in page.text
    assert "FY2026" in told(page)["target_lowered"][0]
    assert '<span lang="ja">45.5%</span>' in page.text
    assert f'The edition before: <a href="{FIRST}.html?lang=en">' in page.text


def test_an_edition_is_compared_with_the_one_just_before_it(web: httpx.Client) -> None:
    page = web.get(f"{NEXT.replace('2027', '2028')}.html?view=changes")
    assert f'<a href="{NEXT}.html">' in page.text
    assert "前の版から変わったところはありません。" in page.text
    assert told(page) == {}


def test_every_row_leads_to_the_thing_in_the_edition_that_has_it(web: httpx.Client) -> None:
    page = web.get(f"{NEXT}.html?view=changes").text
    links = set(re.findall(r'<t[hd][^>]*><a href="([^"]*)"', page))
    items = {f"{NEXT}/item/{number}.html" for number in ("37", "3", "7")}
    assert links == {*items, f"{FIRST}/item/2.html", f"{NEXT}/item/7/indicator/1.html"}
    assert {web.get(link).status_code for link in links} == {200}


def test_the_changes_are_a_spreadsheet_with_the_iris_of_what_changed(web: httpx.Client) -> None:
    page = web.get(f"{NEXT}.html?view=changes").text
    save = re.search(r'<a href="([^"]*)" download>CSV', page)
    assert save
    rows = list(csv.DictReader(io.StringIO(web.get(save[1]).content.decode("utf-8-sig"))))
    assert list(rows[0]) == [*revisions.COLUMNS, "element_iri", "indicator_iri"]
    lowered = next(row for row in rows if row["kind"] == "target lowered")
    assert (lowered["before"], lowered["after"], lowered["fiscal_year"]) == ("46.0%", "45.5%", "2026")
    assert lowered["indicator_iri"] == f"https://w3id.org/keikaku{NEXT}/item/7/indicator/1"


def test_the_report_tells_what_the_command_tells(both: Release) -> None:
    with (both.path / "report" / "changes" / f"{CITY}-{PLAN}-2027.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert [row[4] for row in rows[1:]] == [
        "element dropped",
        "element renamed",
        "element added",
        "actual arrived",
        "target lowered",
    ]
    assert {row[4] for row in rows[1:]} <= set(KINDS)


def test_only_an_edition_that_has_one_before_it_has_the_view(web: httpx.Client) -> None:
    assert "view=changes" in web.get(f"{NEXT}.html").text
    assert "view=changes" not in web.get(f"{FIRST}.html").text
    for suffix in ("html", "csv"):
        assert web.get(f"{FIRST}.{suffix}?view=changes").status_code == 404


def test_the_default_release_compares_no_editions(site: httpx.Client, built_release: Release) -> None:
    page = site.get(f"{FIRST}.html")
    assert "view=quality" in page.text
    assert "view=changes" not in page.text
    assert not (built_release.path / "report" / "changes").exists()


@pytest.mark.browser
def test_the_changes_are_no_barrier(
    browser: Browser, web: httpx.Client, barriers: Callable[[Page], list[str]]
) -> None:
    context = browser.new_context(base_url=str(web.base_url), bypass_csp=True)
    opened = context.new_page()
    opened.goto(f"{NEXT}.html?view=changes")
    found = barriers(opened)
    context.close()
    assert found == []
