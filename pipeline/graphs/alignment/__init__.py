"""The hub: what municipalities share, so that their plans can be compared: `data/hub/`.

All `municipalities` with the codes of the 総務省; the items of the national plan (`policies`) with their wording in
each version; shared `indicators`; and the mappings of a city's concepts and indicators onto them, each with its
reason. `denominators` have a date and a source; without one of its own fiscal year no figure is divided.
"""

from pipeline.graphs.alignment.checks import check, missing_sources, read
from pipeline.graphs.alignment.mappings import NONE, Mappings, by_municipality
from pipeline.graphs.alignment.municipalities import municipality_triples
from pipeline.graphs.alignment.triples import denominator_triples, mapping_triples, shared_triples
from pipeline.tables.schema.hub import MATCHES, SCHEMA

__all__ = [
    "MATCHES",
    "NONE",
    "SCHEMA",
    "Mappings",
    "by_municipality",
    "check",
    "denominator_triples",
    "mapping_triples",
    "missing_sources",
    "municipality_triples",
    "read",
    "shared_triples",
]
