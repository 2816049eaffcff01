"""`keikaku serve`: the server on the current release."""

import copy
import os
import resource
import socket
from contextlib import suppress
from enum import StrEnum
from typing import Annotated, Any

import typer
import uvicorn
from uvicorn.config import LOGGING_CONFIG

from pipeline.model.errors import Problem, SettingError
from pipeline.model.files import data_folder
from pipeline.release import verified
from pipeline.release.store import CURRENT, Release
from pipeline.release.verified import Verified

_CONNECTIONS = 1000
"""At most so many at a time; further ones are answered 503."""


class LogFormat(StrEnum):
    """For whom the log is: people, or programs (one JSON object a line)."""

    TEXT = "text"
    JSON = "json"


class Verify(StrEnum):
    """Of which files of a release the sums are verified: of those that changed since they were read, or of all."""

    NEW = verified.NEW
    ALL = verified.ALL


def run(
    host: Annotated[str, typer.Option(envvar="KEIKAKU_HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="KEIKAKU_PORT", min=1, max=65535)] = 8000,
    admin_port: Annotated[
        int,
        typer.Option(
            envvar="KEIKAKU_ADMIN_PORT",
            min=0,
            max=65535,
            help="Where health and metrics are answered instead.",
        ),
    ] = 0,
    log_format: Annotated[
        LogFormat, typer.Option(envvar="KEIKAKU_LOG_FORMAT", help="text, or json: one object a line.")
    ] = LogFormat.TEXT,
    verify: Annotated[
        Verify,
        typer.Option(
            envvar="KEIKAKU_VERIFY", help="Which files to hold to their sums: those that changed, or all."
        ),
    ] = Verify.NEW,
    workbook_page: Annotated[
        bool,
        typer.Option(
            "--workbook-page",
            envvar="KEIKAKU_WORKBOOK_PAGE",
            help="A page that checks workbooks: on this machine, or behind a login of yours.",
        ),
    ] = False,
) -> None:
    """Serve the current release."""
    releases = data_folder.releases_folder()
    known = Verified.of(releases, verify)
    Release.open(releases / CURRENT).verify(known)
    known.keep()
    ports = [port, admin_port] if admin_port else [port]
    for one in ports:
        _check_free(host, one)
    os.environ.update(KEIKAKU_HOST=host, KEIKAKU_PORT=str(port))  # where the application reads its addresses
    os.environ["KEIKAKU_ADMIN_PORT"] = str(admin_port) if admin_port else ""
    os.environ["KEIKAKU_WORKBOOK_PAGE"] = str(workbook_page).lower()
    _allow_open_files()
    configs = [_config(host, one, log_format) for one in ports]
    server = uvicorn.Server(configs[0])
    with suppress(KeyboardInterrupt):
        server.run([config.bind_socket() for config in configs] if admin_port else None)
    if not server.started:
        raise typer.Exit(2)


def _config(host: str, port: int, log_format: LogFormat) -> uvicorn.Config:
    return uvicorn.Config(
        "server.app:create_app",
        factory=True,
        host=host,
        port=port,
        http="server.http.connections:BoundedConnection",  # by name, for the pipeline knows nothing of the server
        log_config=_log_config(log_format),
        limit_concurrency=_CONNECTIONS,
        server_header=False,
    )


def _log_config(log_format: LogFormat) -> dict[str, Any]:
    """uvicorn's log with ours beside it; what is somebody's own is left out."""
    found: dict[str, Any] = copy.deepcopy(LOGGING_CONFIG)
    found["filters"] = {"personal": {"()": "server.http.logs.WithoutPersonalData"}}
    found["handlers"]["access"]["filters"] = ["personal"]
    found["formatters"]["own"] = {"format": "%(asctime)s %(name)s %(levelname)s %(message)s"}
    found["handlers"]["own"] = {"class": "logging.StreamHandler", "formatter": "own"}
    found["root"] = {"level": "INFO", "handlers": ["own"]}
    if log_format is LogFormat.JSON:
        found["formatters"] = {name: {"()": "server.http.logs.JsonLines"} for name in found["formatters"]}
    return found


def _allow_open_files() -> None:
    """Let this process have a file open for every connection, as far as the system lets it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * _CONNECTIONS
    files = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))


def _check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            what = f"cannot be listened on ({error.strerror})."
            raise SettingError(
                Problem(f"{host}:{port}", what, "Stop what uses it, or give --port.")
            ) from error
