"""«Tell me the date»: its button, and what is said when somebody asks for it or takes that back; one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.views.screens import Button, Go

if TYPE_CHECKING:
    from bot.domain.events import Edition, Event
    from bot.i18n import Translator


def follow_button(event: Event, edition: Edition | None, tr: Translator, *shelf: str, follows: bool = False) -> Button:
    """Asks to be told, or takes that back; `edition` is the one to come, if there will be one."""
    if follows:
        return Button(tr.plain("Do not tell me"), Go("unfollow", event.key, *shelf))
    over = edition is None and event.editions and not event.recurs
    label = tr.plain("🔔 Tell me if it is held again") if over else tr.plain("🔔 Tell me the date")
    return Button(label, Go("follow", event.key, *shelf))


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
