"""An application with how its review goes, read inside a transaction; decides and changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.reviews import review_of
from bot.domain.rules import rules_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.registrations import Registration
    from bot.domain.reviews import Review, ReviewQuestion
    from bot.services.ports.database import Transaction
    from bot.services.sessions import Offered, Seen


def review_in(
    one: Registration, found: Offered | None, questions: Sequence[ReviewQuestion], now: datetime, zone: ZoneInfo
) -> Review | None:
    """How its review goes; None where the session has none."""
    if not questions and not (found and found.session.review):
        return None
    days = rules_of(found.edition, found.session).decision_days if found else None
    return review_of(one, questions, days, now, zone)


def with_reviews(tx: Transaction, some: Sequence[Seen], now: datetime, zone: ZoneInfo) -> Sequence[Seen]:
    """The same, each with how its review goes."""
    # A session that has gone from the programme may have had one.
    wanted = [one.registration.id for one in some if one.found is None or one.found.session.review]
    asked = tx.review_questions.of(wanted) if wanted else {}
    return [
        replace(one, review=review_in(one.registration, one.found, asked.get(one.registration.id, ()), now, zone))
        for one in some
    ]
