"""Units of folders of data, as a build makes them."""

from pipeline.graphs import alignment, serialize
from pipeline.graphs import reference as fiscal
from pipeline.graphs.interpreter import Triple
from pipeline.model.files.data_folder import DataFolder
from pipeline.model.iris import BASE, Iris
from pipeline.release import reference
from pipeline.release.unit import Conditions, Inputs, own_files
from pipeline.release.unit.statements import Stated, read, state
from pipeline.validation import Validator

AT = "2026-11-25T00:00:00Z"


def stated_by(data: DataFolder, municipality: str, iris: Iris | None = None) -> Stated:
    """What a municipality states, with its mappings to the hub."""
    iris = iris or Iris()
    mappings = reference.read(data, iris).mappings.get(municipality, alignment.NONE)
    return state(read(data, municipality, iris), mappings, iris)


def described_elsewhere(data: DataFolder, stated: Stated) -> set[Triple]:
    """What a municipality's graphs speak of and others state: fiscal years, and what the hub shares."""
    years = {year for source in stated.sources for year in fiscal.years(source.edition)}
    hub = alignment.shared_triples(reference.read(data, stated.iris).tables)
    return {*fiscal.fiscal_years(years, stated.iris), *hub}


def inputs(data: DataFolder, municipality: str, at: str = AT, base: str = BASE) -> Inputs:
    """The inputs of a municipality that was never published."""
    shared = reference.read(data, Iris(base))
    conditions = Conditions(base, base, Validator.COMPILED, serialize.n_triples(shared.hub), at)
    mappings = shared.mappings.get(municipality, alignment.NONE)
    files, divided_by = own_files(data, municipality), shared.denominators.get(municipality, ())
    return Inputs(municipality, str(data.root), files, mappings, {}, conditions, divided_by)
