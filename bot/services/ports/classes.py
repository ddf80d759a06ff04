"""The port of the tables of classes that teachers sign up, and of their seats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.classes import SchoolClass, Seat


class Classes(Protocol):
    """Classes and their seats; where a seat stands is what its registration says."""

    def add(self, one: SchoolClass) -> SchoolClass:
        """Keep a new one, with the id it gets."""
        ...

    def get(self, class_id: int) -> SchoolClass | None:
        """The class with that id, or None."""
        ...

    def of(self, teacher: int) -> Sequence[SchoolClass]:
        """The classes of one teacher, the newest first."""
        ...

    def forget(self, class_id: int) -> None:
        """Take the class out with all its seats; their registrations stay."""
        ...

    def seat(self, seat: Seat) -> None:
        """Keep a seat: a new one, or in the place of the one with that number."""
        ...

    def unseat(self, registration: int) -> None:
        """Take out the seat of that registration, with the name and the link."""
        ...

    def seats(self, class_id: int) -> Sequence[Seat]:
        """The seats of a class by number."""
        ...

    def seat_of(self, registration: int) -> Seat | None:
        """The seat that a registration is, or None."""
        ...

    def seat_by(self, secret_hash: str) -> Seat | None:
        """The seat whose link has that hash of its secret, or None."""
        ...
