"""Validated municipalities in, an immutable release out: built, described, made current, uploaded."""
