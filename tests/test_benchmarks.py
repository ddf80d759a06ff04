"""The benchmarks' stub keeps updates as Telegram does, and what it offers is what Telegram sends."""

from __future__ import annotations

import json

from aiogram.types import Update

from benchmarks.figures import ratios, spread, waits
from benchmarks.line import Line
from benchmarks.updates import people, taps, texts

PERSON = people(1)[0]


def ids(batch: bytes) -> list[int]:
    return [update["update_id"] for update in json.loads(batch)["result"]]


def handed_out(line: Line, offset: int) -> list[int]:
    batches: list[bytes] = []
    line.poll(offset, batches.append)
    return ids(batches[0])


async def test_an_update_comes_again_until_it_is_confirmed():
    line = Line()
    line.control("offer", {"updates": texts([PERSON] * 3, "/events"), "rate": None})
    assert handed_out(line, 0) == handed_out(line, 0) == [1, 2, 3]
    assert handed_out(line, 3) == [3]
    assert line.control("look", None)["waiting"] == 1


async def test_who_waits_for_updates_gets_them_when_they_come():
    line = Line()
    batches: list[bytes] = []
    line.poll(0, batches.append)
    assert batches == []
    line.control("offer", {"updates": texts([PERSON], "/events"), "rate": None})
    line.poll(0, batches.append)
    assert [ids(batch) for batch in batches] == [[1]]


async def test_a_tap_is_answered_by_two_calls_and_a_message_by_one():
    line = Line()
    offered = [*taps([PERSON], "events"), *texts([PERSON], "/events")]
    line.control("offer", {"updates": offered, "rate": None})
    line.came(PERSON)
    assert line.control("look", None)["answered"] == 0
    line.came(PERSON)
    assert line.control("look", None)["answered"] == 1
    line.came(PERSON)
    report = line.control("report", None)
    assert report["answered"] == 2
    assert report["calls"] == {PERSON: 3}
    assert len(waits(report)) == 2


def test_what_is_offered_are_updates_of_telegram():
    for offered, kind in (
        (texts([PERSON], "/events")[0], "message"),
        (taps([PERSON], "events")[0], "callback_query"),
    ):
        update = Update.model_validate({"update_id": 1, **json.loads(offered["body"])})
        assert update.event_type == kind
        assert update.model_extra == {}
        content = update.message or update.callback_query
        assert content is not None
        assert content.from_user is not None
        assert content.from_user.id == offered["chat"]


def test_figures_are_medians_with_their_range():
    assert spread([3.0, 1.0, 2.0], " ms", 1) == "2.0 ms (1.0 to 3.0)"
    assert ratios([1.0, 1.0], [2.0, 4.0]) == "0.38 (0.25 to 0.50)"
