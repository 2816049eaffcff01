from server.engine import Answer, Query
from server.sparql.results_cache import Key, ResultsCache


def key(text: str, release: str = "r", coding: str = "") -> Key:
    return release, Query(text, "text/csv"), coding


def answer(size: int) -> Answer:
    return Answer("text/csv", "r", size, b"x" * size)


def test_an_answer_is_found_under_its_release_query_and_coding_alone() -> None:
    cache = ResultsCache(100_000)
    cache.put(key("q"), answer(10))
    assert cache.get(key("q")) == answer(10)
    for other in (key("q "), key("q", release="s"), key("q", coding="gzip")):
        assert cache.get(other) is None


def test_what_was_asked_longest_ago_goes_first() -> None:
    cache = ResultsCache(20_000)
    for text in "abcdefg":
        cache.put(key(text), answer(1_900))
    cache.get(key("a"))
    for text in "hi":
        cache.put(key(text), answer(1_900))
    assert cache.get(key("a"))
    assert cache.get(key("b")) is None
    assert cache.size <= cache.capacity
    assert len(cache) == 8


def test_no_answer_takes_more_than_an_eighth() -> None:
    cache = ResultsCache(8_000)
    cache.put(key("large"), answer(1_000))
    cache.put(key("small"), answer(400))
    assert cache.get(key("large")) is None
    assert cache.get(key("small"))


def test_putting_again_does_not_count_twice() -> None:
    cache = ResultsCache(100_000)
    cache.put(key("q"), answer(10))
    once = cache.size
    cache.put(key("q"), answer(10))
    assert (cache.size, len(cache)) == (once, 1)


def test_a_cache_without_room_keeps_nothing() -> None:
    cache = ResultsCache(0)
    cache.put(key("q"), answer(0))
    assert len(cache) == 0
