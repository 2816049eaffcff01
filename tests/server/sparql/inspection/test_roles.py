"""What has to stand where a name stands: a property, a class, or anything."""

import pytest

from server.sparql.inspection.roles import Role, roles
from server.sparql.inspection.tokens import tokens


@pytest.mark.parametrize(
    ("text", "properties", "classes"),
    [
        ("SELECT * { ?s k:p k:o }", "k:p", ""),
        ("SELECT * { k:s a k:C , k:D ; k:p ?o . ?o k:q 'x' }", "k:p k:q", "k:C k:D"),
        ("SELECT * { ?s a/rdfs:subClassOf* k:C }", "rdfs:subClassOf", "k:C"),
        ("SELECT * { ?s ^k:p/(k:q|!k:r)+/k:t k:o ; k:u k:v }", "k:p k:q k:r k:t k:u", ""),
        ("SELECT * { ?s rdf:type k:C FILTER (?s != k:x) ?s k:p ?o }", "rdf:type k:p", "k:C"),
        ("SELECT * { [ k:p k:o ; a k:C ] k:q [ k:r ?x ] . ?x k:t 1 }", "k:p k:q k:r k:t", "k:C"),
        ("SELECT * { VALUES ?p { k:a k:b k:c } GRAPH k:g { ?s k:p ?o } }", "k:p", ""),
        ("SELECT * { ?s k:p ?o FILTER NOT EXISTS { ?s k:q '7'^^k:d } BIND (k:x AS ?y) }", "k:p k:q", ""),
        ("SELECT (k:f(?s) AS ?x) { ?s ?p ?o } ORDER BY k:g(?s)", "", ""),
        ("PREFIX k: <http://k/> DESCRIBE k:x k:y", "", ""),
        ("SELECT * { ?s k:p ?o OPTIONAL { ?o k:q ?t } ?t k:r ?u", "k:p k:q k:r", ""),
        ("}}) ( [", "", ""),
    ],
)
def test_a_name_has_the_role_of_its_place(text: str, properties: str, classes: str) -> None:
    found = list(roles(tokens(text)))
    assert [token.text for token, role in found if role is Role.PROPERTY] == properties.split()
    assert [token.text for token, role in found if role is Role.CLASS] == classes.split()
