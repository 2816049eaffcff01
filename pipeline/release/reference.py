"""What belongs to no municipality: ontology, hub, list of municipalities, denominators, as graphs with one writer."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from pipeline.graphs import alignment, reference, serialize
from pipeline.graphs.alignment import Mappings
from pipeline.graphs.serialize import Sorted
from pipeline.model import namespaces
from pipeline.model.errors import ConformanceError
from pipeline.model.files.data_folder import DataFolder
from pipeline.model.iris import Iris
from pipeline.model.units import of, terms
from pipeline.tables.csv_files import Tables, rows
from pipeline.validation import Validator, validate

HUB, ONTOLOGY, FIGURES = "hub", "ontology", "figures"
MUNICIPALITIES, DENOMINATORS = "municipalities", "denominators"
Row = Mapping[str, str]
GRAPHS = {
    HUB: "hub_graph",
    MUNICIPALITIES: "municipalities_graph",
    ONTOLOGY: "ontology_graph",
    DENOMINATORS: "denominator_graph",
}
"""The datasets that stand for all → the patterns of their graphs; that of all figures has none of its own."""


@dataclass(frozen=True)
class SharedTables:
    """The tables of the hub, read once for all units."""

    tables: Tables
    iris: Iris

    @cached_property
    def mappings(self) -> Mapping[str, Mappings]:
        """The mappings of each municipality."""
        return alignment.by_municipality(self.tables) if self.tables else {}

    @cached_property
    def denominators(self) -> Mapping[str, list[Row]]:
        """The rows of `denominators` of each municipality."""
        found: dict[str, list[Row]] = {}
        for row in rows(self.tables["denominators"]) if self.tables else ():
            found.setdefault(row["municipality"], []).append(row)
        return found

    @cached_property
    def hub(self) -> Sorted:
        """What the hub's graph says of no municipality."""
        return serialize.sort(alignment.shared_triples(self.tables, self.iris.base)) if self.tables else []

    def graphs(self, years: Iterable[int], units: Iterable[str] = ()) -> dict[str, Sorted]:
        """The graphs by dataset: the hub's with the fiscal years and the units made by rules that editions speak of,
        but without mappings.

        The list of municipalities and denominators are there only where the folder of data holds any.
        """
        base = self.iris.base
        found: dict[str, Sorted] = {
            HUB: serialize.in_order((*self.hub, *spoken_of(years, units, self.iris))),
            ONTOLOGY: serialize.sort(namespaces.ontology(base)),  # type: ignore[arg-type]
        }
        if self.tables:
            further = {
                MUNICIPALITIES: alignment.municipality_triples(self.tables, base),
                DENOMINATORS: alignment.denominator_triples(rows(self.tables["denominators"]), base),
            }
            found.update(
                (name, made) for name, triples in further.items() if (made := serialize.sort(triples))
            )
        return found


def spoken_of(years: Iterable[int], units: Iterable[str], iris: Iris) -> Sorted:
    """What editions speak of and no municipality owns: fiscal years, and the units that rules make, by their codes."""
    described = (triple for code in units for triple in terms.describe(of(code), iris.base))
    return serialize.sort(chain(reference.fiscal_years(years, iris), described))


def read(data: DataFolder, iris: Iris) -> SharedTables:
    """The tables of the hub, none where there is no hub. Raises TableError with every problem."""
    return SharedTables(alignment.read(data.hub) if data.hub.is_dir() else {}, iris)


def check(graphs: Mapping[str, Sorted], base: str, validator: Validator) -> None:
    """Raises ConformanceError with all that does not conform in graphs that belong to no municipality."""
    own: Collection[str] = graphs.keys() - {ONTOLOGY}
    report = validate((serialize.n_triples(graphs[name]) for name in sorted(own)), base, validator)
    if not report.conforms:
        raise ConformanceError(report.problems(lambda subject, path: ""))
