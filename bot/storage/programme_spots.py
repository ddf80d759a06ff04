"""A place in a programme file and the plain questions one asks there; knows nothing of events.

Every question answers the value in the form of a document, or None after it has noted what is wrong.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.events import KEY
from bot.domain.programme_limits import Misfit, length, misfit, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Sequence

    from bot.storage.programme_yaml import Path, Sheet


@dataclass(frozen=True, slots=True)
class Spot:
    """A value of a file with the way to it."""

    sheet: Sheet
    path: Path
    value: Any

    def problem(self, message: str) -> None:
        """Note what is wrong here."""
        self.sheet.problem(self.path, message)

    def at(self, step: str | int) -> Spot:
        """The place inside this one, of a mapping or a list; its value is None where it is missing."""
        inside = self.value[step] if isinstance(step, int) else self.value.get(step)
        return Spot(self.sheet, (*self.path, step), inside)

    def has(self, name: str) -> bool:
        """Whether a field is here."""
        return isinstance(self.value, dict) and name in self.value

    def members(self, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, Spot]:
        """The fields that are here, by name; notes the missing and the unknown ones."""
        if not isinstance(self.value, dict):
            self.problem(f"must have fields: {', '.join((*required, *optional))}")
            return {}
        known = (*required, *optional)
        for name in self.value:
            if name not in known:
                self.at(name).problem(f"is not a field here{_meant(name, known)}")
        for name in required:
            if self.value.get(name) is None:
                self.at(name).problem("is missing; add it")
        return {n: self.at(n) for n in known if self.value.get(n) is not None}

    def items(self, most: int, least: int = 0) -> list[Spot]:
        """The items of a list, at most so many of them."""
        if not isinstance(self.value, list):
            self.problem("must be a list: one item a line, each after «- »")
            return []
        if not least <= len(self.value) <= most:
            self.problem(f"has {len(self.value)} items; {least} to {most} are possible")
        return [self.at(index) for index in range(min(len(self.value), most))]

    def text(self, most: int, *, lines: bool = False) -> str | None:
        """A text of at most `most` characters as Telegram counts them (UTF-16), without spaces around it."""
        if not isinstance(self.value, str):
            self.problem("must be a text; put it into double quotes")
            return None
        text = tidy(self.value)
        match misfit(text, most, lines=lines):
            case None:
                return text
            case Misfit.EMPTY:
                self.problem("is empty; write the text")
            case Misfit.UNSHOWABLE:
                self.problem("holds a character that cannot be shown or a line break; write it as one plain line")
            case Misfit.DIRECTION:
                self.problem("holds an unseen mark of text direction; type the text anew")
            case Misfit.TOO_LONG:
                self.problem(f"has {length(text)} characters; at most {most} fit")
        return None

    def localized(self, most: int, *, lines: bool = False) -> dict[str, str] | None:
        """A text in both languages."""
        if isinstance(self.value, str):
            self.problem("must be in both languages: {kk: ..., ru: ...}")
            return None
        members = self.members(("kk", "ru"))
        texts = {language: spot.text(most, lines=lines) for language, spot in members.items()}
        whole = {language: text for language, text in texts.items() if text is not None}
        return whole if len(whole) == len(("kk", "ru")) else None

    def key(self) -> str | None:
        """A key: Latin small letters, digits and `_`."""
        if isinstance(self.value, str) and KEY.fullmatch(self.value):
            return self.value
        self.problem("must be 2 to 32 Latin small letters, digits or «_», a letter first: mamandyqfest, y2027")
        return None

    def word(self, known: Collection[str]) -> str | None:
        """One word of a list of words."""
        if isinstance(self.value, str) and self.value in known:
            return self.value
        self.problem(f"must be one of {', '.join(known)}{_meant(str(self.value), known)}")
        return None

    def flag(self) -> bool | None:
        """True or false."""
        if isinstance(self.value, bool):
            return self.value
        self.problem("must be true or false")
        return None

    def whole(self, least: int, most: int) -> int | None:
        """A whole number between two, inclusive."""
        if isinstance(self.value, int) and not isinstance(self.value, bool) and least <= self.value <= most:
            return self.value
        self.problem(f"must be a whole number from {least} to {most}")
        return None

    def degrees(self, most: int) -> float | None:
        """A number from `-most` to `most`."""
        number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        if number and -most <= self.value <= most:
            return float(self.value)
        self.problem(f"must be a number from -{most} to {most}, with a point: 52.2873")
        return None


def read_each(here: dict[str, Spot], **readers: Callable[[Spot], Any]) -> dict[str, Any]:
    """What the fields that are here hold, each read by its reader; what is wrong is noted and left out."""
    read = {name: reader(here[name]) for name, reader in readers.items() if name in here}
    return {name: value for name, value in read.items() if value is not None}


def note_repeated(spot: Spot, items: Sequence[Any], what: str, of: Callable[[Any], Hashable]) -> None:
    """Note each item of a list whose `of` stood there before; `what` names it."""
    seen: dict[Hashable, int] = {}
    for index, item in enumerate(items):
        if item is None:
            continue
        first = seen.setdefault(of(item), index)
        if first != index:
            spot.sheet.problem((*spot.path, index), f"has the same {what} as item {first + 1}; each stands once")


def _meant(word: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(word[:40], known, 1)
    return f"; did you mean «{close[0]}»?" if close else ""
