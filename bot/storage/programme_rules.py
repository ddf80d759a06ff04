"""What a programme file may hold: checks a sheet and answers the document of its event; reads no files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.events import EditionState, Kind
from bot.domain.facts import ASPECTS, Status
from bot.domain.forms import FieldKind
from bot.domain.people import Role
from bot.domain.plans import RULE
from bot.domain.programme_limits import (
    MOST_ADDRESS,
    MOST_ALIAS,
    MOST_ALIASES,
    MOST_AUDIENCE,
    MOST_CAPACITY,
    MOST_CHOICE,
    MOST_CHOICES,
    MOST_EDITIONS,
    MOST_FACT,
    MOST_FACTS,
    MOST_FIELDS,
    MOST_LABEL,
    MOST_NAME,
    MOST_RULES,
    MOST_SESSION_NAME,
    MOST_SESSIONS,
    MOST_SOURCE,
    MOST_SUMMARY,
    MOST_URL,
    MOST_VENUE,
)
from bot.storage.programme_terms import read_rules
from bot.storage.programme_times import read_as_of, read_moment, read_when

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from bot.storage.programme_documents import Document
    from bot.storage.programme_spots import Spot
    from bot.storage.programme_times import Calendar

_EVENT = ("key", "kind", "name", "summary", "audience", "source")
_EVENT_MORE = ("aliases", "facts", "editions", "recurs", "archived", "plan", "demo")


def read_event(spot: Spot, calendar: Calendar) -> Document:
    """The document of an event; whole only when the sheet has no problem after it."""
    here = spot.members(_EVENT, _EVENT_MORE)
    document = _read(
        here,
        key=_key,
        kind=lambda s: s.word([kind.value for kind in Kind]),
        name=lambda s: s.localized(MOST_NAME),
        summary=lambda s: s.localized(MOST_SUMMARY, lines=True),
        audience=lambda s: s.localized(MOST_AUDIENCE),
        source=lambda s: _source(s, calendar, None),
        recurs=_flag,
        archived=_flag,
        aliases=_aliases,
        plan=_plan,
    )
    source = document.get("source", {})
    if "facts" in here:
        document["facts"] = [_fact(item, calendar, source) for item in here["facts"].items(MOST_FACTS)]
        _unique(
            here["facts"], document["facts"], "aspect and status", lambda f: (f["aspect"], f["source"].get("status"))
        )
    if "editions" in here:
        document["editions"] = _editions(here["editions"], calendar, source)
    return document


def read_overlay(spot: Spot, calendar: Calendar) -> Document:
    """The editions that a file adds to an event of another file: `{"extends": key, "editions": [...]}`."""
    here = spot.members(("extends", "editions"), ("demo",))
    document = _read(here, extends=_key)
    if "editions" in here:
        document["editions"] = _editions(here["editions"], calendar, None)
    return document


def is_demo(spot: Spot) -> bool:
    """Whether a file says `demo: true`; notes any other word for it."""
    return spot.has("demo") and spot.at("demo").flag() is True


def _read(here: dict[str, Spot], **readers: Callable[[Spot], Any]) -> Document:
    read = {name: reader(here[name]) for name, reader in readers.items() if name in here}
    return {name: value for name, value in read.items() if value is not None}


def _key(spot: Spot) -> str | None:
    return spot.key()


def _flag(spot: Spot) -> bool | None:
    return spot.flag()


def _aliases(spot: Spot) -> list[str]:
    aliases = [item.text(MOST_ALIAS) for item in spot.items(MOST_ALIASES)]
    _unique(spot, aliases, "alias", str.casefold)
    return [alias for alias in aliases if alias is not None]


def _plan(spot: Spot) -> list[str]:
    rules = [_rule(item) for item in spot.items(MOST_RULES)]
    _unique(spot, rules, "rule", str)
    return [rule for rule in rules if rule is not None]


def _rule(spot: Spot) -> str | None:
    if isinstance(spot.value, str) and RULE.fullmatch(spot.value):
        return spot.value
    spot.problem("must be date_announced, registration_opens, results, or so many days before: 7_days_before")
    return None


def _source(spot: Spot, calendar: Calendar, event: Document | None) -> Document | None:
    """A source; inside an event its name (and address) may be left out where it is the event's own."""
    here = spot.members(("as_of", "status") if event is not None else ("name", "as_of", "status"), ("name", "url"))
    document = _read(
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
    fact = _read(
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
    _unique(spot, editions, "key", lambda edition: edition["key"])
    return [{**edition, "demo": True} if edition and calendar.demo else edition for edition in editions]


def _edition(spot: Spot, calendar: Calendar, event: Document | None) -> Document | None:
    needed = ("key", "when") if event is not None else ("key", "when", "source")
    here = spot.members(needed, ("state", "source", "venue", "registration", "rules", "sessions", "demo"))
    document = _read(
        here,
        key=_key,
        demo=_flag,
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
        document["sessions"] = [_session(item, calendar) for item in here["sessions"].items(MOST_SESSIONS)]
        _unique(here["sessions"], document["sessions"], "key", lambda session: session["key"])
    return document if "key" in document else None


def _venue(spot: Spot) -> Document:
    return _read(
        spot.members(("name",), ("address", "coordinates", "covers")),
        name=lambda s: s.localized(MOST_VENUE),
        address=lambda s: s.localized(MOST_ADDRESS),
        coordinates=_point,
        covers=lambda s: s.localized(MOST_VENUE),
    )


def _point(spot: Spot) -> Document:
    here = spot.members(("latitude", "longitude"))
    return _read(here, latitude=lambda s: s.degrees(90), longitude=lambda s: s.degrees(180))


def _window(spot: Spot, calendar: Calendar) -> Document:
    here = spot.members(("opens", "closes"))
    window = _read(here, opens=lambda s: read_moment(s, calendar), closes=lambda s: read_moment(s, calendar))
    if len(window) == len(("opens", "closes")) and window["closes"] <= window["opens"]:
        here["closes"].problem("must be after the opening")
    return window


def _session(spot: Spot, calendar: Calendar) -> Document | None:
    more = ("when", "place", "capacity", "roles", "review", "names_optional", "form", "rules")
    here = spot.members(("key", "name"), more)
    session = _read(
        here,
        key=_key,
        name=lambda s: s.localized(MOST_SESSION_NAME),
        when=lambda s: read_when(s, calendar),
        place=lambda s: s.localized(MOST_VENUE),
        capacity=lambda s: s.whole(1, MOST_CAPACITY),
        roles=_roles,
        review=_flag,
        names_optional=_flag,
        form=_form,
        rules=read_rules,
    )
    return session if "key" in session else None


def _roles(spot: Spot) -> list[str]:
    known = [role.value for role in Role]
    roles = [item.word(known) for item in spot.items(len(known), 1)]
    _unique(spot, roles, "role", str)
    return [role for role in roles if role]


def _form(spot: Spot) -> Document:
    here = spot.members(("fields",))
    fields = [_field(item) for item in here["fields"].items(MOST_FIELDS, 1)] if here else []
    if here:
        _unique(here["fields"], fields, "key", lambda field: field["key"])
    return {"fields": fields}


def _field(spot: Spot) -> Document | None:
    here = spot.members(("key", "kind", "label", "purpose"), ("required", "choices"))
    field = _read(
        here,
        key=_key,
        kind=lambda s: s.word([kind.value for kind in FieldKind]),
        label=lambda s: s.localized(MOST_LABEL),
        purpose=lambda s: s.localized(MOST_LABEL),
        required=_flag,
        choices=lambda s: [item.localized(MOST_CHOICE) for item in s.items(MOST_CHOICES, 2)],
    )
    if "kind" in field and ("choices" in here) != FieldKind(field["kind"]).takes_choices:
        spot.problem("needs choices for the kinds choice and choices, and must have none for any other")
    return field if "key" in field else None


def _unique(spot: Spot, items: Sequence[Any], what: str, of: Callable[[Any], Hashable]) -> None:
    seen: dict[Hashable, int] = {}
    for index, item in enumerate(items):
        if item is None:
            continue
        first = seen.setdefault(of(item), index)
        if first != index:
            spot.sheet.problem((*spot.path, index), f"has the same {what} as item {first + 1}; each stands once")
