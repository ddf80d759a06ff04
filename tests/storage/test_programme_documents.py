from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from bot.domain.when import Exact
from bot.storage.programme_documents import from_document, to_document
from tests.domain import programme_values

if TYPE_CHECKING:
    from bot.domain.events import Event

SMALLEST: dict[str, Any] = {
    "key": "fair",
    "kind": "forum",
    "name": {"kk": "Жәрмеңке", "ru": "Ярмарка"},
    "summary": {"kk": "Сипаттама", "ru": "Описание"},
    "audience": {"kk": "Оқушылар", "ru": "Школьники"},
    "source": {"name": {"kk": "Хабар", "ru": "Сообщение"}, "as_of": 2025, "status": "plan"},
}


@given(programme_values.events)
def test_an_event_survives_the_way_through_json(event: Event) -> None:
    document = to_document(event)
    assert from_document(json.loads(json.dumps(document))) == event


@given(programme_values.events)
def test_a_document_survives_the_way_through_an_event(event: Event) -> None:
    document = to_document(event)
    again = to_document(from_document(document))
    assert json.dumps(again) == json.dumps(document)


def test_what_is_empty_is_left_out() -> None:
    assert list(to_document(from_document(SMALLEST))) == ["key", "kind", "name", "summary", "audience", "source"]


def test_times_are_written_in_utc() -> None:
    local = datetime(2027, 5, 14, 10, tzinfo=timezone(timedelta(hours=5)))
    edition = {
        "key": "y2027",
        "when": {"start": local.isoformat()},
        "state": "announced",
        "source": SMALLEST["source"],
    }
    event = from_document({**SMALLEST, "editions": [edition]})
    assert event.editions[0].when == Exact(datetime(2027, 5, 14, 5, tzinfo=UTC))
    assert to_document(event)["editions"][0]["when"] == {"start": "2027-05-14T05:00:00+00:00"}


@pytest.mark.parametrize("when", ["tomorrow", {"start": "2027-05-14 10:00"}, {"days": ["2027-05-14"]}, {}])
def test_a_time_that_no_document_holds_is_a_bug(when: object) -> None:
    edition = {"key": "y2027", "when": when, "state": "announced", "source": SMALLEST["source"]}
    with pytest.raises(ValueError, match="time"):
        from_document({**SMALLEST, "editions": [edition]})
