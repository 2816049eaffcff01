"""How the builds of `keikaku watch` ended, told to who watches the server: in `/health/ready`, the metrics, a feed."""

from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge

from pipeline.release import attempt
from pipeline.release.attempt import Attempt
from server.pages.feeds.atom import Entry, Feed

FEED = "/health/builds.atom"
NEVER = "1970-01-01T00:00:00+00:00"
"""When a feed changed that has no entry yet."""


class Builds:
    """The builds that are kept beside a folder of releases, read anew each time they are asked for.

    `registry`: whether the last one failed, and when it ended (seconds since 1970; 0 where there was none).
    """

    def __init__(self, releases: Path, public_url: str) -> None:
        self._releases = releases
        self._public_url = public_url
        self.registry = CollectorRegistry()
        self._gauge("keikaku_last_build_failed", "Whether the last watched build failed.").set_function(
            lambda: bool(self.last and self.last.failed)
        )
        self._gauge("keikaku_last_build_seconds", "When the last watched build ended.").set_function(
            lambda: datetime.fromisoformat(self.last.finished).timestamp() if self.last else 0
        )

    def feed(self) -> Feed:
        """An entry for each of those that are kept, with its problems."""
        own = self._public_url + FEED
        entries = (
            Entry(
                id=f"{own}#{one.finished}",
                title=f"Build failed (exit {one.code})" if one.failed else "Build done",
                updated=one.finished,
                address=f"{self._public_url}/health/ready",
                lines=one.problems,
            )
            for one in self.all
        )
        return Feed("keikaku: builds", f"{self._public_url}/", own, "keikaku", "en", NEVER, tuple(entries))

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
