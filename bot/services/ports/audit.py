"""The port of the audit log: it grows, and nothing in it is changed or taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.auditing import Entry


class Audit(Protocol):
    """What the staff did, in the order of doing."""

    def add(self, entry: Entry) -> None:
        """Write an entry; `id` of the argument is ignored."""
        ...

    def newest(self, limit: int, skip: int = 0) -> Sequence[Entry]:
        """Entries, the newest first."""
        ...
