"""Finished units on disk, so that only what changed is built again.

    publications/<digest of inputs>.json   the fingerprints of a unit's datasets
    units/<digest>/                        the unit, with these fingerprints dated by the history

A unit is written beside the others and moved to its place whole. It is used only where every file is what its manifest says.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.catalog import history
from pipeline.catalog.history import Publication
from pipeline.model.text import Text
from pipeline.release.unit import MANIFEST, Finished, Inputs
from pipeline.release.verified import Verified


@dataclass(frozen=True)
class Unit:
    """A finished unit on disk: its folder, and whether it was there already."""

    path: Path
    publications: tuple[Publication, ...]
    cached: bool

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What it holds, and what the merge needs to know of it."""
        found: dict[str, Any] = json.loads((self.path / MANIFEST).read_bytes())
        return found


@dataclass(frozen=True)
class Cache:
    """A folder of finished units; several processes may use it at once."""

    folder: Path

    def find(self, inputs: Inputs, verified: Verified | None = None) -> Unit | None:
        """The unit of some inputs; None where it is not here, or not whole."""
        known = self._publications(inputs)
        if known is None:
            return None
        path = self._unit(inputs, known)
        return Unit(path, known, cached=True) if _is_whole(path, verified or Verified()) else None

    def keep(self, inputs: Inputs, finished: Finished) -> Unit:
        """Keeps a finished unit under the digest of its inputs."""
        path = self._unit(inputs, finished.publications)
        (self.folder / "publications").mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=".part-", dir=self.folder))
        part.chmod(0o755)
        for name, content in finished.files.items():
            target = part / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        text = json.dumps(finished.manifest, ensure_ascii=False, sort_keys=True)
        (part / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
        shutil.rmtree(path, ignore_errors=True)
        with suppress(OSError):  # another process was first, with the same bytes
            part.rename(path)
        shutil.rmtree(part, ignore_errors=True)
        self._keep_publications(inputs, finished.publications)
        return Unit(path, finished.publications, cached=False)

    def prune(self, used: Collection[str]) -> None:
        """Removes the units that are not used, by the names of their folders, and what was left half-written."""
        for path in [*self.folder.glob("units/*"), *self.folder.glob(".part-*")]:
            if path.name not in used:
                shutil.rmtree(path, ignore_errors=True)

    def _unit(self, inputs: Inputs, publications: Collection[Publication]) -> Path:
        entries = history.entries(inputs.history, publications, inputs.conditions.at)
        return self.folder / "units" / inputs.finished_digest(entries)

    def _publications(self, inputs: Inputs) -> tuple[Publication, ...] | None:
        path = self.folder / "publications" / f"{inputs.digest}.json"
        try:
            rows = json.loads(path.read_bytes())
            return tuple(Publication(**{**row, "title": Text(**row["title"])}) for row in rows)
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def _keep_publications(self, inputs: Inputs, publications: Collection[Publication]) -> None:
        path = self.folder / "publications" / f"{inputs.digest}.json"
        beside = path.with_suffix(f".{os.getpid()}")
        rows = [asdict(one) for one in publications]
        beside.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)


def _is_whole(path: Path, verified: Verified) -> bool:
    """Whether a unit is here and each of its files is what its manifest says."""
    try:
        files = json.loads((path / MANIFEST).read_bytes())["files"]
        return all(verified.digest(path / name) == digest for name, digest in files.items())
    except (OSError, ValueError, LookupError):
        return False
