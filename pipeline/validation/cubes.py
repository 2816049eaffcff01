"""The integrity constraints IC-1 … IC-21 of the RDF Data Cube recommendation (`shapes/qb/`), asked of Oxigraph."""

import re
from collections.abc import Iterator

from pyoxigraph import QuerySolutions, RdfFormat, Store

from pipeline.model.files import data_folder
from pipeline.model.namespaces import SH
from pipeline.validation.report import Finding
from pipeline.validation.shacl import SHAPE


def cube_findings(data: bytes) -> Iterator[Finding]:
    """What the integrity constraints of the RDF Data Cube recommendation find in N-Triples."""
    folder = data_folder.SHAPES / "qb"
    store = Store()
    store.bulk_load(data, RdfFormat.N_TRIPLES)
    store.update((folder / "normalise.ru").read_text("utf-8"))
    for path in sorted(folder.glob("ic-*.rq")):
        query = path.read_text("utf-8")
        if not store.query(query):
            continue
        message = dict(re.findall(r"^# (ja|en): (.+)$", query, re.MULTILINE))
        solutions = store.query(query.replace("ASK {", "SELECT DISTINCT ?focus WHERE {", 1))
        if not isinstance(solutions, QuerySolutions):
            raise TypeError(f"{path.name} is no ASK query of the form that shapes/README.md describes")
        for solution in solutions:
            focus = getattr(solution["focus"], "value", "")
            yield Finding(focus, SHAPE + path.stem, str(SH.SPARQLConstraintComponent), message=message)
