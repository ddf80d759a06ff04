"""What one update does is one transaction: its effects, the conversation and «done»."""

from __future__ import annotations

import pytest

from bot.domain.people import Person
from bot.services.ports.dialogues import Dialogue
from tests.services.test_inbox import Town, update


async def test_effects_state_and_done_are_one_transaction():
    async def handler(received, work):
        town.dialogues.change(Dialogue("1:1:0", 1, "asking"))
        await work.run(lambda tx: tx.people.put(Person(7)))

    town = Town(handler)
    async with town.at_work() as inbox:
        await inbox.receive([update(1)])
    people, states = await town.database.read(lambda tx: (tx.people.get(7), tx.dialogues.all()))
    assert people == Person(7)
    assert [d.state for d in states] == ["asking"]
    assert await town.depth() == 0


async def test_a_failed_effect_leaves_neither_state_nor_effect():
    async def handler(received, work):
        town.dialogues.change(Dialogue("1:1:0", 1, "asking"))
        await work.run(fail)

    def fail(tx):
        tx.people.put(Person(7))
        raise ValueError("on purpose")

    town = Town(handler)
    async with town.at_work() as inbox:
        await inbox.receive([update(1)])
    people, states = await town.database.read(lambda tx: (tx.people.get(7), tx.dialogues.all()))
    assert (people, list(states)) == (None, [])
    assert town.dialogues.get("1:1:0", 1).state is None
    assert await town.depth() == 0


async def test_a_state_changed_without_an_effect_is_kept_too():
    async def handler(*_):
        town.dialogues.change(Dialogue("1:1:0", 1, "asking"))

    town = Town(handler)
    async with town.at_work() as inbox:
        await inbox.receive([update(1)])
    assert [d.state for d in await town.database.read(lambda tx: tx.dialogues.all())] == ["asking"]


async def test_a_second_transaction_in_one_update_is_a_bug():
    outcomes = []

    async def handler(received, work):
        await work.run(lambda _: None)
        with pytest.raises(RuntimeError):
            await work.run(lambda _: None)
        outcomes.append("refused")

    town = Town(handler)
    async with town.at_work() as inbox:
        await inbox.receive([update(1)])
    assert outcomes == ["refused"]


class Fewer:
    """What a body may result in."""


async def test_a_conversation_ends_with_the_transaction_that_ends_it():
    """It goes on where the body results in what it is to be asked about, or fails."""
    kept = Dialogue("1:1:0", 1, "filling", {"name": "x"})
    for result, ends in (("done", True), (Fewer(), False), (RuntimeError("no server"), False)):
        town = Town()

        async def handler(_, work, town=town, result=result):
            def body(tx):
                tx.people.put(Person(5))
                if isinstance(result, Exception):
                    raise result
                return result

            town.dialogues.change(Dialogue("1:1:0", 1))
            await work.unless(Fewer).run(body)

        town.handler = handler
        await town.database.run(lambda tx: tx.dialogues.put(kept))
        async with town.at_work() as inbox:
            await inbox.receive([update(1)])
        assert await town.depth() == 0
        assert await town.database.read(lambda tx: tx.dialogues.all()) == ([] if ends else [kept])
        assert town.dialogues.get("1:1:0", 1) == (Dialogue("1:1:0", 1) if ends else kept)
