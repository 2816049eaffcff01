"""Questions ready to ask: examples and their short addresses, the comparison, the schema, the editor."""
