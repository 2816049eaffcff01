"""Whether the tables of an edition say what its source says, whoever filled them in."""

from pathlib import Path

from pipeline import documents
from pipeline.documents import Extraction, document
from pipeline.documents.quotes import misquoted
from pipeline.model.errors import Problem
from pipeline.model.files.data_folder import DataFolder
from pipeline.tables.edition import Edition
from pipeline.workbook import store
from pipeline.workbook.columns import take
from pipeline.workbook.store import Filled

IMPORT = "Run `keikaku import --replace` with the corrected workbook."


def unfaithful(edition: Edition, extraction: Extraction | None) -> list[Problem]:
    """Where tables quote what their document does not hold, or are not what the workbook that is kept as text gives.

    An edition without a source has nothing to be held to. Raises DocumentError or TableError where there is a source
    that cannot be read.
    """
    if not (edition.folder / "source").is_dir():
        return []
    folder = edition.folder / "tables"
    text = extraction.document if extraction else documents.read_document(edition.folder)
    differing = () if extraction else documents.differences(kept(edition.folder).tables, folder, IMPORT)
    return [*misquoted(edition.tables, text, folder), *differing]


def kept(edition: Path) -> Filled:
    """The workbook, or the city's own table, whose text the folder of an edition keeps, read again.

    Raises DocumentError, TableError or SettingError with every problem of it.
    """
    source = edition / "source"
    text = source / document.describe(source / "source.toml", "file")["file"]
    columns = source / "columns.toml"
    if columns.exists():
        return take.read(text, columns, DataFolder(edition.parents[1]))
    return store.read(text)
