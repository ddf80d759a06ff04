"""The contract of the table of changes of the programme, and of what the files said last."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.changes import Change
from tests.contracts.moments import NOW
from tests.contracts.test_programme import EVENT

CHANGE = Change(NOW, 7, EVENT, replace(EVENT, aliases=("ә",)))


async def test_each_event_has_its_history_the_newest_first(database):
    other = Change(NOW, None, replace(EVENT, key="other"), replace(EVENT, key="other", archived=True), undoes=1)
    ids = [await database.run(lambda t, one=one: t.changes.add(one)) for one in (CHANGE, other, CHANGE)]

    assert ids == [1, 2, 3]
    assert await database.read(lambda t: t.changes.get(2)) == replace(other, id=2)
    assert await database.read(lambda t: [c.id for c in t.changes.of(EVENT.key, 9)]) == [3, 1]
    assert await database.read(lambda t: list(t.changes.of(EVENT.key, 1, 1))) == [replace(CHANGE, id=1)]
    assert await database.read(lambda t: (t.changes.last(EVENT.key), t.changes.last("none"))) == (3, 0)
    assert await database.read(lambda t: t.changes.get(4)) is None


async def test_what_the_files_said_is_apart_from_what_is_so(database):
    await database.run(lambda t: t.programme.put(EVENT, 0))
    await database.run(lambda t: t.programme.put_loaded(replace(EVENT, archived=True)))

    assert await database.read(lambda t: (t.programme.get().events, t.programme.version())) == ({EVENT.key: EVENT}, 1)
    assert await database.read(lambda t: t.programme.loaded()) == {EVENT.key: replace(EVENT, archived=True)}
