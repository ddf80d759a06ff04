"""The buttons that every screen shares, and links into the bot; says nothing of any subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bot.domain.events import Kind, Standing
from bot.views.screens import Button, Go, Link, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.i18n import Translator

_Item = TypeVar("_Item")

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What Telegram lets a deep link carry."""


@dataclass(frozen=True, slots=True)
class Surface:
    """Where a screen is shown: by which bot, and whether others read along (a group)."""

    bot: str
    public: bool = False

    def deep_link(self, payload: str) -> str:
        """An address that opens the private chat with this payload."""
        return f"https://t.me/{self.bot}?start={payload}"

    @property
    def private_chat(self) -> Link:
        """The private chat without a payload."""
        return Link(f"https://t.me/{self.bot}")


PRIVATE = Surface("")
"""A chat of one person, on a screen from which no link leads into the bot."""


def event_payload(key: str) -> str:
    """The payload that opens an event."""
    return f"event_{key}"


def function_payload(name: str) -> str:
    """The payload that opens a function of the bot."""
    return f"do_{name}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of the list of events: of one standing or all, of one kind or all; pages count from 0."""

    standing: Standing | None = None
    kind: Kind | None = None
    page: int = 0

    @property
    def code(self) -> str:
        """Short, for buttons: `n-forum-0`."""
        standing = _LETTERS[self.standing] if self.standing else "a"
        return f"{standing}-{self.kind or 'all'}-{self.page}"

    @classmethod
    def parse(cls, code: str) -> Shelf:
        """The shelf of a button; everything, from the first page, when it was never ours."""
        found = _CODE.fullmatch(code)
        if found is None:
            return cls()
        letters = {letter: standing for standing, letter in _LETTERS.items()}
        kind = next((k for k in Kind if k == found["kind"]), None)
        return cls(letters.get(found["standing"]), kind, int(found["page"]))

    def turn(self, pages: int) -> Shelf:
        """The page so many further."""
        return Shelf(self.standing, self.kind, self.page + pages)


_LETTERS = {Standing.COMING: "c", Standing.NOT_ANNOUNCED: "n", Standing.PAST: "p"}
_CODE = re.compile(r"(?P<standing>[acnp])-(?P<kind>[a-z]{1,12})-(?P<page>[0-9]{1,3})", re.ASCII)


def menu_button(tr: Translator) -> Button:
    """To the menu."""
    return Button(tr.plain("☰ Menu"), Go("menu"))


def back_and_menu(back: Go, tr: Translator) -> Row:
    """The last row of nearly every screen."""
    return (Button(tr.plain("‹ Back"), back), menu_button(tr))


def paged(
    items: Sequence[_Item], page: int, size: int, to: Callable[[int], Go], tr: Translator
) -> tuple[Sequence[_Item], Row]:
    """The items of a page, and the row that turns pages; a page beyond the end is the last one."""
    last = max(0, (len(items) - 1) // size)
    page = min(max(page, 0), last)
    row = pages(to(page - 1) if page > 0 else None, to(page + 1) if page < last else None, tr)
    return items[page * size :][:size], row


def pages(previous: Go | None, following: Go | None, tr: Translator) -> Row:
    """The row that turns pages; empty where there is only one."""
    row: list[Button] = []
    if previous:
        row.append(Button(tr.plain("‹ Previous page"), previous))
    if following:
        row.append(Button(tr.plain("Next page ›"), following))
    return tuple(row)
