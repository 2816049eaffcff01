"""Where things are on disk: beside the code what came with it, at home the data and the releases."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.errors import Problem, SettingError

ROOT = Path(__file__).resolve().parents[3]
ONTOLOGY = ROOT / "ontology"
SHAPES = ROOT / "shapes"


@dataclass(frozen=True)
class DataFolder:
    """The folder `data/`: `hub/` and one folder a municipality, named by its six-digit code."""

    root: Path

    @property
    def hub(self) -> Path:
        return self.root / "hub"

    def municipalities(self) -> list[str]:
        """The codes of the municipalities that have a folder here, sorted."""
        found = self.root.iterdir() if self.root.is_dir() else iter(())
        return sorted(path.name for path in found if path.is_dir() and path.name.isdecimal())

    def municipality(self, code: str) -> Path:
        return self.root / code

    def publisher(self, code: str) -> Path:
        return self.root / code / "publisher.toml"

    def editions(self, code: str) -> list[str]:
        """The years of the editions of a municipality, sorted.

        Raises SettingError where it has no folder here.
        """
        if code not in self.municipalities():
            known = ", ".join(self.municipalities()) or "none"
            raise SettingError(
                Problem(str(self.municipality(code)), "is not there.", f"Municipalities with data: {known}.")
            )
        return sorted(path.name for path in self.municipality(code).iterdir() if path.name.isdecimal())

    def edition(self, code: str, year: str) -> Path:
        return self.root / code / year

    def tables(self, code: str, year: str) -> Path:
        return self.edition(code, year) / "tables"

    def editorial(self, code: str, year: str) -> Path:
        return self.edition(code, year) / "editorial"

    def source(self, code: str, year: str) -> Path:
        return self.edition(code, year) / "source"


def home(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of data and releases: setting KEIKAKU_HOME, or the current folder; never where code is installed."""
    return Path(environment.get("KEIKAKU_HOME") or Path.cwd())


def data_folder(environment: Mapping[str, str] = os.environ) -> DataFolder:
    """The data folder: setting KEIKAKU_DATA, or `data/` at home."""
    return DataFolder(Path(environment.get("KEIKAKU_DATA") or home(environment) / "data"))


def releases_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of releases: setting KEIKAKU_RELEASES, or `releases/` at home."""
    return Path(environment.get("KEIKAKU_RELEASES") or home(environment) / "releases")
