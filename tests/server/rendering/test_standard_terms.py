"""Every property that a release uses has a name in both languages: its own, or that of the table of standard terms."""

import pyoxigraph as ox

from pipeline.release.store import STORE, Release
from server.http.languages import LANGUAGES
from server.rendering.standard_terms import standard_terms

PROPERTIES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?property (LANG(?label) AS ?language) { ?s ?property ?o OPTIONAL { ?property rdfs:label ?label } }
"""


def test_every_property_has_a_name_in_both_languages(built_release: Release) -> None:
    named: dict[str, set[str]] = {}
    with_own = ox.Store.read_only(str(built_release.path / STORE)).query(
        PROPERTIES, use_default_graph_as_union=True
    )
    assert isinstance(with_own, ox.QuerySolutions)
    for property_, language in with_own:
        named.setdefault(property_.value, set()).update([language.value] if language else [])
    nameless = [iri for iri, tags in named.items() if not tags & set(LANGUAGES)]
    assert nameless
    assert [iri for iri in nameless if set(standard_terms().get(iri, {})) < set(LANGUAGES)] == []
