"""Municipalities beside each other, looked up in the release's `pages.sqlite`: who has what, its figures, its standings."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from threading import Lock

from cachetools import LRUCache, cachedmethod

from pipeline.exports.comparison import MATCHES, Comparison, Series, Shared, compare, series
from pipeline.reading.municipalities import places, tables
from pipeline.reading.municipalities.figures import ordered
from pipeline.reading.municipalities.peers import Peer
from pipeline.reading.municipalities.places import Place
from pipeline.reading.municipalities.standings import Standing
from server.repository.database import Database

REMEMBERED = 100
"""Comparisons and counts that are kept: a release does not change."""
Codes = frozenset[str] | None
"""Municipalities; None: all of them."""
Compared = tuple[Comparison, tuple[Series, ...]]
"""A comparison, and its figures as series over fiscal years."""
_AMONG = "(?1 IS NULL OR code IN (SELECT value FROM json_each(?1)))"


@dataclass(frozen=True)
class Counted:
    """How many municipalities have figures of a shared indicator, by how good a match; of which fiscal years."""

    shared: Shared
    by_match: Mapping[str, int]
    first: int | None
    last: int | None

    @property
    def municipalities(self) -> int:
        return sum(self.by_match.values())


class Comparisons:
    """What the release has to compare."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._counts: LRUCache[Codes, tuple[Counted, ...]] = LRUCache(REMEMBERED)
        self._compared: LRUCache[tuple[str, str, Codes], Compared] = LRUCache(REMEMBERED)

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The municipalities of the release, by their codes."""
        rows = self._database.rows("SELECT code, place FROM place ORDER BY code")
        return {code: places.WRITTEN.validate_json(text) for code, text in rows}

    @cached_property
    def shared(self) -> Mapping[str, Shared]:
        """The shared indicators, by their ids."""
        rows = self._database.rows("SELECT id, shared FROM shared ORDER BY id")
        return {id_: tables.SHARED.validate_json(text) for id_, text in rows}

    @cachedmethod(attrgetter("_counts"), lock=attrgetter("_lock"))
    def counted(self, among: Codes) -> tuple[Counted, ...]:
        """Every shared indicator with how many of some municipalities have it, those first that can be compared most."""
        rows = self._database.rows(
            f"SELECT shared, match, COUNT(*), MIN(first), MAX(last) FROM covered WHERE {_AMONG} GROUP BY shared, match",
            (_json(among),),
        )
        of: dict[str, list[tuple[int, int, int, int]]] = {}
        for shared, *numbers in rows:
            of.setdefault(shared, []).append((numbers[0], numbers[1], numbers[2], numbers[3]))
        found = [_count(one, of.get(one.id, [])) for one in self.shared.values()]
        return tuple(sorted(found, key=_most))

    def covering(self, shared: str, among: Codes, most: int) -> list[Place]:
        """The first municipalities that have figures of a shared indicator, those first that match best."""
        rows = self._database.rows(
            f"SELECT code FROM covered WHERE {_AMONG} AND shared = ?2 ORDER BY match, code LIMIT ?3",
            (_json(among), shared, most),
        )
        return [self.places[code] for (code,) in rows if code in self.places]

    def covered(self, codes: Iterable[str]) -> Mapping[tuple[str, str], str]:
        """By how good a match municipalities have figures: code and shared indicator → match."""
        rows = self._database.rows(f"SELECT code, shared, match FROM covered WHERE {_AMONG}", (_json(codes),))
        return {(code, shared): MATCHES[match] for code, shared, match in rows}

    @cachedmethod(attrgetter("_compared"), lock=attrgetter("_lock"))
    def found(self, shared: str, widest: str, among: Codes) -> Compared:
        """The comparison of a shared indicator, and its figures as series over fiscal years.

        `widest` is the weakest match to show, "" the best there is.
        """
        rows = self._database.rows("SELECT said FROM figure WHERE shared = ?", (shared,))
        said = ordered(json.loads(text) for (text,) in rows)
        found = compare(self.shared[shared], said, widest, among)
        return found, series(found.figures)

    def standings(self, code: str) -> tuple[Standing, ...]:
        """The newest rank of a municipality in each shared indicator."""
        rows = self._database.rows(
            "SELECT code, shared, fiscal_year, kind, part, rank, last, number FROM standing WHERE code = ?"
            " ORDER BY shared, part",
            (code,),
        )
        return tuple(Standing(*row) for row in rows)

    def peers(self, code: str) -> tuple[Peer, ...]:
        """Which others a municipality is compared with first."""
        rows = self._database.rows(
            "SELECT code, way, peer, in_common FROM peer WHERE code = ? ORDER BY number", (code,)
        )
        return tuple(Peer(*row) for row in rows)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """How many shared indicators each municipality has figures of."""
        return dict(self._database.rows("SELECT code, COUNT(*) FROM covered GROUP BY code"))


def _count(shared: Shared, rows: Collection[tuple[int, int, int, int]]) -> Counted:
    by_match = dict.fromkeys(MATCHES, 0) | {MATCHES[match]: number for match, number, _, _ in rows}
    first = min((first for _, _, first, _ in rows), default=None)
    return Counted(shared, by_match, first, max((last for _, _, _, last in rows), default=None))


def _most(one: Counted) -> tuple[int, int, int, str]:
    """Related figures measure something else, so an indicator that two have exactly or closely comes before."""
    comparable = one.by_match["exact"] + one.by_match["close"]
    return -comparable, -one.by_match["exact"], -one.municipalities, one.shared.id


def _json(codes: Iterable[str] | None) -> str | None:
    return None if codes is None else json.dumps(sorted(codes))
