"""The answers of the review: pages to read, forms to confirm and correct by, pictures of pages. No script is needed."""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from pipeline.model.errors import KeikakuError, Problem, TableError, refused_by_system
from pipeline.review import documents, queue
from pipeline.review.documents import Documents
from pipeline.review.guard import Guard
from pipeline.review.screen import HERE, LANGUAGES, Screen
from pipeline.workbook.confirmation import confirming
from pipeline.workbook.confirmation.confirming import Reviewed, Standing

MAXIMUM_FORM = 400_000
"""Bytes of a form: a cell holds 32,767 characters, each at most nine bytes of an encoded form."""


class Review:
    """The review of one workbook. The file is read whenever it has changed, and written whole at once."""

    def __init__(self, workbook: Path, files: Documents, token: str) -> None:
        self._workbook = workbook
        self._documents = files
        self._root = f"/{token}"
        self._lock = Lock()
        self._read: tuple[tuple[int, int], Reviewed] | None = None

    def routes(self) -> list[Route]:
        """What is answered, below the token."""
        return [
            Route(f"{self._root}/", self._answering(self._first)),
            Route(f"{self._root}/row/{{row:int}}", self._answering(self._row), methods=["GET"]),
            Route(f"{self._root}/row/{{row:int}}", self._answering(self._take), methods=["POST"]),
            Route(f"{self._root}/row/{{row:int}}/page", self._answering(self._take_page), methods=["POST"]),
            Route(
                f"{self._root}/row/{{row:int}}/withdraw", self._answering(self._withdraw), methods=["POST"]
            ),
            Route(f"{self._root}/picture/{{document:int}}/{{page:int}}.png", self._picture),
            Route(f"{self._root}/style.css", lambda request: FileResponse(HERE / "style.css")),
        ]

    def _answering(
        self, answer: Callable[[Request, Mapping[str, str]], Response]
    ) -> Callable[[Request], Awaitable[Response]]:
        """An answer in a thread of its own, one at a time; what went wrong is told on the page it was asked from."""

        async def answered(request: Request) -> Response:
            form = await _form(request) if request.method == "POST" else {}
            return await run_in_threadpool(self._told, answer, request, form)

        return answered

    def _told(
        self,
        answer: Callable[[Request, Mapping[str, str]], Response],
        request: Request,
        form: Mapping[str, str],
    ) -> Response:
        with self._lock:
            try:
                return answer(request, form)
            except KeikakuError as error:
                problems = error.problems
            except OSError as error:
                problems = (refused_by_system(error, str(self._workbook)),)
        told = tuple(map(str, problems))
        screen = Screen(self._root, _language(request), self._reviewed(), self._documents, told)
        return HTMLResponse(screen.render(None), HTTPStatus.CONFLICT)

    def _reviewed(self) -> Reviewed:
        status = self._workbook.stat()
        version = (status.st_mtime_ns, status.st_size)
        if self._read is None or self._read[0] != version:
            self._read = (version, confirming.read(self._workbook))
        return self._read[1]

    def _screen(self, request: Request) -> Screen:
        return Screen(self._root, _language(request), self._reviewed(), self._documents)

    def _one(self, request: Request) -> Standing:
        row = request.path_params["row"]
        found = next((one for one in self._reviewed().standing if one.proposal.row == row), None)
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return found

    def _first(self, request: Request, form: Mapping[str, str]) -> Response:
        waiting = queue.following(queue.ordered(self._reviewed().standing), 0)
        screen = self._screen(request)
        return _to(screen.address(waiting.proposal.row)) if waiting else HTMLResponse(screen.render(None))

    def _row(self, request: Request, form: Mapping[str, str]) -> Response:
        return HTMLResponse(self._screen(request).render(self._one(request)))

    def _take(self, request: Request, form: Mapping[str, str]) -> Response:
        """Confirms a proposal, corrected where another text was sent than the page showed."""
        one = self._one(request)
        said = form.get("text", "").replace("\r\n", "\n").strip()
        if form.get("seen", "").replace("\r\n", "\n").strip() != one.text.strip():
            what = f"「{one.text}」に変わっています。"
            raise TableError(Problem(f"下書き、{one.proposal.row}行目", what, "もう一度見てください。"))
        if said == one.text.strip():
            self._reviewed().confirm([one])
        else:
            self._reviewed().correct(one, said)
        return self._next(request)

    def _take_page(self, request: Request, form: Mapping[str, str]) -> Response:
        """Confirms what is read surely on the page of a proposal, as many as the person was told."""
        fellows = queue.fellows(self._reviewed().standing, self._one(request))
        if form.get("count") != str(len(fellows)):
            what = f"確かさが高い案は{len(fellows)}件です。"
            raise TableError(Problem("この頁", what, "もう一度見てください。"))
        self._reviewed().confirm(fellows)
        return self._next(request)

    def _withdraw(self, request: Request, form: Mapping[str, str]) -> Response:
        self._reviewed().withdraw(self._one(request))
        return _to(self._screen(request).address(request.path_params["row"]))

    def _next(self, request: Request) -> Response:
        """To the next that waits, or to the first page where nothing does."""
        following = queue.following(queue.ordered(self._reviewed().standing), request.path_params["row"])
        return _to(self._screen(request).address(following.proposal.row if following else 0))

    def _picture(self, request: Request) -> Response:
        try:
            drawn = self._documents.picture(request.path_params["document"], request.path_params["page"])
        except KeikakuError as error:
            raise HTTPException(HTTPStatus.NOT_FOUND, str(error)) from error
        return Response(drawn.png, media_type="image/png")


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form. Raises HTTPException where it is longer than any of this page's."""
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > MAXIMUM_FORM:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    found = parse_qs(content.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10)
    return {name: values[0] for name, values in found.items()}


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _to(address: str) -> Response:
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def application(workbook: Path, folder: Path, token: str, port: int) -> Starlette:
    """The application that reviews a workbook whose documents are in a folder.

    Raises TableError where the workbook is no draft, DocumentError where a document is missing or another one.
    """
    files = documents.find(confirming.read(workbook).found, folder)
    routes = Review(workbook, files, token).routes()
    return Starlette(routes=routes, middleware=[Middleware(Guard, token=token, port=port)])
