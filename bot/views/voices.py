"""In which language, or in both at once, a chat is spoken to; joins two screens into one, chooses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from bot.views.lengths import clipped, clipped_markup
from bot.views.screens import LONGEST_LABEL, MOST_UNITS, Button, Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.i18n import Translator

DIVIDER = Markup("\n\n· · ·\n\n")
_HALF = (MOST_UNITS - len(DIVIDER)) // 2
_HALF_LABEL = (LONGEST_LABEL - 3) // 2


@dataclass(frozen=True, slots=True)
class Voice:
    """The translators of a chat, Kazakh first."""

    translators: tuple[Translator, ...]

    @property
    def room(self) -> int:
        """How many units a view may fill in one language."""
        return MOST_UNITS if len(self.translators) == 1 else _HALF

    def __call__(self, view: Callable[[Translator], Screen]) -> Screen:
        """The screen in the chat's language, or in both; a view shows the same buttons in every language."""
        first, *rest = [view(tr) for tr in self.translators]
        for screen in rest:
            first = _both(first, screen)
        return first

    def markup(self, words: Callable[[Translator], Markup]) -> Markup:
        """A short text in the chat's language, or in both, each on a line of its own."""
        return Markup("\n").join(dict.fromkeys(words(tr) for tr in self.translators))

    def plain(self, words: Callable[[Translator], str]) -> str:
        """A short plain text in the chat's language, or in both."""
        return " / ".join(dict.fromkeys(words(tr) for tr in self.translators))


def _both(kk: Screen, ru: Screen) -> Screen:
    texts = [clipped_markup(escape(screen.text), _HALF) for screen in (kk, ru)]
    rows = tuple(
        tuple(_both_buttons(*pair) for pair in zip(*rows, strict=True)) for rows in zip(kk.rows, ru.rows, strict=True)
    )
    return Screen(DIVIDER.join(texts), rows, kk.pin)


def _both_buttons(kk: Button, ru: Button) -> Button:
    if kk.label == ru.label:
        return kk
    label = f"{kk.label} / {ru.label}"
    if len(label) > LONGEST_LABEL:
        label = " / ".join(clipped(button.label, _HALF_LABEL) for button in (kk, ru))
    return Button(label, kk.to)
