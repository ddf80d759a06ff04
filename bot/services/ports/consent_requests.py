"""The port of the table of links by which guardians are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.domain.consent import ConsentRequest


class ConsentRequests(Protocol):
    """Links to a guardian, each for one decision; only the hash of a link's secret is kept."""

    def ask(self, request: ConsentRequest) -> None:
        """Keep a new one; earlier links for the same registration lead nowhere from now on."""
        ...

    def get(self, secret_hash: str) -> ConsentRequest | None:
        """The one with that hash of its secret, or None."""
        ...

    def use(self, secret_hash: str) -> bool:
        """Use it up; False when somebody already has (also when two try at once) or it is unknown."""
        ...
