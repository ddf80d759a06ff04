"""A registration as a file for calendars (iCalendar, RFC 5545), in the person's language; sends nothing.

Times stand in UTC: Apple, Google and Outlook all read it, and a phone whose time zone data are older than March 2024
cannot take the name Asia/Almaty for UTC+6, which would put the entry an hour off.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from bot.domain.events import EditionState
from bot.domain.registrations import NEEDS_CONSENT, RegistrationState
from bot.domain.when import Days, Exact, Unknown, is_date
from bot.views.navigation import function_payload

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from bot.domain.when import When
    from bot.i18n import Translator
    from bot.services.sessions import Offered, Seen
    from bot.views.navigation import Surface

_BEFORE_HOURS = timedelta(hours=2)
_BEFORE_DAYS = timedelta(hours=6)
"""A whole day begins at midnight: its alarm is in the evening before."""


def has_calendar(seen: Seen) -> bool:
    """Whether there is a day to write into a calendar, of a place that is the person's own."""
    return seen.registration.state is RegistrationState.CONFIRMED and _has_date(seen)


def file_name(seen: Seen) -> str:
    """Every file of a registration has the same name."""
    return f"registration-{seen.registration.id}.ics"


def calendar_file(seen: Seen, now: datetime, surface: Surface, tr: Translator) -> bytes | None:
    """The file, or None without a day or a place; an ended registration's takes the entry out again."""
    one, found = seen.registration, seen.found
    is_off = one.ending is not None or (found is not None and found.edition.state is EditionState.CANCELLED)
    if found is None or not _has_date(seen) or not (is_off or one.state in NEEDS_CONSENT):
        return None
    entry = Entry()
    entry.add("uid", f"registration-{one.id}@{surface.bot}")
    entry.add("sequence", one.sequence)
    entry.add("dtstamp", now.astimezone(UTC))
    for name, value in _times(_when(found)).items():
        entry.add(name, value)
    entry.add("summary", f"{tr.text(found.event.name)}: {tr.text(found.session.name)}")
    entry.add("description", _description(seen, found, surface, tr))
    entry.add("url", surface.deep_link(function_payload("my_registrations")))
    _add_place(entry, found, tr)
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if not is_off:
        entry.add_component(_alarm(_when(found), tr.text(found.session.name)))
    calendar = Calendar()
    calendar.add("prodid", f"-//{surface.bot}//{tr.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content


def _has_date(seen: Seen) -> bool:
    return seen.found is not None and is_date(_when(seen.found))


def _when(found: Offered) -> When:
    return found.edition.when if isinstance(found.session.when, Unknown) else found.session.when


def _times(when: When) -> Mapping[str, date]:
    match when:
        case Exact(start, end):
            return {"dtstart": start.astimezone(UTC), **({"dtend": end.astimezone(UTC)} if end else {})}
        case Days(first, last):
            # The end of days is the first day after them.
            return {"dtstart": first, "dtend": (last or first) + timedelta(days=1)}
        case _:
            return {}


def _description(seen: Seen, found: Offered, surface: Surface, tr: Translator) -> str:
    one = seen.registration
    lines = [tr.plain("Registration № {number}", number=one.id)]
    if one.application.child:
        lines.append(tr.plain("For: my child № {number}", number=one.application.child))
    if one.application.places > 1:
        lines.append(tr.plain_plural("{n} place", "{n} places", one.application.places))
    if found.edition.demo:
        lines.append(tr.plain("DEMO: this date and these sessions are invented, to show the bot."))
    lines.append(
        tr.plain("Changes and cancelling: {link}", link=surface.deep_link(function_payload("my_registrations")))
    )
    return "\n".join(lines)


def _add_place(entry: Entry, found: Offered, tr: Translator) -> None:
    venue, place = found.edition.venue, found.session.place
    named = [place, venue.name if venue else None, venue.address if venue else None]
    if said := ", ".join(tr.text(name) for name in named if name):
        entry.add("location", said)
    if venue and venue.coordinates:
        entry.add("geo", (venue.coordinates.latitude, venue.coordinates.longitude))


def _alarm(when: When, words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -(_BEFORE_DAYS if isinstance(when, Days) else _BEFORE_HOURS))
    return alarm
