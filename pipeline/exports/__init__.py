"""Data files for people, portals and researchers, and what describes them."""
