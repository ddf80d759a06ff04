"""What somebody has at the same time as a session: sessions of their own, and other classes of a teacher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.when import Exact, meet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.domain.classes import SchoolClass
    from bot.domain.places import SessionKey
    from bot.domain.registrations import Registration
    from bot.services.ports.database import Transaction
    from bot.services.sessions import Offered

    Find = Callable[[SessionKey], Offered | None]


@dataclass(frozen=True, slots=True)
class Overlaps:
    """What else there is at that time: sessions of the person or the child, and classes that the person signed up."""

    own: tuple[Offered, ...] = ()
    classes: tuple[tuple[SchoolClass, Offered], ...] = ()


NOTHING = Overlaps()


def overlapping(find: Find, found: Offered, mine: Iterable[Registration], child: int = 0) -> tuple[Offered, ...]:
    """The other sessions at that time for which the person, or the child, is live among what is theirs."""
    if not isinstance(found.session.when, Exact):
        return ()
    there = [one.session for one in mine if one.is_live and one.application.child == child]
    others = [find(session) for session in there if session != found.key]
    return tuple(one for one in others if one and meet(found.session.when, one.session.when))


def overlapping_classes(
    tx: Transaction, find: Find, found: Offered, teacher: int
) -> tuple[tuple[SchoolClass, Offered], ...]:
    """The teacher's classes with live seats in other sessions at that time, each with its session."""
    if not isinstance(found.session.when, Exact):
        return ()
    there = [(one, find(one.session)) for one in tx.classes.of(teacher) if one.session != found.key]
    meeting = [(one, at) for one, at in there if at and meet(found.session.when, at.session.when)]
    return tuple((one, at) for one, at in meeting if _is_live(tx, one))


def overlaps_of(tx: Transaction, find: Find, person: int, those: Iterable[tuple[SessionKey, int]]) -> Overlaps:
    """What a person has at the same time as those sessions, each with the child for whom it is, or 0."""
    own: dict[SessionKey, Offered] = {}
    classes: dict[int, tuple[SchoolClass, Offered]] = {}
    mine = tx.registrations.of(person)
    for session, child in those:
        if found := find(session):
            own |= {one.key: one for one in overlapping(find, found, mine, child)}
            classes |= {one.id: (one, at) for one, at in overlapping_classes(tx, find, found, person)}
    return Overlaps(tuple(own.values()), tuple(classes.values()))


def _is_live(tx: Transaction, one: SchoolClass) -> bool:
    return any(seat.is_live for seat in tx.registrations.some([seat.registration for seat in tx.classes.seats(one.id)]))
