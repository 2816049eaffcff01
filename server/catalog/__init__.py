"""The catalogue as portals ask for it: documents, CKAN's Action API, lists."""
