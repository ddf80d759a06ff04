"""A teacher signs a class up: so many places at once, all in one transaction, and what they change of them later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.applications import Application
from bot.domain.classes import MOST_CLASSES, MOST_SEATS, Sat, SchoolClass, Seat, next_child, school_question
from bot.domain.consent import Consent, hash_of
from bot.domain.eligibility import takes_class
from bot.domain.forms import FieldKind
from bot.domain.people import Role
from bot.domain.registrations import Ending, Registration
from bot.services.overlapping import NOTHING, Overlaps, overlaps_of
from bot.services.sessions import NotForRole, NotOpen, Unfit, UnknownSession

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.places import SessionKey
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.seating import Seating
    from bot.services.sessions import Offered


@dataclass(frozen=True, slots=True)
class Wish:
    """What a teacher asks for: so many seats of a new class, or more of one that is there (`class_id`).

    `school` is the answer to the form's question about it, as `read_answer` makes it, or the id of a school.
    """

    session: SessionKey
    label: str
    count: int
    names: tuple[str, ...] = ()
    class_id: int | None = None
    school: str | None = None


@dataclass(frozen=True, slots=True)
class ClassSeen:
    """A class as it stands now; `found` None where the programme has its session no more.

    `overlaps` is what else the teacher has at that time, where the class is shown by itself.
    """

    school_class: SchoolClass
    found: Offered | None
    seats: tuple[Sat, ...]
    editable: bool
    overlaps: Overlaps = NOTHING

    @property
    def live(self) -> tuple[Sat, ...]:
        """The seats that did not end."""
        return tuple(one for one in self.seats if one.registration.is_live)

    @property
    def lacking(self) -> tuple[Sat, ...]:
        """Those for which a parent still has to agree."""
        return tuple(one for one in self.seats if one.lacks_consent)

    @property
    def unclaimed(self) -> tuple[Sat, ...]:
        """Those that no pupil has taken."""
        return tuple(one for one in self.live if not one.seat.claimed)

    @property
    def nameless(self) -> tuple[Sat, ...]:
        """Those without a name."""
        return tuple(one for one in self.live if one.seat.name is None)


@dataclass(frozen=True, slots=True)
class Seated:
    """The seats are taken."""

    seen: ClassSeen


@dataclass(frozen=True, slots=True)
class Fewer:
    """Nothing was taken: of so many seats only so many can be had at once."""

    now: int
    count: int


@dataclass(frozen=True, slots=True)
class TooMany:
    """Nothing was taken: the class may have only so many seats more, or the teacher no more classes there (0)."""

    left: int


@dataclass(frozen=True, slots=True)
class UnknownClass:
    """There is none with that number, or it is somebody else's."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """It cannot be done (any more); here is how it stands."""

    seen: ClassSeen


Taken = Seated | Fewer | TooMany | UnknownClass | NotForRole | Unfit | NotOpen | UnknownSession
Changed = ClassSeen | Unchanged | UnknownClass


