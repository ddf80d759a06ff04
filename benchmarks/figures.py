"""Figures as they are printed: a median with its range, points of a distribution; measures nothing."""

from __future__ import annotations

from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def spread(values: Sequence[float], unit: str = "", digits: int = 2) -> str:
    """`1.48 ms (1.40 to 1.74)`."""
    return f"{median(values):.{digits}f}{unit} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def ratios(of: Sequence[float], to: Sequence[float]) -> str:
    """Each round's ratio, as a median with its range: what a round shares with its neighbour cancels out."""
    return spread([one / other for one, other in zip(of, to, strict=True)])


def waits(report: Mapping[str, Any]) -> list[float]:
    """Milliseconds from the offer of each update to its last answer, out of a report of the stub."""
    return [1000 * second for seconds in report["seconds"].values() for second in seconds]


def points(milliseconds: Sequence[float]) -> str:
    """Median, 95th and 99th percentile and the worst."""
    cuts = quantiles(milliseconds, n=100)
    return f"p50 {cuts[49]:6.1f}  p95 {cuts[94]:6.1f}  p99 {cuts[98]:6.1f}  worst {max(milliseconds):6.1f} ms"
