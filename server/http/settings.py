"""What a server may be told: one frozen value, read once from the environment, every name checked."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.model.errors import Problem, SettingError
from pipeline.model.files.data_folder import releases_folder
from pipeline.release.verified import ALL, NEW
from server.http.limits import Limits

_HOST_NAME = re.compile(r"(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
_PREFIX = "KEIKAKU_"
_NAMED_ELSEWHERE = ("HOME", "DATA", "BASE_IRI", "STORE", "SERVICES", "PUBLISH_PASSWORD", "URL", "LOG_FORMAT")
"""Settings of the pipeline, of the choice of an engine, and of the examples' notebook."""
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Settings:
    """How and where to serve.

    `public_url` is the root under which people reach this server, without a closing slash: absolute links
    are built from it, never from what a request claims. `hosts` are the names a request may carry in Host.
    `admin_port` is where health and metrics are asked for, 0: where everything is; `admin_networks` may ask for them
    by any name, as this machine may. `verify` says of which files of a release the sums are verified when it becomes
    current: `new` or `all`. `workbook_page` lets whoever reaches this server have a workbook checked.
    """

    releases: Path = Path("releases")
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://127.0.0.1:8000"
    hosts: tuple[str, ...] = _LOCAL
    admin_port: int = 0
    admin_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    verify: str = NEW
    workbook_page: bool = False

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """The settings of an environment: KEIKAKU_RELEASES, _HOST, _PORT, _PUBLIC_URL, _HOSTS, _ADMIN_…,
        _VERIFY, _WORKBOOK_PAGE.

        Raises SettingError with one problem for each value that is not usable and each name that is none.
        """
        problems = list(_unknown(environment))
        host = environment.get("KEIKAKU_HOST") or cls.host
        port = _port(environment, "KEIKAKU_PORT", cls.port, problems)
        public_url = _url(environment.get("KEIKAKU_PUBLIC_URL") or _local_url(host, port), problems)
        hosts = _hosts(environment.get("KEIKAKU_HOSTS") or "", public_url, problems)
        admin_port = _port(environment, "KEIKAKU_ADMIN_PORT", cls.admin_port, problems)
        networks = _networks(environment.get("KEIKAKU_ADMIN_NETWORKS") or "", problems)
        verify = environment.get("KEIKAKU_VERIFY") or cls.verify
        if verify not in (NEW, ALL):
            problems.append(
                Problem("KEIKAKU_VERIFY", f"{verify!r} is not usable here.", f"Write {NEW} or {ALL}.")
            )
        workbook_page = _truth(environment, "KEIKAKU_WORKBOOK_PAGE", problems)
        if admin_port == port and not problems:
            what = "is the port of everything else."
            problems.append(Problem("KEIKAKU_ADMIN_PORT", what, "Write another, or leave it unset."))
        if problems:
            raise SettingError(problems)
        releases = releases_folder(environment).resolve()
        return cls(releases, host, port, public_url, hosts, admin_port, networks, verify, workbook_page)


def _unknown(environment: Mapping[str, str]) -> Iterator[Problem]:
    """What begins like a setting and is none: a limit that is misspelt would not be kept, and nobody would know."""
    own = (field.name.upper() for field in (*fields(Settings), *fields(Limits)))
    known = sorted(_PREFIX + name for name in (*own, *_NAMED_ELSEWHERE))
    for name in sorted(environment):
        if name.startswith(_PREFIX) and name not in known:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
            yield Problem(name, "is no setting.", f"Did you mean {nearest}? Else unset it.")


def _local_url(host: str, port: int) -> str:
    everywhere = host in ("", "0.0.0.0", "::")
    named = "127.0.0.1" if everywhere else f"[{host}]" if ":" in host else host
    return f"http://{named}:{port}"


def _port(environment: Mapping[str, str], name: str, unset: int, problems: list[Problem]) -> int:
    text = environment.get(name)
    if not text:
        return unset
    if text.isascii() and text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    problems.append(
        Problem(name, f"{text!r} is not a port.", "Write a number from 1 to 65535, such as 8000.")
    )
    return unset


def _truth(environment: Mapping[str, str], name: str, problems: list[Problem]) -> bool:
    text = environment.get(name) or "false"
    if text not in ("true", "false"):
        problems.append(Problem(name, f"{text!r} is not usable here.", "Write true or false."))
    return text == "true"


def _networks(text: str, problems: list[Problem]) -> tuple[IPv4Network | IPv6Network, ...]:
    found = []
    for named in (part.strip() for part in text.split(",") if part.strip()):
        try:
            found.append(ip_network(named))
        except ValueError as error:
            remedy = "Write networks such as 10.0.0.0/8 or addresses, with commas between."
            problems.append(Problem("KEIKAKU_ADMIN_NETWORKS", f"{error}.", remedy))
    return tuple(found)


def _url(text: str, problems: list[Problem]) -> str:
    parts = urlsplit(text)
    plain = not (parts.query or parts.fragment or parts.username or parts.path.strip("/"))
    if parts.scheme in ("http", "https") and parts.hostname and plain:
        return text.rstrip("/")
    problems.append(
        Problem(
            "KEIKAKU_PUBLIC_URL",
            f"{text!r} is not the root of a web server.",
            "Write scheme and host without a path, such as https://plan.example.jp.",
        )
    )
    return ""


def _hosts(text: str, public_url: str, problems: list[Problem]) -> tuple[str, ...]:
    named = [part.strip() for part in text.split(",") if part.strip()]
    problems.extend(
        Problem("KEIKAKU_HOSTS", f"{host!r} is not a host name.", "Write names with commas between, no port.")
        for host in named
        if not _HOST_NAME.fullmatch(host)
    )
    public = urlsplit(public_url).hostname
    own = [f"[{public}]" if ":" in public else public] if public else []
    return tuple(dict.fromkeys([*own, *named, *_LOCAL]))
