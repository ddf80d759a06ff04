"""The port of measurements: counts them for a test to look at, and is otherwise silent."""

from __future__ import annotations

from collections import Counter


class SilentMetrics:
    def __init__(self) -> None:
        self.received_updates: Counter[str] = Counter()
        self.handled_updates: Counter[tuple[str, str]] = Counter()
        self.deliveries: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.flood_waits: list[float] = []
        self.waiting_updates = 0
        self.queued_deliveries = 0
        self.worst_lag = 0.0

    def received(self, kind: str) -> None:
        self.received_updates[kind] += 1

    def handled(self, kind: str, outcome: str, seconds: float, lag: float) -> None:
        self.handled_updates[kind, outcome] += 1

    def waiting(self, updates: int) -> None:
        self.waiting_updates = updates

    def queued(self, deliveries: int) -> None:
        self.queued_deliveries = deliveries

    def delivered(self, outcome: str) -> None:
        self.deliveries[outcome] += 1

    def flood_wait(self, seconds: float) -> None:
        self.flood_waits.append(seconds)

    def error(self, where: str) -> None:
        self.errors[where] += 1

    def loop_lag(self, seconds: float) -> None:
        self.worst_lag = max(self.worst_lag, seconds)
