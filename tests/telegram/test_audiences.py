"""Organizers choose whom an announcement is for, by registrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.applications import Application
from bot.domain.places import SessionKey
from bot.domain.registrations import Registration, RegistrationState
from tests.telegram.conversation import ORGANIZER, PERSON
from tests.telegram.test_announcing import drafted, kept, office
from tests.telegram.test_registration import STRANGER
from tests.telegram.test_schools import SCHOOLS

if TYPE_CHECKING:
    from tests.telegram.conversation import Conversation

__all__ = ("office",)

CONFIRMED = RegistrationState.CONFIRMED


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


@pytest.fixture
async def signed_up(office: Conversation) -> Conversation:
    """One of 9А of school № 7, one of 9А of school № 3, whose registration has ended."""
    await office.programmes.load([], whole=False, schools=SCHOOLS)
    for person, school, state in ((PERSON, "demo_7", CONFIRMED), (STRANGER, "demo_3", RegistrationState.CANCELLED)):
        to = Application(person, minor=False, school=school, school_class="9А")
        one = Registration(0, SessionKey("coming", "e1", "s1"), to, state, office.clock.now(), reviewed=True)
        await kept_in(office, one)
    return office


async def kept_in(office: Conversation, one: Registration) -> None:
    await office.database.run(lambda tx: tx.registrations.add(one))


async def test_a_school_is_typed_and_chosen_among_those_that_may_be_meant(signed_up: Conversation):
    number = await drafted(signed_up)
    whom = await signed_up.press(f"an_to:{number}", ORGANIZER)
    assert "For one school or class, write it" in whom.text
    assert len(whom.buttons) <= 8
    found = await signed_up.say("мектеп 7", ORGANIZER)
    chosen = await signed_up.press(found.data("Демо-школа № 7"), ORGANIZER)
    assert kept(signed_up, number).audience == "school:demo_7"
    assert "school: Демо-школа № 7" in chosen.text
    assert "1 person" in chosen.text

    other = await signed_up.say("Школа 3", ORGANIZER)
    chosen = await signed_up.press(other.data("Демо-школа № 3"), ORGANIZER)
    assert kept(signed_up, number).audience == "school:demo_3", "one school takes the place of another"
    assert "Nobody" in chosen.text or "0 people" in chosen.text
    back = await signed_up.press((await signed_up.say("3", ORGANIZER)).data("✅ Демо-школа № 3"), ORGANIZER)
    assert kept(signed_up, number).audience == "all"
    assert "everybody" in back.text


async def test_a_class_is_typed_and_holds_together_with_a_school(signed_up: Conversation):
    number = await drafted(signed_up)
    await signed_up.press(f"an_to:{number}:chats", ORGANIZER)
    found = await signed_up.say("9a", ORGANIZER)
    await signed_up.press(found.data("class: 9А"), ORGANIZER)
    assert kept(signed_up, number).audience == "class:9А", "chats are in no class"
    await signed_up.press((await signed_up.say("мектеп 7", ORGANIZER)).data("Демо-школа № 7"), ORGANIZER)
    assert kept(signed_up, number).audience == "class:9А,school:demo_7"
    assert "class: 9А" in (await signed_up.press(f"an_send:{number}", ORGANIZER)).text


async def test_what_nobody_can_be_is_said_so_and_what_is_typed_elsewhere_is_no_school(signed_up: Conversation):
    number = await drafted(signed_up)
    await signed_up.press(f"an_to:{number}", ORGANIZER)
    unknown = await signed_up.say("Хогвартс", ORGANIZER)
    assert "«Хогвартс» is no class" in unknown.text
    await signed_up.press(f"an:{number}", ORGANIZER)
    assert "Who is meant" not in (await signed_up.say("мектеп 7", ORGANIZER)).text
    for forged in (
        f"an_to:{number}:class",
        f"an_to:{number}:class:9",
        f"an_to:{number}:school:no!",
        f"an_to:{number}:school:",
    ):
        await signed_up.press(forged, ORGANIZER)
        assert kept(signed_up, number).audience == "all"
    await signed_up.press(f"an_to:{number}:school:demo_7", PERSON)
    assert kept(signed_up, number).audience == "all"


async def test_who_may_not_announce_goes_on_with_questions(signed_up: Conversation):
    number = await drafted(signed_up)
    await signed_up.press(f"an_to:{number}", PERSON)
    assert PERSON not in {one.chat for one in signed_up.database.tables.dialogues.values()}
    await signed_up.press(f"an_to:{number}", ORGANIZER)
    await signed_up.press(f"an_more:{number}:discarded", ORGANIZER)
    await signed_up.press(f"an_to:{number}", ORGANIZER)
    gone = await signed_up.say("мектеп 7", ORGANIZER)
    assert "Who is meant" not in gone.text
    assert ORGANIZER not in {one.chat for one in signed_up.database.tables.dialogues.values()}
