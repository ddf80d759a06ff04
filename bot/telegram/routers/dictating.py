"""What organizers type or send for an announcement: texts with files, times, links, reasons; judges no words itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aiogram import F, Router
from aiogram.enums import ChatType

from bot.domain.announcements import MOST_MEDIA, AnnouncementButton
from bot.domain.answers import Problem, school_class
from bot.domain.dates import parse_moment
from bot.domain.language import Language, LocalizedText
from bot.services.composing import Seen
from bot.telegram.composing import composed
from bot.telegram.drafting import WHOM, WRITING, show_draft, wait_for, with_buttons
from bot.telegram.screens import show
from bot.views import announcing as views
from bot.views import draft_parts, running

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from aiogram.fsm.context import FSMContext
    from aiogram.types import Message

    from bot.domain.announcements import Announcement
    from bot.i18n import Translator
    from bot.services.announcing import Announcing
    from bot.services.composing import Composing
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.services.schools import SchoolFinder
    from bot.telegram.composing import Composed

MOST_REASON = 300
_LINK = re.compile(r"\s*([^|]{1,40}?)\s*\|\s*([^|]{1,40}?)\s*\|\s*(https://[^\s|]{4,500})\s*")


async def written(
    message: Message,
    *,
    state: FSMContext,
    composing: Composing,
    announcing: Announcing,
    programmes: Programmes,
    school_finder: SchoolFinder,
    work: Database,
    clock: Clock,
    zone: ZoneInfo,
    tr: Translator,
) -> None:
    """One message for the part that is waited for."""
    data = await state.get_data()
    number, what = int(data["number"]), str(data["what"])
    said = (message.text or "").strip()
    if what in set(Language):
        await _text(message, data, state, composing, work, tr)
    elif what.startswith("fix-"):
        await _fix(message, data, state, announcing, work, tr)
    elif what == WHOM:
        await _whom(message, state, number, said, composing, programmes, school_finder, work, tr)
    elif what == "when":
        moment = parse_moment(said, clock.now(), zone)
        if moment is None or moment <= clock.now():
            await show(message, draft_parts.ask_when(number, tr, understood=False))
        else:
            await _change(message, state, composing, work, number, lambda one: replace(one, send_at=moment), tr)
    elif what == "link":
        found = _LINK.fullmatch(said)
        if found is None:
            await show(message, draft_parts.ask_link(number, tr, understood=False))
        else:
            button = AnnouncementButton(LocalizedText(found[1], found[2]), found[3])
            await _change(message, state, composing, work, number, lambda one: _with_button(one, button), tr)
    elif not said:
        await show(message, draft_parts.ask_reason(number, tr, urgent=what == "urgent"))
    elif what == "urgent":
        await _change(message, state, composing, work, number, lambda one: replace(one, urgent=said[:MOST_REASON]), tr)
    else:
        await _change(
            message, state, composing, work, number, lambda one: replace(one, parity_override=said[:MOST_REASON]), tr
        )


async def _whom(  # noqa: PLR0917  the handler's own
    message: Message,
    state: FSMContext,
    number: int,
    said: str,
    composing: Composing,
    programmes: Programmes,
    finder: SchoolFinder,
    work: Database,
    tr: Translator,
) -> None:
    """Offer the class and the schools that may be meant."""
    assert message.from_user is not None, "a private chat"
    matches, name = finder.find(programmes.current.schools, said), school_class(said)
    found = draft_parts.Meant(said, matches.schools if matches else (), None if isinstance(name, Problem) else name)
    look = await composing.look(work, message.from_user.id, number)
    if isinstance(look, Seen):
        await wait_for(state, number, WHOM, school_class=found.school_class)
    else:
        await state.clear()
    await show_draft(message, look, lambda seen, tr: draft_parts.meant(seen, found, tr), tr)


async def _change(  # noqa: PLR0917  the handler's own
    message: Message,
    state: FSMContext,
    composing: Composing,
    work: Database,
    number: int,
    edit: Callable[[Announcement], Announcement],
    tr: Translator,
) -> None:
    await state.clear()
    assert message.from_user is not None, "a private chat"
    await show_draft(message, await composing.change(work, message.from_user.id, number, edit), views.draft, tr)


async def _text(  # noqa: PLR0917  the handler's own
    message: Message, data: dict[str, Any], state: FSMContext, composing: Composing, work: Database, tr: Translator
) -> None:
    """A text with what stands above it; then the other language's, if there is none yet."""
    number, language, said = int(data["number"]), Language(data["what"]), composed(message)
    assert message.from_user is not None, "a private chat"
    if said is None:
        await show(message, views.not_text(number, tr))
        return
    goes_on = said.album is not None and said.album == data.get("album")
    if said.album is None:
        await state.clear()
    elif not goes_on:
        await wait_for(state, number, language, album=said.album)
    look = await composing.change(
        work, message.from_user.id, number, lambda one: _told(one, language, said, goes_on=goes_on)
    )
    if goes_on:
        return
    if said.album is not None and isinstance(look, Seen):
        await show(message, views.album_begun(number, tr))
    elif isinstance(look, Seen) and look.announcement.content.missing == (Language.RU,):
        await wait_for(state, number, Language.RU)
        await show(message, views.ask_text(number, Language.RU, tr))
    else:
        await show_draft(message, look, views.draft, tr)


def _told(one: Announcement, language: Language, said: Composed, *, goes_on: bool) -> Announcement:
    content = one.content
    if said.html or not goes_on:
        kept = content.text.get(language, "")
        content = replace(content, text={**content.text, language: said.html or (kept if said.file else "")})
    if said.file is not None:
        before = content.media if goes_on else ()
        content = replace(content, media=(*before, said.file)[:MOST_MEDIA])
    return replace(one, content=content)


def _with_button(one: Announcement, button: AnnouncementButton) -> Announcement:
    return with_buttons(one, (*one.content.buttons, button))


async def _fix(  # noqa: PLR0917  the handler's own
    message: Message, data: dict[str, Any], state: FSMContext, announcing: Announcing, work: Database, tr: Translator
) -> None:
    """A new text for what was sent; it is applied by a tap."""
    number, language, said = int(data["number"]), Language(data["what"].removeprefix("fix-")), composed(message)
    one = await announcing.get(work, number)
    if one is None:
        await state.clear()
        await show(message, views.gone(tr))
    elif said is None or not said.html or said.file is not None:
        await show(message, running.ask_fix(one, language, tr))
    else:
        texts = {**data.get("texts", {}), language.value: said.html}
        await wait_for(state, number, data["what"], texts=texts)
        await show(message, running.fixing(one, texts, tr))


def router() -> Router:
    """Private chats only; commands are never taken for words."""
    made = Router(name="dictating")
    made.message.register(written, F.chat.type == ChatType.PRIVATE, WRITING, ~F.text.startswith("/"))
    return made
