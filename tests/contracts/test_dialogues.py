"""The contract of the table of conversations that are under way."""

from __future__ import annotations

import pytest

from bot.services.ports.dialogues import Dialogue

ONE = Dialogue("1:5:5", 5, "SignUp:name", {"name": "Әсел \0 «x»", "places": [1, 2], "deep": {"a": None, "b": True}})
TWO = Dialogue("1:6:6", 6, None, {"draft": 1.5})
THREE = Dialogue("0:6:7", 6, "Language")


async def test_all_by_key(database):
    await database.run(lambda t: [t.dialogues.put(dialogue) for dialogue in (ONE, TWO, THREE)])

    assert await database.read(lambda t: list(t.dialogues.all())) == [THREE, ONE, TWO]


async def test_put_replaces(database):
    await database.run(lambda t: t.dialogues.put(ONE))
    changed = Dialogue(ONE.key, 5, "SignUp:phone", {})
    await database.run(lambda t: t.dialogues.put(changed))

    assert await database.read(lambda t: list(t.dialogues.all())) == [changed]


async def test_without_state_and_data_there_is_no_row(database):
    await database.run(lambda t: (t.dialogues.put(ONE), t.dialogues.put(TWO)))
    await database.run(lambda t: (t.dialogues.put(Dialogue(ONE.key, 5)), t.dialogues.put(Dialogue("unknown", 1))))

    assert await database.read(lambda t: list(t.dialogues.all())) == [TWO]


async def test_end_ends_every_conversation_of_one_chat(database):
    await database.run(lambda t: [t.dialogues.put(dialogue) for dialogue in (ONE, TWO, THREE)])
    await database.run(lambda t: (t.dialogues.end(6), t.dialogues.end(999)))

    assert await database.read(lambda t: list(t.dialogues.all())) == [ONE]


@pytest.mark.parametrize("data", [{"x": object()}, {"x": float("nan")}, {"x": "\ud800"}])
async def test_what_is_not_json_is_refused(database, data):
    with pytest.raises((TypeError, ValueError)):
        await database.run(lambda t: t.dialogues.put(Dialogue("k", 1, "s", data)))

    assert await database.read(lambda t: list(t.dialogues.all())) == []


async def test_what_is_kept_does_not_change_with_the_argument(database):
    data = {"list": [1]}
    await database.run(lambda t: t.dialogues.put(Dialogue("k", 1, "s", data)))
    data["list"].append(2)

    assert await database.read(lambda t: t.dialogues.all()[0].data["list"]) == [1]
