"""A class by its teacher in the chat: taking seats, lists, papers, links, and whatever may go wrong on the way."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.domain.events import Edition, EditionState, Session, Window
from bot.domain.people import Role
from bot.domain.registrations import Ending
from bot.domain.when import Exact
from tests.telegram.conversation import PERSON, Conversation
from tests.telegram.recording import NOW
from tests.telegram.test_registration import pressed, rows, to_session, told
from tests.views.samples import DONE, START, event, text

TEACHER, PUPIL, OTHER = PERSON, 2001, 3001
HOUR = timedelta(hours=1)
SESSIONS = (
    Session("big", text("Big"), Exact(START, START + HOUR), text("Hall"), capacity=30, roles=frozenset({Role.PUPIL})),
    Session("small", text("Small"), Exact(START, START + HOUR), capacity=3),
    Session("codes", text("Codes"), capacity=30, names_optional=True),
    Session("chosen", text("Chosen"), review=True),
)
EDITION = Edition(
    "e1",
    Exact(START, START + 6 * HOUR),
    EditionState.OPEN,
    DONE,
    registration=Window(NOW - timedelta(days=1), NOW + timedelta(days=14)),
    sessions=SESSIONS,
)


@pytest.fixture
async def talk():
    made = await Conversation((event("fest", name=text("Fest"), editions=(EDITION,)),)).begin()
    for person in (TEACHER, PUPIL, OTHER):
        await made.choose("ru", person)
    await made.press("role:teacher", TEACHER)
    return made


async def begin(talk, session="Big", label="9А"):
    await pressed(talk, "My class", await to_session(talk, session))
    return await talk.say(label)


async def sign_up(talk, count=3, session="Big"):
    await begin(talk, session)
    return await pressed(talk, "Take", await talk.say(str(count)))


def states(talk):
    return [one.state.value for one in rows(talk)]


async def link_of(talk, number=1):
    made = await talk.press("class_linked:1")
    found = re.search(rf"^{number}\. \S+start=(seat_\S+)$", made.text, re.MULTILINE)
    assert found, made.text
    return found[1]


async def claim(talk, payload, person=PUPIL):
    offer = await talk.say(f"/start {payload}", person)
    return await pressed(talk, "I take the seat", offer, person) if "I take" in str(offer.buttons) else offer


async def test_a_class_is_taken_at_once_and_told_in_one_message(talk):
    asked = await begin(talk)
    assert "How many seats?" in asked.text
    confirming = await talk.say("5")
    assert rows(talk) == []
    assert "Take 5 seats for the class 9А?" in confirming.text
    taken = await pressed(talk, "Take 5 seats", confirming)
    assert "seats of the class 9А are kept" in taken.text
    assert states(talk) == ["awaiting_guardian"] * 5
    assert [one.application.school_class for one in rows(talk)] == ["9А"] * 5
    (delivery,) = talk.database.tables.outbox.values()
    assert delivery.chat == TEACHER
    _, notice = told(talk)
    assert "a parent's consent is awaited: 5" in str(notice.text)
    again = await talk.press(confirming.data("Take 5 seats"))
    assert "out of date" in (again.toast or "")
    assert len(rows(talk)) == 5


async def test_where_fewer_are_left_the_teacher_takes_those_or_waits_for_the_others(talk):
    await begin(talk, "Small")
    offered = await pressed(talk, "Take 5", await talk.say("5"))
    assert "Only 3 places are left, and you asked for 5" in offered.text
    assert rows(talk) == []
    await talk.press("class_take:part:5:2")
    assert rows(talk) == [], "a number of places that was never so takes nothing"
    await pressed(talk, "Take 3, and 2 on the waiting list", offered)
    assert states(talk) == ["awaiting_guardian"] * 3 + ["waitlisted"] * 2
    _, notice = told(talk)
    assert "on the waiting list: 2" in str(notice.text)
    await talk.press("class_removed:1:1")
    assert states(talk)[3:] == ["awaiting_guardian", "waitlisted"], "the place goes to the class itself, without asking"
    assert len(talk.database.tables.outbox) == 2


async def test_the_part_that_is_left_and_nothing(talk):
    await begin(talk, "Small")
    offered = await pressed(talk, "Take 5", await talk.say("5"))
    await pressed(talk, "Take the 3 that are left", offered)
    assert states(talk) == ["awaiting_guardian"] * 3
    await begin(talk, "Small", "9Б")
    none = await pressed(talk, "Take 2", await talk.say("2"))
    assert "No place is left" in none.text
    assert "Stopped" in (await pressed(talk, "Take nothing", none)).text
    assert len(rows(talk)) == 3


@pytest.mark.parametrize("said", ["0", "41", "999"])
async def test_numbers_that_no_class_has(talk, said):
    await begin(talk)
    assert "from 1 to 40" in (await talk.say(said)).text
    assert rows(talk) == []


async def test_wrong_names_of_a_class(talk):
    await pressed(talk, "My class", await to_session(talk, "Big"))
    assert "too long" in (await talk.say("the very best class of all")).text
    assert "IIN" in (await talk.say("050514551234")).text
    assert "no letters" in (await talk.say("-")).text
    assert "How many seats?" in (await talk.say(" 9  «Ә» ")).text


async def test_who_is_no_teacher_signs_no_class_up(talk):
    session = await to_session(talk, "Big", PUPIL)
    asked = await pressed(talk, "My class", session, PUPIL)
    assert "Are you a teacher?" in asked.text
    await talk.press("role:pupil", PUPIL)
    assert "My class" not in str((await to_session(talk, "Big", PUPIL)).buttons)
    await talk.press(session.data("My class"), PUPIL)
    await talk.press("class_take:all:5:0", PUPIL)
    assert rows(talk) == []
    assert "My class" not in str((await to_session(talk, "Chosen")).buttons)


async def test_who_has_not_said_so_says_that_they_are_a_teacher(talk):
    asked = await pressed(talk, "My class", await to_session(talk, "Big", OTHER), OTHER)
    assert "Which class is it?" in (await pressed(talk, "I am a teacher", asked, OTHER)).text


async def test_a_list_of_names_with_problems_takes_the_others(talk):
    await begin(talk)
    shown = await talk.say("Айгерім С.\n\nИван 050514551234\nПётр И.\n" + "а" * 101)
    assert "2 names were read" in shown.text
    assert "line 3: it looks like an IIN" in shown.text
    assert "line 5: it is too long" in shown.text
    assert rows(talk) == []
    await pressed(talk, "Take 2 seats", shown)
    assert [seat.name for seat in talk.database.tables.class_seats.values()] == ["Айгерім С.", "Пётр И."]


async def test_names_later_and_one_by_one(talk):
    await sign_up(talk, 2)
    await talk.press("class_names:1")
    assert "3 names for 2 seats" in (await talk.say("А Б\nВ Г\nД Е")).text
    shown = await talk.say("А Б")
    await pressed(talk, "Take them: 1", shown)
    assert "out of date" in ((await pressed(talk, "Take them: 1", shown)).toast or "")
    await talk.press("class_names:1:2")
    assert "IIN" in (await talk.say("050514551234")).text
    assert "2. В Г" in (await talk.say("В Г")).text
    assert [seat.name for seat in talk.database.tables.class_seats.values()] == ["А Б", "В Г"]
    assert "out of date" in (await talk.press("class_names:1")).text


async def test_where_names_are_optional_seats_have_codes(talk):
    await begin(talk, "Codes", "9Ә")
    assert "from 1 to 40" in (await talk.say("Айгерім\nПётр")).text
    await pressed(talk, "Take 2", await talk.say("2"))
    screen = await talk.press("class:1")
    assert "Names" not in str(screen.buttons)
    assert "9Ә-01" in (await pressed(talk, "Seats", screen)).text
    assert "out of date" in (await talk.press("class_names:1")).text


async def test_consents_on_paper_need_an_explicit_statement(talk):
    await sign_up(talk, 3)
    asking = await pressed(talk, "Consents are on paper", await talk.press("class:1"))
    assert "I state that the school holds, on paper" in asking.text
    assert set(states(talk)) == {"awaiting_guardian"}
    await talk.press("class_papers:1:2")
    assert states(talk) == ["awaiting_guardian", "confirmed", "awaiting_guardian"]
    done = await pressed(talk, "I state that: 3", asking)
    assert "✅ confirmed: 3" in done.text
    consents = [one.consent for one in rows(talk)]
    assert all(one and one.paper and one.by == TEACHER and one.version == "1" for one in consents)
    assert len({one.text_hash for one in consents if one}) == 1
    assert "given" not in str((await talk.say("/my")).buttons.values())


async def test_a_pupil_takes_a_seat_by_a_link_that_works_once(talk):
    await sign_up(talk, 2)
    payload = await link_of(talk)
    assert "for a pupil of your class" in (await claim(talk, payload, TEACHER)).text
    assert "The seat is yours" in (await claim(talk, payload)).text
    first = rows(talk)[0]
    assert (first.owner, first.application.child) == (PUPIL, 0)
    assert told(talk)[0] == PUPIL, "what comes next is told by a message that is not lost"
    assert "Link for a parent" in str(told(talk)[1].rows)
    assert "does not lead to a free seat" in (await claim(talk, payload, OTHER)).text
    assert "does not lead to a free seat" in (await talk.press(f"claim:{payload[5:]}", OTHER)).text
    assert "The seat is yours" in (await talk.press(f"claim:{payload[5:]}", PUPIL)).text
    second = await link_of(talk, 2)
    assert "already have registration № 1" in (await claim(talk, second)).text
    assert rows(talk)[1].owner == TEACHER
    assert "№ 1" in str((await talk.say("/my", PUPIL)).buttons)


async def test_new_links_end_the_old_ones_and_forged_ones_do_nothing(talk):
    await sign_up(talk, 1)
    first = await link_of(talk)
    assert "stop working" in (await talk.press("class_links:1")).text
    await link_of(talk)
    for payload in (first, "seat_", "seat_" + "a" * 22, "seat_1"):
        assert "seat" in (await claim(talk, payload)).text
        assert rows(talk)[0].owner == TEACHER
    assert "link" in (await talk.press("claim:abc", PUPIL)).text


async def test_after_the_cut_off_nothing_changes(talk):
    await sign_up(talk, 2)
    payload = await link_of(talk)
    before = rows(talk)
    talk.clock.advance(START - NOW)
    for data in ("class_papers:1:0", "class_removed:1:1", "class_cancelled:1", "class_linked:1"):
        assert "no longer be changed" in (await talk.press(data)).text
    assert "does not lead" in (await claim(talk, payload)).text
    assert rows(talk) == before


async def test_a_strangers_class_is_nobody_elses(talk):
    await sign_up(talk, 2)
    await link_of(talk)
    before = dict(talk.database.tables.registrations), dict(talk.database.tables.class_seats)
    for data in (
        "class:1", "class_seats:1:0:all", "class_seat:1:1", "class_paper:1", "class_papers:1:0", "class_names:1",
        "class_removed:1:1", "class_cancelled:1", "class_links:1", "class_linked:1", "class_add:1", "class_cancel:1",
    ):  # fmt: skip
        assert "out of date" in (await talk.press(data, OTHER)).text, data
    assert before == (talk.database.tables.registrations, talk.database.tables.class_seats)


@pytest.mark.parametrize(
    "data", ["class:99", "class:x", "class_seat:1:99", "class_remove:1:0", "class_paper:1:9", "class_removed:1:99"]
)
async def test_buttons_that_were_never_ours(talk, data):
    await sign_up(talk, 2)
    await talk.press(data)
    assert states(talk) == ["awaiting_guardian"] * 2


async def test_one_seat_and_the_whole_class_are_cancelled_after_a_question(talk):
    await sign_up(talk, 3)
    await claim(talk, await link_of(talk, 2))
    asked = await pressed(talk, "Remove", await talk.press("class_seat:1:1"))
    assert "Remove this seat?" in asked.text
    assert "2 seats" in (await pressed(talk, "Yes, remove it", asked)).text
    asked = await pressed(talk, "Cancel the class", await talk.press("class:1"))
    assert "Cancel the whole class?" in asked.text
    assert "is cancelled" in (await pressed(talk, "Yes, cancel", asked)).text
    assert states(talk) == ["cancelled"] * 3
    assert [one.ending for one in rows(talk)] == [Ending.BY_PERSON, Ending.BY_TEACHER, Ending.BY_PERSON]
    assert told(talk)[0] == PUPIL
    assert talk.database.tables.class_seats == talk.database.tables.classes == {}
    assert "out of date" in (await talk.press("class:1")).text


async def test_more_seats_are_added_under_numbers_of_their_own(talk):
    await sign_up(talk, 2)
    await pressed(talk, "Add seats", await talk.press("class:1"))
    await pressed(talk, "Take 3", await talk.say("3"))
    assert [seat.number for seat in talk.database.tables.class_seats.values()] == [1, 2, 3, 4, 5]
    assert len({one.application.child for one in rows(talk)}) == 5
    await pressed(talk, "Add seats", await talk.press("class:1"))
    assert "from 1 to 35" in (await pressed(talk, "Take 40", await talk.say("40"))).text


async def test_seats_are_listed_by_page_and_in_my(talk):
    await sign_up(talk, 12)
    first = await pressed(talk, "Seats", await talk.press("class:1"))
    second = await pressed(talk, "›", first)
    assert "6. 9А-06" in second.text
    assert "6. 9А-06 – ⏳ a parent's consent is awaited" in (await pressed(talk, "6", second)).text
    await talk.press("class_papers:1:6")
    lacking = await talk.press("class_seats:1:9:consent")
    assert "9А-12" in lacking.text
    assert "9А-06" not in (await talk.press("class_seats:1:1:consent")).text
    mine = await talk.say("/my")
    assert [label for label in mine.buttons if "№" in label] == []
    assert "Class 9А · 12 seats" in mine.buttons
