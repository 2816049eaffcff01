"""What a request asks of a comparison: the parameters of its address, which is its permalink too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.exceptions import HTTPException

from pipeline.exports.comparison import MATCHES, Covered

LONGEST = 100
"""Characters of a parameter; no name of a prefecture or an indicator has so many."""


@dataclass(frozen=True)
class Asked:
    """A shared indicator, the weakest match to show ("" the best there is), and which municipalities."""

    indicator: str = ""
    match: str = ""
    prefecture: str = ""
    kind: str = ""
    """A class of municipalities, such as `city`."""

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> "Asked":
        """The parameters of an address. Raises HTTPException 400 for a match that there is not."""
        names = ("indicator", "match", "prefecture", "class")
        values = [parameters.get(name, "")[:LONGEST] for name in names]
        if values[1] and values[1] not in MATCHES:
            raise HTTPException(400, f"match is one of {', '.join(MATCHES)}.")
        return cls(*values)

    def query(self, **more: str) -> str:
        """It as the query of an address, without what is blank."""
        named = {
            "indicator": self.indicator,
            "match": self.match,
            "prefecture": self.prefecture,
            "class": self.kind,
            **more,
        }
        return urlencode({name: value for name, value in named.items() if value})

    def among(self, covered: Sequence[Covered]) -> frozenset[str] | None:
        """The codes of the municipalities that are asked for; None: all of them."""
        if not (self.prefecture or self.kind):
            return None
        return frozenset(
            one.code
            for one in covered
            if self.prefecture in ("", one.prefecture) and self.kind in ("", one.kind)
        )
