"""/mydata: everything is shown, given as a file, and erased at once, with what follows for others."""

from __future__ import annotations

import json

import pytest
from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from bot.domain.language import Language
from bot.domain.places import SessionKey
from bot.domain.registrations import RegistrationState
from bot.services.handover import Question
from tests.telegram.conversation import PERSON
from tests.telegram.test_registration import PARENT, STRANGER, pressed, rows, talk, to_session

__all__ = ["talk"]


async def sign_up(talk, person):
    session = await to_session(talk, "Plain", person)
    label = "Sign up" if "Sign up" in session.buttons else "waiting list"
    reply = await pressed(talk, "teacher", await pressed(talk, label, session, person), person)
    await pressed(talk, "Send", reply, person)


async def test_somebody_unknown_has_nothing(talk):
    assert "Nothing is kept" in (await talk.say("/mydata", 4001)).text


async def test_what_is_kept_is_counted_and_given_as_a_file(talk):
    await sign_up(talk, PERSON)
    mine = await talk.say("/mydata")
    assert "• registrations: 1" in mine.text
    reply = await pressed(talk, "A file", mine)
    (sent,) = [request for request in reply.requests if isinstance(request, SendDocument)]
    assert isinstance(sent.document, BufferedInputFile)
    kept = json.loads(sent.document.data)
    assert set(kept) >= {"people", "registrations"}


async def test_erasing_is_asked_once_more_and_gives_the_place_to_who_waits(talk):
    await sign_up(talk, PERSON)
    await sign_up(talk, STRANGER)
    assert [one.state for one in rows(talk)] == [RegistrationState.CONFIRMED, RegistrationState.WAITLISTED]
    sure = await pressed(talk, "Erase everything", await talk.say("/mydata"))
    assert rows(talk)[0].owner == PERSON, "asked before"
    assert "1 place has become free" in (await pressed(talk, "Yes", sure)).text
    first, second = rows(talk)
    assert (first.owner, first.state) == (-1, RegistrationState.CANCELLED)
    assert second.state is RegistrationState.OFFERED
    assert talk.database.tables.places[SessionKey("fest", "e1", "plain")].taken == 1
    assert "Nothing is kept" in (await talk.say("/mydata")).text
    assert PERSON not in {delivery.chat for delivery in talk.database.tables.outbox.values()}


async def test_a_parent_who_erases_withdraws_the_consent(talk):
    summary = await pressed(talk, "pupil", await pressed(talk, "Sign up", await to_session(talk, "Plain")))
    await pressed(talk, "Send", summary)
    secret = (await talk.press("guardian:1")).text.split("start=consent_")[1].split()[0]
    await talk.press(f"agree:{secret}", PARENT)
    assert rows(talk)[0].state is RegistrationState.CONFIRMED
    await talk.press("erased", PARENT)
    (one,) = rows(talk)
    assert (one.state, one.consent.by, one.owner) == (RegistrationState.CANCELLED, 0, PERSON)


@pytest.mark.parametrize("data", ["mydata", "mydata_file", "erase", "erased"])
async def test_nothing_of_it_in_a_group(talk, data):
    reply = await talk.press(data, PERSON, chat=-100500)
    assert "private" in (reply.toast or "")


async def test_a_passed_on_question_is_withdrawn(talk):
    await talk.handovers.ask(talk.database, PERSON, Question("Сәлем?", Language.KK))
    await talk.press("erased")
    (handover,) = talk.database.tables.handovers.values()
    assert (handover.person, handover.question, handover.state) == (-1, "", "withdrawn")
