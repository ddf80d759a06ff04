"""Organizers decide about applications in the chat: every one can be reached, and no word is lost in silence."""

from __future__ import annotations

import pytest

from bot.domain.applications import Application
from bot.domain.people import Role
from bot.domain.places import SessionKey
from bot.domain.registrations import RegistrationState
from tests.telegram.conversation import OWNER, Conversation
from tests.telegram.test_registration import FEST, MARK, rows

KEY = SessionKey("fest", "e1", "chosen")
APPLICANTS = range(3001, 3008)
REJECTED, CONFIRMED = RegistrationState.REJECTED, RegistrationState.CONFIRMED


@pytest.fixture
async def talk():
    made = await Conversation((FEST,)).begin()
    for person in APPLICANTS:
        await made.registering.sign_up(made.database, KEY, Application(person, minor=False), Role.EMPLOYER)
    return made


async def test_every_application_is_on_some_page_of_the_desk(talk):
    found, page = [], "desk:0"
    for _ in range(9):
        shown = await talk.press(page, OWNER)
        found += [data for data in shown.buttons.values() if data.startswith("application:")]
        following = [data for name, data in shown.buttons.items() if "›" in name]
        if not following:
            break
        page = following[0]
    assert found == [f"application:{number}" for number in range(1, len(APPLICANTS) + 1)]


async def test_the_reason_reaches_the_person_and_an_iin_does_not(talk):
    asked = await talk.press(f"rejecting:1:{MARK}", OWNER)
    assert f"rejected:1:{MARK}" in asked.buttons.values()
    refused = await talk.say("ИИН 990101300123 не подходит", OWNER)
    assert "looks like an IIN" in refused.text
    assert rows(talk)[0].state is RegistrationState.AWAITING_REVIEW
    assert "too long" in (await talk.say("а" * 1001, OWNER)).text
    assert rows(talk)[0].state is RegistrationState.AWAITING_REVIEW
    await talk.say("  Нет мест в этом году ", OWNER)
    assert (rows(talk)[0].state, rows(talk)[0].reason) == (REJECTED, "Нет мест в этом году")


async def test_who_decides_too_late_is_told_that_the_words_were_not_sent(talk):
    await talk.press(f"rejecting:1:{MARK}", OWNER)
    await talk.provided["reviewing"].accept(talk.database, OWNER, 1, MARK)
    told = await talk.say("Нет мест", OWNER)
    assert "Your words were not sent." in told.text
    assert (rows(talk)[0].state, rows(talk)[0].reason) == (CONFIRMED, None)
