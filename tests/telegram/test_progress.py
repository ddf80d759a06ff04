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
    await office.press(f"an_go:{number}", ORGANIZER)

    def told(tx):
        delivery = tx.outbox.get(progress_key(number))
        tx.outbox.close(delivery.id, DeliveryState.SENT, message=77)

    await office.database.run(told)
    return number


def edits(chat: Conversation) -> list[EditMessageText]:
    return [r for r in chat.session.requests if isinstance(r, EditMessageText) and r.message_id == 77]


def progress(chat: Conversation, pacer: Pacer) -> ProgressMessages:
    return ProgressMessages(chat.bot, chat.database, TRS, chat.clock, pacer)


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
