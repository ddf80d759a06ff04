"""The port of measurements for Prometheus, in a registry of its own; labels are a few known words, no ids or texts."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from aiohttp import web
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS: Final = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
_WORD: Final = re.compile(r"[a-z][a-z_]{0,39}")
_WORDS_AT_MOST: Final = 60
OTHER: Final = "other"


class PrometheusMetrics:
    """Implements `bot.services.ports.metrics.Metrics`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        self._words: set[str] = set()
        self._received = self._counter("updates_received", "Updates taken in", "kind")
        self._handled = self._counter("updates_handled", "Updates handled", "kind", "outcome")
        self._seconds = self._histogram("handler_seconds", "Time in a handler", "kind")
        self._lag = self._histogram("intake_lag_seconds", "From an update's arrival to the end of its handling")
        self._waiting = Gauge("mamandyq_updates_waiting", "Updates waiting or in work", registry=self.registry)
        self._queued = Gauge("mamandyq_deliveries_queued", "Deliveries that wait to be sent", registry=self.registry)
        self._deliveries = self._counter("deliveries", "Deliveries that ended or were postponed", "outcome")
        self._flood_waits = self._counter("flood_waits", "Times Telegram asked to wait")
        self._flood_seconds = self._counter("flood_wait_seconds", "Seconds Telegram asked to wait")
        self._errors = self._counter("errors", "Bugs and outages met", "where")
        self._loop_lag = self._histogram("loop_lag_seconds", "Lateness of the event loop")

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"mamandyq_{name}", told, labels, registry=self.registry)

    def _histogram(self, name: str, told: str, *labels: str) -> Histogram:
        return Histogram(f"mamandyq_{name}", told, labels, buckets=_SECONDS, registry=self.registry)

    def _word(self, text: str) -> str:
        """A label; `other` for what is no plain word, or when there are too many of them."""
        if text in self._words:
            return text
        if not _WORD.fullmatch(text) or len(self._words) >= _WORDS_AT_MOST:
            return OTHER
        self._words.add(text)
        return text

    def received(self, kind: str) -> None:
        """An update of this kind was taken in."""
        self._received.labels(self._word(kind)).inc()

    def handled(self, kind: str, outcome: str, seconds: float, lag: float) -> None:
        """An update was handled in so many seconds, `lag` after it was received."""
        kind = self._word(kind)
        self._handled.labels(kind, self._word(outcome)).inc()
        self._seconds.labels(kind).observe(seconds)
        self._lag.observe(lag)

    def waiting(self, updates: int) -> None:
        """So many updates are waiting or in work."""
        self._waiting.set(updates)

    def queued(self, deliveries: int) -> None:
        """So many deliveries wait to be sent."""
        self._queued.set(deliveries)

    def delivered(self, outcome: str) -> None:
        """A delivery ended or was postponed so."""
        self._deliveries.labels(self._word(outcome)).inc()

    def flood_wait(self, seconds: float) -> None:
        """Telegram asked to wait."""
        self._flood_waits.inc()
        self._flood_seconds.inc(seconds)

    def error(self, where: str) -> None:
        """A bug or an outage was met there."""
        self._errors.labels(self._word(where)).inc()

    def loop_lag(self, seconds: float) -> None:
        """The event loop was late by so much."""
        self._loop_lag.observe(seconds)

    def watch(self, name: str, told: str, value: Callable[[], float]) -> None:
        """A gauge `mamandyq_<name>` asked for at every scrape; NaN where asking fails."""

        def asked() -> float:
            try:
                return value()
            except Exception:  # noqa: BLE001  one broken gauge must not hide the others
                return math.nan

        Gauge(f"mamandyq_{name}", told, registry=self.registry).set_function(asked)

    async def page(self, _request: web.Request) -> web.Response:
        """/metrics."""
        return web.Response(body=generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
