"""The mappings of the hub, municipality by municipality: each city's rows are its own, and nobody else's."""

from collections.abc import Mapping

from pipeline.graphs.interpreter import Row
from pipeline.tables.cell_values import rows
from pipeline.tables.csv_files import Tables

Mappings = Mapping[str, list[tuple[int, Row]]]
"""`policy_mappings` and `mappings` → rows, each with its number in the file."""
TABLES = ("policy_mappings", "mappings")
NONE: Mappings = {name: [] for name in TABLES}


def by_municipality(hub: Tables) -> dict[str, Mappings]:
    """The mappings of each municipality that has any; every row is looked at once."""
    found: dict[str, Mappings] = {}
    for name in TABLES:
        for number, row in rows(hub[name]):
            own = found.setdefault(row["municipality"], {table: [] for table in TABLES})
            own[name].append((number, row))
    return found
