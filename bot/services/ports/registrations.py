"""The port of the table of registrations, and of the places that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.coming import Party
    from bot.domain.places import Places, SessionKey
    from bot.domain.registrations import Registration, RegistrationState


class Registrations(Protocol):
    """Applications for sessions: of each owner and child at most one live one in a session."""

    def lock(self) -> None:
        """Let nobody else change registrations until this transaction ends; the first word of every one that does.

        Many who want the last places would otherwise spoil each other's transactions instead of waiting in a row.
        """
        ...

    def add(self, registration: Registration) -> Registration | None:
        """Keep a new one, with the id it gets; None when a live one stands there already."""
        ...

    def get(self, registration: int) -> Registration | None:
        """The registration with that id, or None."""
        ...

    def put(self, registration: Registration) -> None:
        """Replace the one with that id."""
        ...

    def of(self, owner: int) -> Sequence[Registration]:
        """Everything of one person, the newest first."""
        ...

    def consented_by(self, guardian: int) -> Sequence[Registration]:
        """Live ones to which this person has agreed as a guardian, the newest first."""
        ...

    def waiting(self, session: SessionKey, most: int) -> Sequence[Registration]:
        """The head of the session's queue, first come first."""
        ...

    def in_state(self, session: SessionKey, state: RegistrationState, after: int, most: int) -> Sequence[Registration]:
        """Live ones that stand so there, the next ones after that id."""
        ...

    def undecided(self, most: int) -> Sequence[Registration]:
        """Those for which an organizer's word is awaited, the oldest first."""
        ...

    def queues(self) -> Sequence[SessionKey]:
        """The sessions in which somebody waits."""
        ...

    def ahead(self, registration: Registration) -> int:
        """How many people wait before this one in the queue of its session."""
        ...

    def overdue(self, now: datetime, most: int) -> Sequence[Registration]:
        """Live ones whose wait ended at `now` or before, the oldest first."""
        ...

    def counts(self, session: SessionKey) -> Mapping[RegistrationState, int]:
        """How many people stand in each state, as places; states without any are left out."""
        ...

    def listed(self, event: str, after: int, most: int) -> Sequence[Registration]:
        """Those of an event, ended ones too, by number from beyond `after` on."""
        ...

    def some(self, numbers: Sequence[int]) -> Sequence[Registration]:
        """Those with these numbers, in their order; unknown ones are left out."""
        ...

    def owners(self, event: str, edition: str) -> Sequence[int]:
        """Who has something live in any session of the edition, by id."""
        ...

    def live_in(self, event: str, edition: str, most: int) -> Sequence[Registration]:
        """Live ones of any session of the edition, by number."""
        ...

    def parties(self, event: str, edition: str) -> Sequence[Party]:
        """Who is told of the live registrations of the edition, by registration; guardians on paper are nobody."""
        ...

    def moved(self, event: str, edition: str, sessions: frozenset[str] | None, now: datetime) -> int:
        """The date or the place of these sessions (None: of all) has moved: how many live registrations that concerns.

        Calendars have to learn them anew, and who is confirmed counts as just asked whether they still come.
        """
        ...

    def editions(self) -> Sequence[tuple[str, str, datetime]]:
        """Events and editions with registrations of somebody, and when the last one was asked for."""
        ...

    def anonymise(self, event: str, edition: str) -> int:
        """Take out who they were and what they said of themselves; the numbers stay. How many rows that was."""
        ...

    def places(self, session: SessionKey) -> Places | None:
        """The places of a session, None while nobody has asked for any."""
        ...

    def taken(self, event: str, edition: str) -> Mapping[str, int]:
        """How many places of each session of an edition are taken; sessions for which nobody has asked are left out."""
        ...

    def set_capacity(self, session: SessionKey, capacity: int | None) -> None:
        """How many places there are (None: without limit); those that are held stay held, however many."""
        ...

    def take(self, session: SessionKey, places: int) -> bool:
        """Take so many places; False, and none taken, where fewer are free."""
        ...

    def take_unwaited(self, session: SessionKey, places: int, capacity: int | None) -> bool:
        """Take so many where nobody waits for places and there are `capacity`; False, and none taken, otherwise."""
        ...

    def free(self, session: SessionKey, places: int) -> None:
        """Give so many places back."""
        ...
