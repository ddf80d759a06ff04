"""Answers changed after they were sent: which of them, until when, and whether a guardian agreed; knows no chat."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

from bot.domain.forms import FieldKind
from bot.domain.registrations import RegistrationState

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.applications import Application
    from bot.domain.events import Session
    from bot.domain.forms import Field
    from bot.domain.registrations import Registration


def amendable(
    one: Registration, session: Session, closes: datetime, words_hash: str, now: datetime
) -> tuple[Field, ...]:
    """The fields whose answers may be changed now; none after the session's cut-off or an organizer's decision.

    A guardian agreed to what had been asked by then: of a minor nothing more is asked afterwards, unless the words of
    the consent (`words_hash` is of those of today) are still the same.
    """
    decided = session.review and one.state is not RegistrationState.AWAITING_REVIEW
    if session.form is None or decided or not one.is_live or one.is_overdue(now) or now >= closes:
        return ()
    fields = (field for field in session.form.fields if field.kind is not FieldKind.CONSENT)
    if one.lacks_consent or one.consent is None or one.consent.text_hash == words_hash:
        return tuple(fields)
    return tuple(field for field in fields if field.key in one.application.answers)


def amended(one: Registration, session: Session, field: Field, value: str) -> Registration:
    """With this answer in place of the one before; an empty one is left out."""
    answers = {**one.application.answers, field.key: value}
    said = {key: answer for key, answer in answers.items() if answer}
    return replace(one, application=one.application.answering(session.form, said))


def mark_of(application: Application) -> str:
    """A short word for what is sent in: whoever decides about other answers than these is told."""
    said = json.dumps([application.places, sorted(application.answers.items())])
    return f"{crc32(said.encode()):08x}"
