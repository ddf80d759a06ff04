"""What a person sees at one time, as a value: a text and the buttons under it; knows no aiogram and no words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import escape

from bot.views.lengths import clipped, units, visible

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.domain.events import Coordinates

MOST_UNITS = 4096
"""Telegram's limit of a message, in UTF-16 units after parsing."""

MOST_BUTTONS = 8
LONGEST_LABEL = 40
LONGEST_CALLBACK = 64
LONGEST_NUMBER = 17

_WORD = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, init=False)
class Go:
    """A button's destination inside the bot: where to, and the keys it is about; re-checked at every tap."""

    to: str
    args: tuple[str, ...]

    def __init__(self, to: str, *args: str) -> None:
        """Refuse (ValueError) what does not fit a button: 64 bytes of ASCII letters, digits, `_`, `-`."""
        words = (to, *args)
        if not all(_WORD.fullmatch(word) for word in words):
            raise ValueError("a destination is made of ASCII letters, digits, _ and -")
        if len(":".join(words)) > LONGEST_CALLBACK:
            raise ValueError(f"a destination has at most {LONGEST_CALLBACK} bytes")
        object.__setattr__(self, "to", to)
        object.__setattr__(self, "args", args)

    def encode(self) -> str:
        """The callback data: `event:mamandyqfest`."""
        return ":".join((self.to, *self.args))

    @property
    def number(self) -> int:
        """The number that stands first."""
        return self.number_at(0)

    def number_at(self, place: int) -> int:
        """The number that stands there; 0, which is none of ours, where there is none that a database takes."""
        word = self.args[place] if place < len(self.args) else ""
        return int(word) if word.isdecimal() and len(word) <= LONGEST_NUMBER else 0

    @classmethod
    def parse(cls, data: str) -> Go | None:
        """The destination of a tap, None when it was never ours; never raises, whatever is sent."""
        if len(data) > LONGEST_CALLBACK:
            return None
        to, *args = data.split(":")
        return cls(to, *args) if all(_WORD.fullmatch(word) for word in (to, *args)) else None


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address."""

    url: str


@dataclass(frozen=True, slots=True)
class Share:
    """A button that offers to send an address, with a line of text, to somebody."""

    shared: str
    text: str = ""

    @property
    def url(self) -> str:
        """Telegram's address for it."""
        values = {"url": self.shared} | ({"text": self.text} if self.text else {})
        return f"https://t.me/share/url?{urlencode(values)}"


@dataclass(frozen=True, slots=True)
class Button:
    """A label, cut at a word when it is too long, and where it leads."""

    label: str
    to: Go | Link | Share

    def __post_init__(self) -> None:
        label = clipped(" ".join(self.label.split()), LONGEST_LABEL)
        if not label:
            raise ValueError("a button needs a label")
        object.__setattr__(self, "label", label)


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """A text in Telegram's HTML and rows of buttons; `pin` is a point that is sent as a map above it.

    A plain str is taken as text and escaped. What Telegram would refuse is a bug of the view: ValueError.
    """

    text: Markup | str
    rows: tuple[Row, ...] = ()
    pin: Coordinates | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", escape(self.text))
        object.__setattr__(self, "rows", tuple(row for row in self.rows if row))
        if not 0 < units(visible(self.text).strip()) <= MOST_UNITS:
            raise ValueError(f"a screen's text has 1 to {MOST_UNITS} units")
        if sum(map(len, self.rows)) > MOST_BUTTONS:
            raise ValueError(f"a screen has at most {MOST_BUTTONS} buttons")

    @property
    def html(self) -> str:
        """The text as Telegram wants it."""
        return str(self.text)
