"""A reader that remembers what is asked again and again: a release does not change."""

from functools import cached_property
from operator import attrgetter
from threading import Lock

from cachetools import LRUCache, cachedmethod
from pyoxigraph import NamedNode

from pipeline.reading.element import Element, Note
from pipeline.reading.graph import Graph
from pipeline.reading.names import Named
from pipeline.reading.summary.home import Home
from pipeline.reading.summary.overview import Overview
from server.repository.pages import Pages
from server.repository.reader import Reader

_LOCK = attrgetter("_lock")


class RememberingReader(Reader):
    """Keeps the names, the lists and the elements that were asked for last, for several threads."""

    def __init__(self, graph: Graph, pages: Pages) -> None:
        super().__init__(graph, pages)
        self._lock = Lock()
        self._names: LRUCache[NamedNode, Named] = LRUCache(50_000)
        self._titles: LRUCache[NamedNode, Named] = LRUCache(50_000)
        self._overviews: LRUCache[NamedNode, Overview] = LRUCache(100)
        self._elements: LRUCache[NamedNode, Element] = LRUCache(200)
        self._notes: LRUCache[NamedNode, tuple[Note, ...]] = LRUCache(20)

    @cachedmethod(attrgetter("_names"), lock=_LOCK)
    def named(self, thing: NamedNode) -> Named:
        return super().named(thing)

    @cachedmethod(attrgetter("_titles"), lock=_LOCK)
    def titled(self, thing: NamedNode) -> Named:
        return super().titled(thing)

    @cachedmethod(attrgetter("_overviews"), lock=_LOCK)
    def overview(self, edition: NamedNode) -> Overview:
        return super().overview(edition)

    @cachedmethod(attrgetter("_elements"), lock=_LOCK)
    def element(self, thing: NamedNode) -> Element:
        return super().element(thing)

    @cachedmethod(attrgetter("_notes"), lock=_LOCK)
    def notes_of(self, edition: NamedNode) -> tuple[Note, ...]:
        return super().notes_of(edition)

    def home(self) -> Home:
        return self._home

    @cached_property
    def _home(self) -> Home:
        return super().home()
