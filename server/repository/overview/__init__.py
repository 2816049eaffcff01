"""Reads across editions: names for what has none, a year's comparisons, an edition in one look, home."""
