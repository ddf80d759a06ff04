"""Updates as Telegram sends them, for the stub to offer: who writes or taps what; sends nothing."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_PERSON = 100_000_000_000
"""All ids have twelve digits: the stub finds the person at the beginning of a query's id."""

_TEXT = "Бағдарламаның іс-шаралары\n\n" + "\n\n".join(
    f"Іс-шара {n}\nФестиваль · күні әлі жарияланған жоқ" for n in range(1, 5)
)
_KEYBOARD = [
    *([{"text": f"Іс-шара {n}", "callback_data": f"event:one-{n}:n-all-0"}] for n in range(1, 5)),
    [{"text": "Келесі бет ›", "callback_data": "list:n-all-1"}],
    [{"text": "‹ Артқа", "callback_data": "events"}, {"text": "☰ Мәзір", "callback_data": "menu"}],
]
_numbers = count(1)


def people(how_many: int, first: int = 0) -> range:
    """So many ids of people."""
    return range(FIRST_PERSON + first, FIRST_PERSON + first + how_many)


def texts(who: Iterable[int], text: str) -> list[dict[str, Any]]:
    """Each writes a command or a question; one answer is awaited for it."""
    return [_offered(person, 1, {"message": _message(person, text)}) for person in who]


def taps(who: Iterable[int], data: str) -> list[dict[str, Any]]:
    """Each taps a button under a list of events; an edit and the answer to the tap are awaited."""
    return [_offered(person, 2, {"callback_query": _query(person, data)}) for person in who]


def _offered(person: int, calls: int, update: dict[str, Any]) -> dict[str, Any]:
    return {"chat": person, "calls": calls, "body": json.dumps(update, ensure_ascii=False)}


def _user(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "Оқушы", "language_code": "kk"}


def _message(person: int, text: str) -> dict[str, Any]:
    return {
        "message_id": next(_numbers),
        "date": 1_750_000_000,
        "chat": {"id": person, "type": "private", "first_name": "Оқушы"},
        "from": _user(person),
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else [],
    }


def _query(person: int, data: str) -> dict[str, Any]:
    return {
        "id": f"{person}{next(_numbers):07d}",
        "from": _user(person),
        "chat_instance": "1",
        "data": data,
        "message": {
            "message_id": next(_numbers),
            "date": 1_750_000_000,
            "chat": {"id": person, "type": "private", "first_name": "Оқушы"},
            "from": {"id": 7_000_000_001, "is_bot": True, "first_name": "Stub", "username": "stub_bot"},
            "text": _TEXT,
            "entities": [{"type": "bold", "offset": 0, "length": 25}],
            "reply_markup": {"inline_keyboard": _KEYBOARD},
        },
    }
