"""Looks at a packed file before anything unpacks it: one that would unpack to too much is refused."""

import zipfile
import zlib
from pathlib import Path

from pipeline.model.errors import DocumentError, Problem

MAXIMUM_UNPACKED = 400 * 2**20
MAXIMUM_RATIO = 300
MAXIMUM_MEMBERS = 5_000


def refuse(path: Path, remedy: str) -> None:
    """Raises DocumentError for an archive that is broken, locked, too large unpacked, or declares XML entities."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            packed = max(1, sum(member.compress_size for member in members))
            too_much = len(members) > MAXIMUM_MEMBERS or unpacked > MAXIMUM_UNPACKED
            if too_much or (unpacked > 2**20 and unpacked / packed > MAXIMUM_RATIO):
                what = f"unpacks to {unpacked:,} bytes in {len(members):,} parts."
                raise DocumentError(Problem(path.name, what, "Paste its values into a new file."))
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        start = part.read(4096)
                    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                        what = f"declares XML entities ({member.filename})."
                        raise DocumentError(Problem(path.name, what, remedy))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        what = f"is broken, locked, or no such file ({type(error).__name__})."
        raise DocumentError(Problem(path.name, what, remedy)) from error
