"""The ontology, read as package data."""
