from __future__ import annotations

import asyncio
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.pacing import (
    GROUP_MOST,
    GROUP_WINDOW,
    LATENESS,
    MARGIN,
    PRIVATE_BURST,
    Learned,
    LearningRate,
    Pacer,
    Priority,
)


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
        await pacer.turn(chat, Priority.BULK)
        sent.append(seconds.now)
    gaps = [after - before for before, after in itertools.pairwise(sent)]
    assert gaps[0] == pytest.approx(1 / 28 - LATENESS)
    assert gaps[1:] == pytest.approx([1 / 28] * 57)


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
    assert seconds.now == pytest.approx(start + 10 / 28 - LATENESS)


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


@given(
    st.integers(10, 1000),
    st.lists(st.tuples(st.floats(0, 2), st.sampled_from([Priority.NOTICE, Priority.BULK])), min_size=1, max_size=150),
)
def test_no_window_holds_more_than_the_rate(rate, waits):
    seconds = Seconds()
    pacer = Pacer(rate, monotonic=seconds, sleep=seconds.sleep)
    times: list[float] = []

    async def send_all() -> None:
        for chat, (pause, priority) in enumerate(waits, start=1):
            # Half of the pauses are shorter than the interval.
            seconds.now += max(0.0, pause - 1) / rate
            await pacer.turn(chat, priority)
            times.append(seconds.now)

    asyncio.run(send_all())
    for first, start in enumerate(times):
        for more, later in enumerate(times[first:], start=1):
            assert more <= 1 + rate * (later - start + LATENESS) + 1e-6


@given(st.lists(st.tuples(st.sampled_from([1, 2, -3, None]), st.floats(0, 100), st.floats(0, 5)), max_size=30))
def test_no_deadline_is_released_early(refusals):
    seconds = Seconds()
    pacer = Pacer(28, monotonic=seconds, sleep=seconds.sleep)
    parked: dict[int | None, float] = {}
    for chat, wait, pause in refusals:
        seconds.now += pause
        pacer.slow_down(chat, wait, Priority.BULK)
        for one in {chat, None} if chat is None or chat > 0 else {chat}:
            parked[one] = max(parked.get(one, 0), seconds.now + wait)
    for chat, until in parked.items():
        assert pacer.ready_in(chat, Priority.BULK) >= until - seconds.now


async def test_a_notice_goes_before_bulk_that_waits(seconds):
    pacer = Pacer(28, monotonic=seconds, sleep=patient(seconds))
    order = []

    async def send(chat: int, priority: Priority) -> None:
        await pacer.turn(chat, priority)
        order.append(chat)

    async with asyncio.TaskGroup() as group:
        for chat in range(1, 6):
            group.create_task(send(chat, Priority.BULK))
        group.create_task(send(99, Priority.NOTICE))
    assert order.index(99) <= 1


async def test_a_parked_group_holds_nobody_up(seconds):
    pacer = Pacer(28, monotonic=seconds, sleep=patient(seconds))
    pacer.slow_down(-1, 30, Priority.BULK)
    order = []

    async def send(chat: int) -> None:
        await pacer.turn(chat, Priority.BULK)
        order.append((chat, seconds.now))

    start = seconds.now
    async with asyncio.TaskGroup() as group:
        for chat in (-1, 1, 2, 3):
            group.create_task(send(chat))
    assert [chat for chat, _ in order] == [1, 2, 3, -1]
    assert order[2][1] < start + 1
    assert order[3][1] >= start + 30


def patient(seconds):
    """Sleep until the moment has come: the one who sleeps least moves the clock."""

    async def sleep(wait: float) -> None:
        until = seconds.now + wait
        while seconds.now < until - 1e-9:
            await asyncio.sleep(0)
            seconds.now = min(until, seconds.now + 0.001)

    return sleep


async def test_what_is_granted_is_what_may_start(pacer, seconds):
    assert pacer.granted(0.05) == 2
    await pacer.turn(1, Priority.BULK)
    await pacer.turn(2, Priority.BULK)
    assert pacer.granted(0.01) == 0
    pacer.slow_down(3, 60, Priority.BULK)
    assert pacer.granted(1) == 0
    assert pacer.ready_in(None, Priority.BULK) == pytest.approx(60 + MARGIN)


async def test_the_rate_falls_once_for_what_was_under_way(pacer):
    for chat in range(1, 5):
        pacer.slow_down(chat, 3, Priority.BULK)
    assert pacer.bulk_rate == pytest.approx(28 * 0.9)


async def test_two_groups_at_once_are_the_whole_bot(pacer, seconds):
    pacer.slow_down(-1, 30, Priority.BULK)
    assert pacer.ready_in(5, Priority.BULK) == 0
    seconds.now += 0.5
    pacer.slow_down(-2, 30, Priority.BULK)
    assert pacer.ready_in(5, Priority.BULK) > 30
    assert pacer.ready_in(5, Priority.REPLY) == 0


def test_the_rate_is_careful_for_a_while_and_comes_back():
    rate = LearningRate(28)
    rate.refused(0, 3)
    assert rate.at(3) == pytest.approx(25.2)
    assert rate.at(13) == pytest.approx(25.2 * 1.01)
    assert rate.at(600) == pytest.approx(28 * 0.95)
    assert rate.at(3 + 600 + 60) == 28
    assert rate.at(10**9) == 28


@given(st.lists(st.floats(0, 2000), max_size=50))
def test_the_rate_stays_between_its_bounds(pauses):
    rate, now = LearningRate(28), 0.0
    for pause in pauses:
        now += pause
        before = rate.at(now)
        rate.refused(now, now)
        assert 1 <= rate.at(now) <= before <= 28


async def test_what_was_learned_goes_on_after_a_restart(seconds):
    pacer = Pacer(28, monotonic=seconds, sleep=seconds.sleep)
    pacer.slow_down(-1, 300, Priority.BULK)
    seconds.now += 10
    pacer.slow_down(5, 100, Priority.BULK)
    learned = pacer.learned()
    seconds.now = 5.0
    after = Pacer(28, monotonic=seconds, sleep=seconds.sleep)
    after.resume(learned)
    assert after.bulk_rate == pytest.approx(25.2)
    assert after.ready_in(8, Priority.BULK) == pytest.approx(100 + MARGIN)
    assert after.ready_in(-1, Priority.REPLY) == pytest.approx(290 + MARGIN)
    assert Pacer(28, monotonic=seconds).learned() == Learned(None, 0.0, {})
