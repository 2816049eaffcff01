"""Editions in summary: all that lists show of one, one in one look, all of them on home."""
