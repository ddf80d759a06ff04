"""What a programme file may say of a session and its form: checks it and answers documents; reads no files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.forms import FieldKind
from bot.domain.people import Role
from bot.domain.programme_limits import (
    FIRST_GRADE,
    LAST_GRADE,
    LEAST_AGE,
    MOST_AGE,
    MOST_CAPACITY,
    MOST_CHOICE,
    MOST_CHOICES,
    MOST_FIELDS,
    MOST_LABEL,
    MOST_PARTY,
    MOST_SESSION_NAME,
    MOST_SLOTS_NAME,
    MOST_VENUE,
)
from bot.storage.programme_spots import Spot, note_repeated, read_each
from bot.storage.programme_terms import read_rules
from bot.storage.programme_times import read_when

if TYPE_CHECKING:
    from bot.storage.programme_documents import Document
    from bot.storage.programme_times import Calendar


SHARED = (
    "place",
    "capacity",
    "roles",
    "grades",
    "ages",
    "review",
    "names_optional",
    "guardian_contact",
    "party",
    "form",
    "rules",
)
"""What slots of one row have in common, and any other session has for itself."""


def read_session(spot: Spot, calendar: Calendar) -> Document | None:
    """The document of a session."""
    here = spot.members(("key", "name"), ("when", "slots", *SHARED))
    session = read_each(
        here,
        key=Spot.key,
        name=lambda s: s.localized(MOST_SESSION_NAME),
        slots=_slots,
        when=lambda s: read_when(s, calendar),
    )
    if "slots" in here and "start" not in session.get("when", ()):
        here["slots"].problem("needs the start of the session: when: {start: 2027-05-14 10:00}")
    return session | read_shared(here) if "key" in session else None


def read_shared(here: dict[str, Spot]) -> Document:
    """Those of `SHARED` that are here."""
    shared = read_each(
        here,
        place=lambda s: s.localized(MOST_VENUE),
        capacity=lambda s: s.whole(1, MOST_CAPACITY),
        roles=_roles,
        grades=lambda s: _span(s, FIRST_GRADE, LAST_GRADE),
        ages=lambda s: _span(s, LEAST_AGE, MOST_AGE),
        review=Spot.flag,
        names_optional=Spot.flag,
        guardian_contact=Spot.flag,
        party=_party,
        form=_form,
        rules=read_rules,
    )
    if "grades" in here and Role.PUPIL.value not in shared.get("roles", [Role.PUPIL.value]):
        here["grades"].problem("are classes of pupils, for whom this session is not: put pupil among its roles")
    return shared


def _slots(spot: Spot) -> Document:
    """The row of slots that the session belongs to."""
    return read_each(spot.members(("key", "name")), key=Spot.key, name=lambda s: s.localized(MOST_SLOTS_NAME))


def _party(spot: Spot) -> Document:
    """How many may come with one application."""
    return read_each(spot.members(("most",)), most=lambda s: s.whole(2, MOST_PARTY))


def _span(spot: Spot, least: int, most: int) -> Document | None:
    """Whole numbers from one to another; one of the two is enough."""
    here = spot.members((), ("from", "to"))
    span = read_each(here, **dict.fromkeys(("from", "to"), lambda s: s.whole(least, most)))
    if not here:
        spot.problem("needs from, to, or both")
    elif span.get("from", least) > span.get("to", most):
        spot.problem("ends before it begins")
    return span or None


def _roles(spot: Spot) -> list[str]:
    known = [role.value for role in Role]
    roles = [item.word(known) for item in spot.items(len(known), 1)]
    note_repeated(spot, roles, "role", str)
    return [role for role in roles if role]


def _form(spot: Spot) -> Document:
    here = spot.members(("fields",))
    fields = [_field(item) for item in here["fields"].items(MOST_FIELDS, 1)] if here else []
    if here:
        note_repeated(here["fields"], fields, "key", lambda field: field["key"])
    return {"fields": fields}


def _field(spot: Spot) -> Document | None:
    here = spot.members(("key", "kind", "label", "purpose"), ("required", "choices"))
    field = read_each(
        here,
        key=Spot.key,
        kind=lambda s: s.word([kind.value for kind in FieldKind]),
        label=lambda s: s.localized(MOST_LABEL),
        purpose=lambda s: s.localized(MOST_LABEL),
        required=Spot.flag,
        choices=lambda s: [item.localized(MOST_CHOICE) for item in s.items(MOST_CHOICES, 2)],
    )
    if "kind" in field and ("choices" in here) != FieldKind(field["kind"]).takes_choices:
        spot.problem("needs choices for the kinds choice and choices, and must have none for any other")
    return field if "key" in field else None
