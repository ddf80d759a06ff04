"""The port of the tables of classes and their seats, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.storage.limits import checked_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.classes import SchoolClass, Seat
    from tests.fakes.tables import Tables


class FakeClasses:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, one: SchoolClass) -> SchoolClass:
        self._tables.written()
        self._tables.last_class += 1
        kept = replace(
            one,
            id=self._tables.last_class,
            label=checked_text(one.label),
            school=one.school and checked_text(one.school),
        )
        self._tables.classes[kept.id] = kept
        return kept

    def get(self, class_id: int) -> SchoolClass | None:
        return self._tables.classes.get(class_id)

    def of(self, teacher: int) -> Sequence[SchoolClass]:
        return [one for one in reversed(self._tables.classes.values()) if one.teacher == teacher]

    def forget(self, class_id: int) -> None:
        self._tables.written()
        self._tables.classes.pop(class_id, None)
        for seat in self.seats(class_id):
            del self._tables.class_seats[seat.class_id, seat.number]

    def seat(self, seat: Seat) -> None:
        self._tables.written()
        others = [one for one in self._tables.class_seats.values() if (one.class_id, one.number) != _key(seat)]
        assert all(one.registration != seat.registration for one in others)
        self._tables.class_seats[_key(seat)] = seat

    def unseat(self, registration: int) -> None:
        self._tables.written()
        seat = self.seat_of(registration)
        if seat is not None:
            del self._tables.class_seats[_key(seat)]

    def seats(self, class_id: int) -> Sequence[Seat]:
        theirs = (seat for seat in self._tables.class_seats.values() if seat.class_id == class_id)
        return sorted(theirs, key=_key)

    def seat_of(self, registration: int) -> Seat | None:
        return next((one for one in self._tables.class_seats.values() if one.registration == registration), None)

    def seat_by(self, secret_hash: str) -> Seat | None:
        wanted = checked_text(secret_hash)
        return next((one for one in self._tables.class_seats.values() if one.secret_hash == wanted), None)


def _key(seat: Seat) -> tuple[int, int]:
    return seat.class_id, seat.number
