"""What a programme file may hold: checks a sheet and answers the document of its event; reads no files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.events import EditionState, Kind
from bot.domain.facts import ASPECTS, Status
from bot.domain.plans import RULE
from bot.domain.programme_limits import (
    MOST_ADDRESS,
    MOST_ALIAS,
    MOST_ALIASES,
    MOST_AUDIENCE,
    MOST_EDITIONS,
    MOST_FACT,
    MOST_FACTS,
    MOST_NAME,
    MOST_RULES,
    MOST_SESSIONS,
    MOST_SOURCE,
    MOST_SUMMARY,
    MOST_URL,
    MOST_VENUE,
)
from bot.storage.programme_sessions import read_session
from bot.storage.programme_slots import read_slots
from bot.storage.programme_spots import Spot, note_repeated, read_each
from bot.storage.programme_terms import read_rules
from bot.storage.programme_times import read_as_of, read_moment, read_when

if TYPE_CHECKING:
    from bot.storage.programme_documents import Document
    from bot.storage.programme_times import Calendar

_EVENT = ("key", "kind", "name", "summary", "audience", "source")
_EVENT_MORE = ("aliases", "facts", "editions", "recurs", "archived", "plan", "demo")


def read_event(spot: Spot, calendar: Calendar) -> Document:
    """The document of an event; whole only when the sheet has no problem after it."""
    here = spot.members(_EVENT, _EVENT_MORE)
    document = read_each(
        here,
        key=Spot.key,
        kind=lambda s: s.word([kind.value for kind in Kind]),
        name=lambda s: s.localized(MOST_NAME),
        summary=lambda s: s.localized(MOST_SUMMARY, lines=True),
        audience=lambda s: s.localized(MOST_AUDIENCE),
        source=lambda s: _source(s, calendar, None),
        recurs=Spot.flag,
        archived=Spot.flag,
        aliases=_aliases,
        plan=_plan,
    )
    source = document.get("source", {})
    if "facts" in here:
        document["facts"] = [_fact(item, calendar, source) for item in here["facts"].items(MOST_FACTS)]
        note_repeated(
            here["facts"], document["facts"], "aspect and status", lambda f: (f["aspect"], f["source"].get("status"))
        )
    if "editions" in here:
        document["editions"] = _editions(here["editions"], calendar, source)
    return document


def read_overlay(spot: Spot, calendar: Calendar) -> Document:
    """The editions that a file adds to an event of another file: `{"extends": key, "editions": [...]}`."""
    here = spot.members(("extends", "editions"), ("demo",))
    document = read_each(here, extends=Spot.key)
    if "editions" in here:
        document["editions"] = _editions(here["editions"], calendar, None)
    return document


def is_demo(spot: Spot) -> bool:
    """Whether a file says `demo: true`; notes any other word for it."""
    return spot.has("demo") and spot.at("demo").flag() is True


def _aliases(spot: Spot) -> list[str]:
    aliases = [item.text(MOST_ALIAS) for item in spot.items(MOST_ALIASES)]
    note_repeated(spot, aliases, "alias", str.casefold)
    return [alias for alias in aliases if alias is not None]


def _plan(spot: Spot) -> list[str]:
    rules = [_rule(item) for item in spot.items(MOST_RULES)]
    note_repeated(spot, rules, "rule", str)
    return [rule for rule in rules if rule is not None]


def _rule(spot: Spot) -> str | None:
    if isinstance(spot.value, str) and RULE.fullmatch(spot.value):
        return spot.value
    spot.problem("must be date_announced, registration_opens, results, or so many days before: 7_days_before")
    return None


def _source(spot: Spot, calendar: Calendar, event: Document | None) -> Document | None:
    """A source; inside an event its name (and address) may be left out where it is the event's own."""
    here = spot.members(("as_of", "status") if event is not None else ("name", "as_of", "status"), ("name", "url"))
    document = read_each(
        here,
        name=lambda s: s.localized(MOST_SOURCE),
        as_of=lambda s: read_as_of(s, calendar),
        status=lambda s: s.word([status.value for status in Status]),
        url=_url,
    )
    if event is not None and "name" not in here:
        document = {**{name: event[name] for name in ("name", "url") if name in event}, **document}
    return document if "as_of" in document and "status" in document else None


