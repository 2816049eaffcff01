"""The SHACL shapes, read as package data."""
