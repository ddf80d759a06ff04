"""All routers behind one, which hands an update only to those that may take it; takes none itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import CallbackQuery

from bot.telegram.keyboards import Tapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import TelegramObject


class Switchboard(Router):
    """The routers in their order.

    aiogram asks every handler of every router in turn whether a tap is for it, some 140 of them; here only those
    routers are asked that know the tapped button's destination, or that take any tap.
    """

    def __init__(self, routers: Sequence[Router]) -> None:
        super().__init__(name="switchboard")
        self.include_routers(*routers)
        known = {router: _destinations(router) for router in routers}
        words = {word for of_it in known.values() for word in of_it}
        self._tapped = {word: [one for one, of_it in known.items() if {word, ANY} & of_it] for word in words | {ANY}}
        self._by_type = {
            kind: [one for one in routers if one.observers[kind].handlers] for kind in routers[0].observers
        }

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        """As aiogram does, with fewer routers."""
        for router in self._asked(update_type, event):
            response = await router.propagate_event(update_type, event, **kwargs)
            if response is not UNHANDLED:
                return response
        return UNHANDLED

    def _asked(self, update_type: str, event: TelegramObject) -> Sequence[Router]:
        if isinstance(event, CallbackQuery):
            word = (event.data or "").partition(":")[0]
            return self._tapped.get(word, self._tapped[ANY])
        return self._by_type[update_type]


ANY = ""
"""Stands for the destinations that a handler does not name."""


def _destinations(router: Router) -> set[str]:
    """Where the buttons lead whose taps the router may take."""
    judged = [[judge.callback for judge in one.filters or ()] for one in router.callback_query.handlers]
    named = [[judge.to for judge in judges if isinstance(judge, Tapped)] for judges in judged]
    return {words[0] if words else ANY for words in named}
