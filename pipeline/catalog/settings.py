"""`data/catalog/`: who publishes the catalogue, and where its ledger is."""

from collections.abc import Collection
from pathlib import Path

from pipeline.catalog import history
from pipeline.catalog.history import Ledger
from pipeline.model.errors import Problem, SettingError
from pipeline.model.files import toml_file, whole_files
from pipeline.model.files.data_folder import DataFolder


def ledger_path(data: DataFolder) -> Path:
    return data.root / "catalog" / "ledger.csv"


def owner(data: DataFolder, municipalities: Collection[str]) -> str:
    """The code of the publisher of the catalogue: that of `catalog.toml`, else the lowest of those given.

    A publisher that is not among the municipalities of a build gives way to the lowest of them. Raises
    SettingError where the file is not TOML or names a municipality that has no data.
    """
    path = data.root / "catalog" / "catalog.toml"
    if not path.exists():
        return min(municipalities)
    named = toml_file.read(path, "Name the publisher in it.").get("publisher")
    if named not in data.municipalities():
        known = ", ".join(data.municipalities())
        raise SettingError(Problem(f"{path}, publisher", f"{named!r} has no data.", f"Use one of {known}."))
    return str(named) if named in municipalities else min(municipalities)


def record(data: DataFolder, after: Ledger) -> Path | None:
    """Writes the ledger where it changed, replaced whole; the file that was written.

    Raises SettingError where it cannot be written.
    """
    path, text = ledger_path(data), history.text(after)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return None
    try:
        path.parent.mkdir(exist_ok=True)
        whole_files.replace({path: text.encode()})
    except OSError as error:
        what = f"cannot be written ({error.strerror})."
        raise SettingError(
            Problem(str(path), what, "Build with --locked where data is read-only.")
        ) from error
    return path
