"""How a notice may be said: as a screen, as a new look of a message, as a copy; makes no words and sends nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.i18n import Translator
from bot.views.screens import Row, Screen

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.events import Programme
    from bot.services.ports.database import Transaction
    from bot.views.navigation import Surface
    from bot.views.voices import Voice

View = Callable[[Translator], Screen]
"""A screen in one language; a chat that reads both gets both in one message."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is so when a notice is said: the tables (to read), the programme, the moment, and where it is shown."""

    tx: Transaction
    programme: Programme
    now: datetime
    zone: ZoneInfo
    surface: Surface


@dataclass(frozen=True, slots=True)
class Together:
    """A screen for all languages of the chat at once: what is the same in each is said once."""

    view: Callable[[Voice], Screen]


@dataclass(frozen=True, slots=True)
class Revision:
    """Not a new message: what the bot said before under this id becomes the screen."""

    message: int
    view: View | Together


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of somebody's message, whatever it is (a text, a photo, a voice), with buttons of ours under it."""

    chat: int
    message: int
    rows: Callable[[Translator], tuple[Row, ...]] = lambda _: ()


Said = View | Together | Revision | Copied
Words = Callable[[Mapping[str, str], Setting], Said | None]
"""From a notice's params to what is said; None when that is no longer so, and nothing is said."""


def spoken(view: View | Together, voice: Voice) -> Screen:
    """The screen in the chat's language, or in both."""
    return view.view(voice) if isinstance(view, Together) else voice(view)
