"""Organizers choose whom an announcement is for, by registrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.applications import Application
from bot.domain.places import SessionKey
from bot.domain.registrations import Registration, RegistrationState
from tests.telegram.conversation import ORGANIZER, PERSON
from tests.telegram.test_announcing import drafted, kept, office

if TYPE_CHECKING:
    from tests.telegram.conversation import Conversation

__all__ = ("office",)


async def test_who_is_registered_for_an_event_is_counted_and_told_by_its_name(office: Conversation):
    number = await drafted(office)
    to = Application(PERSON, minor=False)
    confirmed = Registration(
        0, SessionKey("coming", "e1", "s1"), to, RegistrationState.CONFIRMED, office.clock.now(), reviewed=True
    )
    await office.database.run(lambda tx: tx.registrations.add(confirmed))
    event = await office.press(f"an_to:{number}:event:coming", ORGANIZER)
    whom = await office.press(event.data("registered"), ORGANIZER)
    assert kept(office, number).audience == "event:coming:registered"
    assert "registered: Coming" in whom.text
    assert "1 person" in whom.text
    assert "registered: Coming" in (await office.press(f"an_send:{number}", ORGANIZER)).text
    assert "✅ registered" in "".join((await office.press(f"an_to:{number}:event:coming", ORGANIZER)).buttons)
