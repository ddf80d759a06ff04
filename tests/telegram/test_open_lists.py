"""What takes registrations, all of it or one kind: in pages, so that nothing is left out without a word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.events import Kind
from tests.telegram.conversation import Conversation
from tests.telegram.test_registration import EDITION
from tests.views.samples import event, text

NAMES = [f"event_{number}" for number in range(1, 12)]


def contests(*, taking: bool):
    edition = EDITION if taking else replace(EDITION, registration=None)
    return tuple(event(name, kind=Kind.CONTEST, name=text(name), editions=(edition,)) for name in NAMES)


async def listed(talk, first, leads):
    """The events over all pages, which end."""
    found, shown = [], first
    for _ in range(len(NAMES)):
        found += [data.split(":")[1] for data in shown.buttons.values() if data.startswith(leads)]
        following = [data for name, data in shown.buttons.items() if "›" in name]
        if not following:
            return found
        shown = await talk.press(following[0])
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("command", ["/register", "/contests"])
async def test_everything_that_is_open_is_on_some_page(command):
    talk = await Conversation(contests(taking=True)).begin()
    assert await listed(talk, await talk.say(command), "sessions:") == NAMES


async def test_where_nothing_is_open_the_events_of_the_kind_are_listed():
    talk = await Conversation(contests(taking=False)).begin()
    assert await listed(talk, await talk.say("/contests"), "event:") == NAMES


async def test_where_there_is_none_of_the_kind_that_is_said():
    talk = await Conversation(contests(taking=True)).begin()
    said = await talk.say("/guidance")
    assert set(said.buttons.values()) == {"events", "menu"}


@pytest.mark.parametrize("data", ["of_kind:forum:0", "of_kind:nothing:0", "of_kind:contest:99", "register:99"])
async def test_a_forged_or_old_page_is_an_ordinary_answer(data):
    talk = await Conversation(contests(taking=True)).begin()
    assert (await talk.press(data)).buttons
