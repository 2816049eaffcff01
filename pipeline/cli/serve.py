"""`keikaku serve`: the server on the current release."""

import copy
import logging
import os
import resource
import socket
from typing import Annotated, Any

import typer
import uvicorn
from uvicorn.config import LOGGING_CONFIG

from pipeline.model import data_folder
from pipeline.model.errors import Problem, SettingError
from pipeline.release.store import CURRENT, Release

_CONNECTIONS = 1000
"""At most so many at a time; further ones are answered 503."""


def run(
    host: Annotated[str, typer.Option(envvar="KEIKAKU_HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="KEIKAKU_PORT", min=1, max=65535)] = 8000,
) -> None:
    """Serve the current release."""
    Release.open(data_folder.releases_folder() / CURRENT).verify()
    _check_free(host, port)
    os.environ.update(KEIKAKU_HOST=host, KEIKAKU_PORT=str(port))  # where the application reads its address
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    _allow_open_files()
    uvicorn.run(
        "server.app:create_app",
        factory=True,
        host=host,
        port=port,
        http="server.http.connections:BoundedConnection",  # by name, for the pipeline knows nothing of the server
        log_config=_log_config(),
        limit_concurrency=_CONNECTIONS,
        server_header=False,
    )


def _log_config() -> dict[str, Any]:
    """uvicorn's log, whose lines about requests hold no parameters: queries are logged by their digest alone."""
    found: dict[str, Any] = copy.deepcopy(LOGGING_CONFIG)
    found["filters"] = {"parameters": {"()": "server.http.connections.WithoutParameters"}}
    found["handlers"]["access"]["filters"] = ["parameters"]
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
