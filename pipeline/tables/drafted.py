"""What an edition keeps of the draft it was made from: `source/proposals.csv`, a row a value that a person confirmed.

Columns: `table`, `key` (the parts of its row's key, joined by ` / `, the plan first), `column`, `value`, `places` (each a
document and a fragment, RFC 8118 or RFC 7111), `sureness` (high, middle, low).
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

NAME = "proposals.csv"
COLUMNS = ("table", "key", "column", "value", "places", "sureness")
JOIN = " / "


def text(rows: Iterable[Mapping[str, str]]) -> str:
    """The text of the file for some rows."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return lines.getvalue()


def confirmed(folder: Path) -> Counter[str]:
    """How many values of each plan a person confirmed, by the folder of an edition; none where nothing was drafted."""
    path = folder / "source" / NAME
    if not path.exists():
        return Counter()
    with path.open(encoding="utf-8", newline="") as rows:
        return Counter(row["key"].partition(JOIN)[0] for row in csv.DictReader(rows))
