"""CKAN's Action API, read only: what search.ckan.jp, BODIK and SHIRASAGI pull from a portal.

Every dataset is a file `data/<id>.ckan.json` of the release; here they are listed, searched and paged, none of them held.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from server.catalog import ckan_search
from server.catalog.ckan_search import MOST_FACETS, RefusedError, bounded
from server.repository.packages import Conditions, Package, Packages

Parameters = Mapping[str, str]

CKAN_VERSION = "2.10.0"
"""The version whose answers these follow; clients ask for it before they harvest."""
MOST_ROWS = 1000
"""Packages or organizations of one answer; of names, which are short, there is no bound, for CKAN lists all."""
_ALL = 10**6

_SORTED = "metadata_modified desc"


class NotFoundHereError(Exception):
    """There is no such thing: CKAN's `Not Found Error`, status 404."""


@dataclass(frozen=True)
class Portal:
    """The packages of a release, whose addresses are moved from below `written` to `root`."""

    packages: Packages
    written: str
    root: str

    def moved(self, package: Package) -> Package:
        """A package whose addresses lead to `root`; the IRIs in its extras are names and stay."""
        resources = [{**resource, "url": self._address(resource["url"])} for resource in package["resources"]]
        return {**package, "url": self._address(package["url"]), "resources": resources}

    def _address(self, url: str) -> str:
        return self.root + url.removeprefix(self.written) if url.startswith(self.written) else url


def package_list(portal: Portal, parameters: Parameters) -> object:
    start = _number(parameters, "offset", 0, _ALL)
    return portal.packages.names(start, _number(parameters, "limit", _ALL, _ALL))


def package_show(portal: Portal, parameters: Parameters) -> object:
    asked = _required(parameters, "id")
    found = portal.packages.find(asked)
    if found is None:
        raise NotFoundHereError(asked)
    return portal.moved(found)


def current_package_list_with_resources(portal: Portal, parameters: Parameters) -> object:
    newest = (("metadata_modified", True), ("name", True))
    start = _number(parameters, "offset", 0, _ALL)
    found = portal.packages.search((), newest, start, _number(parameters, "limit", MOST_ROWS, MOST_ROWS))
    return list(map(portal.moved, found))


def package_search(portal: Portal, parameters: Parameters) -> object:
    """Searches by `q` and `fq`, `sort`, paged; counts the values of `facet.field` among all that is found."""
    asked = ckan_search.conditions(f"{bounded(parameters, 'q')} {bounded(parameters, 'fq')}")
    sort = bounded(parameters, "sort", _SORTED)
    order = ckan_search.order(sort)
    start = _number(parameters, "start", 0, _ALL)
    rows = _number(parameters, "rows", 10, MOST_ROWS)
    facets = _facets(portal, asked, parameters)
    return {
        "count": portal.packages.count(asked),
        "sort": sort,
        "results": list(map(portal.moved, portal.packages.search(asked, order, start, rows))),
        "facets": {field: {item["name"]: item["count"] for item in items} for field, items in facets.items()},
        "search_facets": {field: {"title": field, "items": items} for field, items in facets.items()},
    }


def _facets(portal: Portal, asked: Conditions, parameters: Parameters) -> dict[str, list[dict[str, Any]]]:
    if parameters.get("facet", "true").lower() in ("false", "0"):
        return {}
    fields = ckan_search.facet_fields(bounded(parameters, "facet.field"))
    every = parameters.get("facet.limit") in ("-1", "0")
    most = -1 if every else _number(parameters, "facet.limit", MOST_FACETS, 1_000)
    return {field: _counted(portal, asked, field, most) for field in fields}


def _counted(portal: Portal, asked: Conditions, field: str, most: int) -> list[dict[str, Any]]:
    """The values of a field with their counts; an organization is shown by its title."""
    return [
        {"name": value, "display_name": _shown(portal, field, value), "count": count}
        for value, count in portal.packages.facet(asked, field, most)
    ]


def _shown(portal: Portal, field: str, value: str) -> str:
    found = portal.packages.organization(value) if field == "organization" else None
    return str(found["title"]) if found else value


def organization_list(portal: Portal, parameters: Parameters) -> object:
    whole = parameters.get("all_fields", "").lower() in ("true", "1")
    most = MOST_ROWS if whole else _ALL
    part = (_number(parameters, "offset", 0, _ALL), _number(parameters, "limit", most, most))
    return portal.packages.organizations(*part) if whole else portal.packages.organization_names(*part)


def organization_show(portal: Portal, parameters: Parameters) -> object:
    asked = _required(parameters, "id")
    found = portal.packages.organization(asked)
    if found is None:
        raise NotFoundHereError(asked)
    return found


def tag_list(portal: Portal, parameters: Parameters) -> object:
    return portal.packages.values("tags")


def group_list(portal: Portal, parameters: Parameters) -> object:
    return []


def license_list(portal: Portal, parameters: Parameters) -> object:
    return [
        {
            "id": id_,
            "title": title,
            "url": url,
            "status": "active",
            "domain_content": True,
            "domain_data": True,
            "is_generic": False,
            "od_conformance": "approved",
        }
        for id_, title, url in portal.packages.licences()
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
        raise RefusedError(f"{name}がありません。値を書いてください。", f"{name}: Missing value")
    return parameters[name]


def _number(parameters: Parameters, name: str, default: int, most: int) -> int:
    text = parameters.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise RefusedError(
            f"{name}には、0以上の整数を書いてください。", f"{name}: must be a whole number, not negative"
        )
    return min(int(text), most)
