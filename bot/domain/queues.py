"""The queue of a session: who of it gets the places that are free now; first come, first served."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.places import Places
    from bot.domain.registrations import Registration


def to_offer(places: Places, waiting: Iterable[Registration]) -> Iterator[Registration]:
    """Those of the queue, first come first, who get the free places now.

    Nobody overtakes: while the first one needs more places than are free, those are kept for it, so that a party does
    not starve behind those who come alone. Who needs more than there are at all holds nobody up.
    """
    for registration in waiting:
        needed = registration.application.places
        if places.never_fit(needed):
            continue
        if not places.fit(needed):
            return
        places = replace(places, taken=places.taken + needed)
        yield registration
