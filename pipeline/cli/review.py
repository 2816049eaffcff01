"""`keikaku review`: a drafted workbook beside its document, on a page of this computer."""

import secrets
import socket
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from pipeline.cli.printing import as_line
from pipeline.model.errors import Problem, SettingError
from pipeline.review.application import application

HOST = "127.0.0.1"


def run(
    workbook: Annotated[Path, typer.Argument(help="The workbook that `keikaku draft` wrote (.xlsx).")],
    documents: Annotated[
        Path | None, typer.Option(help="The folder of the documents; without it, that of the workbook.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 0,
) -> None:
    """Compare a drafted workbook with its document on a page of this computer, and confirm or correct it there."""
    with listening(port) as listener:
        chosen = listener.getsockname()[1]
        token = secrets.token_urlsafe(24)
        app = application(workbook, documents or workbook.parent, token, chosen)
        config = uvicorn.Config(app, log_level="warning", access_log=False, ws="none", server_header=False)
        as_line(
            f"ブラウザーで開いてください（このパソコンからだけ見られます。終えるにはCtrl+C）:\nhttp://{HOST}:{chosen}/{token}/"
        )
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run([listener])


def listening(port: int) -> socket.socket:
    """A socket that this computer alone can reach. Raises SettingError where the port is taken."""
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        what = f"cannot be listened on ({error.strerror})."
        raise SettingError(Problem(f"{HOST}:{port}", what, "Leave --port out.")) from error
