"""Health pages: what is wrong is said in words, and 503 means that work is impossible."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.web import looks
from bot.web.health import Finding, HealthPage, State
from bot.web.pulse import Pulse
from bot.web.server import HEALTH, application
from tests.fakes.metrics import SilentMetrics

if TYPE_CHECKING:
    from bot.web.health import Look

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


async def seen(parts: dict[str, Look], **options: float) -> tuple[int, Any]:
    page = HealthPage(parts, **options)
    async with TestClient(TestServer(application({HEALTH: page.page}))) as client:
        response = await client.get(HEALTH)
        assert response.headers["Cache-Control"] == "no-store"
        return response.status, await response.json()


async def test_all_is_well() -> None:
    status, body = await seen({"loop": lambda: Finding(State.FINE, "late by 1 ms")})
    assert status == 200
    assert body == {"state": "fine", "wrong": [], "parts": {"loop": {"state": "fine", "words": "late by 1 ms"}}}


async def test_trouble_is_told_and_illness_is_503() -> None:
    troubled: Look = lambda: Finding(State.TROUBLED, "slow")  # noqa: E731  a look in a line
    ill: Look = lambda: Finding(State.ILL, "gone")  # noqa: E731  a look in a line
    status, body = await seen({"a": troubled})
    assert (status, body["state"], body["wrong"]) == (200, "troubled", ["a: slow"])
    status, body = await seen({"a": troubled, "b": ill})
    assert (status, body["state"], body["wrong"]) == (503, "ill", ["a: slow", "b: gone"])


async def test_a_look_that_fails_or_hangs_is_an_illness_without_its_words() -> None:
    async def hangs() -> Finding:
        await asyncio.sleep(60)
        return Finding(State.FINE)

    def fails() -> Finding:
        raise ConnectionRefusedError("postgresql://bot:password@host")

    status, body = await seen({"slow": hangs, "database": fails}, patience=0.05)
    assert status == 503
    assert body["wrong"] == ["slow: no answer within 0.05 s", "database: failed (ConnectionRefusedError)"]


def reach(**facts: Any) -> Any:
    return SimpleNamespace(**{"last_reached": None, "lost_since": None, "cause": None, **facts})


def found(look: Look) -> Finding:
    finding = look()
    assert isinstance(finding, Finding)
    return finding


def test_telegram_out_of_reach_is_told_with_its_time() -> None:
    lost = found(looks.telegram_reachable(reach(lost_since=NOON, cause="ClientConnectorError")))
    assert lost == Finding(State.TROUBLED, "unreachable since 2026-05-01T12:00:00+00:00 (ClientConnectorError)")
    assert found(looks.telegram_reachable(reach(last_reached=NOON))).state is State.FINE
    assert found(looks.telegram_reachable(reach())).state is State.FINE


@pytest.mark.parametrize(
    ("last", "state"),
    [
        (None, State.ILL),
        (NOON, State.FINE),
        (NOON - timedelta(seconds=90), State.FINE),
        (NOON - timedelta(seconds=91), State.ILL),
    ],
)
def test_telegram_must_have_been_heard_lately(last: datetime | None, state: State) -> None:
    clock = SimpleNamespace(now=lambda: NOON)
    assert found(looks.telegram_heard(reach(last_reached=last), clock)).state is state


def test_a_standby_does_not_poll_and_need_not_hear_telegram() -> None:
    clock = SimpleNamespace(now=lambda: NOON)
    assert found(looks.telegram_heard(reach(), clock, polls=lambda: False)).state is State.FINE
    assert found(looks.telegram_heard(reach(), clock, polls=lambda: True)).state is State.ILL


async def test_the_database_and_its_schema() -> None:
    async def revision() -> str:
        return "0001"

    status, body = await seen(
        {"database": looks.database_answers(revision), "schema": looks.schema_at_head(revision, "0002")}
    )
    assert status == 503
    assert body["wrong"] == ["schema: at 0001, the code needs 0002: run the command migrate"]
    assert (await seen({"schema": looks.schema_at_head(revision, "0001")}))[0] == 200


def test_a_standby_is_ready_and_says_so() -> None:
    assert found(looks.turn(lambda: True)) == Finding(State.FINE, "at work")
    assert found(looks.turn(lambda: False)) == Finding(State.FINE, "standby")


async def test_a_late_loop_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "LONGEST_LAG", 0.1)
    stop = asyncio.Event()
    pulse = Pulse(SilentMetrics(), beat=0.01)
    assert found(looks.loop_alive(pulse)).state is State.FINE
    beating = asyncio.ensure_future(pulse.run(stop))
    await asyncio.sleep(0.05)
    time.sleep(0.3)  # noqa: ASYNC251  a handler that blocks everybody
    stop.set()
    await beating
    assert found(looks.loop_alive(pulse)) == Finding(State.ILL, f"late by {pulse.lag:.1f} s")
    assert 0.2 < pulse.lag < 5
