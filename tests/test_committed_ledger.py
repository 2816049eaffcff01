"""What was published is on record: a clean checkout builds the release that was committed, dates included."""

from pathlib import Path

from pipeline.catalog import settings
from pipeline.model.files.data_folder import DataFolder


def test_a_build_of_the_committed_data_changes_nothing_on_record(
    data: DataFolder, built_data: DataFolder, releases: Path
) -> None:
    assert (releases / "current").is_symlink()
    recorded, found = (settings.ledger_path(folder).read_text("utf-8") for folder in (data, built_data))
    assert found == recorded, (
        "the data changed: run `keikaku build` and commit data/catalog/ledger.csv with it"
    )
