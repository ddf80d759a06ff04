"""The parts of a draft by taps: texts, audience, time, buttons, settings; what is typed goes to `dictating`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from aiogram import Router

from bot.domain.announcements import AnnouncementButton, Policy
from bot.domain.audience import ALL, Turnout
from bot.domain.language import Language, LocalizedText
from bot.domain.policy import Action, may
from bot.services.announced import Done
from bot.services.composing import Seen
from bot.telegram.drafting import WHOM, number_of, show_draft, wait_for, with_buttons, with_part
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import announcing as views
from bot.views import draft_parts
from bot.views.screens import Go

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from zoneinfo import ZoneInfo

    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery

    from bot.domain.announcements import Announcement
    from bot.domain.policy import StaffRole
    from bot.i18n import Translator
    from bot.services.announcing import Announcing
    from bot.services.composing import Composing
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.telegram.screens import Toast
    from bot.views.screens import Screen

TURNOUTS = {word[:2]: word for word in (draft_parts.FOLLOWERS, *map(str, Turnout))}
"""Words of an audience by what stands for them in a button."""

MORNINGS = (8, 10, 15)
"""Hours that are suggested of today and tomorrow."""


async def text_tap(
    query: CallbackQuery, *, go: Go, state: FSMContext, tr: Translator, staff_role: StaffRole | None
) -> None:
    """Wait for a text."""
    number, language = number_of(go.args[0]), Language.RU if go.args[1] == "ru" else Language.KK
    if may(staff_role, Action.ANNOUNCE):
        await wait_for(state, number, language)
        await show(query, views.ask_text(number, language, tr))


async def to_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    composing: Composing,
    programmes: Programmes,
    work: Database,
    tr: Translator,
    staff_role: StaffRole | None,
    toast: Toast,
) -> None:
    """Whom it is for; a part that is chosen takes the place of its kind, or is taken back."""
    number, by = number_of(go.args[0]), query.from_user.id
    typed = (await state.get_data()).get("school_class")
    if may(staff_role, Action.ANNOUNCE):
        await wait_for(state, number, WHOM)
    if (part := _part(go.args[1:], typed)) is not None:
        look = await composing.change(work, by, number, lambda one: with_part(one, *part))
        await show_draft(query, look, draft_parts.whom, tr, toast)
        return
    match go.args[1:]:
        case ("event", page) if page.startswith("-"):
            screen = draft_parts.choose_event(
                programmes.current, number_of(page[1:]), _to("an_to", number, "event"), _to("an_to", number), tr
            )
            await show(query, screen)
        case ("lang" | "role" | "topic" as kind,):
            look = await composing.look(work, by, number)
            await show_draft(query, look, lambda seen, tr: draft_parts.choices(seen, kind, tr), tr, toast)
        case ("lang" | "role" | "topic" as kind, value):
            look = await composing.change(work, by, number, lambda one: with_part(one, kind, f"{kind}:{value}"))
            await show_draft(query, look, lambda seen, tr: draft_parts.choices(seen, kind, tr), tr, toast)
        case ("event", key):
            look = await composing.look(work, by, number)
            await show_draft(query, look, lambda seen, tr: draft_parts.turnout(seen, key, tr), tr, toast)
        case ("all",):
            look = await composing.change(work, by, number, lambda one: replace(one, audience=ALL, topic=None))
            await show_draft(query, look, draft_parts.whom, tr, toast)
        case _:
            await show_draft(query, await composing.look(work, by, number), draft_parts.whom, tr, toast)


def _part(choice: tuple[str, ...], typed: str | None) -> tuple[str, str] | None:
    """The kind and the part of an audience that a tap chooses outright, else None."""
    match choice:
        case ("class",) if typed:
            return "class", f"class:{typed}"
        case ("school", school):
            return "school", f"school:{school}"
        case ("event", key, code) if (word := TURNOUTS.get(code)) is not None:
            return "event", f"event:{key}:{word}"
        case ("chats",):
            return "chats", "chats"
    return None


async def when_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    composing: Composing,
    work: Database,
    clock: Clock,
    zone: ZoneInfo,
    tr: Translator,
    toast: Toast,
) -> None:
    """When it goes out."""
    number, by = number_of(go.args[0]), query.from_user.id
    match go.args[1:]:
        case ("other",):
            await wait_for(state, number, "when")
            await show(query, draft_parts.ask_when(number, tr))
            return
        case (choice,):
            moment = None if choice == "now" else datetime.fromtimestamp(number_of(choice), UTC)
            look = await composing.change(work, by, number, lambda one: replace(one, send_at=moment))
            await show_draft(query, look, views.draft, tr, toast)
            return
    suggested = _suggested(clock.now().astimezone(zone))
    await state.clear()
    look = await composing.look(work, by, number)
    await show_draft(query, look, lambda seen, tr: draft_parts.when(seen.announcement, suggested, tr), tr, toast)


def _suggested(here: datetime) -> list[datetime]:
    """The next three of the hours that are suggested."""
    days = (here + timedelta(days=ahead) for ahead in range(2))
    hours = [day.replace(hour=hour, minute=0, second=0, microsecond=0) for day in days for hour in MORNINGS]
    return [moment for moment in hours if moment > here][:3]


async def more_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    composing: Composing,
    announcing: Announcing,
    work: Database,
    tr: Translator,
    toast: Toast,
) -> None:
    """What is seldom needed."""
    number, by = number_of(go.args[0]), query.from_user.id
    what = go.args[1] if len(go.args) > 1 else ""
    look = await composing.look(work, by, number)
    if not isinstance(look, Seen):
        await show_draft(query, look, views.draft, tr, toast)
        return
    one = look.announcement
    match what:
        case "urgent" if one.urgent is None:
            await wait_for(state, number, "urgent")
            await show(query, draft_parts.ask_reason(number, tr, urgent=True))
        case "discard":
            await show(query, draft_parts.confirm_discard(one, tr))
        case "discarded":
            if isinstance(await announcing.discard(work, number), Done):
                toast.say(draft_parts.discarded(tr))
            await show(query, views.gone(tr))
        case "silent" | "urgent" | "policy" | "files":
            changed = await composing.change(work, by, number, EDITS[what])
            await show_draft(query, changed, lambda seen, tr: draft_parts.more(seen.announcement, tr), tr, toast)
        case _:
            await show(query, draft_parts.more(one, tr))


EDITS: Mapping[str, Callable[[Announcement], Announcement]] = {
    "silent": lambda one: replace(one, silent=not one.silent),
    "urgent": lambda one: replace(one, urgent=None),
    "policy": lambda one: replace(one, policy=Policy.SKIP if one.policy is Policy.RESEND else Policy.RESEND),
    "files": lambda one: replace(one, content=replace(one.content, media=())),
}


async def button_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    composing: Composing,
    programmes: Programmes,
    work: Database,
    trs: Mapping[Language, Translator],
    tr: Translator,
    toast: Toast,
) -> None:
    """The buttons under it."""
    number, by = number_of(go.args[0]), query.from_user.id

    def shown(seen: Seen, tr: Translator) -> Screen:
        return draft_parts.buttons(seen.announcement, tr)

    match go.args[1:]:
        case ("link",):
            await wait_for(state, number, "link")
            await show(query, draft_parts.ask_link(number, tr))
        case ("none",):
            look = await composing.change(work, by, number, lambda one: with_buttons(one, ()))
            await show_draft(query, look, shown, tr, toast)
        case ("event" | "register" as kind, page) if page.startswith("-"):
            to, back = _to("an_button", number, kind), _to("an_button", number)
            await show(query, draft_parts.choose_event(programmes.current, number_of(page[1:]), to, back, tr))
        case ("event" | "register" as kind, key) if programmes.current.get(key) is not None:
            label = LocalizedText(*(_label(kind, trs[language]) for language in Language))
            button = AnnouncementButton(label, f"{kind}:{key}")
            look = await composing.change(
                work, by, number, lambda one: with_buttons(one, (*one.content.buttons, button))
            )
            await show_draft(query, look, shown, tr, toast)
        case _:
            await state.clear()
            await show_draft(query, await composing.look(work, by, number), shown, tr, toast)


def _label(kind: str, tr: Translator) -> str:
    return tr.plain("Open the event") if kind == "event" else tr.plain("Registration")


def _to(name: str, number: int, *choice: str) -> Go:
    return Go(name, str(number), *choice)


def router() -> Router:
    """Private chats only."""
    made = Router(name="draft_parts")
    made.callback_query.register(text_tap, Tapped("an_text", 2))
    made.callback_query.register(to_tap, Tapped("an_to", 1, 4))
    made.callback_query.register(when_tap, Tapped("an_when", 1, 2))
    made.callback_query.register(more_tap, Tapped("an_more", 1, 2))
    made.callback_query.register(button_tap, Tapped("an_button", 1, 3))
    return made
