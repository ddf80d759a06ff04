"""The port of the table of what organizers ask about applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.domain.reviews import ReviewQuestion


class ReviewQuestions(Protocol):
    """Questions about applications with their replies; of one application at most one waits."""

    def add(self, question: ReviewQuestion) -> ReviewQuestion | None:
        """Keep a new one, with the id it gets; None when another one of the same application waits for its reply."""
        ...

    def get(self, question: int) -> ReviewQuestion | None:
        """The one with that id, or None."""
        ...

    def of(self, registrations: Collection[int]) -> Mapping[int, tuple[ReviewQuestion, ...]]:
        """All of these applications, the oldest first; applications without any are left out."""
        ...

    def keep_reply(self, question: ReviewQuestion) -> bool:
        """Keep its reply; False when there is one already (also when two try at once) or it is unknown."""
        ...

    def forget(self, registration: int) -> None:
        """Take out everything about that application."""
        ...
