"""A guardian's decision in their own chat, the own number where it is asked for, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import StateFilter
from aiogram.fsm.state import State

from bot.domain.answers import Problem
from bot.domain.consent import hash_of
from bot.domain.registrations import Registration
from bot.services.consenting import LacksContact, NotValid, Request
from bot.services.sessions import Seen
from bot.telegram.contacts import bring_button, own_number, take_button
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import consent, contacts
from bot.views.home import stale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message

    from bot.domain.language import Language
    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.consenting import Consenting
    from bot.services.ports.database import Database
    from bot.services.registering import Changed, Registering
    from bot.views.screens import Go

SHARING = State("sharing", group_name="consent")
"""The guardian has agreed, and the own number is waited for; the data hold the `link`, the hash of its secret."""


async def agree_tap(
    query: CallbackQuery,
    *,
    go: Go,
    state: FSMContext,
    person: Person,
    consenting: Consenting,
    work: Database,
    tr: Translator,
    trs: Mapping[Language, Translator],
) -> None:
    """The guardian agrees to the words that were shown."""
    link = hash_of(go.args[0])
    outcome = await _agree(link, None, person, consenting=consenting, work=work, trs=trs)
    if isinstance(outcome, LacksContact):
        await state.set_state(SHARING)
        await state.set_data({"link": link})
        await show(query, contacts.asked(tr))
        await bring_button(query, state, tr)
        return
    await show(query, consent.agreed(tr) if isinstance(outcome, Registration) else consent.not_valid(tr))


async def number_said(
    message: Message,
    *,
    state: FSMContext,
    person: Person,
    consenting: Consenting,
    work: Database,
    tr: Translator,
    trs: Mapping[Language, Translator],
) -> None:
    """The guardian's own number, with which the consent is given."""
    number = own_number(message)
    if isinstance(number, Problem):
        await show(message, contacts.asked(tr, number))
        return
    link = (await state.get_data())["link"]
    outcome = await _agree(link, number, person, consenting=consenting, work=work, trs=trs)
    await state.clear()
    is_given = isinstance(outcome, Registration)
    await take_button(message, contacts.received(tr) if is_given else contacts.unasked(tr))
    await show(message, consent.agreed(tr) if is_given else consent.not_valid(tr))


async def _agree(
    link: str,
    contact: str | None,
    person: Person,
    *,
    consenting: Consenting,
    work: Database,
    trs: Mapping[Language, Translator],
) -> Changed | LacksContact | NotValid:
    asked = await consenting.look_at(work, person.id, link)
    if not isinstance(asked, Request):
        return NotValid()
    words = consent.agreed_words(asked.found, trs.values())
    return await consenting.agree(work, person.id, link, consent.VERSION, words, contact=contact)


async def refuse_tap(
    query: CallbackQuery, *, go: Go, person: Person, consenting: Consenting, work: Database, tr: Translator
) -> None:
    """The guardian declines."""
    outcome = await consenting.decline(work, person.id, hash_of(go.args[0]))
    await show(query, consent.not_valid(tr) if isinstance(outcome, NotValid) else consent.refused(tr))


async def given_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    consenting: Consenting,
    registering: Registering,
    work: Database,
    tr: Translator,
) -> None:
    """A consent that I gave."""
    one = await _given(go, person, consenting, work)
    await show(query, consent.given(Seen(one, registering.now(one.session)), tr) if one else stale(tr))


async def revoke_tap(
    query: CallbackQuery, *, go: Go, person: Person, consenting: Consenting, work: Database, tr: Translator
) -> None:
    """Asked before it is taken back."""
    one = await _given(go, person, consenting, work)
    await show(query, consent.confirm_withdrawal(one, tr) if one else stale(tr))


async def revoked_tap(
    query: CallbackQuery, *, go: Go, person: Person, consenting: Consenting, work: Database, tr: Translator
) -> None:
    """Take it back."""
    one = await _given(go, person, consenting, work)
    outcome = await consenting.withdraw(work, person.id, one.id) if one else None
    await show(query, consent.withdrawn(tr) if isinstance(outcome, Registration) else stale(tr))


async def _given(go: Go, person: Person, consenting: Consenting, work: Database) -> Registration | None:
    given = await consenting.given(work, person.id)
    return next((one for one in given if str(one.id) == go.args[0]), None)


def router() -> Router:
    """Private chats only; the link itself comes by /start."""
    made = Router(name="consent")
    private = F.chat.type == ChatType.PRIVATE
    typing = F.text & ~F.text.startswith("/")
    made.message.register(number_said, StateFilter(SHARING), private, typing | F.contact)
    made.callback_query.register(agree_tap, Tapped("agree", 1))
    made.callback_query.register(refuse_tap, Tapped("refuse", 1))
    made.callback_query.register(given_tap, Tapped("given", 1))
    made.callback_query.register(revoke_tap, Tapped("revoke", 1))
    made.callback_query.register(revoked_tap, Tapped("revoked", 1))
    return made
