"""A Bot API that answers from memory: every request is kept, and any may be made to fail."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aiogram.client.session.base import BaseSession
from aiogram.methods import (
    CopyMessage,
    EditMessageText,
    GetChat,
    GetChatMember,
    GetMe,
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    SendLocation,
    SendMessage,
    TelegramMethod,
)
from aiogram.types import (
    BotDescription,
    BotName,
    BotShortDescription,
    Chat,
    ChatFullInfo,
    ChatMemberAdministrator,
    ChatMemberMember,
    Message,
    MessageId,
    User,
)

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from aiogram import Bot

BOT = User(id=42, is_bot=True, first_name="Bot", username="pvl_bot")
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


class RecordingSession(BaseSession):
    """Methods' classes lead to what is raised (`failures`; None is nothing) and to seconds (`delays`)."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[TelegramMethod[Any]] = []
        self.failures: dict[type[TelegramMethod[Any]], Callable[[TelegramMethod[Any]], Exception | None]] = {}
        self.delays: dict[type[TelegramMethod[Any]], float] = {}
        self.finished: list[type[TelegramMethod[Any]]] = []
        self.administrators: set[int] = set()
        self.chats: dict[int | str, str] = {}
        self.commands: dict[str, list[Any]] = {}
        self.texts: dict[str, str] = {}
        self._message = 1000

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109  aiogram's signature
        self.requests.append(method)
        await asyncio.sleep(self.delays.get(type(method), 0))
        self.finished.append(type(method))
        failure = self.failures.get(type(method), lambda _: None)(method)
        if failure is not None:
            raise failure
        return self._answer(method)

    def _answer(self, method: TelegramMethod[Any]) -> Any:  # noqa: C901, PLR0912  one case a method
        match method:
            case GetMe():
                return BOT
            case SendMessage(chat_id=chat) | EditMessageText(chat_id=chat) | SendLocation(chat_id=chat):
                self._message += 1
                return Message(
                    message_id=self._message, date=NOW, chat=Chat(id=int(chat or 0), type="private"), from_user=BOT
                )
            case CopyMessage():
                self._message += 1
                return MessageId(message_id=self._message)
            case GetChatMember(user_id=person):
                user = User(id=person, is_bot=False, first_name="x")
                if person in self.administrators:
                    return ChatMemberAdministrator.model_construct(
                        status="administrator", user=user, can_post_messages=True
                    )
                return ChatMemberMember(user=user)
            case GetChat(chat_id=chat):
                return ChatFullInfo.model_construct(
                    id=min(n for n in self.chats if isinstance(n, int)), type="channel", title=self.chats[chat]
                )
            case GetMyCommands():
                return self.commands.get(_place(method), [])
            case GetMyName():
                return BotName(name=self.texts.get("name" + str(method.language_code), ""))
            case GetMyDescription():
                return BotDescription(description=self.texts.get("description" + str(method.language_code), ""))
            case GetMyShortDescription():
                return BotShortDescription(short_description=self.texts.get("short" + str(method.language_code), ""))
        name = method.__api_method__
        if name == "setMyCommands":
            self.commands[_place(method)] = list(method.commands)  # type: ignore[attr-defined]
        elif name == "setMyName":
            self.texts["name" + str(method.language_code)] = method.name  # type: ignore[attr-defined]
        elif name == "setMyDescription":
            self.texts["description" + str(method.language_code)] = method.description  # type: ignore[attr-defined]
        elif name == "setMyShortDescription":
            self.texts["short" + str(method.language_code)] = method.short_description  # type: ignore[attr-defined]
        return True

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        yield b""


def _place(method: Any) -> str:
    return f"{method.scope.model_dump_json() if method.scope else ''}|{method.language_code}"
