from __future__ import annotations

from datetime import timedelta

from bot.services import recall as module
from bot.services.recall import REMEMBERED, Recall
from tests.fakes.clock import FakeClock


def test_it_is_remembered_for_a_while_and_for_each_alone():
    clock = FakeClock()
    recall = Recall(clock)
    recall.keep(1, "fest")
    assert (recall.event(1), recall.event(2)) == ("fest", None)
    recall.keep(1, "forum")
    clock.advance(REMEMBERED - timedelta(seconds=1))
    assert recall.event(1) == "forum"
    clock.advance(timedelta(seconds=1))
    assert recall.event(1) is None


def test_it_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(module, "MOST_PEOPLE", 2)
    recall = Recall(FakeClock())
    for person in (1, 2, 3):
        recall.keep(person, "fest")
    assert [recall.event(person) for person in (1, 2, 3)] == [None, "fest", "fest"]
