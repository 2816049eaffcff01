"""Which engine answers: setting KEIKAKU_STORE.

Unset: embedded, a release in memory that KEIKAKU_MEMORY_DATASET_MIB allows, else its store on disk. `memory` or
`disk`: embedded, always so. A URL of http or https: the store there. Its neighbour KEIKAKU_SERVICES names the
endpoints, with commas between, that SERVICE may name in a query to a store elsewhere.
"""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.model.errors import Problem, SettingError
from server.engine import Engine
from server.engine.embedded import EmbeddedEngine
from server.engine.remote import RemoteEngine
from server.http.limits import Limits

_WHERE = {"": None, "memory": False, "disk": True}


def choose(environment: Mapping[str, str], release: Path, name: str, limits: Limits) -> Engine:
    """The engine that the environment names, not yet started. Raises SettingError for one that is none."""
    store = environment.get("KEIKAKU_STORE") or ""
    if store in _WHERE:
        return EmbeddedEngine(release, name, limits, on_disk=_WHERE[store])
    if urlsplit(store).scheme in ("http", "https") and urlsplit(store).hostname:
        return RemoteEngine(store, name, limits)
    remedy = "Leave it out, or write memory, disk or the URL of a SPARQL endpoint."
    raise SettingError(Problem("KEIKAKU_STORE", f"{store!r} is no store.", remedy))


def services(environment: Mapping[str, str]) -> frozenset[str]:
    """The endpoints that SERVICE may name. Raises SettingError without a store elsewhere, or for what is no URL."""
    named = frozenset(
        filter(None, (part.strip() for part in (environment.get("KEIKAKU_SERVICES") or "").split(",")))
    )
    if named and not environment.get("KEIKAKU_STORE", "").startswith(("http://", "https://")):
        what = "SERVICE is for a store elsewhere; the embedded engine reaches no network."
        raise SettingError(Problem("KEIKAKU_SERVICES", what, "Leave it out, or set KEIKAKU_STORE to a URL."))
    problems = [
        Problem(
            "KEIKAKU_SERVICES", f"{url!r} is not the URL of an endpoint.", "Write URLs with commas between."
        )
        for url in sorted(named)
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname
    ]
    if problems:
        raise SettingError(problems)
    return named
