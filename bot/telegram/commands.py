"""Tells Telegram the bot's commands and descriptions, where they differ from what it has; failures are logged only."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
)

from bot.domain.language import Language
from bot.views import profile

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping

    from aiogram import Bot

    from bot.i18n import Translator

log = logging.getLogger(__name__)


async def present(bot: Bot, trs: Mapping[Language, Translator], owners: Collection[int]) -> int:
    """Bring Telegram up to date for kk, ru and, as the default, Kazakh; how many things were set."""
    done = 0
    for code, tr in [(None, trs[Language.KK]), *((language.value, tr) for language, tr in trs.items())]:
        for step in _steps(bot, code, tr, owners):
            try:
                done += await step()
            except TelegramAPIError as error:
                log.warning("a command list or a description could not be set", extra={"cause": type(error).__name__})
    return done


def _steps(bot: Bot, code: str | None, tr: Translator, owners: Collection[int]) -> list[Callable[[], Awaitable[bool]]]:
    scopes: list[tuple[BotCommandScopeUnion, dict[str, str]]] = [
        (BotCommandScopeAllPrivateChats(), profile.private_commands(tr)),
        (BotCommandScopeAllGroupChats(), profile.group_commands(tr)),
        *((BotCommandScopeChat(chat_id=owner), profile.staff_commands(tr)) for owner in sorted(owners)),
    ]

    async def name() -> bool:
        wanted = profile.name(tr)
        same = (await bot.get_my_name(language_code=code)).name == wanted
        return not same and await bot.set_my_name(wanted, language_code=code)

    async def description() -> bool:
        wanted = profile.description(tr)
        same = (await bot.get_my_description(language_code=code)).description == wanted
        return not same and await bot.set_my_description(wanted, language_code=code)

    async def short_description() -> bool:
        wanted = profile.short_description(tr)
        same = (await bot.get_my_short_description(language_code=code)).short_description == wanted
        return not same and await bot.set_my_short_description(wanted, language_code=code)

    def commands(scope: BotCommandScopeUnion, texts: dict[str, str]) -> Callable[[], Awaitable[bool]]:
        async def step() -> bool:
            wanted = [BotCommand(command=command, description=text) for command, text in texts.items()]
            same = await bot.get_my_commands(scope=scope, language_code=code) == wanted
            return not same and await bot.set_my_commands(wanted, scope=scope, language_code=code)

        return step

    return [name, description, short_description, *(commands(*scope) for scope in scopes)]
