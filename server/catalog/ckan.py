"""CKAN's Action API, read only: what search.ckan.jp, BODIK and SHIRASAGI pull from a portal.

Every dataset is a file `data/<id>.ckan.json` of the release; here they are listed, searched and paged.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from server.catalog import ckan_search
from server.catalog.ckan_search import MOST_FACETS, Package, RefusedError, bounded

Parameters = Mapping[str, str]

CKAN_VERSION = "2.10.0"
"""The version whose answers these follow; clients ask for it before they harvest."""
MOST_ROWS = 1000

_SORTED = "metadata_modified desc"


class NotFoundHereError(Exception):
    """There is no such thing: CKAN's `Not Found Error`, status 404."""


@dataclass(frozen=True)
class Portal:
    """The packages of a release, whose files lie below `root`."""

    packages: tuple[Package, ...]
    root: str

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """All text of each package, folded."""
        return tuple(json.dumps(package, ensure_ascii=False).casefold() for package in self.packages)

    def show(self, name_or_id: str) -> Package:
        for package in self.packages:
            if name_or_id in (package["name"], package["id"], _dataset(package)):
                return package
        raise NotFoundHereError(name_or_id)

    @property
    def organizations(self) -> list[dict[str, Any]]:
        found = {package["organization"]["name"]: package["organization"] for package in self.packages}
        return [
            {**found[name], "package_count": sum(p["organization"]["name"] == name for p in self.packages)}
            for name in sorted(found)
        ]


@lru_cache(maxsize=4)
def portal(release: Path, written: str, root: str) -> Portal:
    """The portal of a release folder, with addresses moved from below `written` to `root`."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((release / "data").glob("*.ckan.json"))]
    packages = [_moved(json.loads(line), written, root) for text in texts for line in text.splitlines()]
    return Portal(tuple(packages), root)


def _moved(package: dict[str, Any], written: str, root: str) -> Package:
    """A package whose addresses lead to `root`; the IRIs in its extras are names and stay."""
    resources = [
        {**resource, "url": _address(resource["url"], written, root)} for resource in package["resources"]
    ]
    return {**package, "url": _address(package["url"], written, root), "resources": resources}


def _address(url: str, written: str, root: str) -> str:
    return root + url.removeprefix(written) if url.startswith(written) else url


def package_list(portal: Portal, parameters: Parameters) -> object:
    names = sorted(package["name"] for package in portal.packages)
    start = _number(parameters, "offset", 0, len(names))
    return names[start : start + _number(parameters, "limit", MOST_ROWS, MOST_ROWS)]


def package_show(portal: Portal, parameters: Parameters) -> object:
    return portal.show(_required(parameters, "id"))


def current_package_list_with_resources(portal: Portal, parameters: Parameters) -> object:
    newest = sorted(portal.packages, key=lambda p: (p["metadata_modified"], p["name"]), reverse=True)
    start = _number(parameters, "offset", 0, len(newest))
    return newest[start : start + _number(parameters, "limit", MOST_ROWS, MOST_ROWS)]


def package_search(portal: Portal, parameters: Parameters) -> object:
    """Searches by `q` and `fq`, `sort`, paged; counts the values of `facet.field` among all that is found."""
    asked = ckan_search.conditions(f"{bounded(parameters, 'q')} {bounded(parameters, 'fq')}")
    found = [
        package
        for package, text in zip(portal.packages, portal.texts, strict=True)
        if all(condition.holds(package, text) for condition in asked)
    ]
    sort = bounded(parameters, "sort", _SORTED)
    for key, descending in reversed(ckan_search.order(sort)):
        found.sort(key=lambda package: str(package[key]), reverse=descending)
    start = _number(parameters, "start", 0, 10**6)
    rows = _number(parameters, "rows", 10, MOST_ROWS)
    facets = _facets(found, parameters)
    return {
        "count": len(found),
        "sort": sort,
        "results": found[start : start + rows],
        "facets": {field: {item["name"]: item["count"] for item in items} for field, items in facets.items()},
        "search_facets": {field: {"title": field, "items": items} for field, items in facets.items()},
    }


def _facets(found: list[Package], parameters: Parameters) -> dict[str, list[dict[str, Any]]]:
    if parameters.get("facet", "true").lower() in ("false", "0"):
        return {}
    fields = ckan_search.facet_fields(bounded(parameters, "facet.field"))
    most = (
        -1
        if parameters.get("facet.limit") == "-1"
        else _number(parameters, "facet.limit", MOST_FACETS, 1_000)
    )
    return ckan_search.facets(found, fields, most)


def _dataset(package: Package) -> str:
    """Its own name here: a package's is made of it, to begin with a letter as CKAN's do."""
    iri = next(extra["value"] for extra in package["extras"] if extra["key"] == "uri")
    return str(iri).rpartition("/")[2]


def organization_list(portal: Portal, parameters: Parameters) -> object:
    if parameters.get("all_fields", "").lower() in ("true", "1"):
        return portal.organizations
    return [organization["name"] for organization in portal.organizations]


def organization_show(portal: Portal, parameters: Parameters) -> object:
    asked = _required(parameters, "id")
    for organization in portal.organizations:
        if asked in (organization["name"], organization["id"]):
            return organization
    raise NotFoundHereError(asked)


def tag_list(portal: Portal, parameters: Parameters) -> object:
    return sorted({tag["name"] for package in portal.packages for tag in package["tags"]})


def group_list(portal: Portal, parameters: Parameters) -> object:
    return []


def license_list(portal: Portal, parameters: Parameters) -> object:
    found = {package["license_id"]: package for package in portal.packages}
    return [
        {
            "id": id_,
            "title": found[id_]["license_title"],
            "url": found[id_]["license_url"],
            "status": "active",
            "domain_content": True,
            "domain_data": True,
            "is_generic": False,
            "od_conformance": "approved",
        }
        for id_ in sorted(found)
    ]


def status_show(portal: Portal, parameters: Parameters) -> object:
    return {
        "ckan_version": CKAN_VERSION,
        "site_url": portal.root.rstrip("/"),
        "site_title": "keikaku",
        "site_description": "",
        "error_emails_to": None,
        "locale_default": "ja",
        "extensions": [],
    }


def site_read(portal: Portal, parameters: Parameters) -> object:
    return True


ACTIONS: dict[str, Callable[[Portal, Parameters], object]] = {
    action.__name__: action
    for action in (
        current_package_list_with_resources,
        group_list,
        license_list,
        organization_list,
        organization_show,
        package_list,
        package_search,
        package_show,
        site_read,
        status_show,
        tag_list,
    )
}


def _required(parameters: Parameters, name: str) -> str:
    if not parameters.get(name):
        raise RefusedError(f"{name}: Missing value")
    return parameters[name]


def _number(parameters: Parameters, name: str, default: int, most: int) -> int:
    text = parameters.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise RefusedError(f"{name}: must be a whole number, not negative")
    return min(int(text), most)
