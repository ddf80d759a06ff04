"""The words about a guardian's own phone number; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.views.fields import warning
from bot.views.lengths import joined
from bot.views.screens import MOST_UNITS, Button, Go, Screen

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.domain.answers import Problem
    from bot.i18n import Translator


def label(tr: Translator) -> str:
    """Of Telegram's button that sends the number."""
    return tr.plain("📱 Send my number")


def press(tr: Translator) -> str:
    """Under it the button appears."""
    return tr.plain("👇 The button is below.")


def wanted(tr: Translator) -> Markup:
    """What is asked of a guardian, and how it is answered."""
    return tr(
        "<b>Your own phone number is needed</b>\nThe organizers of this event want to be able to reach a parent. Press "
        "«{label}» at the bottom of the chat; a typed number is not taken.",
        label=label(tr),
    )


def received(tr: Translator) -> str:
    """The number has come."""
    return tr.plain("✅ The number has been received.")


def unasked(tr: Translator) -> str:
    """A contact that nobody waits for."""
    return tr.plain("Nobody asks for a number now. I have not kept it.")


def not_needed(tr: Translator) -> str:
    """Whoever was asked for it has stopped."""
    return tr.plain("The number is not needed any more.")


def asked(tr: Translator, problem: Problem | None = None) -> Screen:
    """The guardian has agreed by a link, and the number is still to come."""
    told = [warning(problem, tr)] if problem else []
    return Screen(joined([*told, wanted(tr)], MOST_UNITS), ((Button(tr.plain("Stop"), Go("cancel")),),))
