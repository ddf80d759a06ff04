"""`F` filters are judged on the loop, and judge as they do in aiogram."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.telegram.filtering import judge_on_the_loop
from bot.telegram.routers import routers


def filters(made):
    observers = [observer for router in made for observer in router.observers.values()]
    return [judge for observer in observers for handler in observer.handlers for judge in handler.filters or ()]


async def test_no_filter_goes_to_a_thread(chat, monkeypatch):
    async def sent_away(*_: object) -> None:
        raise AssertionError("a filter was sent to a thread")

    monkeypatch.setattr(asyncio, "to_thread", sent_away)
    await chat.choose("ru")
    assert (await chat.say("/help")).shown
    assert (await chat.say("когда Awaited?")).shown
    assert (await chat.say_in_group("/help@pvl_bot")).shown
    assert (await chat.press("menu")).shown


async def test_it_judges_the_same():
    left, changed = routers(), routers()
    judge_on_the_loop(changed)
    assert not all(judge.awaitable for judge in filters(left))
    assert all(judge.awaitable for judge in filters(changed))
    events: list[dict[str, Any]] = [
        {"chat": {"type": kind}, "text": text} for kind in ("private", "group") for text in ("", "/ask", "a")
    ]
    for before, after in zip(filters(left), filters(changed), strict=True):
        if before.magic is None:
            continue
        for event in events:
            message = _Message(event)
            assert before.magic.resolve(message) == await after.call(message)


class _Message:
    """As much of a message as the filters look at."""

    def __init__(self, fields: dict[str, object]) -> None:
        for name, value in fields.items():
            setattr(self, name, _Message(value) if isinstance(value, dict) else value)
