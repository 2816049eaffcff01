"""Looks at a packed file before anything unpacks it: one that would unpack to too much is refused."""

import zipfile
import zlib
from pathlib import Path

from pipeline.model.errors import DocumentError, Problem

MAXIMUM_UNPACKED = 400 * 2**20
MAXIMUM_RATIO = 300
MAXIMUM_MEMBERS = 5_000
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""What a file of Office before 2007 begins with, and one of today that is locked (MS-CFB, MS-OFFCRYPTO)."""


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
        what = "is broken, or no file of the kind that its name says."
        if path.is_file() and path.read_bytes()[: len(_COMPOUND)] == _COMPOUND:
            what = "is locked with a password, or of an older kind than its name says (.xls, .doc)."
        raise DocumentError(Problem(path.name, what, remedy)) from error
