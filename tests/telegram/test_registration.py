"""Signing up in the chat: every step, wrong answers, parents, offers, other people's buttons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.amending import mark_of
from bot.domain.applications import Application
from bot.domain.events import Edition, EditionState, Session, Window
from bot.domain.forms import Field, FieldKind, Form
from bot.domain.people import Person, Role
from bot.domain.places import SessionKey
from bot.domain.registrations import RegistrationState
from bot.domain.when import Exact
from bot.views.navigation import Surface
from bot.views.notices import WORDS
from bot.views.saying import Setting
from tests.fakes.memory import MemoryTransaction
from tests.telegram.conversation import OWNER, PERSON, TRS, ZONE, Conversation
from tests.telegram.recording import NOW
from tests.views.samples import DONE, START, event, text

if TYPE_CHECKING:
    from bot.i18n import Translator

PARENT, STRANGER = 2001, 3001
MARK = mark_of(Application(PERSON))
"""Of an application without answers."""
CHOICES = tuple(text(name) for name in ("7–8", "9", "10–11"))
FORM = Form(
    (
        Field("grade", FieldKind.CHOICE, text("Grade"), text("For the task"), choices=CHOICES),
        Field("likes", FieldKind.CHOICES, text("Likes"), text("For the groups"), required=False, choices=CHOICES),
        Field("phone", FieldKind.PHONE, text("Phone"), text("To call"), required=False),
        Field("about", FieldKind.TEXT, text("About"), text("To know")),
        Field("safety", FieldKind.CONSENT, text("Safety"), text("The rules")),
    )
)
HOUR = timedelta(hours=1)
SESSIONS = (
    Session("plain", text("Plain"), Exact(START, START + HOUR), text("Hall"), capacity=1),
    Session("welding", text("Welding"), Exact(START, START + HOUR), capacity=5, form=FORM),
    Session("masters", text("Masters"), Exact(START + HOUR, START + 2 * HOUR), roles=frozenset({Role.STUDENT})),
    Session("chosen", text("Chosen"), review=True, roles=frozenset({Role.EMPLOYER})),
)
EDITION = Edition(
    "e1",
    Exact(START, START + 6 * HOUR),
    EditionState.OPEN,
    DONE,
    registration=Window(NOW - timedelta(days=1), NOW + timedelta(days=14)),
    sessions=SESSIONS,
)
FEST = event("fest", name=text("Fest"), editions=(EDITION,))


@pytest.fixture
async def talk():
    made = await Conversation((FEST,)).begin()
    for person in (PERSON, PARENT, STRANGER):
        await made.choose("ru", person)
    return made


def rows(talk):
    return list(talk.database.tables.registrations.values())


async def pressed(talk, label, reply, person=PERSON):
    return await talk.press(reply.data(label), person)


async def to_session(talk, name, person=PERSON):
    listed = await talk.press("sessions:fest:a-all-0:0", person)
    return await pressed(talk, name, listed, person)


def told(talk, number=-1):
    """The words of a queued notice, as the messenger would say them."""
    delivery = list(talk.database.tables.outbox.values())[number]
    tx = MemoryTransaction(talk.database.tables.copy(only_reading=True))
    setting = Setting(tx, talk.programmes.current, talk.clock.now(), ZONE, Surface("pvl_bot"))
    said = WORDS[delivery.notice.kind](delivery.notice.params, setting)
    tr: Translator = next(iter(reversed(TRS.values())))
    return delivery.chat, None if said is None else said(tr)  # type: ignore[operator]


async def test_register_lists_what_is_open(talk):
    reply = await talk.say("/register")
    assert reply.buttons["Fest по-русски"] == "sessions:fest:a-all-0:0"
    talk.clock.advance(timedelta(days=30))
    assert "No registration is open" in (await talk.say("/register")).text


async def test_a_student_of_age_fills_a_form_with_every_kind_of_answer(talk):
    session = await to_session(talk, "Welding")
    assert "5 places are free" in session.text
    who = await pressed(talk, "Sign up", session)
    assert "Question 1 of 6" in who.text
    age = await pressed(talk, "college student", who)
    assert "Question 2 of 7" in age.text
    grade = await pressed(talk, "Yes", age)
    assert "Grade" in grade.text
    assert "For the task" in grade.text
    assert "kept until 30 days after the event" in grade.text
    again = await talk.say("ninth")
    assert "Please choose with the buttons" in again.text
    likes = await pressed(talk, "9 по-русски", again)
    ticked = await pressed(talk, "7–8", likes)
    assert "✅ 7–8 по-русски" in ticked.buttons
    both = await pressed(talk, "10–11", ticked)
    phone = await pressed(talk, "Done", both)
    assert "like +7 701" in (await talk.say("call me")).text
    about = await talk.say("8 701 123 45 67")
    assert "This looks like an IIN" in (await talk.say("ИИН 050514551234")).text
    safety = await talk.say("Хочу варить")
    summary = await pressed(talk, "I agree", safety)
    for said in ("9 по-русски", "7–8 по-русски, 10–11 по-русски", "+77011234567", "Хочу варить"):
        assert said in summary.text
    assert "link for them" not in summary.text
    assert rows(talk) == []
    sent = await pressed(talk, "Send", summary)
    assert "№ 1 has been received" in sent.text
    (kept,) = rows(talk)
    assert kept.state is RegistrationState.CONFIRMED
    assert kept.application.answers["phone"] == "+77011234567"
    assert kept.application.answers["likes"] == "0,2"
    chat, notice = told(talk)
    assert chat == PERSON
    assert "✅ confirmed" in str(notice.text)
    del phone, about


async def test_back_and_skip_and_cancel(talk):
    who = await pressed(talk, "Sign up", await to_session(talk, "Welding"))
    grade = await pressed(talk, "pupil", who)
    likes = await pressed(talk, "9 ", grade)
    phone = await pressed(talk, "Skip", likes)
    likes_again = await pressed(talk, "Back", phone)
    assert "Likes" in likes_again.text
    who_again = await pressed(talk, "Back", await pressed(talk, "Back", likes_again))
    assert "Who would like" in who_again.text
    assert "Stopped" in (await talk.say("/cancel")).text
    assert await talk.press("fill:who:pupil")
    assert rows(talk) == []
    assert "out of date" in ((await talk.press("fill:send")).toast or "")


async def test_a_pupil_asks_a_parent_who_agrees(talk):
    who = await pressed(talk, "Sign up", await to_session(talk, "Plain"))
    summary = await pressed(talk, "I am a pupil", who)
    assert "under 18" in summary.text
    await pressed(talk, "Send", summary)
    assert rows(talk)[0].state is RegistrationState.AWAITING_GUARDIAN
    chat, notice = told(talk)
    assert chat == PERSON
    assert "kept until" in str(notice.text)
    link = await talk.press("guardian:1")
    secret = link.text.split("start=consent_")[1].split()[0]

    assert "for your parent" in (await talk.say(f"/start consent_{secret}")).text
    asked = await talk.say(f"/start consent_{secret}", PARENT)
    assert "Plain по-русски" in asked.text
    assert "These data are kept" in asked.text
    assert "your consent is kept" in (await pressed(talk, "I agree", asked, PARENT)).text
    (kept,) = rows(talk)
    assert kept.state is RegistrationState.CONFIRMED
    assert (kept.consent.by, kept.consent.paper) == (PARENT, False)
    assert "no longer valid" in (await talk.press(f"agree:{secret}", PARENT)).text, "a link is used once"
    assert "no longer valid" in (await talk.say(f"/start consent_{secret}", STRANGER)).text

    given = await pressed(talk, "№ 1", await talk.say("/my", PARENT), PARENT)
    assert "Withdraw" in str(given.buttons)
    sure = await pressed(talk, "Withdraw", given, PARENT)
    assert "withdrawn" in (await pressed(talk, "Yes", sure, PARENT)).text
    assert rows(talk)[0].state is RegistrationState.CANCELLED
    assert talk.database.tables.places[SessionKey("fest", "e1", "plain")].taken == 0


async def test_a_parent_declines(talk):
    summary = await pressed(talk, "pupil", await pressed(talk, "Sign up", await to_session(talk, "Plain")))
    await pressed(talk, "Send", summary)
    secret = (await talk.press("guardian:1")).text.split("start=consent_")[1].split()[0]
    asked = await talk.say(f"/start consent_{secret}", PARENT)
    assert "did not agree" in (await pressed(talk, "I do not agree", asked, PARENT)).text
    assert "The parent did not agree" in str(told(talk)[1].text)


async def test_a_parent_signs_up_two_children_and_agrees_at_once(talk):
    await talk.database.run(lambda tx: tx.people.put(Person(PARENT, role=Role.PARENT)))
    for number in (1, 2):
        reply = await pressed(talk, "Sign up", await to_session(talk, "Welding", PARENT), PARENT)
        reply = await pressed(talk, "My child", reply, PARENT)
        reply = await pressed(talk, str(number), reply, PARENT)
        reply = await pressed(talk, "9 ", reply, PARENT)
        reply = await pressed(talk, "Skip", await pressed(talk, "Skip", reply, PARENT), PARENT)
        await talk.say("Любит железо", PARENT)
        reply = await talk.press("fill:agree", PARENT)
        assert "I am the child's parent" in reply.text
        await pressed(talk, "I agree, send it", reply, PARENT)
    assert [one.state for one in rows(talk)] == [RegistrationState.CONFIRMED] * 2
    assert [one.application.child for one in rows(talk)] == [1, 2]
    mine = await talk.say("/my", PARENT)
    assert "№ 1" in mine.text
    assert "№ 2" in mine.text


async def test_the_second_waits_and_gets_the_place_that_becomes_free(talk):
    for person in (PERSON, STRANGER):
        reply = await pressed(talk, "guest", await pressed(talk, "Sign up" if person == PERSON else "waiting list",
                              await to_session(talk, "Plain", person), person), person)  # fmt: skip
        await pressed(talk, "Send", await pressed(talk, "Yes", reply, person), person)
    first, second = rows(talk)
    assert (first.state, second.state) == (RegistrationState.CONFIRMED, RegistrationState.WAITLISTED)
    assert "first in the queue" in (await talk.press("registration:2", STRANGER)).text
    sure = await talk.press("leave:1")
    assert rows(talk)[0] == first, "asked before"
    left = await pressed(talk, "Yes", sure)
    assert "You cancelled it" in left.text
    assert rows(talk)[1].state is RegistrationState.OFFERED
    chat, notice = told(talk)
    assert chat == STRANGER
    assert "a place is free for you" in str(notice.text)
    taken = await talk.press("take_place:2", STRANGER)
    assert "✅ confirmed" in taken.text
    late = await talk.press("take_place:2", STRANGER)
    assert "changed meanwhile" in (late.toast or "")


async def test_who_may_not_apply_is_told_and_who_has_a_place_sees_it(talk):
    await talk.database.run(lambda tx: tx.people.put(Person(PERSON, role=Role.TEACHER)))
    who = await pressed(talk, "Sign up", await to_session(talk, "Masters"))
    assert list(who.buttons)[:1] == ["I am a college student"], "only those for whom it is"
    await pressed(talk, "Send", await pressed(talk, "Yes", await pressed(talk, "student", who)))
    session = await to_session(talk, "Masters")
    assert "My registration № 1" in session.buttons
    again = await pressed(talk, "Send", await pressed(talk, "Yes", await pressed(talk, "student", await talk.press(
        session.data("Sign up")))))  # fmt: skip
    assert "№ 1" in again.text
    assert len(rows(talk)) == 1


async def test_overlapping_sessions_are_pointed_out(talk):
    for name in ("Plain", "Welding"):
        reply = await pressed(talk, "teacher", await pressed(talk, "Sign up", await to_session(talk, name)))
        if name == "Welding":
            await pressed(talk, "Skip", await pressed(talk, "Skip", await pressed(talk, "9 ", reply)))
            await talk.say("Тест")
            reply = await talk.press("fill:agree")
        sent = await pressed(talk, "Send", reply)
    assert "At the same time" in sent.text
    assert "Plain по-русски" in sent.text


async def apply_as_employer(talk):
    reply = await pressed(talk, "employer", await pressed(talk, "Sign up", await to_session(talk, "Chosen")))
    await pressed(talk, "Send", reply)
    assert rows(talk)[-1].state is RegistrationState.AWAITING_REVIEW
    assert "An organizer decides" in str(told(talk)[1].text)


async def test_an_organizer_accepts(talk):
    await apply_as_employer(talk)
    await talk.choose("ru", OWNER)
    desk = await talk.press("desk:0", OWNER)
    assert "1 application waits" in desk.text
    assert "Places taken: 0 of 5" in desk.text
    application = await pressed(talk, "№ 1", desk, OWNER)
    assert "Chosen по-русски" in application.text
    assert "✅ confirmed" in (await pressed(talk, "Accept", application, OWNER)).text
    assert rows(talk)[0].state is RegistrationState.CONFIRMED
    assert "✅ confirmed" in str(told(talk)[1].text)
    again = await talk.press(f"accepted:1:{MARK}", OWNER)
    assert "does not wait" in (again.toast or "")
    *_, last = talk.database.tables.audit.values()
    assert (last.action, last.author, last.subject) == ("registration_decided", OWNER, "1")


async def test_an_organizer_does_not_accept_and_says_why(talk):
    await apply_as_employer(talk)
    await talk.choose("ru", OWNER)
    asked = await pressed(talk, "Do not accept", await talk.press("application:1", OWNER), OWNER)
    assert "the person reads your words" in asked.text
    assert "not accepted" in (await talk.say("Мест для предприятий больше нет", OWNER)).text
    assert rows(talk)[0].reason == "Мест для предприятий больше нет"
    assert "Мест для предприятий больше нет" in str(told(talk)[1].text)
    await apply_as_employer(talk)
    await talk.press(f"rejecting:2:{MARK}", OWNER)
    assert "not accepted" in (await talk.press(f"rejected:2:{MARK}", OWNER)).text


@pytest.mark.parametrize(
    "data", ["desk:0", "application:1", f"accepted:1:{MARK}", f"rejecting:1:{MARK}", f"rejected:1:{MARK}"]
)
async def test_only_organizers_see_and_decide(talk, data):
    await apply_as_employer(talk)
    before = rows(talk)
    reply = await talk.press(data, STRANGER)
    assert "for the organizers" in reply.text
    assert rows(talk) == before


async def test_registration_that_closes_meanwhile_takes_nothing(talk):
    summary = await pressed(talk, "teacher", await pressed(talk, "Sign up", await to_session(talk, "Plain")))
    talk.clock.advance(timedelta(days=15))
    told_why = await pressed(talk, "Send", summary)
    assert "Registration closed: 6\N{NO-BREAK SPACE}декабря 2026" in told_why.text
    assert "Nothing was sent" in told_why.text
    assert rows(talk) == []


async def test_a_session_that_vanishes_meanwhile(talk):
    await pressed(talk, "Sign up", await to_session(talk, "Welding"))
    gone = replace(EDITION, sessions=SESSIONS[:1])
    await talk.programmes.load([replace(FEST, editions=(gone,))], whole=True)
    assert "out of date" in ((await talk.press("fill:who:pupil")).toast or "")
    assert "not open any more" in (await talk.say("Сәлем")).text
    assert rows(talk) == []


TAPS = ("registration", "leave", "left", "take_place", "pass_place", "guardian", "given", "revoke", "revoked")


@pytest.mark.parametrize("to", TAPS)
async def test_other_peoples_registrations_are_out_of_reach(talk, to):
    summary = await pressed(talk, "pupil", await pressed(talk, "Sign up", await to_session(talk, "Plain")))
    await pressed(talk, "Send", summary)
    before = rows(talk)
    reply = await talk.press(f"{to}:1", STRANGER)
    assert "out of date" in reply.text
    assert rows(talk) == before


@pytest.mark.parametrize("number", ["0", "x", "-1", "99999999999999999999999"])
async def test_forged_numbers(talk, number):
    assert "out of date" in (await talk.press(f"registration:{number}")).text
    assert "out of date" in (await talk.press("session:fest:ffffffff")).text
    assert "not open any more" in (await talk.press("apply:nothing:ffffffff")).text


async def test_what_is_filled_in_survives_a_restart(talk):
    grade = await pressed(talk, "teacher", await pressed(talk, "Sign up", await to_session(talk, "Welding")))
    talk.dialogues.restore(await talk.database.read(lambda tx: tx.dialogues.all()))
    assert "Likes" in (await pressed(talk, "9 ", grade)).text
