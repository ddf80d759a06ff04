from __future__ import annotations

import asyncio
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.pacing import GROUP_MOST, GROUP_WINDOW, PRIVATE_BURST, Pacer, Priority


class Seconds:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def pacer(seconds):
    return Pacer(28, monotonic=seconds, sleep=seconds.sleep)


async def test_bulk_is_smooth_from_the_first_message(pacer, seconds):
    sent = []
    for chat in range(1, 60):
        await pacer.turn(chat, Priority.NOTICE)
        sent.append(seconds.now)
    gaps = [after - before for before, after in itertools.pairwise(sent)]
    assert min(gaps) == pytest.approx(1 / 28)


async def test_a_reply_does_not_wait_for_bulk(pacer, seconds):
    for chat in range(1, 30):
        await pacer.turn(chat, Priority.NOTICE)
    before = seconds.now
    await pacer.turn(500, Priority.REPLY)
    assert seconds.now == before


async def test_a_reply_pushes_the_next_of_the_bulk(pacer, seconds):
    start = seconds.now
    for chat in range(1, 11):
        await pacer.turn(chat, Priority.REPLY)
    await pacer.turn(99, Priority.NOTICE)
    assert seconds.now == pytest.approx(start + 10 / 28)


@given(st.lists(st.sampled_from([7, 8, -3, -4]), max_size=120))
def test_no_chat_gets_more_than_its_limit(chats):
    seconds = Seconds()
    pacer = Pacer(28, monotonic=seconds, sleep=seconds.sleep)
    sent: dict[int, list[float]] = {}

    async def send_all() -> None:
        for chat in chats:
            await pacer.turn(chat, Priority.REPLY)
            sent.setdefault(chat, []).append(seconds.now)

    asyncio.run(send_all())
    for chat, times in sent.items():
        if chat < 0:
            assert all(
                later - now >= GROUP_WINDOW - 1e-6 for now, later in zip(times, times[GROUP_MOST:], strict=False)
            )
            continue
        for first, start in enumerate(times):
            for more, later in enumerate(times[first:], start=1):
                assert more <= PRIVATE_BURST + (later - start) + 1e-6


async def test_after_a_burst_a_person_waits_no_more_than_a_second(pacer, seconds):
    for _ in range(PRIVATE_BURST):
        await pacer.turn(7, Priority.REPLY)
    start = seconds.now
    await pacer.turn(7, Priority.REPLY)
    assert seconds.now - start == pytest.approx(1)


async def test_429_stops_the_chat_and_for_bulk_all_bulk(pacer, seconds):
    pacer.slow_down(1, 7, Priority.NOTICE)
    start = seconds.now
    await pacer.turn(2, Priority.REPLY)
    assert seconds.now == start
    await pacer.turn(2, Priority.NOTICE)
    assert seconds.now >= start + 7


async def test_429_of_a_group_leaves_people_alone(pacer, seconds):
    pacer.slow_down(-1, 30, Priority.NOTICE)
    start = seconds.now
    await pacer.turn(2, Priority.NOTICE)
    assert seconds.now < start + 1
    await pacer.turn(-1, Priority.REPLY)
    assert seconds.now >= start + 30


async def test_a_shorter_wait_never_shortens_a_longer_one(pacer, seconds):
    start = seconds.now
    pacer.slow_down(1, 30, Priority.REPLY)
    pacer.slow_down(1, 2, Priority.REPLY)
    await pacer.turn(1, Priority.REPLY)
    assert seconds.now >= start + 30


async def test_chats_of_long_ago_are_forgotten(pacer, seconds):
    for chat in range(1, 10_100):
        await pacer.turn(chat, Priority.REPLY)
        seconds.now += 0.1
    assert len(pacer._people) < 1000
