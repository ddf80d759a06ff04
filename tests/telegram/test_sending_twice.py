"""The button that sends an application, tapped again, or long after: nothing is sent that is not shown above it."""

from __future__ import annotations

import pytest

from tests.telegram.conversation import PERSON, Conversation
from tests.telegram.test_registration import FEST, pressed, rows, to_session


@pytest.fixture
async def talk():
    made = await Conversation((FEST,)).begin()
    await made.choose("ru", PERSON)
    return made


async def summary_of(talk, name, applicant):
    return await pressed(talk, applicant, await pressed(talk, "Sign up", await to_session(talk, name)))


async def test_a_second_tap_shows_what_was_sent(talk):
    summary = await summary_of(talk, "Plain", "teacher")
    await pressed(talk, "Send", summary)
    again = await pressed(talk, "Send", summary)
    assert "№ 1" in again.text
    assert "✅ confirmed" in again.text
    await talk.press("left:1")
    assert "out of date" in ((await pressed(talk, "Send", summary)).toast or "")
    assert len(rows(talk)) == 1


async def test_an_old_button_does_not_send_another_draft(talk):
    summary = await summary_of(talk, "Plain", "teacher")
    await summary_of(talk, "Chosen", "employer")
    assert "out of date" in ((await pressed(talk, "Send", summary)).toast or "")
    assert rows(talk) == []
