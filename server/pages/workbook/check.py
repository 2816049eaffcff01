"""A request's body → what is told of the workbook in it, by a process with limits. This process parses none of it.

The body is put into a folder of its own as it comes; the process reads it there and writes what it tells beside it, and
the folder is removed whatever happened. Nothing else is kept.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import groupby
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.model.files.data_folder import ROOT

MODULE = "pipeline.workbook.checking.process"
"""By name, for the server knows nothing of workbooks."""
MAXIMUM_BYTES = 21 * 2**20
"""Of a body: a workbook of 20 MiB, which is the largest that is read, and the form around it."""
MAXIMUM_TOLD = 2**20
MAXIMUM_TYPE = 200
"""Characters of a content type: what is told apart by it is a boundary of 70 at most (RFC 2046, 5.1.1)."""
SECONDS = 60.0
MOST = 4
"""So many are received and wait at a time; one is checked."""


class Found(BaseModel):
    """One problem, as `pipeline.workbook.checking.verdict` has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    sheet: str
    cell: str
    column: str
    what: str
    remedy: str


class Verdict(BaseModel):
    """What is told of a workbook, as `pipeline.workbook.checking.verdict` has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    municipality: str
    edition: str
    rows: tuple[tuple[str, int], ...]
    remarks: tuple[str, ...]
    problems: tuple[Found, ...]
    more: int

    @property
    def by_sheet(self) -> list[tuple[str, list[Found]]]:
        """The problems of each sheet, in the order in which they are told."""
        return [(sheet, list(found)) for sheet, found in groupby(self.problems, key=lambda one: one.sheet)]


class TooLargeError(Exception):
    """A body is larger than any workbook that is read."""


class BusyError(Exception):
    """As many are being checked, or wait, as may."""


class UnreadableError(Exception):
    """The process ended before it told anything: the file broke its reader, or needs more than the limits."""


class Checks:
    """Checks workbooks, one at a time."""

    def __init__(self, seconds: float = SECONDS, most: int = MOST) -> None:
        self._seconds = seconds
        self._free = most
        self._turn = asyncio.Semaphore(1)

    async def check(self, body: AsyncIterator[bytes], content_type: str) -> Verdict:
        """What is told of the workbook in a body. Raises TooLargeError, BusyError, UnreadableError."""
        async with self._room():
            with tempfile.TemporaryDirectory(prefix="keikaku-", ignore_cleanup_errors=True) as name:
                folder = Path(name)
                await _receive(body, folder / "sent")
                async with self._turn:
                    await self._run(folder, content_type[:MAXIMUM_TYPE])
                return _told(folder / "verdict.json")

    @asynccontextmanager
    async def _room(self) -> AsyncIterator[None]:
        if not self._free:
            raise BusyError
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1

    async def _run(self, folder: Path, content_type: str) -> None:
        """Runs the process to its end, or ends it; it has nothing of this one's environment but its place."""
        environment = {"PYTHONPATH": str(ROOT), "PATH": os.defpath, "TMPDIR": str(folder)}
        nothing = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", MODULE, str(folder), content_type),
            env=environment,
            stdin=nothing,
            stdout=nothing,
            stderr=nothing,
        )
        try:
            await asyncio.wait_for(process.wait(), self._seconds)
        except TimeoutError:
            raise UnreadableError from None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()


async def _receive(body: AsyncIterator[bytes], path: Path) -> None:
    left = MAXIMUM_BYTES
    with path.open("xb") as file:
        async for part in body:
            left -= len(part)
            if left < 0:
                raise TooLargeError
            file.write(part)


def _told(path: Path) -> Verdict:
    try:
        with path.open("rb") as file:
            return Verdict.model_validate_json(file.read(MAXIMUM_TOLD))
    except (OSError, ValidationError) as error:
        raise UnreadableError from error
