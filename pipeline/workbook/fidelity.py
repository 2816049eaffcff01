"""Whether the tables of an edition say what its source says, whoever filled them in."""

from pathlib import Path

from pipeline import documents
from pipeline.documents import Extraction
from pipeline.documents.coverage import Coverage
from pipeline.documents.quotes import misquoted, unproved
from pipeline.model.errors import Problem
from pipeline.model.files.data_folder import DataFolder
from pipeline.tables.edition import Edition
from pipeline.workbook import store
from pipeline.workbook.columns import take
from pipeline.workbook.store import Filled

IMPORT = "Run `keikaku import --replace` with the corrected workbook."


def unfaithful(edition: Edition, extraction: Extraction | None, workbook: Filled | None) -> list[Problem]:
    """Where tables quote what their document does not hold, or are not what the workbook that is kept as text gives.

    An edition with neither has nothing to be held to. Raises DocumentError where the text cannot be read.
    """
    if not (extraction or workbook):
        return []
    folder = edition.folder / "tables"
    text = extraction.document if extraction else documents.read_document(edition.folder)
    differing = documents.differences(workbook.tables, folder, IMPORT) if workbook else ()
    changes = unproved(edition.editorial["unit_changes"], text, edition.folder / "editorial")
    return [*misquoted(edition.tables, text, folder), *changes, *differing]


def kept(edition: Path) -> Filled | None:
    """The workbook, or the city's own table, whose text the folder of an edition keeps, read again; None without any.

    Raises DocumentError, TableError or SettingError with every problem of it.
    """
    source = edition / "source"
    if not source.is_dir():
        return None
    text = source / documents.read_document(edition).name
    columns = source / "columns.toml"
    if columns.exists():
        return take.read(text, columns, DataFolder(edition.parents[1]))
    return store.read(text)


def coverage(edition: Path) -> Coverage | None:
    """What became of the cells of the source of an edition's folder; None where it has none.

    Raises as `kept` does.
    """
    if documents.has_layout(edition):
        return documents.extract_edition(edition).coverage
    workbook = kept(edition)
    return workbook.coverage if workbook else None
