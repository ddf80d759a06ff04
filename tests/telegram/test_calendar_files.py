"""The calendar file: sent under the confirmation, of one's own registration only, and after cancelling too."""

from __future__ import annotations

import pytest
from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile
from icalendar import Calendar

from tests.telegram.conversation import PERSON
from tests.telegram.test_mydata import sign_up
from tests.telegram.test_registration import STRANGER, pressed, talk, told

__all__ = ["talk"]


def entry_of(reply):
    (sent,) = [request for request in reply.requests if isinstance(request, SendDocument)]
    assert isinstance(sent.document, BufferedInputFile)
    assert sent.reply_parameters, "it stands under the message that it is of"
    (entry,) = Calendar.from_ical(sent.document.data).events
    return sent.document.filename, entry


async def test_under_the_confirmation_and_after_cancelling(talk):
    await sign_up(talk, PERSON)
    _, confirmation = told(talk)
    labels = {button.label: button.to.encode() for row in confirmation.rows for button in row}
    name, first = entry_of(await talk.press(labels["📅 Calendar file"]))
    assert (name, first["STATUS"], first["SEQUENCE"]) == ("registration-1.ics", "CONFIRMED", 0)
    assert "📅 Calendar file" in (await talk.press("registration:1")).buttons
    await pressed(talk, "Yes", await talk.press("leave:1"))
    _, last = entry_of(await talk.press(labels["📅 Calendar file"]))
    assert (last["STATUS"], last["SEQUENCE"], last["UID"]) == ("CANCELLED", 1, first["UID"])


async def test_who_waits_has_nothing_to_write_down(talk):
    await sign_up(talk, PERSON)
    await sign_up(talk, STRANGER)
    assert "📅 Calendar file" not in (await talk.press("registration:2", STRANGER)).buttons
    assert "no date" in ((await talk.press("ics:2", STRANGER)).toast or "")


@pytest.mark.parametrize("data", ["ics:1", "ics:99999999999999999", "ics:x"])
async def test_somebody_elses_or_a_forged_number_gives_nothing(talk, data):
    await sign_up(talk, PERSON)
    reply = await talk.press(data, STRANGER)
    assert not [request for request in reply.requests if isinstance(request, SendDocument)]
    assert reply.toast
