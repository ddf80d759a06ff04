"""/mydata, further: what each thing is kept for, putting things right, consents, and erasing one child."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.places import SessionKey
from bot.domain.registrations import Registration, RegistrationState
from bot.i18n import load_translators
from bot.storage.personal import GIVEN, HELD
from bot.storage.schema import class_seats, review_questions
from bot.views import mydata
from bot.views.lengths import visible
from tests.telegram.conversation import PERSON
from tests.telegram.test_registration import PARENT, STRANGER, pressed, rows, talk, to_session, told

if TYPE_CHECKING:
    from bot.services.ports.personal import Kept

__all__ = ["talk"]
PLAIN = SessionKey("fest", "e1", "plain")


async def sign_up(talk, session, who, person):
    """Through the chat, `who` being a role or the number of a child."""
    screen = await to_session(talk, session, person)
    label = next(label for label in ("Sign up a child", "Sign up", "waiting list") if label in str(screen.buttons))
    reply = await pressed(talk, label, screen, person)
    if who.isdecimal():
        reply = await pressed(talk, who, await pressed(talk, "My child", reply, person), person)
    else:
        reply = await pressed(talk, who, reply, person)
    if session == "Welding":
        reply = await pressed(talk, "Skip", await pressed(talk, "Skip", await pressed(
            talk, "9 ", reply, person), person), person)  # fmt: skip
        await talk.say("Любит железо", person)
        reply = await talk.press("fill:agree", person)
    await pressed(talk, "end", reply, person)


async def family(talk):
    """A parent with two children, and somebody who waits for the only place of the first."""
    await sign_up(talk, "Plain", "1", PARENT)
    await sign_up(talk, "Welding", "1", PARENT)
    await sign_up(talk, "Welding", "2", PARENT)
    await sign_up(talk, "Plain", "teacher", STRANGER)
    assert [one.application.child for one in rows(talk)] == [1, 1, 2, 0]


async def test_one_child_is_erased_and_nothing_else(talk):
    await family(talk)
    before = rows(talk)
    children = await pressed(talk, "of my child", await talk.say("/mydata", PARENT), PARENT)
    assert [label for label in children.buttons if "Child" in label] == [
        "Child № 1: 2 registrations",
        "Child № 2: 1 registration",
    ]
    sure = await pressed(talk, "Child № 1", children, PARENT)
    assert rows(talk) == before, "asked before"
    done = await pressed(talk, "Yes", sure, PARENT)
    assert "No registration of your child № 1" in done.text
    assert "2 places have become free" in done.text

    plain, welding, other, waiting = rows(talk)
    assert other == before[2], "the other child's stays"
    for one in (plain, welding):
        assert (one.owner, one.state) == (-one.id, RegistrationState.CANCELLED)
        assert (dict(one.application.answers), one.consent.by, one.consent.is_live) == ({}, 0, False)
    assert waiting.state is RegistrationState.OFFERED
    assert talk.database.tables.places[PLAIN].taken == 1
    mine = await talk.say("/my", PARENT)
    assert "№ 3" in mine.text
    assert "№ 1" not in mine.text


async def test_pressing_twice_changes_nothing_twice(talk):
    await family(talk)
    await talk.press("child_erased:1", PARENT)
    after, places = rows(talk), dict(talk.database.tables.places)
    again = await talk.press("child_erased:1", PARENT)
    assert "No registration of your child № 1" in again.text
    assert "free" not in again.text
    assert (rows(talk), talk.database.tables.places) == (after, places)


async def test_what_was_queued_of_the_child_is_not_said_any_more(talk):
    await sign_up(talk, "Plain", "1", PARENT)
    assert told(talk)[1] is not None
    await talk.press("child_erased:1", PARENT)
    number = len(talk.database.tables.outbox)
    assert [told(talk, at)[1] for at in range(number)] == [None] * number


@pytest.mark.parametrize(
    "data", ["child_erased:1", "child_erased:0", "child_erased:x", "erase_child:1", "child_erased"]
)
async def test_nobody_erases_the_child_of_others_or_themselves_by_it(talk, data):
    await family(talk)
    await sign_up(talk, "Plain", "teacher", PERSON)
    before = rows(talk)
    await talk.press(data, PERSON)
    assert rows(talk) == before


async def test_seats_of_a_class_are_not_a_child_of_the_teacher(talk):
    await sign_up(talk, "Plain", "teacher", PERSON)
    (mine,) = rows(talk)
    seat = replace(mine, application=replace(mine.application, child=-1))
    await talk.database.run(lambda tx: tx.registrations.put(seat))
    assert "my child" not in str((await talk.say("/mydata")).buttons)
    assert "No registrations of a child" in (await talk.press("children")).text
    for forged in ("erase_child:1", "child_erased:1", "child_erased:-1"):
        await talk.press(forged)
    assert rows(talk) == [seat]


async def test_a_visit_that_is_past_is_forgotten_and_still_counted(talk):
    await sign_up(talk, "Plain", "1", PARENT)
    (one,) = rows(talk)
    came = one.came(present=True)
    assert isinstance(came, Registration)
    await talk.database.run(lambda tx: tx.registrations.put(came))
    done = await talk.press("child_erased:1", PARENT)
    assert "free" not in done.text
    (kept,) = rows(talk)
    assert (kept.owner, kept.state, kept.held) == (-1, RegistrationState.ATTENDED, 1)


async def test_consents_are_listed_and_withdrawn_where_each_is_asked_about(talk):
    await pressed(talk, "Send", await pressed(talk, "pupil", await pressed(
        talk, "Sign up", await to_session(talk, "Plain"))))  # fmt: skip
    assert "Consents" not in str((await talk.say("/mydata", PARENT)).buttons)
    assert "no consent" in (await talk.press("consents", PARENT)).text
    secret = (await talk.press("guardian:1")).text.split("start=consent_")[1].split()[0]
    await talk.press(f"agree:{secret}", PARENT)
    listed = await pressed(talk, "Consents", await talk.say("/mydata", PARENT), PARENT)
    assert "Plain по-русски" in listed.text
    sure = await pressed(talk, "Withdraw: № 1", listed, PARENT)
    await pressed(talk, "Yes", sure, PARENT)
    assert rows(talk)[0].state is RegistrationState.CANCELLED
    assert "no consent" in (await talk.press("consents:7", PARENT)).text


async def test_everything_that_can_be_put_right_is_one_tap_away(talk):
    ways = await pressed(talk, "Correct", await talk.say("/mydata"))
    assert {"languages", "role", "shift", "my", "news", "mydata", "menu"} == set(ways.buttons.values())
    for way in set(ways.buttons.values()):
        assert "out of date" not in (await talk.press(way)).text


@pytest.mark.parametrize("data", ["mydata_correct", "consents", "children", "erase_child:1", "child_erased:1"])
async def test_nothing_of_it_in_a_group(talk, data):
    reply = await talk.press(data, PERSON, chat=-100500)
    assert "private" in (reply.toast or "")


@pytest.mark.parametrize(("agreed", "told"), [(PERSON, True), (PARENT, False), (None, False)])
def test_only_who_agreed_to_something_reads_of_consents(agreed, told):
    kept: dict[str, list[Kept]] = {"registrations": [{"id": 1, "owner": PERSON, "consent_by": agreed}]}
    for tr in load_translators(ZoneInfo("Asia/Almaty")).values():
        text = visible(mydata.my_data(PERSON, kept, tr).text)
        assert (tr.plain(mydata.KINDS["registrations"][0]) in text) == told
        assert tr.plain(mydata.WITHOUT_CONSENTS) in text.casefold()


def test_every_table_with_somebodys_number_is_told_of_with_its_reason():
    of_registrations = {class_seats.name, review_questions.name}
    assert set(mydata.KINDS) == {column.table.name for column in (*HELD, *GIVEN)} | of_registrations
    row: Kept = {"id": PERSON, "consent_by": PERSON}
    kept = {name: [row] * 12345 for name in mydata.KINDS}
    for tr in load_translators(ZoneInfo("Asia/Almaty")).values():
        text = visible(mydata.my_data(PERSON, kept, tr, has_given=True, has_children=True).text)
        assert all(visible(tr(what)) in text for what, _ in mydata.KINDS.values())
        assert "/privacy" in text, "all of it fits"
        assert "{" not in text
