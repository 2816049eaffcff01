"""Readers of plan documents, one module per document layout."""
