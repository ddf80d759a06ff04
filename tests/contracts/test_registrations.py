"""The contract of the table of registrations."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest

from bot.domain.applications import Application
from bot.domain.classes import SchoolClass, Seat
from bot.domain.coming import Party
from bot.domain.consent import Consent, ConsentRequest
from bot.domain.places import SessionKey
from bot.domain.registrations import Ending, Registration, RegistrationState, live_in
from tests.contracts.moments import EARLIER, LATER, NOW

KEY = SessionKey("fest", "e1", "s1")
OTHER = SessionKey("fest", "e1", "s2")


def registration(owner: int = 1, state: RegistrationState = RegistrationState.WAITLISTED, **more: Any) -> Registration:
    child, places, minor = more.pop("child", 0), more.pop("places", 1), more.pop("minor", False)
    answers = MappingProxyType({"grade": "9 «Ә»"})
    given: dict[str, Any] = {
        "id": 0,
        "session": KEY,
        "application": Application(
            owner, child, places, minor=minor, answers=answers, school="demo_1", school_class="9Ә"
        ),
        "state": state,
        "asked_at": NOW,
        "reviewed": True,
    }
    return Registration(**(given | more))


async def add(database, *wanted):
    return await database.run(lambda t: [t.registrations.add(one) for one in wanted])


async def test_what_is_kept_comes_back_whole(database):
    consent = Consent("1", "abc", 77, EARLIER, paper=True, contact="+77011234567")
    whole = registration(
        5, RegistrationState.CANCELLED, child=2, places=3, minor=True, consent=consent, until=None,
        ending=Ending.BY_PERSON, reason="ауырып қалды", sequence=4,
    )  # fmt: skip
    (kept,) = await add(database, whole)

    assert kept == replace(whole, id=kept.id)
    assert await database.read(lambda t: t.registrations.get(kept.id)) == kept
    assert await database.read(lambda t: t.registrations.get(kept.id + 1)) is None


async def test_one_live_one_of_a_person_or_child_in_a_session(database):
    first, second = await add(database, registration(1), registration(1))
    assert (first is None, second) == (False, None)
    others = await add(database, registration(1, child=1), registration(2), registration(1, session=OTHER))
    assert all(others)

    await database.run(lambda t: t.registrations.put(first.cancelled(Ending.BY_PERSON)))
    (again,) = await add(database, registration(1))
    assert again.id > first.id
    assert live_in(await database.read(lambda t: t.registrations.of(1)), KEY) == again
    assert live_in(await database.read(lambda t: t.registrations.of(2)), OTHER) is None
    assert next(iter(await database.read(lambda t: t.registrations.of(1)))).id == again.id


async def test_the_queue_is_first_come_first(database):
    a, b, c, _, elsewhere = await add(
        database,
        *(registration(owner) for owner in (1, 2, 3)),
        registration(4, RegistrationState.CONFIRMED),
        registration(5, session=OTHER),
    )

    assert await database.read(lambda t: list(t.registrations.waiting(KEY, 2))) == [a, b]
    assert await database.read(lambda t: t.registrations.ahead(c)) == 2
    assert await database.read(lambda t: t.registrations.ahead(elsewhere)) == 0
    assert sorted(await database.read(lambda t: list(t.registrations.queues()))) == [KEY, OTHER]
    assert dict(await database.read(lambda t: t.registrations.counts(KEY))) == {
        RegistrationState.WAITLISTED: 3,
        RegistrationState.CONFIRMED: 1,
    }


async def test_who_has_a_confirmed_place_in_slices(database):
    confirmed = RegistrationState.CONFIRMED
    asked = {"asked_coming_at": EARLIER, "coming_at": NOW}
    a, b, _, _, c = await add(
        database,
        registration(1, confirmed, **asked),
        registration(2, confirmed),
        registration(3),
        registration(4, confirmed, session=OTHER),
        registration(5, confirmed),
    )
    assert await database.read(lambda t: list(t.registrations.in_state(KEY, confirmed, 0, 2))) == [a, b]
    assert await database.read(lambda t: list(t.registrations.in_state(KEY, confirmed, b.id, 2))) == [c]
    assert (a.asked_coming_at, a.coming_at) == (EARLIER, NOW)


async def test_those_of_an_event_come_in_slices_and_by_their_numbers(database):
    elsewhere = SessionKey("forum", "e1", "s1")
    a, other, b, c = await add(
        database,
        registration(1),
        registration(2, session=elsewhere),
        registration(3, RegistrationState.CANCELLED),
        registration(4, session=OTHER),
    )

    assert await database.read(lambda t: list(t.registrations.listed("fest", 0, 2))) == [a, b]
    assert await database.read(lambda t: list(t.registrations.listed("fest", b.id, 2))) == [c]
    assert await database.read(lambda t: list(t.registrations.listed("fest", c.id, 2))) == []
    numbers = [c.id, 10**9, other.id, a.id]
    assert await database.read(lambda t: list(t.registrations.some(numbers))) == [c, other, a]


async def test_what_is_overdue(database):
    late, later, _ended, _endless = await add(
        database,
        registration(1, RegistrationState.OFFERED, until=NOW),
        registration(2, RegistrationState.AWAITING_GUARDIAN, until=LATER),
        registration(3, RegistrationState.EXPIRED, until=EARLIER),
        registration(4),
    )

    assert await database.read(lambda t: list(t.registrations.overdue(NOW, 9))) == [late]
    assert await database.read(lambda t: list(t.registrations.overdue(LATER, 9))) == [late, later]
    assert await database.read(lambda t: list(t.registrations.overdue(LATER, 1))) == [late]
    assert await database.read(lambda t: list(t.registrations.overdue(NOW - timedelta(seconds=1), 9))) == []


async def test_what_is_past_its_term_forgets_who_they_were(database):
    consent = Consent("1", "abc", 77, EARLIER, contact="+77011234567")
    first, _ended, other = await add(
        database,
        registration(1, RegistrationState.CONFIRMED, minor=True, consent=consent),
        registration(1, RegistrationState.CANCELLED, ending=Ending.BY_PERSON),
        registration(1, session=SessionKey("fest", "e2", "s1"), asked_at=LATER),
    )
    await database.run(lambda t: t.consent_requests.ask(ConsentRequest("hash", first.id, LATER)))
    found = await database.read(lambda t: sorted(t.registrations.editions()))
    assert found == [("fest", "e1", NOW), ("fest", "e2", LATER)]

    assert await database.run(lambda t: t.registrations.anonymise("fest", "e1")) == 2
    assert await database.run(lambda t: t.registrations.anonymise("fest", "e1")) == 0
    assert await database.read(lambda t: list(t.registrations.of(1))) == [other]
    kept = await database.read(lambda t: t.registrations.get(first.id))
    assert (kept.owner, dict(kept.application.answers)) == (-first.id, {})
    assert (kept.consent.by, kept.consent.contact) == (0, None)
    assert kept.state is RegistrationState.CONFIRMED, "the numbers stay"
    assert await database.read(lambda t: t.consent_requests.get("hash")) is None


@pytest.mark.parametrize("state", [RegistrationState.CONFIRMED, RegistrationState.ATTENDED])
async def test_the_schema_lets_no_minor_in_without_consent(sql_database, state):
    with pytest.raises(Exception, match="no_minor_without_consent"):
        await add(sql_database, registration(1, state, minor=True))
    withdrawn = Consent("1", "abc", 77, EARLIER, withdrawn_at=NOW)
    with pytest.raises(Exception, match="no_minor_without_consent"):
        await add(sql_database, registration(1, state, minor=True, consent=withdrawn))


async def test_people_are_counted_and_not_registrations(database):
    for owner, places in ((1, 3), (2, 4)):
        await database.run(lambda t, o=owner, p=places: t.registrations.add(registration(o, places=p)))
    last = await database.run(lambda t: t.registrations.add(registration(3)))

    assert await database.read(lambda t: t.registrations.ahead(last)) == 7
    assert dict(await database.read(lambda t: t.registrations.counts(KEY))) == {RegistrationState.WAITLISTED: 8}


async def test_who_counts_on_an_edition(database):
    elsewhere = SessionKey("fest", "e2", "s1")
    await add(
        database,
        *(
            registration(owner, session=session)
            for owner, session in ((2, KEY), (2, OTHER), (1, OTHER), (3, elsewhere))
        ),
        registration(4, RegistrationState.CANCELLED, ending=Ending.BY_PERSON),
    )

    assert await database.read(lambda t: list(t.registrations.owners("fest", "e1"))) == [1, 2]
    assert await database.read(lambda t: list(t.registrations.owners("fest", "e3"))) == []


async def test_who_is_told_of_an_edition_and_what_a_move_makes_of_it(database):
    consent, paper = Consent("1", "abc", 77, EARLIER), Consent("1", "abc", 40, EARLIER, paper=True)
    confirmed = RegistrationState.CONFIRMED
    child, on_paper, waits, own, elsewhere, _ended = await add(
        database,
        registration(1, confirmed, minor=True, consent=consent, until=LATER),
        registration(2, confirmed, minor=True, consent=paper),
        registration(3),
        registration(4, confirmed, session=OTHER, minor=True, consent=replace(consent, by=4)),
        registration(5, session=SessionKey("fest", "e2", "s1")),
        registration(6, RegistrationState.CANCELLED, ending=Ending.BY_PERSON),
    )
    one = await database.run(lambda t: t.classes.add(SchoolClass(KEY, 60, "9A", NOW)))
    await database.run(lambda t: t.classes.seat(Seat(one.id, 1, waits.id, claimed=True)))
    parties = await database.read(lambda t: list(t.registrations.parties("fest", "e1")))
    assert parties == [
        Party(child.id, "s1", 1, 77),
        Party(on_paper.id, "s1", 2),
        Party(waits.id, "s1", 3, None, 60),
        Party(own.id, "s2", 4),
    ]

    assert await database.run(lambda t: t.registrations.moved("fest", "e1", frozenset({"s1"}), NOW)) == 3
    assert await database.run(lambda t: t.registrations.moved("fest", "e1", None, LATER)) == 4
    kept = await database.read(lambda t: [t.registrations.get(one.id) for one in (child, waits, own, elsewhere)])
    assert [one.sequence for one in kept] == [2, 2, 1, 0]
    assert [one.asked_coming_at for one in kept] == [LATER, None, LATER, None]
    assert kept[0].until is None


async def test_what_is_live_in_an_edition(database):
    waits, _, confirmed, _ = await add(
        database,
        registration(1),
        registration(2, RegistrationState.CANCELLED, ending=Ending.EVENT_CANCELLED),
        registration(3, session=replace(KEY, session="s2")),
        registration(4, session=replace(KEY, edition="e2")),
    )
    found = await database.read(lambda t: [list(t.registrations.live_in("fest", "e1", most)) for most in (9, 1)])
    assert found == [[waits, confirmed], [waits]]
