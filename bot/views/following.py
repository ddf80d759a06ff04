"""What is said when somebody asks to be told a date, or takes that back; one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.i18n import Translator


def followed(tr: Translator) -> str:
    """The follow is kept."""
    return tr.plain("I will tell you once, as soon as the date is announced.")


def already_following(tr: Translator) -> str:
    """It was kept before."""
    return tr.plain("You have asked for this already: I will tell you.")


def not_awaited(tr: Translator) -> str:
    """The date is there."""
    return tr.plain("The date is already announced: see the event.")


def unfollowed(tr: Translator) -> str:
    """The follow is gone."""
    return tr.plain("I will not tell you about this date.")
