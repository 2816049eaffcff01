"""What became of targets, as the derived graph of an edition says, by the figure or the cell that was compared."""

from collections import defaultdict
from collections.abc import Mapping

from pipeline.graphs.serialize import Sorted, subject
from pipeline.model.namespaces import KK, PROV

Result = Mapping[str, str]
_COLUMNS = {
    str(KK.targetMet): "target_met",
    str(KK.achievementRate): "ratio_to_target",
    str(KK.notComparedBecause): "not_compared_code",
}


def results(derived: Sorted) -> Mapping[str, Result]:
    """The IRI of each figure or cell that was compared, or was not → the columns that say how that ended."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    inputs: dict[str, list[str]] = defaultdict(list)
    for triple in derived:
        column, value = _COLUMNS.get(triple.predicate.value), getattr(triple.object, "value", "")
        if column:
            said[subject(triple)][column] = (
                value.rpartition("/")[2] if column == "not_compared_code" else value
            )
        elif triple.predicate.value == str(PROV.wasDerivedFrom):
            inputs[subject(triple)].append(value)
    return {source: result for about, result in said.items() for source in inputs[about]}
