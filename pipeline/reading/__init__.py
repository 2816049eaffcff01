"""What graphs say, read as values: names, indicators with their figures, elements, an edition in one look."""
