"""The rules of editions and sessions as plain documents, read from a file and back; checks what somebody wrote."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.programme_limits import MOST_DAYS_BEFORE, MOST_DECISION_DAYS, MOST_HOURS, MOST_REMINDERS
from bot.domain.rules import DAY, NoAnswer, Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.storage.programme_spots import Spot

Document = dict[str, Any]

_BEFORE = re.compile(r"([1-9][0-9]?)([dh])", re.ASCII)
_HOUR = timedelta(hours=1)


def read_rules(spot: Spot) -> Document:
    """The rules that a file says."""
    here = spot.members((), tuple(_READERS))
    read = {name: _READERS[name](inside) for name, inside in here.items()}
    return {name: value for name, value in read.items() if value is not None}


def rules_document(rules: Rules) -> Document:
    """Those that are said, as a document."""
    words: Document = {
        "consent_hours": rules.consent_hours,
        "offer_hours": rules.offer_hours,
        "reminders": [_before(one) for one in rules.reminders],
        "still_coming": list(rules.still_coming),
        "no_answer": rules.no_answer.value,
        "cut_off_hours": rules.cut_off_hours,
        "decision_days": rules.decision_days,
    }
    return {name: value for name, value in words.items() if name in rules.said}


def to_rules(document: Mapping[str, Any]) -> Rules:
    """The rules of a document."""
    said = dict(document)
    if "reminders" in said:
        said["reminders"] = tuple(_length(one) for one in said["reminders"])
    if "still_coming" in said:
        said["still_coming"] = tuple(said["still_coming"])
    if "no_answer" in said:
        said["no_answer"] = NoAnswer(said["no_answer"])
    return Rules.of(**said)


def _reminders(spot: Spot) -> list[str]:
    before = [(item, _reminder(item)) for item in spot.items(MOST_REMINDERS)]
    seen: set[str] = set()
    for item, one in before:
        if one in seen:
            item.problem("stands here twice; each reminder stands once")
        seen |= {one} if one else set()
    return [one for _, one in before if one]


def _reminder(spot: Spot) -> str | None:
    if isinstance(spot.value, str) and _BEFORE.fullmatch(spot.value):
        return _before(_length(spot.value))
    spot.problem("must be so many days or hours before the start: 1d, 2h")
    return None


def _still_coming(spot: Spot) -> list[int]:
    days = [item.whole(1, MOST_DAYS_BEFORE) for item in spot.items(MOST_REMINDERS)]
    whole = [day for day in days if day is not None]
    if len(set(whole)) < len(whole):
        spot.problem("has the same day twice; each stands once")
    return whole


def _length(word: str) -> timedelta:
    found = _BEFORE.fullmatch(word)
    if found is None:
        raise ValueError(f"not a length of time: {word}")
    return int(found[1]) * (DAY if found[2] == "d" else _HOUR)


def _before(length: timedelta) -> str:
    return f"{length // DAY}d" if length % DAY == timedelta() else f"{length // _HOUR}h"


_READERS: dict[str, Callable[[Spot], Any]] = {
    "consent_hours": lambda s: s.whole(1, MOST_HOURS),
    "offer_hours": lambda s: s.whole(1, MOST_HOURS),
    "reminders": _reminders,
    "still_coming": _still_coming,
    "no_answer": lambda s: s.word([one.value for one in NoAnswer]),
    "cut_off_hours": lambda s: s.whole(0, MOST_HOURS),
    "decision_days": lambda s: s.whole(1, MOST_DECISION_DAYS),
}
"""A new rule is a field of `Rules`, a line here and one in `rules_document`."""
