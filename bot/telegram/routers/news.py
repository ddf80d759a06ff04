"""/news in private: topics, all or nothing in one tap, quiet hours, who one is; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.fsm.state import State

from bot.domain.announcements import Topic
from bot.domain.people import Role
from bot.domain.subscriptions import DAY, QuietHours
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import news

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.people import Directory
    from bot.services.ports.database import Database
    from bot.services.subscribing import Subscribing
    from bot.views.screens import Go

QUIET = State("quiet", group_name="news")
"""The person's next text is from when to when they want quiet."""


async def news_command(
    message: Message, *, state: FSMContext, subscribing: Subscribing, work: Database, person: Person, tr: Translator
) -> None:
    """/news."""
    await _leave(state)
    await show(message, news.news(await subscribing.get(work, person.id), person.role, tr))


async def news_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    subscribing: Subscribing,
    work: Database,
    person: Person,
    tr: Translator,
) -> None:
    """The same from a button, after all or nothing was chosen with it."""
    await _leave(state)
    match go.args:
        case ("all",):
            wanted = await subscribing.choose_all(work, person.id)
        case ("stop",):
            wanted = await subscribing.stop(work, person.id)
        case ("resume",):
            wanted = await subscribing.resume(work, person.id)
        case _:
            wanted = await subscribing.get(work, person.id)
    await show(query, news.news(wanted, person.role, tr))


async def topics_tap(
    query: CallbackQuery, *, go: Go, subscribing: Subscribing, work: Database, person: Person, tr: Translator
) -> None:
    """The topics, after one of them was turned on or off."""
    match go.args:
        case ("on" | "off" as on, topic) if topic in set(Topic):
            wanted = await subscribing.choose(work, person.id, Topic(topic), wanted=on == "on")
        case _:
            wanted = await subscribing.get(work, person.id)
    await show(query, news.topics(wanted, tr))


async def quiet_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    subscribing: Subscribing,
    work: Database,
    person: Person,
    tr: Translator,
) -> None:
    """The hours; some that are offered, others in words, or none."""
    if go.args == ("other",):
        await state.set_state(QUIET)
        await show(query, news.ask_quiet(tr))
        return
    await _leave(state)
    hours = _hours(go.args)
    if hours is not None or go.args == ("off",):
        await show(query, news.quiet(await subscribing.keep_quiet(work, person.id, hours), tr))
    else:
        await show(query, news.quiet(await subscribing.get(work, person.id), tr))


async def quiet_words(
    message: Message, *, state: FSMContext, subscribing: Subscribing, work: Database, person: Person, tr: Translator
) -> None:
    """Hours in words."""
    hours = QuietHours.parse(message.text or "")
    if hours is None:
        await show(message, news.ask_quiet(tr, understood=False))
        return
    await state.clear()
    await show(message, news.quiet(await subscribing.keep_quiet(work, person.id, hours), tr))


async def role_tap(
    query: CallbackQuery, *, go: Go, people: Directory, work: Database, person: Person, tr: Translator
) -> None:
    """Who one is, after that was chosen or taken back."""
    match go.args:
        case ("none",):
            person = await people.choose_role(work, person.id, None)
        case (word,) if word in set(Role):
            person = await people.choose_role(work, person.id, Role(word))
    await show(query, news.roles(person.role, tr))


async def _leave(state: FSMContext) -> None:
    """Wait no more for hours or a channel; what else is under way goes on."""
    if (await state.get_state() or "").startswith("news:"):
        await state.clear()


def _hours(args: tuple[str, ...]) -> QuietHours | None:
    minutes = [int(word) for word in args if word.isdecimal() and len(word) <= len(str(DAY))]
    match minutes:
        case [start, end] if start < DAY and end < DAY and start != end:
            return QuietHours(start, end)
    return None


def router() -> Router:
    """Private chats only."""
    made = Router(name="news")
    private = F.chat.type == ChatType.PRIVATE
    made.message.register(news_command, Command("news"), private)
    made.message.register(quiet_words, QUIET, private, F.text, ~F.text.startswith("/"))
    made.callback_query.register(news_tap, Tapped("news", 0, 1))
    made.callback_query.register(topics_tap, Tapped("topics", 0, 2))
    made.callback_query.register(quiet_tap, Tapped("quiet", 0, 2))
    made.callback_query.register(role_tap, Tapped("role", 0, 1))
    return made
