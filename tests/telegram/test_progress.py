from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageText

from bot.domain.deliveries import DeliveryState
from bot.services.announcement_news import progress_key
from bot.services.pacing import Pacer, Priority
from bot.telegram.progress import ProgressMessages
from tests.telegram.conversation import ORGANIZER, TRS
from tests.telegram.test_announcing import drafted, office

if TYPE_CHECKING:
    from tests.telegram.conversation import Conversation

__all__ = ("office",)


class Clockwork:
    """A pacer's clock that stands."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def pacer() -> Pacer:
    return Pacer(28, monotonic=Clockwork())


@pytest.fixture
async def running(office: Conversation) -> int:
    """An announcement that goes out, and its progress message stands."""
    number = await drafted(office)
    await office.press(f"an_go:{number}", ORGANIZER, message_id=77)
    office.session.requests.clear()
    return number


async def test_the_message_that_was_tapped_is_the_one_that_tells_how_far_it_is(office):
    number = await drafted(office)
    sent = await office.press(f"an_go:{number}", ORGANIZER, message_id=77)
    told = office.database.tables.outbox
    [delivery] = [one for one in told.values() if one.key == progress_key(number)]
    assert (delivery.state, delivery.message) == (DeliveryState.SENT, 77)
    assert f"Announcement {number}" in sent.text
    assert not (await office.deliver()).requests, "no second message"


async def test_a_message_out_of_reach_is_not_the_one(office):
    number = await drafted(office)
    await office.press(f"an_go:{number}", ORGANIZER, date=0)
    assert f"Announcement {number}" in (await office.deliver()).text


def edits(chat: Conversation) -> list[EditMessageText]:
    return [r for r in chat.session.requests if isinstance(r, EditMessageText) and r.message_id == 77]


def progress(chat: Conversation, pacer: Pacer) -> ProgressMessages:
    return ProgressMessages(chat.bot, chat.database, chat.programmes, TRS, clock=chat.clock, pacer=pacer)


async def test_it_is_edited_where_it_changes_only(office, running, pacer):
    messages = progress(office, pacer)
    await messages.look()
    await messages.look()
    assert len(edits(office)) == 1
    assert edits(office)[0].chat_id == ORGANIZER
    assert "begins" in (edits(office)[0].text or "")
    await office.announcing.pause(office.database, running)
    await messages.look()
    assert "paused" in (edits(office)[-1].text or "")
    await office.announcing.resume(office.database, running)
    await messages.look()
    assert "begins" in (edits(office)[-1].text or "")


async def test_the_end_is_shown(office, running, pacer):
    messages = progress(office, pacer)
    await messages.look()
    await office.announcing.stop(office.database, running)
    await messages.look()
    await messages.look()
    assert len(edits(office)) == 2
    assert "stopped" in (edits(office)[-1].text or "")


async def test_a_busy_pacer_comes_first(office, running, pacer):
    pacer.slow_down(ORGANIZER, 30, Priority.REPLY)
    await progress(office, pacer).look()
    assert not edits(office)


async def test_a_deleted_message_harms_nobody(office, running, pacer):
    office.session.failures[EditMessageText] = lambda m: TelegramBadRequest(m, "message to edit not found")
    await progress(office, pacer).look()
    assert len(edits(office)) == 1