def _url(spot: Spot) -> str | None:
    url = spot.text(MOST_URL)
    if url is None or (url.startswith(("https://", "http://")) and " " not in url):
        return url
    spot.problem("must be an address on the web: https://...")
    return None


def _fact(spot: Spot, calendar: Calendar, event: Document | None) -> Document | None:
    here = spot.members(("aspect", "value"), ("source",))
    fact = read_each(
        here,
        aspect=lambda s: s.word(list(ASPECTS)),
        value=lambda s: s.localized(MOST_FACT, lines=True),
        source=lambda s: _source(s, calendar, event),
    )
    if "source" not in here and event is not None:
        fact["source"] = event
    return fact if {"aspect", "value", "source"} <= fact.keys() else None


def _editions(spot: Spot, calendar: Calendar, event: Document | None) -> list[Document | None]:
    editions = [_edition(item, calendar, event) for item in spot.items(MOST_EDITIONS)]
    note_repeated(spot, editions, "key", lambda edition: edition["key"])
    return [{**edition, "demo": True} if edition and calendar.demo else edition for edition in editions]


def _edition(spot: Spot, calendar: Calendar, event: Document | None) -> Document | None:
    needed = ("key", "when") if event is not None else ("key", "when", "source")
    here = spot.members(needed, ("state", "source", "venue", "registration", "rules", "sessions", "slots", "demo"))
    document = read_each(
        here,
        key=Spot.key,
        demo=Spot.flag,
        when=lambda s: read_when(s, calendar),
        state=lambda s: s.word([state.value for state in EditionState]),
        source=lambda s: _source(s, calendar, event),
        venue=_venue,
        registration=lambda s: _window(s, calendar),
        rules=read_rules,
    )
    document.setdefault("state", EditionState.PLANNED.value)
    if "source" not in here and event is not None:
        document["source"] = event
    if "sessions" in here:
        document["sessions"] = [read_session(item, calendar) for item in here["sessions"].items(MOST_SESSIONS)]
        note_repeated(here["sessions"], document["sessions"], "key", lambda session: session["key"])
    if "slots" in here:
        document["sessions"] = [*document.get("sessions", ()), *_slots(here["slots"], document, calendar)]
    return document if "key" in document else None


def _slots(spot: Spot, edition: Document, calendar: Calendar) -> list[Document]:
    slots = read_slots(spot, calendar)
    keys = {session["key"] for session in edition.get("sessions", ()) if session}
    for key in sorted(keys & {slot["key"] for slot in slots}):
        spot.problem(f"makes a slot «{key}», which stands among the sessions too; take one of them out")
    return slots


def _venue(spot: Spot) -> Document:
    return read_each(
        spot.members(("name",), ("address", "coordinates", "covers")),
        name=lambda s: s.localized(MOST_VENUE),
        address=lambda s: s.localized(MOST_ADDRESS),
        coordinates=_point,
        covers=lambda s: s.localized(MOST_VENUE),
    )


def _point(spot: Spot) -> Document:
    here = spot.members(("latitude", "longitude"))
    return read_each(here, latitude=lambda s: s.degrees(90), longitude=lambda s: s.degrees(180))


def _window(spot: Spot, calendar: Calendar) -> Document:
    here = spot.members(("opens", "closes"))
    window = read_each(here, opens=lambda s: read_moment(s, calendar), closes=lambda s: read_moment(s, calendar))
    if len(window) == len(("opens", "closes")) and window["closes"] <= window["opens"]:
        here["closes"].problem("must be after the opening")
    return window
