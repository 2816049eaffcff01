"""Pages that are no thing's document: home, search, the ontology and its diagram."""
