"""Two things at the same time, in the chat: a teacher's classes, and a pupil who takes a seat by a link."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.events import Session
from bot.domain.people import Role
from bot.domain.when import Exact
from tests.telegram.conversation import Conversation
from tests.telegram.test_classes import EDITION, PUPIL, TEACHER, claim, link_of, sign_up
from tests.telegram.test_registration import pressed, rows, to_session
from tests.views.samples import START, event, text

HOUR = timedelta(hours=1)
SESSIONS = (
    Session("one", text("One"), Exact(START, START + 2 * HOUR), capacity=30),
    Session("two", text("Two"), Exact(START + HOUR, START + 3 * HOUR), capacity=30, roles=frozenset({Role.PUPIL})),
    Session("three", text("Three"), Exact(START + 2 * HOUR, START + 3 * HOUR), capacity=30),
    Session("some", text("Some day"), capacity=30),
)
SAID = "⚠️ At the same time"


async def begin():
    edition = replace(EDITION, sessions=SESSIONS)
    talk = await Conversation((event("fest", name=text("Fest"), editions=(edition,)),)).begin()
    for person in (TEACHER, PUPIL):
        await talk.choose("ru", person)
    await talk.press("role:teacher", TEACHER)
    return talk


async def sign_up_oneself(talk, name, who, person):
    asked = await pressed(talk, "Sign up", await to_session(talk, name, person), person)
    if who in str(asked.buttons):
        asked = await pressed(talk, who, asked, person)
    return await pressed(talk, "Send", asked, person)


async def test_classes_at_the_same_time_are_pointed_out():
    talk = await begin()
    assert SAID not in (await sign_up(talk, 2, "One")).text
    assert SAID not in (await sign_up(talk, 2, "One")).text, "two classes of one session are together"
    assert SAID not in (await sign_up(talk, 2, "Three")).text, "one begins when the other ends"
    assert SAID not in (await sign_up(talk, 2, "Some day")).text, "when it is, nobody knows"
    told = await sign_up(talk, 3, "Two")
    assert f"{SAID} you have signed up: 9А – «Three по-русски» и 9А – «One по-русски»." in told.text
    assert len(rows(talk)) == 11, "it is not forbidden"


async def test_a_class_that_is_cancelled_is_in_nobodys_way():
    talk = await begin()
    await sign_up(talk, 2, "One")
    await talk.press("class_removed:1:1")
    await talk.press("class_removed:1:2")
    assert SAID not in (await sign_up(talk, 2, "Two")).text


async def test_a_teachers_own_session_is_pointed_out():
    talk = await begin()
    await sign_up_oneself(talk, "One", "I am a teacher", TEACHER)
    assert f"{SAID} you are signed up for «One по-русски»." in (await sign_up(talk, 2, "Two")).text


async def test_a_teacher_who_signs_up_for_themselves_is_told_of_the_class():
    talk = await begin()
    await sign_up(talk, 2, "One")
    sent = await sign_up_oneself(talk, "Two", "I am a pupil", PUPIL)
    assert SAID not in sent.text, "somebody else's class"
    sent = await sign_up_oneself(talk, "Three", "I am a teacher", TEACHER)
    assert SAID not in sent.text
    await sign_up(talk, 2, "Two")
    sent = await sign_up_oneself(talk, "One", "I am a teacher", TEACHER)
    assert f"{SAID} you have signed up: 9А – «Two по-русски»." in sent.text


async def test_a_pupil_is_told_before_and_after_taking_a_seat():
    talk = await begin()
    await sign_up_oneself(talk, "One", "I am a pupil", PUPIL)
    await sign_up(talk, 1, "Two")
    link = await link_of(talk)
    offer = await talk.say(f"/start {link}", PUPIL)
    assert f"{SAID} you are signed up for «One по-русски»." in offer.text
    taken = await pressed(talk, "I take the seat", offer, PUPIL)
    assert "The seat is yours" in taken.text
    assert f"{SAID} you are signed up for «One по-русски»." in taken.text


async def test_a_pupil_without_another_session_reads_nothing_of_it():
    talk = await begin()
    await sign_up_oneself(talk, "Three", "I am a pupil", PUPIL)
    await sign_up(talk, 1, "One")
    assert SAID not in (await claim(talk, await link_of(talk))).text
