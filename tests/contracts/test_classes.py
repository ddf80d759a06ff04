"""The contract of the tables of classes and their seats."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.classes import SchoolClass, Seat
from bot.domain.places import SessionKey
from bot.domain.registrations import RegistrationState
from tests.contracts.moments import NOW
from tests.contracts.test_registrations import KEY, registration

TEACHER, OTHER = 501, 502


def school_class(teacher=TEACHER, label="9А", session=KEY):
    return SchoolClass(session, teacher, label, NOW, school="other:№ 12")


async def test_classes_are_kept_by_teacher_the_newest_first(database):
    first = await database.run(lambda t: t.classes.add(school_class()))
    other = await database.run(lambda t: t.classes.add(school_class(OTHER)))
    second = await database.run(lambda t: t.classes.add(school_class(label="9Ә")))

    assert first == replace(school_class(), id=first.id)
    assert await database.read(lambda t: t.classes.get(other.id)) == other
    assert await database.read(lambda t: t.classes.get(999)) is None
    assert await database.read(lambda t: list(t.classes.of(TEACHER))) == [second, first]


async def test_seats_are_found_by_class_by_registration_and_by_the_hash_of_their_link(database):
    kept = await database.run(lambda t: t.classes.add(school_class()))
    seats = [Seat(kept.id, number, 70 + number, secret_hash=f"hash{number}") for number in (10, 2, 1)]
    await database.run(lambda t: [t.classes.seat(seat) for seat in seats])

    assert await database.read(lambda t: list(t.classes.seats(kept.id))) == seats[::-1]
    assert await database.read(lambda t: t.classes.seat_of(72)) == seats[1]
    assert await database.read(lambda t: t.classes.seat_by("hash10")) == seats[0]
    assert await database.read(lambda t: (t.classes.seat_of(1), t.classes.seat_by("none"))) == (None, None)

    named = replace(seats[1], name="Айгерім", secret_hash=None, claimed=True)
    await database.run(lambda t: t.classes.seat(named))
    await database.run(lambda t: t.classes.unseat(71))
    assert await database.read(lambda t: list(t.classes.seats(kept.id))) == [named, seats[0]]
    assert await database.read(lambda t: t.classes.seat_by("hash2")) is None


async def test_a_class_is_forgotten_with_its_seats_and_no_other(database):
    one, other = await database.run(lambda t: [t.classes.add(school_class()) for _ in range(2)])
    await database.run(lambda t: [t.classes.seat(Seat(c.id, 1, c.id, "Name")) for c in (one, other)])
    await database.run(lambda t: t.classes.forget(one.id))

    assert await database.read(lambda t: list(t.classes.of(TEACHER))) == [other]
    assert await database.read(lambda t: [len(t.classes.seats(c.id)) for c in (one, other)]) == [0, 1]


async def with_seats(database, *owners, session=KEY):
    """A class whose seats are registrations of these people."""

    def body(t):
        kept = t.classes.add(school_class(session=session))
        for number, owner in enumerate(owners, 1):
            made = replace(registration(owner, RegistrationState.WAITLISTED), session=session)
            child = -number if owner == TEACHER else 0
            made = t.registrations.add(replace(made, application=replace(made.application, child=child)))
            t.classes.seat(Seat(kept.id, number, made.id, f"Name {number}", f"hash{session.edition}{number}"))
        return kept

    return await database.run(body)


async def test_a_pupil_who_is_erased_has_no_name_in_the_class(database):
    kept = await with_seats(database, 1001, 1002)
    found = await database.read(lambda t: t.personal.of(1001))
    assert len(found["class_seats"]) == 1
    await database.run(lambda t: t.personal.erase(1001))
    assert [seat.name for seat in await database.read(lambda t: t.classes.seats(kept.id))] == [None, "Name 2"]


async def test_a_teacher_who_is_erased_takes_the_class_along_but_not_the_pupils_registrations(database):
    kept = await with_seats(database, 1001, TEACHER)
    found = await database.read(lambda t: t.personal.of(TEACHER))
    assert (len(found["classes"]), len(found["class_seats"])) == (1, 1)
    await database.run(lambda t: t.personal.erase(TEACHER))
    assert await database.read(lambda t: (t.classes.get(kept.id), list(t.classes.seats(kept.id)))) == (None, [])
    assert [one.owner for one in await database.read(lambda t: t.registrations.of(1001))] == [1001]
    assert await database.read(lambda t: dict(t.personal.of(TEACHER))) == {}


async def test_what_is_past_its_term_goes_with_the_names(database):
    past = await with_seats(database, 1001)
    later = await with_seats(database, 1001, session=SessionKey(KEY.event, "later", KEY.session))
    await database.run(lambda t: t.registrations.anonymise(KEY.event, KEY.edition))
    assert await database.read(lambda t: list(t.classes.of(TEACHER))) == [later]
    assert await database.read(lambda t: list(t.classes.seats(past.id))) == []
