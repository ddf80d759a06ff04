"""A session that asks for the guardian's own phone number: by the pupil's link, and where a parent signs up a child."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.applications import Application
from bot.domain.consent import Consent, hash_of
from bot.domain.events import Session
from bot.domain.people import Role
from bot.domain.places import SessionKey
from bot.domain.registrations import RegistrationState
from bot.services.consenting import LacksContact, NotValid
from bot.services.sessions import Unfit
from tests.telegram.conversation import OWNER, PERSON, Conversation
from tests.telegram.recording import NOW
from tests.telegram.test_registration import EDITION, FEST, PARENT, STRANGER, pressed, rows, to_session
from tests.views.samples import text

TRIP = Session("trip", text("Trip"), capacity=5, guardian_contact=True)
KEY = SessionKey("fest", "e1", "trip")
ASKING = replace(FEST, editions=(replace(EDITION, sessions=(EDITION.sessions[0], TRIP)),))
NUMBER = "+77011234567"


@pytest.fixture
async def talk():
    made = await Conversation((ASKING,)).begin()
    for person in (PERSON, PARENT, STRANGER, OWNER):
        await made.choose("ru", person)
    return made


async def share(talk, whose, person=PARENT, number="77011234567"):
    contact = {"phone_number": number, "first_name": "x"} | ({"user_id": whose} if whose else {})
    return await talk.send(person, {"contact": contact}, person)


def texts(reply):
    return [shown.text for shown in reply.shown]


def button_below(reply):
    """Telegram's own button, or what takes it away, of the one message that has either."""
    below = [r.reply_markup for r in reply.shown if r.reply_markup and not hasattr(r.reply_markup, "inline_keyboard")]
    return below[0] if below else None


async def asked(talk, session="Trip"):
    """A pupil applies; the words that the guardian reads, and the link's secret."""
    who = await pressed(talk, "Sign up", await to_session(talk, session))
    await pressed(talk, "Send", await pressed(talk, "pupil", who))
    secret = (await talk.press(f"guardian:{rows(talk)[-1].id}")).text.split("start=consent_")[1].split()[0]
    return await talk.say(f"/start consent_{secret}", PARENT), secret


async def test_a_guardian_shares_the_own_number_and_only_that_is_taken(talk):
    decision, _ = await asked(talk)
    assert "• your own phone number – so that" in decision.text
    wanted = await pressed(talk, "I agree", decision, PARENT)
    assert "Your own phone number is needed" in texts(wanted)[0]
    assert button_below(wanted).keyboard[0][0].request_contact
    assert rows(talk)[0].consent is None, "nothing is agreed to without it"

    for wrong in (
        await talk.say("+7 701 123 45 67", PARENT),
        await share(talk, STRANGER),
        await share(talk, None),
    ):
        assert "This number is not taken" in wrong.text
    assert rows(talk)[0].state is RegistrationState.AWAITING_GUARDIAN

    done = await share(talk, PARENT)
    assert button_below(done).remove_keyboard
    assert "your consent is kept" in texts(done)[-1]
    (kept,) = rows(talk)
    assert (kept.state, kept.consent.contact) == (RegistrationState.CONFIRMED, NUMBER)
    given = await talk.press("given:1", PARENT)
    assert f"Your phone number: {NUMBER}" in given.text
    assert NUMBER in (await talk.press("application:1", OWNER)).text
    assert NUMBER not in (await talk.press("registration:1")).text, "the pupil is not told it"


async def test_the_link_is_kept_in_the_conversation_as_a_hash_only(talk):
    decision, secret = await asked(talk)
    await pressed(talk, "I agree", decision, PARENT)
    (dialogue,) = [one for one in talk.database.tables.dialogues.values() if one.chat == PARENT]
    assert secret not in str(dialogue.data)
    assert hash_of(secret) in str(dialogue.data)


