"""What the endpoint counts, written as Prometheus reads it (text format 0.0.4)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 60.0)
OUTCOMES = (
    "answered",
    "cached",
    "not_modified",
    "parse_failure",
    "refused",
    "not_acceptable",
    "timed_out",
    "too_large",
    "crashed",
    "failed",
    "throttled",
    "busy",
    "unavailable",
    "abandoned",
)


class QueryMetrics:
    """Queries by outcome, and how long those took that ran."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0))
        self._buckets = [0] * (len(_BOUNDS) + 1)
        self._seconds = 0.0

    def count(self, outcome: str) -> None:
        """Note how a query ended."""
        self.outcomes[outcome] += 1

    def took(self, seconds: float) -> None:
        """Note how long a query ran."""
        self._buckets[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds += seconds

    def lines(self) -> Iterable[str]:
        """The counts as lines of the text format."""
        yield "# HELP keikaku_queries_total Queries by how they ended."
        yield "# TYPE keikaku_queries_total counter"
        for outcome, number in sorted(self.outcomes.items()):
            yield f'keikaku_queries_total{{outcome="{outcome}"}} {number}'
        yield "# HELP keikaku_query_seconds How long queries ran."
        yield "# TYPE keikaku_query_seconds histogram"
        total = 0
        for bound, number in zip([*map(str, _BOUNDS), "+Inf"], self._buckets, strict=True):
            total += number
            yield f'keikaku_query_seconds_bucket{{le="{bound}"}} {total}'
        yield f"keikaku_query_seconds_sum {self._seconds:.6f}"
        yield f"keikaku_query_seconds_count {total}"


def value(name: str, kind: str, help_text: str, number: float) -> Iterable[str]:
    """One number as lines of the text format; `kind` is `gauge` or `counter`."""
    return f"# HELP {name} {help_text}", f"# TYPE {name} {kind}", f"{name} {number:g}"