class Classes:
    """The use cases of a teacher; whoever else asks for a class learns nothing."""

    def __init__(self, seating: Seating, clock: Clock) -> None:
        self._seating = seating
        self._clock = clock

    async def take(
        self,
        work: Database,
        teacher: int,
        role: Role | None,
        wish: Wish,
        *,
        shown: int | None = None,
        wait: bool = False,
    ) -> Taken:
        """Take the seats, all or none.

        With `shown` places left before their eyes the teacher takes only those, or also waits for the others; where
        meanwhile more or fewer are left, nothing is taken and it is asked anew.
        """
        return await work.run(lambda tx: self._take(tx, teacher, role, wish, shown, wait=wait))

    async def mine(self, work: Database, teacher: int) -> tuple[ClassSeen, ...]:
        """The classes of a teacher, the newest first."""
        return tuple(await work.read(lambda tx: [self._seen(tx, one) for one in tx.classes.of(teacher)]))

    async def look(self, work: Database, teacher: int, class_id: int) -> ClassSeen | UnknownClass:
        """One of them."""

        def body(tx: Transaction) -> ClassSeen | UnknownClass:
            one = self._own(tx, teacher, class_id)
            return self._with_overlaps(tx, self._seen(tx, one)) if one else UnknownClass()

        return await work.read(body)

    async def hold_papers(
        self, work: Database, teacher: int, class_id: int, version: str, words: str, *, number: int | None = None
    ) -> Changed:
        """The teacher states that the school holds the parents' consents on paper: for all seats, or for one."""
        consent = Consent(version, hash_of(words), teacher, self._clock.now(), paper=True)

        def body(tx: Transaction, seen: ClassSeen) -> bool:
            those = [one for one in seen.lacking if number in {None, one.seat.number}]
            for one in those:
                self._put(tx, one.registration, one.registration.consented(consent))
            return bool(those)

        return await self._change(work, teacher, class_id, body)

    async def name(
        self, work: Database, teacher: int, class_id: int, names: tuple[str, ...], *, number: int | None = None
    ) -> Changed:
        """Write names to the seats without one, in their order, or another one to one seat."""

        def body(tx: Transaction, seen: ClassSeen) -> bool:
            those = [one for one in seen.live if one.seat.number == number] if number else list(seen.nameless)
            if seen.found is None or seen.found.session.names_optional or not 0 < len(names) <= len(those):
                return False
            for one, name in zip(those, names, strict=False):
                tx.classes.seat(replace(one.seat, name=name))
            return True

        return await self._change(work, teacher, class_id, body)

    async def remove(self, work: Database, teacher: int, class_id: int, number: int) -> Changed:
        """Take one seat out; its place goes to who waits."""

        def body(tx: Transaction, seen: ClassSeen) -> bool:
            those = [one for one in seen.seats if one.seat.number == number]
            for one in those:
                self._end(tx, one)
            return bool(those)

        return await self._change(work, teacher, class_id, body)

    async def cancel(self, work: Database, teacher: int, class_id: int) -> Changed:
        """Cancel every seat and forget the class, with its names."""

        def body(tx: Transaction, seen: ClassSeen) -> bool:
            # Who waits goes first: the places of the others must not go to seats of the same class.
            for one in sorted(seen.seats, key=lambda one: one.registration.held):
                self._end(tx, one)
            tx.classes.forget(class_id)
            return True

        return await self._change(work, teacher, class_id, body)

    def _take(
        self, tx: Transaction, teacher: int, role: Role | None, wish: Wish, shown: int | None, *, wait: bool
    ) -> Taken:
        tx.registrations.lock()
        found = self._seating.find(tx, wish.session)
        if found is None:
            return UnknownSession()
        if not found.takes_classes or role is not Role.TEACHER:
            return NotForRole(found.session.roles)
        if not takes_class(found.session, wish.label):
            return Unfit()
        if not self._seating.is_open(found):
            return NotOpen()
        one = self._own(tx, teacher, wish.class_id) if wish.class_id else None
        if wish.class_id and (one is None or one.session != wish.session):
            return UnknownClass()
        if not (one or wish.school) and (asked := school_question(found.session)) and asked.required:
            return Unfit()
        if (room := self._room(tx, teacher, found, one)) < wish.count or wish.count < 1:
            return TooMany(room)
        left = self._seating.left(tx, found)
        now = wish.count if left is None else min(left, wish.count)
        count = now if shown is not None and not wait else wish.count
        if now != (wish.count if shown is None else shown) or not count:
            return Fewer(now, wish.count)
        made = SchoolClass(wish.session, teacher, wish.label, self._clock.now(), school=wish.school)
        one = one or tx.classes.add(made)
        self._sit(tx, found, one, count, wish.names)
        self._seating.tell_teacher(tx, teacher, one.id)
        return Seated(self._with_overlaps(tx, self._seen(tx, one)))

    def _room(self, tx: Transaction, teacher: int, found: Offered, one: SchoolClass | None) -> int:
        """How many seats more the class may have."""
        if one is None:
            there = [other for other in tx.classes.of(teacher) if other.session == found.key]
            return MOST_SEATS if len(there) < MOST_CLASSES else 0
        return MOST_SEATS - len(self._seen(tx, one).live)

    def _sit(self, tx: Transaction, found: Offered, one: SchoolClass, count: int, names: tuple[str, ...]) -> None:
        """Each seat is a registration of its own; what a form asks of school and class, the teacher has said."""
        number = max((seat.number for seat in tx.classes.seats(one.id)), default=0)
        child = next_child(tx.registrations.of(one.teacher), found.key)
        fields = found.session.form.fields if found.session.form else ()
        known = {FieldKind.SCHOOL_CLASS: one.label, FieldKind.SCHOOL: one.school}
        answers = MappingProxyType({field.key: said for field in fields if (said := known.get(field.kind))})
        kept_names = () if found.session.names_optional else names
        for at in range(count):
            seat = Application(one.teacher, child - at, 1, minor=True, answers=answers, school_class=one.label)
            kept = self._seating.seat(tx, found, seat, None)
            name = kept_names[at] if at < len(kept_names) else None
            tx.classes.seat(Seat(one.id, number + 1 + at, kept.id, name))

    async def _change(
        self, work: Database, teacher: int, class_id: int, change: Callable[[Transaction, ClassSeen], bool]
    ) -> Changed:
        def body(tx: Transaction) -> Changed:
            tx.registrations.lock()
            one = self._own(tx, teacher, class_id)
            if one is None:
                return UnknownClass()
            seen = self._seen(tx, one)
            if not seen.editable or not change(tx, seen):
                return Unchanged(seen)
            return self._with_overlaps(tx, self._seen(tx, one))

        return await work.run(body)

    def _end(self, tx: Transaction, one: Sat) -> None:
        ending = Ending.BY_TEACHER if one.seat.claimed else Ending.BY_PERSON
        self._put(tx, one.registration, one.registration.cancelled(ending))
        tx.classes.unseat(one.registration.id)

    def _put(self, tx: Transaction, before: Registration, after: object) -> None:
        if isinstance(after, Registration):
            self._seating.changed(tx, before, after, by_teacher=True)

    @staticmethod
    def _own(tx: Transaction, teacher: int, class_id: int) -> SchoolClass | None:
        one = tx.classes.get(class_id)
        return one if one and one.teacher == teacher else None

    def _seen(self, tx: Transaction, one: SchoolClass) -> ClassSeen:
        return class_seen(tx, one, self._seating.find(tx, one.session), self._clock.now())

    def _with_overlaps(self, tx: Transaction, seen: ClassSeen) -> ClassSeen:
        one, find = seen.school_class, partial(self._seating.find, tx)
        return replace(seen, overlaps=overlaps_of(tx, find, one.teacher, [(one.session, 0)] if seen.live else []))


def class_seen(tx: Transaction, one: SchoolClass, found: Offered | None, now: datetime) -> ClassSeen:
    """The class as the tables have it; until the session's cut-off it may be changed."""
    taken = {seat.registration: seat for seat in tx.classes.seats(one.id)}
    seats = tuple(Sat(taken[registration.id], registration) for registration in tx.registrations.some([*taken]))
    return ClassSeen(one, found, seats, found is not None and now < found.terms.closes)
