"""How the builds of `keikaku watch` ended, told to who watches the server: in `/health/ready` and in the metrics."""

from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge

from pipeline.release import attempt
from pipeline.release.attempt import Attempt


class Builds:
    """The builds that are kept beside a folder of releases, read anew each time they are asked for.

    `registry`: whether the last one failed, and when it ended (seconds since 1970; 0 where there was none).
    """

    def __init__(self, releases: Path) -> None:
        self._releases = releases
        self.registry = CollectorRegistry()
        self._gauge("keikaku_last_build_failed", "Whether the last watched build failed.").set_function(
            lambda: bool(self.last and self.last.failed)
        )
        self._gauge("keikaku_last_build_seconds", "When the last watched build ended.").set_function(
            lambda: datetime.fromisoformat(self.last.finished).timestamp() if self.last else 0
        )

    @property
    def all(self) -> tuple[Attempt, ...]:
        """Those that are kept, newest first."""
        return attempt.read(self._releases)

    @property
    def last(self) -> Attempt | None:
        """The last one; None where nobody watches."""
        return next(iter(self.all), None)

    def _gauge(self, name: str, words: str) -> Gauge:
        return Gauge(name, words, registry=self.registry)
