"""The release's files at `/data/…`: with their digest as validator, in ranges, compressed as they are on disk.

A table with `?excel=1` is for Excel: it begins with the mark that Excel knows UTF-8 by, and no cell of it runs as a formula.
"""

import csv
import gzip
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from pipeline.model.text import Text
from pipeline.release.description import File
from server.http.conditional import unless_known
from server.http.errors import ProblemError
from server.rendering.service import Service
from server.rendering.spreadsheet import spreadsheet

router = APIRouter(prefix="/data", include_in_schema=False)

UNCOMPRESSED = {"nt": "application/n-triples", "nq": "application/n-quads", "ttl": "text/turtle"}
"""Media types of what files ending in .gz hold, by the suffix before it."""
CHUNK = 256 * 1024
RANGE = Text(
    "ファイルにその範囲はありません。`Range: bytes=0-1023`のように0バイト目から数えるか、Rangeを除いてください。",
    "The file has no such range. Count its bytes from 0, as in `Range: bytes=0-1023`, or leave Range out.",
)


class Download(FileResponse):
    """A file or ranges of it; what is wrong with a range is told as everything else is."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_unless_refused(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] >= 400:
                size = Headers(raw=message["headers"]).get("content-range")
                raise ProblemError(message["status"], RANGE, {"Content-Range": size} if size else None)
            await send(message)

        await super().__call__(scope, receive, send_unless_refused)


@router.api_route("/{name:path}", methods=["GET", "HEAD"])
def download(request: Request, name: str) -> Response:
    """A file of the release, by the name that release.json lists it under; nothing else can be reached."""
    service: Service = request.app.state.service
    path = f"data/{name}"
    file = service.file(path)
    if file and path.endswith(".csv") and request.query_params.get("excel", "0") not in ("", "0"):
        return _for_excel(request, service, file)
    if file:
        return _whole(request, service, file)
    if packed := service.file(f"{path}.gz"):
        return _unpacked(request, service, packed)
    raise ProblemError(
        404,
        Text(
            f"公開データに「{name}」というファイルはありません。/catalogにファイルの一覧があります。",
            f"The release has no file {name!r}; /catalog lists those that there are.",
        ),
    )


def _whole(request: Request, service: Service, file: File) -> Response:
    """The file as it is; FileResponse answers ranges and If-Range by the entity tag."""
    headers = {"ETag": f'"{file.sha256}"', "Repr-Digest": _repr_digest(file.sha256)}
    metadata = service.file(f"{file.path}-metadata.json")
    if metadata:  # where CSV on the Web looks first (Model for Tabular Data, 5.2)
        name = metadata.path.rpartition("/")[2]
        headers["Link"] = f'<{name}>; rel="describedby"; type="application/csvm+json"'
    media_type = (
        f"{file.media_type}; charset=utf-8" if file.media_type.startswith("text/") else file.media_type
    )
    return unless_known(
        request,
        headers["ETag"],
        lambda: Download(service.release.path / file.path, headers=headers, media_type=media_type),
    )


def _for_excel(request: Request, service: Service, file: File) -> Response:
    def answer() -> Response:
        with (service.release.path / file.path).open(encoding="utf-8", newline="") as table:
            rows = csv.reader(table)
            return spreadsheet(next(rows, []), rows)

    return unless_known(request, f'"{file.sha256}-excel"', answer)


def _unpacked(request: Request, service: Service, file: File) -> Response:
    """What a compressed file holds: as it is on disk to a client that unpacks it, else unpacked here."""
    media_type = UNCOMPRESSED.get(
        file.path.removesuffix(".gz").rpartition(".")[2], "application/octet-stream"
    )
    source = service.release.path / file.path
    packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"Vary": "Accept-Encoding", "ETag": f'W/"{file.sha256}"'}

    def answer() -> Response:
        if request.method == "HEAD" and not packed:
            return Response(headers=headers, media_type=media_type)
        if packed:
            return Download(source, headers={**headers, "Content-Encoding": "gzip"}, media_type=media_type)
        return StreamingResponse(_unpack(source), headers=headers, media_type=media_type)

    return unless_known(request, headers["ETag"], answer)


def _unpack(source: Path) -> Iterator[bytes]:
    with gzip.open(source) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _repr_digest(sha256: str) -> str:
    """The digest as RFC 9530 writes it."""
    return f"sha-256=:{b64encode(bytes.fromhex(sha256)).decode()}:"
