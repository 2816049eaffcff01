"""The memory of what was published: `data/catalog/ledger.csv`, kept like a lock file.

One row a dataset: the fingerprint of its data, when it was first and last published, and its status. A build
compares: the same fingerprint keeps its date, another takes the date of the build, so that `dct:modified` moves
only with the data and a rebuild of a committed state is byte-identical. Statuses:

- `published`  in the catalogue
- `withdrawn`  still listed, with that status; written into the file by the publisher
- `removed`    no longer listed, after `--allow-removal`; the identifier stays reserved

A portal deletes what is missing from a catalogue. So a dataset that is in the ledger and not in the build stops
the build, unless its removal is named.
"""

import csv
import hashlib
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.model.errors import ConformanceError, Problem, SettingError, TableError
from pipeline.model.text import Text

PUBLISHED, WITHDRAWN, REMOVED = "published", "withdrawn", "removed"
STATUSES = (PUBLISHED, WITHDRAWN, REMOVED)


@dataclass(frozen=True)
class Entry:
    """One dataset as last published. `issued` and `modified` are UTC instants, `2026-11-22T09:00:00Z`."""

    dataset: str
    sha256: str
    issued: str
    modified: str
    status: str
    publisher: str
    title_ja: str
    title_en: str

    @property
    def title(self) -> Text:
        return Text(self.title_ja, self.title_en)


Ledger = Mapping[str, Entry]
_COLUMNS = tuple(field.name for field in fields(Entry))


@dataclass(frozen=True)
class Publication:
    """A dataset as a build would publish it."""

    dataset: str
    sha256: str
    publisher: str
    title: Text


def fingerprint(lines: Iterable[str], base: str) -> str:
    """The sha256 of a dataset's N-Quads lines, the same in whatever order and below whatever base."""
    digest = hashlib.sha256()
    for line in sorted(line.replace(f"<{base}", "<") for line in lines):
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def read(path: Path) -> dict[str, Entry]:
    """The ledger of a file; empty where there is none yet. Raises TableError with every problem."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file)) or [[]]
    if tuple(header) != _COLUMNS:
        remedy = f"Expected {','.join(_COLUMNS)}."
        raise TableError(Problem(f"{path}, row 1", f"has the columns {','.join(header)}.", remedy))
    problems = [
        problem for number, row in enumerate(rows, 2) for problem in _check(row, f"{path}, row {number}")
    ]
    if problems:
        raise TableError(problems)
    return {row[0]: Entry(*row) for row in rows}


def _check(row: list[str], where: str) -> Iterable[Problem]:
    if len(row) != len(_COLUMNS):
        yield Problem(where, f"has {len(row)} cells, not {len(_COLUMNS)}.", "Give every column a cell.")
    elif row[4] not in STATUSES:
        yield Problem(where, f"'{row[4]}' is not a status.", f"Use one of {', '.join(STATUSES)}.")


def text(ledger: Ledger) -> str:
    """A ledger as the text of its file, sorted by dataset."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(astuple(ledger[dataset]) for dataset in sorted(ledger))
    return lines.getvalue()


def reconcile(
    ledger: Ledger, publications: Collection[Publication], at: str, allow_removal: Collection[str] = ()
) -> dict[str, Entry]:
    """The ledger after a build at an instant: dates move only where fingerprints do.

    Raises ConformanceError: nothing is published, or a dataset is missing whose removal is not named.
    """
    published = {publication.dataset: publication for publication in publications}
    problems = _missing(ledger, published, allow_removal) or _empty(published)
    if problems:
        raise ConformanceError(problems)
    after = entries(ledger, publications, at)
    for dataset, entry in ledger.items():
        if dataset not in published:
            gone = dataset in allow_removal and entry.status != REMOVED
            after[dataset] = replace(entry, status=REMOVED, modified=at) if gone else entry
    return dict(sorted(after.items()))


def entries(ledger: Ledger, publications: Iterable[Publication], at: str) -> dict[str, Entry]:
    """What a build at an instant records of what it publishes: dates move only where fingerprints do."""
    return {one.dataset: _update(ledger.get(one.dataset), one, at) for one in publications}


def require_recorded(ledger: Ledger, after: Ledger) -> None:
    """Raises ConformanceError with every dataset whose state a build would have to write into the ledger."""
    problems = [
        Problem(
            f"data/catalog/ledger.csv, dataset {dataset}",
            "is not as this build publishes it.",
            "Run `keikaku build` without --locked and commit the ledger.",
        )
        for dataset in after
        if after[dataset] != ledger.get(dataset)
    ]
    if problems:
        raise ConformanceError(problems)


def now(environment: Mapping[str, str]) -> str:
    """The instant to record for what changed: SOURCE_DATE_EPOCH where it is set, else the clock, in UTC.

    Raises SettingError where SOURCE_DATE_EPOCH is not a number of seconds.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch and not epoch.isdecimal():
        remedy = "Write seconds since 1970, or unset it."
        raise SettingError(Problem("SOURCE_DATE_EPOCH", f"{epoch!r} is not a number of seconds.", remedy))
    instant = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def _empty(published: Mapping[str, Publication]) -> list[Problem]:
    if published:
        return []
    return [
        Problem("catalogue", "would be empty, and portals delete what is missing.", "Add a municipality.")
    ]


def _missing(ledger: Ledger, published: Collection[str], allowed: Collection[str]) -> list[Problem]:
    return [
        Problem(
            f"catalogue, dataset {dataset}",
            "was published and is missing from this build; portals would delete it.",
            f"Restore its data, set its status in data/catalog/ledger.csv to {WITHDRAWN}, "
            f"or build with --allow-removal {dataset}.",
        )
        for dataset, entry in ledger.items()
        if entry.status == PUBLISHED and dataset not in published and dataset not in allowed
    ]


def _update(before: Entry | None, now: Publication, at: str) -> Entry:
    """The entry of a dataset: a return from removal counts as a change, a withdrawal stays."""
    same = before is not None and before.sha256 == now.sha256 and before.status != REMOVED
    return Entry(
        dataset=now.dataset,
        sha256=now.sha256,
        issued=before.issued if before else at,
        modified=before.modified if before and same else at,
        status=WITHDRAWN if before and before.status == WITHDRAWN else PUBLISHED,
        publisher=now.publisher,
        title_ja=now.title.ja,
        title_en=now.title.en,
    )
