"""Why nobody can sign up now, in the chat: not open yet, closed, over, gone; and being told when it opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.announcements import Topic
from bot.domain.drafts import code_of
from bot.domain.events import EditionState, Kind, Session, Slots, Window
from bot.domain.places import SessionKey
from bot.domain.slots import code_of_slots
from bot.domain.when import Exact, Month
from tests.telegram.conversation import PERSON, Conversation
from tests.telegram.recording import NOW
from tests.telegram.test_registration import EDITION, FEST, pressed, rows
from tests.views.samples import START, event, text

DAY = timedelta(days=1)
LATER = replace(EDITION, registration=Window(NOW + 2 * DAY, NOW + 9 * DAY))
PLANNED = replace(FEST, plan=("registration_opens",))
PLAIN, WELDING = (code_of(SessionKey("fest", "e1", name)) for name in ("plain", "welding"))
APPLY, CLASS, SESSION = f"apply:fest:{PLAIN}", f"class_new:fest:{PLAIN}", f"session:fest:{PLAIN}"
OPENS = "Registration opens: 24\N{NO-BREAK SPACE}ноября 2026"


async def begin(edition, fest=FEST):
    talk = await Conversation((replace(fest, editions=(edition,)),)).begin()
    await talk.choose("ru", PERSON)
    return talk


@pytest.mark.parametrize("data", [APPLY, CLASS])
async def test_what_has_not_opened_says_when_it_does(data):
    talk = await begin(LATER)
    told = await talk.press(data)
    assert told.text.startswith("Fest по-русски\nPlain по-русски")
    assert OPENS in told.text
    assert "Registration opens" in (await pressed(talk, "More about the event", told)).text
    else_open = await pressed(talk, "What else is open", told)
    assert "No registration is open at the moment.\n\nFest по-русски\nRegistration opens" in else_open.text
    assert else_open.buttons["Fest по-русски"] == "event:fest"


async def test_who_asks_to_be_told_when_it_opens_is_subscribed_to_the_announcement_of_that():
    talk = await begin(LATER, PLANNED)
    await pressed(talk, "Tell me when it opens", await talk.press(APPLY))
    wanted = await talk.database.read(lambda tx: tx.subscriptions.get(PERSON))
    assert wanted.topics == {Topic.FESTIVAL}
    await talk.planning.due(talk.database)
    assert not talk.database.tables.announcements, "not yet"
    talk.clock.advance(2 * DAY)
    await talk.planning.due(talk.database)
    told = [one for one in talk.database.tables.announcements.values() if "registration_opens" in str(one.occurrence)]
    assert [one.audience for one in told] == ["topic:festival"]


async def test_the_card_offers_it_until_it_is_open_or_switched_off():
    talk = await begin(LATER, PLANNED)
    asked = await talk.say("/start event_fest")
    assert OPENS in asked.text
    assert "✅ Festival" in (await pressed(talk, "Tell me when it opens", asked)).buttons
    await talk.database.run(lambda tx: tx.plans.switch("fest", "registration_opens", on=False))
    talk.clock.advance(timedelta(minutes=1))
    assert "Tell me" not in str((await talk.press("event:fest")).buttons)
    await talk.database.run(lambda tx: tx.plans.switch("fest", "registration_opens", on=True))
    talk.clock.advance(timedelta(minutes=1))
    assert "Tell me when it opens" in str((await talk.press("event:fest")).buttons)
    talk.clock.advance(2 * DAY)
    assert "Tell me" not in str((await talk.press("event:fest")).buttons)


async def test_what_opens_first_stands_first_among_what_is_not_open():
    sooner = replace(LATER, registration=Window(NOW + DAY, NOW + 9 * DAY))
    closed = replace(EDITION, registration=Window(NOW - 2 * DAY, NOW - DAY))
    talk = await Conversation(
        tuple(
            event(key, kind=Kind.CONTEST, name=text(key), editions=(edition,))
            for key, edition in (("b", LATER), ("c", closed), ("a", sooner), ("d", replace(EDITION, registration=None)))
        )
    ).begin()
    told = await talk.say("/register")
    assert [data for data in told.buttons.values() if data.startswith("event:")] == ["event:a", "event:b"]
    contests = await talk.say("/contests")
    assert "b по-русски\nRegistration opens: 24" in contests.text
    assert "c по-русски\nRegistration closed: 21" in contests.text
    assert "d по-русски" not in contests.text, "of it nothing is announced"
    assert "event:d:a-contest-0" in contests.buttons.values()


async def test_nothing_is_promised_that_is_switched_off_or_not_planned():
    talk = await begin(LATER, PLANNED)
    await talk.database.run(lambda tx: tx.plans.switch("fest", "registration_opens", on=False))
    assert "Tell me" not in str((await talk.press(APPLY)).buttons)
    talk = await begin(LATER)
    assert "Tell me" not in str((await talk.press(APPLY)).buttons)
    talk = await begin(replace(LATER, when=Month(2027, 5)), PLANNED)
    told = await talk.press(APPLY)
    assert "Tell me the date" in str(told.buttons), "without a date nothing is announced, but the date may be awaited"
    assert "when it opens" not in str(told.buttons)


@pytest.mark.parametrize(
    ("edition", "after", "said"),
    [
        (EDITION, 15 * DAY, "Registration closed: 6\N{NO-BREAK SPACE}декабря"),
        (replace(EDITION, state=EditionState.CLOSED), DAY, "Registration is closed."),
        (replace(EDITION, state=EditionState.PLANNED), DAY, "When registration opens is not announced yet."),
        (EDITION, 60 * DAY, "The event is over."),
        (replace(EDITION, state=EditionState.CANCELLED), DAY, "The event is cancelled."),
        (replace(EDITION, registration=Window(NOW, START + DAY)), START - NOW, "Registration closed: 13"),
    ],
)
async def test_what_is_shut_says_why(edition, after, said):
    talk = await begin(edition)
    talk.clock.advance(after)
    told = await talk.press(APPLY)
    assert said in told.text
    assert "Nothing was sent." not in told.text, "nothing was about to be"
    assert "Tell me when it opens" not in str(told.buttons)
    assert rows(talk) == []


async def test_a_session_that_is_shut_offers_no_way_in():
    talk = await begin(LATER)
    shown = await talk.press(SESSION)
    assert OPENS in shown.text
    assert "is free" not in shown.text
    assert list(shown.buttons) == ["‹ Back", "☰ Menu"]
    assert (await pressed(talk, "Back", shown)).toast == f"{OPENS}\N{NO-BREAK SPACE}года, вторник, 15:00"
    talk.clock.advance(2 * DAY)
    assert "Sign up" in (await talk.press(SESSION)).buttons


async def test_more_seats_are_not_asked_for_after_it_has_closed():
    talk = await begin(EDITION)
    await talk.press("role:teacher")
    await pressed(talk, "Take", await _seats(talk))
    talk.clock.advance(15 * DAY)
    told = await pressed(talk, "Add seats", await talk.press("class:1"))
    assert "Registration closed: 6" in told.text
    assert "out of date" in ((await talk.press("class_take:all:2:0")).toast or "")


async def _seats(talk):
    await talk.press(f"class_new:fest:{WELDING}")
    await talk.say("9А")
    return await talk.say("2")


async def test_a_row_of_slots_that_is_shut_says_why():
    row = Slots("talk", text("Talk"))
    slots = tuple(
        Session(f"s{n}", text("Talk"), Exact(START + n * DAY, START + n * DAY + timedelta(hours=1)), slots=row)
        for n in (0, 1)
    )
    talk = await begin(replace(EDITION, sessions=slots))
    days = await pressed(talk, "Talk", await talk.press("sessions:fest:a-all-0:0"))
    times = next(data for data in days.buttons.values() if data.startswith("times:"))
    talk.clock.advance(15 * DAY)
    for data in (f"slots:fest:{code_of_slots('fest', 'e1', 'talk')}:0", times):
        assert "Registration closed: 6" in (await talk.press(data)).text


async def test_a_class_whose_session_vanishes_meanwhile_reads_of_the_event():
    talk = await begin(EDITION)
    await talk.press("role:teacher")
    await talk.press(f"class_new:fest:{WELDING}")
    await talk.programmes.load([replace(FEST, editions=(replace(LATER, sessions=()),))], whole=True)
    told = await talk.say("9А")
    assert OPENS in told.text
    assert "Nothing was sent." in told.text
    assert "More about the event" in told.buttons


async def test_a_session_of_an_event_that_is_over():
    talk = await begin(EDITION)
    talk.clock.advance(60 * DAY)
    assert "The event is over." in (await talk.press(SESSION)).text
