"""Sessions for some classes and ages, in the chat: pupils, parents, teachers with a class, and answers that change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.applications import Application
from bot.domain.eligibility import Span
from bot.domain.events import Session
from bot.domain.forms import Field, FieldKind, Form
from bot.domain.people import Role
from bot.domain.places import SessionKey
from bot.services.sessions import Unfit
from tests.telegram.conversation import PERSON, Conversation
from tests.telegram.test_registration import EDITION, FEST, pressed, rows, to_session
from tests.views.samples import text

CLASS = Field("class", FieldKind.SCHOOL_CLASS, text("Class"), text("For the groups"))
OLDER = Session("older", text("Older"), capacity=30, grades=Span(8, 11), ages=Span(14, None))
NAMED = Session("named", text("Named"), capacity=30, grades=Span(8, 11), form=Form((CLASS,)))


def programme(*sessions):
    return replace(FEST, editions=(replace(EDITION, sessions=sessions),))


@pytest.fixture
async def talk():
    made = await Conversation((programme(OLDER, NAMED),)).begin()
    await made.choose("ru", PERSON)
    return made


async def who(talk, name, label):
    return await pressed(talk, label, await pressed(talk, "Sign up", await to_session(talk, name)))


async def test_a_pupil_confirms_the_class_and_the_age(talk):
    shown = await to_session(talk, "Older")
    assert "Classes: 8–11" in shown.text
    assert "Age: 14 and above" in shown.text
    asked = await who(talk, "Older", "I am a pupil")
    assert "Classes: 8–11" in asked.text
    assert "Is this so of you?" in asked.text
    sent = await pressed(talk, "Send", await pressed(talk, "Yes", asked))
    assert "has been received" in sent.text
    assert dict(rows(talk)[0].application.answers) == {}, "nothing more is kept of it"


async def test_who_is_of_another_class_is_shown_what_else_is_open(talk):
    told = await pressed(talk, "No", await who(talk, "Older", "I am a pupil"))
    assert "not for you. Nothing was sent." in told.text
    assert "Fest по-русски" in (await pressed(talk, "What else is open", told)).buttons
    assert "out of date" in ((await talk.press("fill:fits")).toast or "")
    assert rows(talk) == []


async def test_a_parent_confirms_it_of_the_child_and_a_student_only_the_age(talk):
    child = await pressed(talk, "1", await who(talk, "Older", "My child"))
    assert "Is this so of your child?" in child.text
    student = await pressed(talk, "Yes", await who(talk, "Older", "college student"))
    assert "Age: 14 and above" in student.text
    assert "Classes" not in student.text


async def test_a_class_that_is_written_is_judged(talk):
    asked = await who(talk, "Named", "I am a pupil")
    assert "Class по-русски" in asked.text
    told = await talk.say("5 А")
    assert "not for this class" in told.text
    assert "Classes: 8–11" in told.text
    assert "What else is open" in told.buttons
    await pressed(talk, "Send", await talk.say("9а"))
    assert rows(talk)[0].application.school_class == "9А"
    await pressed(talk, "Class", await talk.press("answers:1:0"))
    assert "not for this class" in (await talk.say("7А")).text
    assert rows(talk)[0].application.school_class == "9А"


async def test_limits_that_change_while_the_form_is_filled_in(talk):
    ready = await pressed(talk, "Yes", await who(talk, "Older", "I am a pupil"))
    await talk.programmes.load([programme(replace(OLDER, grades=Span(10, 11)), NAMED)], whole=True)
    again = await pressed(talk, "Send", ready)
    assert "Classes: 10–11" in again.text
    assert rows(talk) == []


@pytest.mark.parametrize(
    ("session", "answers", "confirmed", "taken"),
    [
        ("named", {"class": "5А"}, None, False),
        ("named", {"class": "8А"}, None, True),
        ("older", {}, None, False),
        ("older", {}, "9-11/14-", False),
        ("older", {}, "8-11/14-", True),
    ],
)
async def test_the_transaction_judges_it_too(talk, session, answers, confirmed, taken):
    said = await talk.registering.sign_up(
        talk.database,
        SessionKey("fest", "e1", session),
        Application(PERSON, answers=answers),
        Role.PUPIL,
        confirmed=confirmed,
    )
    assert (said != Unfit()) == taken
    assert len(rows(talk)) == taken


async def test_a_teacher_signs_up_a_class_that_it_is_for(talk):
    await talk.people.choose_role(talk.database, PERSON, Role.TEACHER)
    asked = await pressed(talk, "My class", await to_session(talk, "Older"))
    assert "Classes: 8–11" in asked.text
    assert "Age: 14 and above" in asked.text
    told = await talk.say("5 «Б»")
    assert "this session is for other classes" in told.text
    assert "Class 9Б" in (await talk.say("9 б")).text
