"""What a request asks of a comparison: the parameters of its address, which is its permalink too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from pipeline.exports.comparison import MATCHES
from pipeline.model.text import Text
from pipeline.reading.graph import in_language
from pipeline.reading.municipalities.places import BANDS, Place, nearest
from server.http.errors import ProblemError, one_of
from server.rendering.parameters import page_number

LONGEST = 100
"""Characters of a parameter; no name of a prefecture or an indicator has so many."""
MOST_NAMED = 50
"""Municipalities that an address may name."""
NO_INDICATOR = Text(
    "指標が選ばれていません。/compareの一覧から選び、indicatorに書いてください。",
    "Name an indicator by `indicator`; /compare lists them.",
)


@dataclass(frozen=True)
class Asked:
    """A shared indicator, the weakest match to show ("" the best there is), and which municipalities."""

    indicator: str = ""
    match: str = ""
    prefecture: str = ""
    kind: str = ""
    """A class of municipalities, such as `city`."""
    size: str = ""
    """A population band (`BANDS`)."""
    near: str = ""
    """The code of a municipality whose nearest in population are asked for."""
    among: tuple[str, ...] = ()
    """The codes of municipalities that are named."""
    page: int = 1

    @classmethod
    def read(cls, parameters: QueryParams) -> "Asked":
        """The parameters of an address. Raises ProblemError 400 for a match, a band or a page that there is not."""
        names = ("indicator", "match", "prefecture", "class", "size", "near")
        indicator, match, prefecture, kind, size, near = (
            parameters.get(name, "")[:LONGEST] for name in names
        )
        _require("match", match, MATCHES)
        _require("size", size, [one.id for one in BANDS])
        named = [code for text in parameters.getlist("among") for code in text.split(",") if code]
        among = tuple(code[:LONGEST] for code in named[:MOST_NAMED])
        return cls(indicator, match, prefecture, kind, size, near, among, page_number(parameters))

    @property
    def parameters(self) -> Mapping[str, str]:
        """It as the parameters of an address, without what is blank; the first page is not named."""
        named = {
            "indicator": self.indicator,
            "match": self.match,
            **self.choice,
            "page": str(self.page) if self.page > 1 else "",
        }
        return {name: value for name, value in named.items() if value}

    @property
    def choice(self) -> Mapping[str, str]:
        """Which municipalities are chosen, as parameters."""
        named = {
            "prefecture": self.prefecture,
            "class": self.kind,
            "size": self.size,
            "near": self.near,
            "among": ",".join(self.among),
        }
        return {name: value for name, value in named.items() if value}

    def query(self, **changes: str) -> str:
        """It as the query of an address with other parameters; a blank one is left out."""
        named = {**self.parameters, **changes}
        return urlencode({name: named[name] for name in sorted(named, key=_place) if named[name]})

    def chosen(self, places: Mapping[str, Place]) -> frozenset[str] | None:
        """The codes of the municipalities that are asked for; None: all of them."""
        if not self.choice:
            return None
        found = {one.code for one in places.values() if self._is_alike(one)}
        if self.near:
            found &= set(self.neighbours(places))
        return frozenset(found & set(self.among) if self.among else found)

    def neighbours(self, places: Mapping[str, Place]) -> tuple[str, ...]:
        """The municipality whose neighbours in population are asked for, and they; it alone where that is not known."""
        own = places.get(self.near)
        return (self.near, *(one.code for one in nearest(own, places.values()))) if own else ()

    def _is_alike(self, one: Place) -> bool:
        band = one.band.id if one.band else ""
        return (
            self.prefecture in ("", in_language(one.prefecture, "ja"))
            and self.kind in ("", one.kind)
            and self.size in ("", band)
        )


def _place(name: str) -> tuple[bool, bool, str]:
    """What is compared comes first in an address, then how well it matches, then the rest."""
    return name != "indicator", name != "match", name


def _require(name: str, value: str, known: Iterable[str]) -> None:
    """Raises ProblemError 400 for a value that is not one of those that are known."""
    if value and value not in known:
        raise ProblemError(400, one_of(name, known))
