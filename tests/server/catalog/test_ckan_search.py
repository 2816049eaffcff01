"""What `package_search` takes and counts, without a server."""

import json
from typing import Any

import pytest

from server.catalog.ckan import Portal, organization_list, package_list, package_search, tag_list
from server.catalog.ckan_search import LONGEST, RefusedError, conditions
from server.repository.packages import Condition, Range
from tests.server.summaries import portal_packages


def package(number: int, *tags: str) -> dict[str, Any]:
    organization = {"name": f"t{number % 2}", "id": f"id-{number % 2}", "title": f"市{number % 2}"}
    return {
        "id": f"id-{number}",
        "name": f"plan-{number}",
        "title": f"計画 {number}",
        "metadata_modified": f"2026-11-0{number}T00:00:00.000000",
        "metadata_created": "2026-11-01T00:00:00.000000",
        "license_id": "cc-by",
        "license_title": "CC BY 4.0",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
        "url": f"https://built.example/dataset/{number}",
        "extras": [{"key": "uri", "value": f"https://built.example/dataset/{number}"}],
        "groups": [],
        "organization": organization,
        "tags": [{"name": tag} for tag in tags],
        "resources": [
            {"format": format_, "url": "https://built.example/x"} for format_ in ("CSV", "CSV", "Turtle")
        ],
    }


PACKAGES = portal_packages((package(1, "行政"), package(2, "行政", "国 都"), package(3)))
PORTAL = Portal(PACKAGES, "https://built.example/", "https://example.org/")


def search(**parameters: str) -> Any:
    return package_search(PORTAL, {name.replace("_", "."): value for name, value in parameters.items()})


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("はな バス", [Condition("", "はな"), Condition("", "バス")]),
        ("+はな AND (バス OR *:*)", [Condition("", "はな"), Condition("", "バス")]),
        (
            'tags:"国 都" -organization:t1',
            [Condition("tags", "国 都"), Condition("organization", "t1", True)],
        ),
        ("title:計画", [Condition("", "計画")]),
        ("metadata_modified:[2026-11-22T08:00:00Z TO *]", [Range("2026-11-22T08:00:00Z", "*")]),
        ("metadata_modified:[", []),
        ('tags:"open', [Condition("", "open")]),
    ],
)
def test_a_query_is_read_as_what_must_hold(asked: str, found: list[object]) -> None:
    assert conditions(asked) == found


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("計画", ["plan-1", "plan-2", "plan-3"]),
        ('tags:"国 都"', ["plan-2"]),
        ("-tags:行政", ["plan-3"]),
        ("organization:t1 -計画", []),
        ("organization:id-1", ["plan-1", "plan-3"]),
        ("metadata_modified:[2026-11-02T00:00:00.000000Z TO 2026-11-02T23:59:59Z]", ["plan-2"]),
        ("metadata_modified:[* TO 2026-11-01T23:59:59Z]", ["plan-1"]),
    ],
)
def test_a_package_is_found_where_all_of_it_holds(asked: str, names: list[str]) -> None:
    assert [one["name"] for one in search(q=asked, sort="name asc")["results"]] == names


def test_what_is_found_is_ordered_and_paged_and_leads_to_this_server() -> None:
    found = search(sort="metadata_modified desc", start="1", rows="1")
    assert found["count"] == 3
    (shown,) = found["results"]
    assert (shown["name"], shown["url"]) == ("plan-2", "https://example.org/dataset/2")
    assert shown["resources"][0]["url"] == "https://example.org/x"
    assert shown["extras"][0]["value"] == "https://built.example/dataset/2"


def test_the_feed_reads_no_more_datasets_than_it_has_entries_the_newest_first() -> None:
    assert PACKAGES.newest(9)[::-1] == sorted(PACKAGES.newest(9))
    assert PACKAGES.newest(1) == PACKAGES.newest(3)[:1]


def test_names_are_listed_whole_or_in_part() -> None:
    assert package_list(PORTAL, {}) == ["plan-1", "plan-2", "plan-3"]
    assert package_list(PORTAL, {"limit": "1", "offset": "1"}) == ["plan-2"]
    assert tag_list(PORTAL, {}) == ["国 都", "行政"]
    assert organization_list(PORTAL, {"limit": "1"}) == ["t0"]


def test_facets_count_what_is_found_whatever_is_shown_of_it() -> None:
    asked = json.dumps(["organization", "tags", "res_format", "license_id", "groups"])
    found = search(facet_field=asked, rows="0")
    assert found["facets"] == {
        "organization": {"t1": 2, "t0": 1},
        "tags": {"行政": 2, "国 都": 1},
        "res_format": {"CSV": 3, "Turtle": 3},
        "license_id": {"cc-by": 3},
        "groups": {},
    }
    items = found["search_facets"]["organization"]["items"]
    assert items[0] == {"name": "t1", "display_name": "市1", "count": 2}
    assert search(facet_field='["tags"]', facet_limit="1")["facets"] == {"tags": {"行政": 2}}
    assert search(facet_field="tags")["facets"]["tags"]["行政"] == 2
    assert search(facet_field='["tags"]', facet="false")["facets"] == search()["facets"] == {}


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "x" * (LONGEST + 1)},
        {"fq": "x" * (LONGEST + 1)},
        {"q": " ".join(map(str, range(200)))},
        {"sort": "secret asc"},
        {"sort": "name sideways"},
        {"sort": ",".join(["name"] * 30)},
        {"facet_field": '["secret"]'},
        {"facet_field": "[" * 900},
    ],
)
def test_what_cannot_be_asked_is_refused(parameters: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        search(**parameters)
