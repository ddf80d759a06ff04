"""Changing answers that were sent, in the chat: each kind of answer, wrong ones, too late, somebody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.applications import Application
from bot.domain.events import Session
from bot.domain.people import Role
from bot.domain.places import SessionKey
from bot.domain.registrations import RegistrationState
from tests.telegram.conversation import OWNER, PERSON, Conversation
from tests.telegram.test_registration import EDITION, FEST, FORM, SESSIONS, STRANGER, pressed, rows
from tests.views.samples import START, text

SAID = {"grade": "1", "likes": "0", "phone": "+77011234567", "about": "Бір", "safety": "yes"}
DECIDED = Session("decided", text("Decided"), review=True, form=FORM)
BOTH = replace(FEST, editions=(replace(EDITION, sessions=(*SESSIONS, DECIDED)),))


@pytest.fixture
async def talk():
    made = await Conversation((BOTH,)).begin()
    for person in (PERSON, STRANGER, OWNER):
        await made.choose("ru", person)
    await apply(made, "welding")
    await made.deliver()
    return made


async def apply(talk, session):
    application = Application(PERSON, minor=False, answers=SAID)
    await talk.registering.sign_up(talk.database, SessionKey("fest", "e1", session), application, Role.GUEST)


def answers(talk, number=0):
    return dict(rows(talk)[number].application.answers)


async def asked(talk, label):
    return await pressed(talk, label, await pressed(talk, "My answers", await talk.press("registration:1")))


async def test_each_kind_of_answer_is_changed(talk):
    listed = await pressed(talk, "My answers", await talk.press("registration:1"))
    assert "About по-русски: Бір" in listed.text
    assert [label for label in listed.buttons if label.startswith("✏️")] == [
        f"✏️ {name} по-русски" for name in ("Grade", "Likes", "Phone", "About")
    ]
    grade = await asked(talk, "Grade")
    assert "Your answer now: 9 по-русски" in grade.text
    changed = await pressed(talk, "10–11", grade)
    assert "The answer is changed" in changed.text
    likes = await pressed(talk, "Likes", changed)
    assert "✅ 7–8 по-русски" in likes.buttons
    ticked = await pressed(talk, "9 по-русски", likes)
    assert answers(talk)["likes"] == "0", "not before it is done"
    await pressed(talk, "Done", ticked)
    await asked(talk, "Phone")
    assert "+77051112233" in (await talk.say("8 705 111 22 33")).text
    await asked(talk, "About")
    told = await talk.say("Екі")
    assert "About по-русски: Екі" in told.text
    assert answers(talk) == SAID | {"grade": "2", "likes": "0,1", "phone": "+77051112233", "about": "Екі"}
    assert len(talk.database.tables.outbox) == 1, "nothing is told to who has just read it"


async def test_an_answer_that_is_not_required_may_be_taken_back(talk):
    asks = await asked(talk, "Phone")
    await pressed(talk, "Without an answer", asks)
    assert "phone" not in answers(talk)
    assert "Without an answer" not in str((await asked(talk, "About")).buttons)


@pytest.mark.parametrize(
    ("field", "said", "problem"),
    [
        ("Phone", "кешке", "phone number like"),
        ("About", "990101300123", "looks like an IIN"),
        ("Grade", "онда", "choose with the buttons"),
        ("About", "ы" * 201, "too long"),
    ],
)
async def test_a_wrong_answer_is_told_and_changes_nothing(talk, field, said, problem):
    await asked(talk, field)
    again = await talk.say(said)
    assert problem in again.text
    assert "Your answer now:" in again.text
    assert answers(talk) == SAID


async def test_who_goes_back_is_not_waited_for(talk):
    asks = await asked(talk, "About")
    await pressed(talk, "Back", asks)
    await talk.say("Екі")
    assert answers(talk) == SAID


async def test_after_the_cut_off_the_answers_are_read_and_not_changed(talk):
    asks = await asked(talk, "Grade")
    talk.clock.advance(START - talk.clock.now())
    late = await pressed(talk, "10–11", asks)
    assert "cannot be changed any more. Nothing was changed." in late.text
    assert "About по-русски: Бір" in late.text
    assert not [label for label in late.buttons if label.startswith("✏️")]
    assert answers(talk) == SAID


async def test_a_question_that_is_not_asked_any_more(talk):
    await asked(talk, "About")
    other = replace(SESSIONS[1], form=replace(FORM, fields=FORM.fields[:2]))
    await talk.programmes.load([replace(FEST, editions=(replace(EDITION, sessions=(other,)),))], whole=True)
    assert "out of date" in (await talk.say("Екі")).text
    assert answers(talk) == SAID


@pytest.mark.parametrize("data", ["answers:1:0", "amend:1:0", "amend:1:9", "amended:pick:2", "amended:skip"])
async def test_nobody_else_reads_or_changes_them(talk, data):
    told = await talk.press(data, STRANGER)
    assert "Бір" not in str(told.requests)
    await talk.say("Екі", STRANGER)
    assert answers(talk) == SAID


async def test_a_registration_that_ended_is_left_as_it_was(talk):
    asks = await asked(talk, "About")
    await talk.registering.cancel(talk.database, PERSON, 1)
    assert "Nothing was changed" in (await talk.say("Екі")).text
    assert "amend" not in str(asks.buttons["‹ Back"])
    assert answers(talk) == SAID


async def test_an_organizer_decides_about_the_answers_that_were_read(talk):
    await apply(talk, "decided")
    read = await talk.press("application:2", OWNER)
    await pressed(talk, "Grade", await talk.press("answers:2:0"))
    await talk.press("amended:pick:0")
    refused = await pressed(talk, "Accept", read, OWNER)
    assert "have been changed meanwhile" in (refused.toast or "")
    assert "Grade по-русски: 7–8" in refused.text
    assert rows(talk)[1].state is RegistrationState.AWAITING_REVIEW
    reason = await pressed(talk, "Do not accept", read, OWNER)
    refused = await talk.say("Нет", OWNER)
    assert "Your words were not sent." in refused.text
    assert "Without words" in str(reason.buttons)
    await pressed(talk, "Accept", await talk.press("application:2", OWNER), OWNER)
    assert rows(talk)[1].state is RegistrationState.CONFIRMED
    assert "cannot be changed any more" in (await talk.press("answers:2:0")).text