async def test_stopping_agrees_to_nothing_and_the_link_still_works(talk):
    decision, secret = await asked(talk)
    await pressed(talk, "I agree", decision, PARENT)
    left = await talk.say("/cancel", PARENT)
    assert button_below(left).remove_keyboard
    late = await share(talk, PARENT)
    assert "Nobody asks for a number now" in late.text
    assert button_below(late).remove_keyboard
    assert rows(talk)[0].consent is None
    await pressed(talk, "I agree", await talk.say(f"/start consent_{secret}", PARENT), PARENT)
    await share(talk, PARENT)
    assert rows(talk)[0].consent.contact == NUMBER


@pytest.mark.parametrize("how", ["cancel", "menu"])
async def test_a_button_that_leaves_takes_the_one_below_away(talk, how):
    screen = await to_session(talk, "Trip", PARENT)
    which = await pressed(talk, "My child", await pressed(talk, "Sign up", screen, PARENT), PARENT)
    wanted = await pressed(talk, "1", which, PARENT)
    assert button_below(wanted).keyboard
    assert button_below(await talk.press(how, PARENT)).remove_keyboard
    assert button_below(await talk.press(how, PARENT)) is None, "once"


async def test_a_number_that_comes_after_the_registration_has_ended_is_not_kept(talk):
    decision, _ = await asked(talk)
    await pressed(talk, "I agree", decision, PARENT)
    await talk.registering.cancel(talk.database, PERSON, 1)
    reply = await share(talk, PARENT)
    assert "I have not kept it" in texts(reply)[0]
    assert "no longer valid" in texts(reply)[-1]
    assert NUMBER not in str(talk.database.tables.registrations)


async def test_withdrawing_the_consent_forgets_the_number(talk):
    decision, _ = await asked(talk)
    await pressed(talk, "I agree", decision, PARENT)
    await share(talk, PARENT)
    await talk.press("revoked:1", PARENT)
    (kept,) = rows(talk)
    assert (kept.consent.is_live, kept.consent.contact) == (False, None)


async def test_a_parent_who_signs_up_a_child_is_asked_last(talk):
    screen = await to_session(talk, "Trip", PARENT)
    which = await pressed(talk, "My child", await pressed(talk, "Sign up", screen, PARENT), PARENT)
    wanted = await pressed(talk, "2", which, PARENT)
    assert "Your own phone number is needed" in texts(wanted)[0]
    assert button_below(wanted).keyboard[0][0].request_contact
    assert "This number is not taken" in (await share(talk, STRANGER)).text
    summary = await share(talk, PARENT, number="+77011234567")
    assert f"Your phone number: {NUMBER}" in texts(summary)[-1]
    again = await talk.press("fill:back", PARENT)
    assert "Your own phone number is needed" in texts(again)[0], "back asks for it once more"
    await share(talk, PARENT)
    await talk.press("fill:send", PARENT)
    (kept,) = rows(talk)
    assert (kept.application.child, kept.consent.contact) == (2, NUMBER)


async def test_where_it_is_not_asked_for_nobody_is_asked_and_nothing_is_kept(talk):
    decision, secret = await asked(talk, "Plain")
    assert "phone" not in decision.text
    await talk.provided["consenting"].agree(talk.database, PARENT, hash_of(secret), "2", "words", contact=NUMBER)
    assert rows(talk)[0].consent.contact is None


async def test_the_transaction_judges_it_too(talk):
    _, secret = await asked(talk)
    consenting, link = talk.provided["consenting"], hash_of(secret)
    assert await consenting.agree(talk.database, PARENT, link, "2", "words") == LacksContact()
    assert await consenting.agree(talk.database, PARENT, secret, "2", "words", contact=NUMBER) == NotValid()
    child = Application(PARENT, 1, minor=True)
    for contact, is_taken in ((None, False), (NUMBER, True)):
        given = Consent("2", "hash", PARENT, NOW, contact=contact)
        said = await talk.registering.sign_up(talk.database, KEY, child, Role.PUPIL, consent=given)
        assert (said != Unfit()) == is_taken
