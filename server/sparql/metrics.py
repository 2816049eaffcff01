"""What the endpoint counts, for Prometheus."""

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, disable_created_metrics
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from server.engine import EngineState
from server.sparql.admission.control import AdmissionControl
from server.sparql.results_cache import ResultsCache

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
disable_created_metrics()  # type: ignore[no-untyped-call]


class QueryMetrics:
    """Queries by outcome, and how long those took that ran."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        queries = Counter(
            "keikaku_queries", "Queries by how they ended.", ["outcome"], registry=self.registry
        )
        self._outcomes = {outcome: queries.labels(outcome) for outcome in OUTCOMES}
        self._seconds = Histogram(
            "keikaku_query_seconds", "How long queries ran.", buckets=_BOUNDS, registry=self.registry
        )

    def count(self, outcome: str) -> None:
        """Note how a query ended."""
        self._outcomes[outcome].inc()

    def took(self, seconds: float) -> None:
        """Note how long a query ran."""
        self._seconds.observe(seconds)


class StateMetrics(Collector):
    """How the endpoint is at the moment at which it is asked."""

    def __init__(
        self, engine: Callable[[], EngineState], admission: AdmissionControl, cache: ResultsCache
    ) -> None:
        self._engine = engine
        self._admission = admission
        self._cache = cache

    def collect(self) -> Iterator[Metric]:
        """The numbers of this moment."""
        state, admission, cache = self._engine(), self._admission, self._cache
        yield GaugeMetricFamily("keikaku_queries_running", "Queries that run now.", admission.running)
        yield GaugeMetricFamily("keikaku_queries_waiting", "Queries that wait for a slot.", admission.waiting)
        yield GaugeMetricFamily("keikaku_clients", "Clients seen in the last minute.", admission.clients)
        yield GaugeMetricFamily("keikaku_workers", "Processes that run queries.", state.workers)
        yield GaugeMetricFamily("keikaku_engine_ready", "Whether the engine can be asked.", state.ready)
        yield CounterMetricFamily("keikaku_engine_restarts", "Restarts of the engine.", state.restarts)
        yield GaugeMetricFamily("keikaku_results_kept", "Answers kept to be given again.", len(cache))
        yield GaugeMetricFamily("keikaku_results_kept_bytes", "Bytes of these answers.", cache.size)
