"""A guardian's decision in their own chat, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Router

from bot.domain.registrations import Registration
from bot.services.consenting import NotValid, Request
from bot.services.sessions import Seen
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import consent
from bot.views.home import stale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.types import CallbackQuery

    from bot.domain.language import Language
    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.consenting import Consenting
    from bot.services.ports.database import Database
    from bot.services.registering import Registering
    from bot.views.screens import Go


async def agree_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    consenting: Consenting,
    work: Database,
    tr: Translator,
    trs: Mapping[Language, Translator],
) -> None:
    """The guardian agrees to the words that were shown."""
    asked = await consenting.look_at(work, person.id, go.args[0])
    if not isinstance(asked, Request):
        await show(query, consent.not_valid(tr))
        return
    words = consent.agreed_words(asked.found, trs.values())
    outcome = await consenting.agree(work, person.id, go.args[0], consent.VERSION, words)
    await show(query, consent.agreed(tr) if isinstance(outcome, Registration) else consent.not_valid(tr))


async def refuse_tap(
    query: CallbackQuery, *, go: Go, person: Person, consenting: Consenting, work: Database, tr: Translator
) -> None:
    """The guardian declines."""
    outcome = await consenting.decline(work, person.id, go.args[0])
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
    made.callback_query.register(agree_tap, Tapped("agree", 1))
    made.callback_query.register(refuse_tap, Tapped("refuse", 1))
    made.callback_query.register(given_tap, Tapped("given", 1))
    made.callback_query.register(revoke_tap, Tapped("revoke", 1))
    made.callback_query.register(revoked_tap, Tapped("revoked", 1))
    return made
