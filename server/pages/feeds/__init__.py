"""Atom feeds: what was published, and what changed of a plan, a department or an indicator."""
