"""Invented events of every shape, for tests of what is shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.events import Coordinates, Edition, EditionState, Event, Kind, Session, Venue, Window
from bot.domain.facts import Fact, Source, Status
from bot.domain.language import LocalizedText
from bot.domain.people import Role
from bot.domain.when import Days, Exact, Month, Unknown, Year

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
SOURCE = Source(LocalizedText("Газет", "Газета"), Year(2025), Status.PLAN)
DONE = Source(LocalizedText("Ұйымдастырушылар", "Организаторы"), date(2026, 11, 1), Status.DONE)


def text(word: str) -> LocalizedText:
    return LocalizedText(f"{word} қазақша", f"{word} по-русски")


def event(key: str = "fest", **more: Any) -> Event:
    given: dict[str, Any] = {
        "kind": Kind.FESTIVAL,
        "name": text("Fest"),
        "summary": text("Summary"),
        "audience": text("Audience"),
        "source": SOURCE,
    }
    return Event(key, **(given | more))


def edition(key: str = "e1", **more: Any) -> Edition:
    given: dict[str, Any] = {"when": Unknown(), "state": EditionState.PLANNED, "source": SOURCE}
    return Edition(key, **(given | more))


START = NOW + timedelta(days=21)
OPEN = edition(
    "open",
    when=Exact(START, START + timedelta(hours=6)),
    state=EditionState.OPEN,
    source=DONE,
    venue=Venue(text("Park"), text("Street"), Coordinates(52.28, 76.97), text("Alley")),
    registration=Window(NOW - timedelta(days=1), NOW + timedelta(days=14)),
    sessions=(
        Session(
            "s1",
            text("Welding"),
            Exact(START, START + timedelta(hours=1)),
            text("Tent"),
            12,
            frozenset({Role.PUPIL, Role.STUDENT}),
            review=True,
        ),
        Session("s2", text("Cooking")),
    ),
    demo=True,
)

AWAITED = event(
    "awaited", name=text("Awaited"), recurs=True, editions=(edition("y2025", when=Month(2025, 5)), edition("next"))
)
PAST = event("past", name=text("Past"), kind=Kind.FORUM, editions=(edition("y2025", when=Month(2025, 3)),))
COMING = event(
    "coming",
    name=text("Coming"),
    facts=(
        Fact("how_many", LocalizedText("1500 оқушы", "1500 школьников"), SOURCE),
        Fact("partner", LocalizedText("ERG <b>", "ERG <b>"), SOURCE),
        Fact("who_can", text("Hidden"), SOURCE),
    ),
    editions=(OPEN,),
)
CANCELLED = event("cancelled", editions=(edition(when=Days(date(2025, 9, 1), None), state=EditionState.CANCELLED),))
OVER = event("over", editions=(edition(when=Year(2025), state=EditionState.OVER),))
CLOSED = event("closed", editions=(edition(when=Days(date(2026, 12, 20), None), state=EditionState.CLOSED),))
BARE = event("bare")
EVENTS = (AWAITED, PAST, COMING, CANCELLED, OVER, CLOSED, BARE)
