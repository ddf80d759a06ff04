"""What the tests of the chat share."""

from __future__ import annotations

import pytest

from tests.telegram.conversation import Conversation
from tests.views import samples


@pytest.fixture
async def chat() -> Conversation:
    """A bot with the invented programme; the person's Telegram is Russian, nothing is chosen yet."""
    return await Conversation(samples.EVENTS).begin()


@pytest.fixture
async def russian(chat: Conversation) -> Conversation:
    """The same after the choice of Russian."""
    await chat.choose("ru")
    return chat
