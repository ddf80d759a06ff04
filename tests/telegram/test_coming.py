"""«Still coming?» in the chat: yes, no, the parent, other people's buttons; lesson hours and shifts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.applications import Application
from bot.domain.consent import Consent
from bot.domain.events import Coordinates, Venue
from bot.domain.facts import Fact
from bot.domain.language import Language
from bot.domain.people import Role, Shift
from bot.domain.places import SessionKey
from bot.domain.registrations import Ending, RegistrationState
from bot.domain.when import Exact
from bot.services.sessions import Applied, Seen
from bot.views import coming as views
from bot.views.lengths import visible
from bot.views.screens import Go
from tests.telegram.conversation import OWNER, PERSON, TRS, Conversation
from tests.telegram.recording import NOW
from tests.telegram.test_registration import EDITION, FEST, SESSIONS
from tests.views.samples import DONE, START, text

PARENT, STRANGER = 2001, 3001
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
KEY = SessionKey("fest", "e1", "plain")
VENUE = Venue(text("Park"), coordinates=Coordinates(52.28, 76.95))
PLAIN = replace(SESSIONS[0], place=None, capacity=2)
BRING = Fact("documents", text("A pass"), DONE)


@pytest.fixture
async def talk():
    fest = replace(FEST, facts=(BRING,), editions=(replace(EDITION, venue=VENUE, sessions=(PLAIN, *SESSIONS[1:])),))
    made = await Conversation((fest,)).begin()
    for person in (PERSON, PARENT, STRANGER):
        await made.choose("ru", person)
    consent = Consent("1", "hash", PARENT, NOW)
    application = Application(PERSON, minor=True)
    applied = await made.registering.sign_up(made.database, KEY, application, None, consent=consent)
    assert isinstance(applied, Applied)
    await made.deliver()
    return made


def row(talk, number=1):
    return talk.database.tables.registrations[number]


async def at(talk, moment):
    talk.clock.advance(moment - talk.clock.now())
    await talk.seating.keep_moving(talk.database)
    await talk.reminding.due(talk.database)
    return await talk.deliver()


async def test_a_pupil_says_yes(talk):
    asked = await at(talk, START - 7 * DAY)
    assert "still coming" in asked.text
    assert "Without an answer the place stays yours" in asked.text
    done = await talk.press(asked.data("Yes, I am coming"))
    assert "stays yours" in done.text
    assert row(talk).coming_at == talk.clock.now()
    screen = await talk.press("registration:1")
    assert "Yes, I am coming" not in str(screen.buttons)


async def test_one_yes_is_said_of_several_sessions_and_of_nobody_elses(talk):
    welding = SessionKey("fest", "e1", "welding")
    for person, session in ((PERSON, welding), (STRANGER, KEY)):
        await talk.registering.sign_up(talk.database, session, Application(person, minor=False), Role.STUDENT)
    await talk.deliver()
    await at(talk, START - 7 * DAY)
    mine = [Seen(row(talk, number), None) for number in (2, 1)]
    yes = views.answers(mine, TRS[Language.RU])[0][0]
    assert (yes.label, yes.to) == ("✅ Yes, to all of it", Go("coming", "2", "all"))
    assert "stays yours" in (await talk.press("coming:2:all")).text
    assert [row(talk, number).coming_at for number in (1, 2, 3)] == [talk.clock.now(), talk.clock.now(), None]
    await talk.press("coming:3:all")
    assert row(talk, 3).coming_at is None, "it is somebody else's"


async def with_welding(talk):
    """The pupil has a place in another session of the day too, and their parent agreed to both."""
    consent = Consent("1", "hash", PARENT, NOW)
    welding = SessionKey("fest", "e1", "welding")
    await talk.registering.sign_up(talk.database, welding, Application(PERSON, minor=True), Role.PUPIL, consent=consent)
    await talk.deliver()


async def test_several_sessions_of_a_day_are_one_question(talk):
    await with_welding(talk)
    asked = await at(talk, START - 7 * DAY)
    assert [shown.chat_id for shown in asked.shown] == [PERSON]
    assert all(words in asked.text for words in ("№ 1: Plain", "№ 2: Welding", "still coming"))
    assert list(asked.buttons) == [
        "✅ Yes, to all of it", "№ 1 is not coming", "№ 2 is not coming", "I ask my parent", "Open",
    ]  # fmt: skip
    await talk.press(asked.data("Yes, to all of it"))
    assert row(talk, 1).coming_at == row(talk, 2).coming_at == talk.clock.now()
    assert not (await at(talk, START - 7 * DAY + HOUR)).shown


async def test_a_question_that_an_earlier_version_queued_is_said(talk):
    talk.clock.advance(START - 7 * DAY - talk.clock.now())
    await talk.reminding.due(talk.database)
    ((key, queued),) = [one for one in talk.database.tables.outbox.items() if "asked" in one[1].notice.params]
    params = {name: value for name, value in queued.notice.params.items() if name != "asked"}
    talk.database.tables.outbox[key] = replace(queued, notice=replace(queued.notice, params=params))
    assert "still coming" in (await talk.deliver()).text


async def test_after_a_no_to_one_the_others_are_asked_about_again(talk):
    await with_welding(talk)
    asked = await at(talk, START - 7 * DAY)
    sure = await talk.press(asked.data("№ 1 is not coming"))
    rest = await talk.press(sure.data("give it up"))
    assert row(talk, 1).state is RegistrationState.CANCELLED
    assert "Thank you for saying so" in rest.text
    assert "Welding" in rest.text
    done = await talk.press(rest.data("Yes, I am coming"))
    assert row(talk, 2).coming_at == talk.clock.now()
    assert "still coming" not in done.text


async def test_the_parent_is_asked_about_all_of_it(talk):
    await with_welding(talk)
    asked = await at(talk, START - 7 * DAY)
    for _ in range(2):
        await talk.press(asked.data("I ask my parent"))
    to_parent = await talk.deliver()
    assert [shown.chat_id for shown in to_parent.shown] == [PARENT, PARENT], "of each once"
    for name, shown in zip(("Plain", "Welding"), to_parent.shown, strict=True):
        assert name in visible(shown.text or "")
    for number in (1, 2):
        await talk.press(f"coming:{number}", PARENT)
    assert row(talk, 1).coming_at == row(talk, 2).coming_at == talk.clock.now()


async def test_what_has_moved_since_is_not_asked_about_twice(talk):
    await with_welding(talk)
    talk.clock.advance(START - 7 * DAY - talk.clock.now())
    await talk.reminding.due(talk.database)
    talk.clock.advance(timedelta(minutes=1))
    moved = replace(SESSIONS[1], when=Exact(START + 2 * HOUR, START + 3 * HOUR))
    edition = replace(EDITION, venue=VENUE, sessions=(PLAIN, moved, *SESSIONS[2:]))
    await talk.programmes.load([replace(FEST, facts=(BRING,), editions=(edition,))], whole=True)
    told = await talk.deliver()
    question, news = [visible(shown.text or "") for shown in told.shown if shown.chat_id == PERSON]
    assert "still coming" in question
    assert "Plain" in question
    assert "Welding" not in question
    assert "Welding" in news


async def test_a_no_is_asked_once_more_and_the_place_goes_to_the_queue(talk):
    for person in (PARENT, STRANGER):
        await talk.registering.sign_up(talk.database, KEY, Application(person, minor=False), None)
    assert row(talk, 3).state is RegistrationState.WAITLISTED
    await at(talk, START - 7 * DAY)
    sure = await talk.press("not_coming:1")
    assert row(talk).state is RegistrationState.CONFIRMED
    await talk.press(sure.data("give it up"))
    assert (row(talk).state, row(talk).ending) == (RegistrationState.CANCELLED, Ending.BY_PERSON)
    assert row(talk, 3).state is RegistrationState.OFFERED
    again = await talk.press("not_coming_yes:1")
    assert again.toast
    assert "cancelled" in again.text


async def test_the_parent_answers_for_the_pupil(talk):
    asked = await at(talk, START - 7 * DAY)
    await talk.press(asked.data("I ask my parent"))
    to_parent = await talk.deliver()
    assert [shown.chat_id for shown in to_parent.shown] == [PARENT]
    assert "Is your child coming?" in to_parent.text
    await talk.press(to_parent.data("Yes, coming"), PARENT)
    said = await talk.deliver()
    assert "Your parent says that you are coming" in said.text
    assert [shown.chat_id for shown in said.shown] == [PERSON]

    sure = await talk.press("not_coming:1", PARENT)
    await talk.press(sure.data("give it up"), PARENT)
    assert row(talk).ending is Ending.BY_GUARDIAN
    assert "The parent said" in (await talk.deliver()).text


@pytest.mark.parametrize("name", ["coming", "not_coming", "not_coming_yes", "ask_parent"])
@pytest.mark.parametrize("argument", ["1", "2", "0", "x", "9" * 30])
async def test_nobody_else_answers(talk, name, argument):
    await at(talk, START - 7 * DAY)
    before = row(talk)
    reply = await talk.press(f"{name}:{argument}", STRANGER)
    assert len(reply.shown) <= 1
    assert row(talk) == before
    assert "Plain" not in str([shown.text for shown in reply.shown])


async def test_the_reminder_says_what_to_bring_and_where(talk):
    await at(talk, START - 2 * DAY)
    await talk.press("coming:1")
    reminder = await at(talk, START - DAY)
    assert "It is soon" in reminder.text
    assert "A pass" in reminder.text
    assert "Park" in reminder.text
    assert {"On the map", "I cannot come", "Open"} <= set(reminder.buttons)
    assert not (await at(talk, START - HOUR)).shown


async def test_organizers_set_lesson_hours_and_nobody_else(talk):
    page = await talk.press("lessons", OWNER)
    assert "not set yet" in page.text
    assert "Monday to Saturday" in (await talk.press(page.data("Monday to Saturday"), OWNER)).text
    await talk.press(page.data("first shift"), OWNER)
    assert "do not understand" in (await talk.say("from eight", OWNER)).text
    assert "08:15–13:10" in (await talk.say("8:15 - 13:10", OWNER)).text
    kept = talk.database.tables.lessons["hours"]
    assert kept.days == frozenset(range(6))
    for forged in ("lesson_days:off", "lesson_days:xx", "lesson_times:1", "lessons"):
        await talk.press(forged)
    assert talk.database.tables.lessons["hours"] == kept
    await talk.press("lesson_days:off", OWNER)
    assert talk.database.tables.lessons["hours"].days == frozenset()


async def test_a_pupil_tells_their_shift_and_takes_it_back(talk):
    screen = await talk.press("shift")
    told = await talk.press(screen.data("second shift"))
    assert (await talk.people.get(talk.database, PERSON)).shift is Shift.SECOND
    assert "shift" in str(await talk.database.read(lambda tx: tx.people.get(PERSON)))
    await talk.press(told.data("Forget"))
    assert talk.database.tables.people[PERSON].shift is None
    await talk.press("shift:7")
    assert talk.database.tables.people[PERSON].shift is None


async def test_organizers_see_why_a_queue_stands(talk):
    for person in (PARENT, STRANGER):
        await talk.registering.sign_up(talk.database, KEY, Application(person, minor=False), None)
    assert "no place is free" in (await talk.press("desk:0", OWNER)).text
    await talk.registering.cancel(talk.database, PARENT, 2)
    assert "№ 3 is asked" in (await talk.press("desk:0", OWNER)).text
