"""The port of everything that is kept under somebody's number, in memory: which rows, not each of their columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.domain.handovers import HandoverState
from tests.fakes.classes import FakeClasses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.classes import Seat
    from bot.services.ports.personal import Kept
    from tests.fakes.tables import Tables


class FakePersonal:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def of(self, person: int) -> Mapping[str, Sequence[Kept]]:
        found = {name: len(keys) for name, keys in self._keys(person).items()}
        found["registrations"] = sum(person == one.owner for one in self._tables.registrations.values())
        found["registrations"] += sum(self._gave(person, one.consent) for one in self._tables.registrations.values())
        found["classes"] = sum(one.teacher == person for one in self._tables.classes.values())
        found["class_seats"] = len(self._seats(person))
        found["review_questions"] = len(self._asked(person))
        return {name: [{"id": person}] * number for name, number in found.items() if number}

    def erase(self, person: int) -> int:
        self._tables.written()
        kept, erased = self._tables, 0
        for number, one in list(kept.handovers.items()):
            if one.person == person and one.state is HandoverState.WITHDRAWN:
                kept.handovers[number] = replace(one, person=-number)
                erased += 1
        for taught in [one for one in kept.classes.values() if one.teacher == person]:
            erased += 1 + len(FakeClasses(kept).seats(taught.id))
            FakeClasses(kept).forget(taught.id)
        for seat in self._seats(person):
            kept.class_seats[seat.class_id, seat.number] = replace(seat, name=None)
            erased += 1
        asked = self._asked(person)
        kept.review_questions = {key: one for key, one in kept.review_questions.items() if key not in asked}
        erased += len(asked)
        for number, registration in list(kept.registrations.items()):
            after = registration
            if after.owner == person:
                nobody = after.application.forgotten(number)
                consent = replace(after.consent, contact=None) if after.consent else None
                after = replace(after, application=nobody, consent=consent, reason=None)
                erased += 1
            if after.consent and after.consent.by == person:
                after = replace(after, consent=replace(after.consent, by=0, contact=None))
                erased += 1
            kept.registrations[number] = after
        for name, keys in self._keys(person).items():
            table = getattr(kept, name)
            for key in keys:
                del table[key]
            erased += len(keys)
        return erased

    def _keys(self, person: int) -> dict[str, list[Any]]:
        kept = self._tables
        return {
            "people": [key for key in kept.people if key == person],
            "staff": [key for key in kept.staff if key == person],
            "follows": [key for key in kept.follows if key[0] == person],
            "told": [key for key in kept.told if key[0] == person],
            "subscriptions": [key for key in kept.subscriptions if key == person],
            "handovers": [key for key, one in kept.handovers.items() if one.person == person],
            "handover_messages": [key for key in kept.handover_messages if key[0] == person],
            "outbox": [key for key, one in kept.outbox.items() if one.chat == person],
            "recipients": [key for key in kept.recipients if key[1] == person],
            "dialogues": [key for key, one in kept.dialogues.items() if one.chat == person],
        }

    def _seats(self, person: int) -> list[Seat]:
        mine = {number for number, one in self._tables.registrations.items() if one.owner == person}
        return [seat for seat in self._tables.class_seats.values() if seat.registration in mine]

    def _asked(self, person: int) -> list[int]:
        mine = {number for number, one in self._tables.registrations.items() if one.owner == person}
        return [number for number, one in self._tables.review_questions.items() if one.registration in mine]

    @staticmethod
    def _gave(person: int, consent: object) -> bool:
        return getattr(consent, "by", None) == person
