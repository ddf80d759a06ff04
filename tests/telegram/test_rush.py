"""Everybody wants a place in the same second: through the inbox and the dispatcher, on the real databases."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from typing import Any

from bot.domain.drafts import code_of
from bot.domain.places import SessionKey
from bot.domain.registrations import RegistrationState
from bot.services.inbox import Inbox
from bot.services.ports.dialogues import Dialogue
from bot.storage.registrations import SqlRegistrations
from bot.telegram.intake import Intake, received
from tests.fakes.metrics import SilentMetrics
from tests.telegram.conversation import Conversation
from tests.telegram.recording import BOT, NOW
from tests.telegram.test_registration import EDITION, FEST, SESSIONS, pressed, to_session

PLACES, PEOPLE, TWICE = 150, 200, 50
KEY = SessionKey("fest", "e1", "plain")
SEND = f"fill:send:{code_of(KEY)}"


def tap(update_id: int, person: int) -> dict[str, object]:
    """The tap on «Send» under somebody's summary."""
    chat = {"id": person, "type": "private", "first_name": "x"}
    message = {"message_id": 5, "date": int(NOW.timestamp()), "chat": chat, "text": "…", "from": BOT.model_dump()}
    who = {"id": person, "is_bot": False, "first_name": "x", "language_code": "ru"}
    query = {"id": str(update_id), "from": who, "chat_instance": "1", "data": SEND, "message": message}
    return {"update_id": update_id, "callback_query": query}


async def rush(database) -> Conversation:
    """So many people stand before «Send» and tap it at once, some of them twice."""
    edition = replace(EDITION, sessions=(replace(SESSIONS[0], capacity=PLACES),))
    talk = await Conversation((replace(FEST, editions=(edition,)),), database=database).begin()
    await talk.choose("ru")
    await pressed(talk, "teacher", await pressed(talk, "Sign up", await to_session(talk, "Plain")))
    (mine,) = await database.read(lambda tx: tx.dialogues.all())
    people = range(10_000, 10_000 + PEOPLE)
    talk.dialogues.restore([Dialogue(f"{one}:{one}:0", one, mine.state, mine.data) for one in people])
    intake = Intake(talk.bot, talk.clock, SilentMetrics())
    intake.dispatcher = talk.dispatcher
    inbox = Inbox(database, talk.dialogues, talk.clock, intake)
    await database.run(lambda tx: [tx.dialogues.put(Dialogue(f"{p}:{p}:0", p, mine.state, mine.data)) for p in people])
    tappers = [*people, *people[:TWICE]]
    await inbox.receive([received(tap(1_000_000 + n, person), NOW) for n, person in enumerate(tappers)])
    stop = asyncio.Event()

    async def until_all_is_done() -> None:
        while await database.read(lambda tx: tx.inbox.depth()):
            await asyncio.sleep(0.05)
        stop.set()

    async with asyncio.timeout(300), asyncio.TaskGroup() as group:
        group.create_task(inbox.run(stop))
        group.create_task(until_all_is_done())
    return talk


def buttons(request: Any) -> str:
    """The labels under what a request shows."""
    rows = getattr(getattr(request, "reply_markup", None), "inline_keyboard", [])
    return " ".join(button.text for row in rows for button in row)


async def counted(database) -> tuple[Counter[RegistrationState], int]:
    counts, places = await database.read(lambda tx: (tx.registrations.counts(KEY), tx.registrations.places(KEY)))
    return Counter(counts), places.taken


async def test_every_place_goes_to_one_person_and_nobody_is_lost(sql_database):
    talk = await rush(sql_database)

    counts, taken = await counted(sql_database)
    assert counts == {RegistrationState.CONFIRMED: PLACES, RegistrationState.WAITLISTED: PEOPLE - PLACES}
    assert taken == PLACES
    shown = [getattr(request, "text", "") or "" for request in talk.session.requests]
    assert sum("has been received" in text for text in shown) == PEOPLE
    told = await sql_database.read(lambda tx: tx.outbox.counts())
    assert sum(told.values()) == PEOPLE, "everybody is told how it ended"
    assert sum("Cancel the registration" in buttons(request) for request in talk.session.requests) == TWICE, (
        "a second tap shows what the first one sent"
    )


async def test_the_same_with_a_careless_count_oversells(sql_database, monkeypatch):
    """The proof that the test above would notice: what is free is looked at once, and the schema's own check is off."""

    def careless(self: SqlRegistrations, session: SessionKey, places: int, _: int | None) -> bool:
        self.set_capacity(session, None)
        return self.take(session, places)

    monkeypatch.setattr(SqlRegistrations, "take_unwaited", careless)
    await rush(sql_database)

    counts, taken = await counted(sql_database)
    assert counts[RegistrationState.CONFIRMED] == taken > PLACES
