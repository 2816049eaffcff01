"""The lists by which a regional informatisation plan classifies its items, by the codes of their schemes."""

from collections.abc import Mapping

from pipeline.model.text import Text

NAMES: Mapping[str, Text] = {
    "national-policy": Text("国・都の情報政策", "National and Tokyo information policies"),
    "technology": Text("技術動向", "Technology trends"),
    "town-development": Text("まちづくり", "Town development"),
}
"""What each is called; the Japanese is printed, the English a translation."""
