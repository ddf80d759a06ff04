"""Signing up in a private chat: the form of a session question by question, the summary, and sending it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import StateFilter
from aiogram.fsm.state import State

from bot.domain.answers import Problem
from bot.domain.consent import Consent, hash_of
from bot.domain.drafts import CHILD, Ask, Draft, applicants, code_of
from bot.services.registering import UnknownRegistration
from bot.services.reviews import review_in
from bot.services.sessions import Already, Applied, Fewer, NotForRole, TooMany, Unfit
from bot.telegram.contacts import bring_button, own_number, take_button
from bot.telegram.filling import Ticked, tapped, written
from bot.telegram.keyboards import Tapped
from bot.telegram.schools import OFFERED, offer, taken, to_data
from bot.telegram.screens import show
from bot.views import applying, consent, contacts, opening
from bot.views.home import stale, stale_toast
from bot.views.registrations import registration_screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.forms import Field
    from bot.domain.language import Language
    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database
    from bot.services.registering import Registering
    from bot.services.schools import SchoolFinder
    from bot.services.sessions import Offered
    from bot.services.work import Work
    from bot.telegram.screens import Toast
    from bot.views.screens import Go, Screen

FILLING = State("filling", group_name="application")
"""The person fills a form in: the data hold the draft, and ticked choices that are not yet done."""

TICKED = "ticked"


async def apply_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    registering: Registering,
    person: Person,
    work: Database,
    tr: Translator,
) -> None:
    """Begin a draft; who has a place already can only sign up a child."""
    found = registering.behind(*go.args)
    if found is None or not registering.is_open(found):
        await show(query, opening.not_open(await registering.shut(work, go.args[0], found), tr))
        return
    standing = await registering.standing(work, found, person.id)
    has_own = any(one.application.child == 0 for one in standing.mine)
    draft = Draft.begin(found.key, found.session, None if has_own else person.role)
    if has_own and CHILD in applicants(found.session):
        draft = draft.by(CHILD)
    await _go_on(query, state=state, draft=draft, found=found, tr=tr)


async def fill_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    registering: Registering,
    person: Person,
    work: Work,
    clock: Clock,
    tr: Translator,
    trs: Mapping[Language, Translator],
    toast: Toast,
) -> None:
    """A button under a question of the form."""
    draft, found = await _draft(state, registering)
    said, *more = go.args
    sends = said in {"send", "wait", "take"}
    if draft is None or found is None or (sends and more and more[0] != code_of(found.key)):
        sent = await registering.sent(work, person.id, more[0]) if sends and more else None
        if sent is None:
            toast.say(stale_toast(tr))
        else:
            await show(query, registration_screen(sent, tr))
        return
    if sends:
        await _send(
            query,
            state=state,
            draft=draft.together(go.number_at(2)) if said == "take" else draft,
            wait=said == "wait",
            found=found,
            registering=registering,
            person=person,
            work=work,
            clock=clock,
            tr=tr,
            trs=trs,
        )
        return
    if said == "unfit":
        await state.clear()
        await show(query, applying.unfit(found, tr))
        return
    after = _after(said, more[0] if more else "", draft, found, await state.get_data())
    if after is None:
        toast.say(stale_toast(tr))
    elif isinstance(after, Ticked):
        await state.update_data({TICKED: after.value})
        asks = draft.asks(found.session)
        assert asks is not None
        assert not isinstance(asks, Ask)
        await show(query, applying.several(draft, asks, after.value, found, tr))
    else:
        await _go_on(query, state=state, draft=after, found=found, tr=tr)


def _after(said: str, word: str, draft: Draft, found: Offered, data: Mapping[str, Any]) -> Draft | Ticked | None:
    """What `tapped` says, where schools are not offered: then it is one of these, or back to the question."""
    asks = draft.asks(found.session)
    if OFFERED in data and asks is not None and not isinstance(asks, Ask):
        if said == "back":
            return draft
        if value := taken(said, word, asks, data):
            return draft.answered(asks, value)
    return tapped(said, word, draft, found, data.get(TICKED, ""))


async def typed(
    message: Message,
    *,
    state: FSMContext,
    registering: Registering,
    school_finder: SchoolFinder,
    work: Database,
    tr: Translator,
) -> None:
    """A written answer, a shared contact, a photo or a document."""
    draft, found = await _draft(state, registering)
    if draft is None or found is None:
        await state.clear()
        shut = await registering.shut(work, draft.key.event, found) if draft else None
        await show(message, opening.not_open(shut, tr, tried=True))
        return
    asks = draft.asks(found.session)
    if asks is None:
        await show(message, _screen(draft, found, tr))
        return
    value = _said(asks, message, found)
    if isinstance(value, Problem):
        await show(message, applying.question(draft, asks, found, tr, value))
        return
    if asks is Ask.CONTACT:
        await take_button(message, contacts.received(tr))
        await _go_on(message, state=state, draft=draft.reached_by(value), found=found, tr=tr)
        return
    assert not isinstance(asks, Ask)
    if made := offer(asks, value, school_finder):
        await state.set_data(draft.to_data() | {OFFERED: to_data(made)})
        await show(message, applying.offer(draft, made, found, tr))
        return
    await _go_on(message, state=state, draft=draft.answered(asks, value), found=found, tr=tr)


def _said(asks: Ask | Field, message: Message, found: Offered) -> str | Problem:
    match asks:
        case Ask.CONTACT:
            return own_number(message)
        case Ask():
            return Problem.NOT_A_CHOICE
        case field:
            return written(field, message, found.session)


async def _go_on(
    event: Message | CallbackQuery,
    *,
    state: FSMContext,
    draft: Draft,
    found: Offered,
    tr: Translator,
) -> None:
    await state.set_state(FILLING)
    await state.set_data(draft.to_data())
    await show(event, _screen(draft, found, tr))
    if draft.asks(found.session) is Ask.CONTACT:
        await bring_button(event, state, tr)


def _screen(draft: Draft, found: Offered, tr: Translator) -> Screen:
    asks = draft.asks(found.session)
    if asks is not None:
        return applying.question(draft, asks, found, tr)
    words = consent.consent_text(found, tr) if draft.applicant == CHILD else None
    return applying.summary(draft, found, words, tr)


async def _send(
    query: CallbackQuery,
    *,
    state: FSMContext,
    draft: Draft,
    wait: bool,
    found: Offered,
    registering: Registering,
    person: Person,
    work: Work,
    clock: Clock,
    tr: Translator,
    trs: Mapping[Language, Translator],
) -> None:
    """Send it in; the confirmation is a message of its own, which is never lost."""
    if draft.asks(found.session) is not None:
        await show(query, _screen(draft, found, tr))
        return
    given = None
    if draft.applicant == CHILD:
        words = consent.agreed_words(found, trs.values())
        contact = draft.contact if found.session.guardian_contact else None
        given = Consent(consent.VERSION, hash_of(words), person.id, clock.now(), contact=contact)
    application = draft.application(person.id)
    await state.clear()
    said = await registering.sign_up(
        work.unless(Fewer, Unfit, TooMany),
        found.key,
        application,
        draft.role(),
        consent=given,
        confirmed=draft.confirmed,
        wait=wait,
    )
    match said:
        case Fewer():
            await state.set_data(draft.to_data())
            await show(query, applying.fewer(said, found, tr))
        case Unfit():
            await _go_on(query, state=state, draft=draft, found=found, tr=tr)
        case TooMany():
            await _go_on(query, state=state, draft=draft.together(None), found=found, tr=tr)
        case Applied(registration):
            review = review_in(registration, found, (), clock.now(), tr.zone)
            await show(query, applying.sent(said, tr, review))
        case Already(registration):
            seen = await registering.look(work, person.id, registration.id)
            await show(query, stale(tr) if isinstance(seen, UnknownRegistration) else registration_screen(seen, tr))
        case NotForRole():
            await show(query, applying.not_for_you(found, tr))
        case _:
            shut = await registering.shut(work, found.key.event, found)
            await show(query, opening.not_open(shut, tr, tried=True))


async def _draft(state: FSMContext, registering: Registering) -> tuple[Draft | None, Offered | None]:
    """The draft of this conversation, and its session if the programme still has it."""
    data = await state.get_data()
    if await state.get_state() != FILLING.state or "key" not in data:
        return None, None
    draft = Draft.from_data(data)
    return draft, registering.now(draft.key)


def router() -> Router:
    """Private chats only."""
    made = Router(name="applying")
    private = F.chat.type == ChatType.PRIVATE
    made.callback_query.register(apply_tap, Tapped("apply", 2))
    made.callback_query.register(fill_tap, Tapped("fill", 1, 3))
    typing = F.text & ~F.text.startswith("/")
    made.message.register(typed, StateFilter(FILLING), private, typing | F.contact | F.photo | F.document)
    return made
