"""Metrics: what the port tells appears on the page, and no id or text gets into a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from bot.web.metrics import PrometheusMetrics
from bot.web.server import METRICS, application

if TYPE_CHECKING:
    from bot.services.ports.metrics import Metrics


async def page(metrics: PrometheusMetrics) -> str:
    async with TestClient(TestServer(application({METRICS: metrics.page}))) as client:
        response = await client.get(METRICS)
        assert response.status == 200
        assert response.content_type == "text/plain"
        return await response.text()


def tell(metrics: Metrics) -> None:
    metrics.received("message")
    metrics.handled("message", "done", 0.02, 0.3)
    metrics.waiting(5)
    metrics.delivered("sent")
    metrics.flood_wait(7)
    metrics.error("outbox")
    metrics.loop_lag(0.004)


async def test_everything_told_is_on_the_page() -> None:
    metrics = PrometheusMetrics()
    tell(metrics)
    told = {
        (sample.name.removeprefix("mamandyq_"), tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(await page(metrics))
        for sample in family.samples
    }
    assert told["updates_received_total", ("message",)] == 1
    assert told["updates_handled_total", ("message", "done")] == 1
    assert told["handler_seconds_sum", ("message",)] == 0.02
    assert told["intake_lag_seconds_sum", ()] == 0.3
    assert told["updates_waiting", ()] == 5
    assert told["deliveries_total", ("sent",)] == 1
    assert told["flood_waits_total", ()] == 1
    assert told["flood_wait_seconds_total", ()] == 7
    assert told["errors_total", ("outbox",)] == 1
    assert told["loop_lag_seconds_sum", ()] == 0.004


async def test_labels_are_a_few_plain_words() -> None:
    metrics = PrometheusMetrics()
    for hostile in ("110201543", "Асан", 'a"} 1\nforged 2', "x" * 41, "", "+77010000000", "user_5"):
        metrics.received(hostile)
        metrics.handled(hostile, hostile, 1, 1)
        metrics.error(hostile)
        metrics.delivered(hostile)
    text = await page(metrics)
    for trace in ("110201543", "Асан", "forged", "xxxx", "7701", "user_5"):
        assert trace not in text
    assert 'mamandyq_updates_received_total{kind="other"} 7.0' in text


async def test_the_number_of_labels_is_bounded() -> None:
    metrics = PrometheusMetrics()
    for first in "abcdefghij":
        for second in "abcdefghijklmnop":
            metrics.received(first + second)
    samples = [
        line for line in (await page(metrics)).splitlines() if line.startswith("mamandyq_updates_received_total")
    ]
    assert len(samples) <= 61


async def test_a_gauge_is_asked_at_the_scrape_and_a_broken_one_hides_nothing() -> None:
    metrics = PrometheusMetrics()
    values = [1.0]
    metrics.watch("outbox_waiting", "Deliveries waiting", lambda: values[0])
    metrics.watch("broken", "Fails", lambda: 1 / 0)
    assert "mamandyq_outbox_waiting 1.0" in await page(metrics)
    values[0] = 2.0
    text = await page(metrics)
    assert "mamandyq_outbox_waiting 2.0" in text
    assert "mamandyq_broken NaN" in text


def test_two_in_one_process_do_not_meet() -> None:
    assert PrometheusMetrics().registry is not PrometheusMetrics().registry
