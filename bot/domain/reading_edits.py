"""What an organizer wrote about a part of an edition, read into an edit; looks at no event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.edits import AddEdition, Edit, SetRegistration, SetState, SetVenue, SetWhen
from bot.domain.events import Coordinates, EditionState, Venue, Window
from bot.domain.language import LocalizedText
from bot.domain.programme_limits import tidy
from bot.domain.reading_when import read_when
from bot.domain.when import Exact, Unknown, starts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

NAMES, WITH_ADDRESS = 2, 4
"""Lines of a place: its name in both languages, and its address."""


def read_edit(said: Mapping[str, Any], zone: ZoneInfo) -> Edit | None:
    """The edit that was said so far; None where it says nothing that could be made.

    `what` is the part, `event` and `edition` the keys, `text` what was written, `point` a place on the map, `state` a
    state that was chosen.
    """
    key, edition = str(said.get("event")), str(said.get("edition"))
    when = read_when(str(said.get("text", "")), zone)
    match said.get("what"):
        case "when" if when is not None:
            return SetWhen(key, edition, when)
        case "edition" if when is not None and (begins := starts(when, zone)):
            return AddEdition(key, f"y{begins.astimezone(zone).year}", when)
        case "registration" if isinstance(when, Unknown):
            return SetRegistration(key, edition, None)
        case "registration" if isinstance(when, Exact) and when.end:
            return SetRegistration(key, edition, Window(when.start, when.end))
        case "venue" if isinstance(when, Unknown):
            return SetVenue(key, edition, None)
        case "venue" if venue := _venue(said):
            return SetVenue(key, edition, venue)
        case "state":
            return SetState(key, edition, EditionState(said["state"]))
    return None


def lines_of(venue: Venue) -> str:
    """A place as it is written: a point alone can then be added to it."""
    return "\n".join(words for text in (venue.name, venue.address) if text for words in (text.kk, text.ru))


def _venue(said: Mapping[str, Any]) -> Venue | None:
    lines = [line for line in map(tidy, str(said.get("text", "")).split("\n")) if line]
    if len(lines) not in {NAMES, WITH_ADDRESS}:
        return None
    texts = [LocalizedText(*pair) for pair in zip(lines[::2], lines[1::2], strict=True)]
    point = said.get("point")
    return Venue(texts[0], texts[1] if texts[1:] else None, Coordinates(*point) if point else None)
