"""What a release says, read from its store for documents and pages: elements, figures, names, search."""
