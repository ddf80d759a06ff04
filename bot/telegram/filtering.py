"""Lets every filter judge where it stands; chooses none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiogram import Router
    from aiogram.dispatcher.event.handler import FilterObject


def judge_on_the_loop(routers: Iterable[Router]) -> None:
    """Have filters that are no coroutines, such as `F`, judged at once.

    aiogram takes them for slow work and sends each to a thread and back: a dozen times a message, and each time behind
    whatever other threads are at, such as a question that is being read.
    """
    for router in routers:
        for observer in router.observers.values():
            for handler in observer.handlers:
                for judge in handler.filters or ():
                    if not judge.awaitable:
                        _at_once(judge)


def _at_once(judge: FilterObject) -> None:
    judged = judge.callback

    async def at_once(*event: Any, **asked_for: Any) -> Any:
        return judged(*event, **asked_for)

    judge.callback, judge.awaitable = at_once, True
