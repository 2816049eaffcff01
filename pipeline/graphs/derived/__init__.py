"""Base graphs → derived graphs: what follows from the printed values, and by which rule.

    achievements   target and actual value compared        <indicator>/achievement/<year>/<breakdown>
                   its rate, in the pattern of figures     …/achievement/<year>/<breakdown>/rate
                   or why they are not                     <indicator>/not-compared/<year>/<breakdown>
    totals         effects added up, level by level        <element>/effect-total/<year>
    fills          numbers of lost cells, from the other chapter       <lost cell>/<breakdown>
    stages         導入実行, where the document licenses it            <element>/stage-inference

Every derived value names its inputs (prov:wasDerivedFrom) and the activity that made it of them (prov:wasGeneratedBy,
<edition>/derivation/<rule>), which followed a rule (prov:used, code/rule/…) and was the software's. None
is in a base graph; a rule says nothing where it is not sure.
"""

from collections.abc import Iterable

from rdflib import URIRef

from pipeline.graphs.derived.achievements import achievements
from pipeline.graphs.derived.facts import Facts
from pipeline.graphs.derived.fills import fills
from pipeline.graphs.derived.permissions import Permissions, read_permissions
from pipeline.graphs.derived.stages import stages
from pipeline.graphs.derived.totals import totals
from pipeline.graphs.interpreter import Triple
from pipeline.model.iris import BASE

__all__ = ["Permissions", "derive", "read_permissions"]


NONE = Permissions()


def derive(
    triples: Iterable[Triple], permissions: Permissions = NONE, base: str = BASE
) -> dict[URIRef, set[Triple]]:
    """Derived triples by the IRI of their graph, `<edition>/graph/derived`.

    `triples` are those of the base graphs of one municipality's editions of a year (the chapters together, since
    one fills what the other lost); `permissions` say what may be inferred and which effects are complete.
    """
    facts = Facts(triples)
    graphs: dict[URIRef, set[Triple]] = {}
    for derived in (
        *achievements(facts, base),
        *totals(facts, permissions.complete, base),
        *fills(facts, base),
        *stages(facts, permissions.stages, base),
    ):
        graphs.setdefault(URIRef(f"{derived.edition}/graph/derived"), set()).update(derived.triples)
    return graphs
