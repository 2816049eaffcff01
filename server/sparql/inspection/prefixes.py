"""A prefix that nothing declares: which one was meant, or the line that declares it."""

import difflib
from collections.abc import Mapping

from pipeline.model.text import Text
from pipeline.reading.vocabulary import PREFIXES
from server.engine import ParseFailure
from server.sparql.inspection.findings import Inspection

_ALIKE = 0.6
"""How much of a mistyped prefix stays, as difflib counts: sdmx-mesure, skso, dcterm, KK."""
_MOST_HINTS = 10
ELSEWHERE = {
    "bibo": "http://purl.org/ontology/bibo/",
    "dbo": "http://dbpedia.org/ontology/",
    "dbr": "http://dbpedia.org/resource/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "gn": "http://www.geonames.org/ontology#",
    "ic": "http://imi.go.jp/ns/core/rdf#",
    "locn": "http://www.w3.org/ns/locn#",
    "sacs": "http://data.e-stat.go.jp/lod/terms/sacs#",
    "sdmx-concept": "http://purl.org/linked-data/sdmx/2009/concept#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "vann": "http://purl.org/vocab/vann/",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xkos": "http://rdf-vocabulary.ddialliance.org/xkos#",
}
"""Prefixes that people know from other endpoints; those of the project need no declaration here."""


def undeclared(failure: ParseFailure, found: Inspection) -> ParseFailure | None:
    """Which prefixes of a query nothing declares, and what to do about each; None: there is none."""
    missing = found.undeclared[:_MOST_HINTS]
    if not missing:
        return None
    names = ", ".join(f"{prefix}:" for prefix in missing)
    hints = [_hint(prefix, found.prefixes) for prefix in missing]
    what = f"This is not a SPARQL query: nothing says what {names} stands for."
    ja = f"接頭辞「{names}」が何を指すか書かれていません。{''.join(hint.ja for hint in hints)}"
    remedy = " ".join(hint.en for hint in hints)
    return ParseFailure(what, remedy, ja=ja, line=failure.line, column=failure.column)


def _hint(prefix: str, declared: Mapping[str, str]) -> Text:
    known = {**ELSEWHERE, **PREFIXES, **declared}
    alike = difflib.get_close_matches(prefix.lower(), known, n=1, cutoff=_ALIKE)
    if prefix not in ELSEWHERE and alike:
        line = f"PREFIX {alike[0]}: <{known[alike[0]]}>"
        return Text(f"「{alike[0]}:」ではありませんか（{line}）。", f"Did you mean {alike[0]}:? ({line})")
    line = f"PREFIX {prefix}: <{ELSEWHERE.get(prefix, '…')}>"
    return Text(f"使う前に「{line}」と宣言してください。", f"Declare it before you use it: {line}")
