"""The school of a teacher's class: asked once where the form asks for it, and kept with every seat."""

from __future__ import annotations

from dataclasses import replace

import pytest
from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from bot.domain.events import Session
from bot.domain.forms import Form
from bot.domain.people import Role
from bot.domain.places import SessionKey
from bot.services.classes import Classes, Wish
from bot.services.sessions import Unfit
from tests.telegram.conversation import OWNER, PERSON, Conversation
from tests.telegram.test_registration import EDITION, FEST, pressed, rows, to_session
from tests.telegram.test_schools import ASKS, SCHOOLS
from tests.views.samples import text

VISIT = Session("visit", text("Visit"), form=Form((ASKS,)))
MAY_SKIP = Session("skip", text("May skip"), form=Form((replace(ASKS, required=False),)))
EVENT = replace(FEST, editions=(replace(EDITION, sessions=(VISIT, MAY_SKIP)),))


@pytest.fixture
async def talk():
    made = await Conversation((EVENT,)).begin()
    await made.programmes.load([], whole=False, schools=SCHOOLS)
    for person in (PERSON, OWNER):
        await made.choose("ru", person)
    await made.press("role:teacher", PERSON)
    return made


async def begun(talk, session="Visit"):
    return await pressed(talk, "My class", await to_session(talk, session))


async def seated(talk, count="2"):
    await begun(talk)
    await pressed(talk, "Yes", await talk.say("№7"))
    await talk.say("9а")
    return await pressed(talk, "Take", await talk.say(count))


def schools(talk):
    return [(one.application.school, one.application.answers.get("school")) for one in rows(talk) if one.is_live]


async def test_it_is_asked_once_and_stands_with_every_seat(talk):
    asked = await begun(talk)
    assert "School" in asked.text
    assert list(asked.buttons) == ["Stop"]
    offered = await talk.say("№7")
    assert "Is it this school?\n\nДемо-школа № 7 (Демо-город)" in offered.text
    assert list(offered.buttons) == ["Yes", "The school is not listed", "‹ Back", "Stop"]
    for said in (await pressed(talk, "Yes", offered), await talk.say("-")):
        assert "Демо-школа № 7\n" in said.text
        assert "Which class is it?" in said.text
    await talk.say("9а")
    confirming = await talk.say("2")
    assert "Демо-школа № 7\n" in confirming.text
    await pressed(talk, "Take", confirming)
    assert schools(talk) == [("demo_7", "demo_7")] * 2
    assert [one.application.school_class for one in rows(talk)] == ["9А"] * 2
    assert "Class 9А\nДемо-школа № 7\n" in (await talk.press("class:1")).text


async def test_more_seats_are_of_the_same_school_also_when_none_is_left(talk):
    await seated(talk, "1")
    await talk.press("class_removed:1:1")
    assert schools(talk) == []
    asked = await talk.press("class_add:1")
    assert "How many seats?" in asked.text
    await pressed(talk, "Take", await talk.say("2"))
    assert schools(talk) == [("demo_7", "demo_7")] * 2


async def test_one_that_is_not_listed_is_kept_as_it_was_written(talk):
    await begun(talk)
    await pressed(talk, "not listed", await talk.say("Хогвартс"))
    await talk.say("9а")
    await pressed(talk, "Take", await talk.say("1"))
    assert schools(talk) == [(None, "other:Хогвартс")]
    assert "Class 9А\nХогвартс\n" in (await talk.press("class:1")).text


async def test_back_leads_to_the_question_and_what_was_offered_is_not_taken_any_more(talk):
    await begun(talk)
    offered = await talk.say("№7")
    assert "School" in (await pressed(talk, "Back", offered)).text
    assert "out of date" in ((await pressed(talk, "Yes", offered)).toast or "")
    again = await talk.say("№8")
    assert "out of date" in ((await talk.press("class_school:school:demo_7")).toast or ""), "that one was not offered"
    assert "Which class is it?" in (await pressed(talk, "Yes", again)).text


@pytest.mark.parametrize("said", ["050514551234", "x" * 500])
async def test_what_is_no_answer_is_asked_again(talk, said):
    await begun(talk)
    told = await talk.say(said)
    assert "⚠️" in told.text
    assert "School" in told.text


async def test_it_may_be_skipped_only_where_the_form_says_so(talk):
    await begun(talk)
    assert "out of date" in ((await talk.press("class_school:skip")).toast or "")
    asked = await begun(talk, "May skip")
    assert "Which class is it?" in (await pressed(talk, "Skip", asked)).text
    await talk.say("9а")
    await pressed(talk, "Take", await talk.say("1"))
    assert schools(talk) == [(None, None)]


async def test_a_class_without_the_school_that_is_asked_for_is_not_taken(talk):
    wish = Wish(SessionKey("fest", "e1", "visit"), "9А", 1)
    taken = await Classes(talk.seating, talk.clock).take(talk.database, PERSON, Role.TEACHER, wish)
    assert taken == Unfit()
    assert rows(talk) == []


async def test_a_button_of_a_form_that_has_gone_says_so(talk):
    await begun(talk)
    offered = await talk.say("№7")
    await talk.programmes.load([replace(EVENT, editions=(replace(EDITION, sessions=(MAY_SKIP,)),))], whole=True)
    assert "out of date" in ((await pressed(talk, "Yes", offered)).toast or "")


async def test_the_list_for_organizers_tells_it(talk):
    await seated(talk)
    sent = await talk.press("exported:fest:csv", OWNER)
    (document,) = [one.document for one in sent.requests if isinstance(one, SendDocument)]
    assert isinstance(document, BufferedInputFile)
    assert document.data.decode("utf-8-sig").count("Демо-школа № 7") == 2
