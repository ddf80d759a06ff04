"""Lists of people and groups as CSV, `telegram_id,language,role`; reads and writes lines, touches no database."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.language import ChatLanguage, Language
from bot.domain.people import Role
from bot.services.people_lists import Listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = ("telegram_id", "language", "role")
HEAD = ",".join(COLUMNS) + "\n"
LARGEST_ID = 2**52
"""Telegram promises that its ids stay below."""


class NotAList(Exception):  # noqa: N818  a word of the product, not of the machine
    """The file is no such list; the text says why."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that cannot be taken, counted from 1, and why."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


def read_people(lines: Iterable[str]) -> Iterator[Listed | Refused]:
    """Every line after the head, one at a time; raises NotAList for a head that is none.

    Separators are commas, semicolons or tabs, as the head has them; columns may stand in any order, others are skipped.
    Each line stands alone: a quotation mark that is never closed spoils only its own.
    """
    opened = iter(lines)
    head = next(opened, "").removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    separator = max(",;\t", key=head.count)
    columns = [column.casefold() for column in _cells(head, separator)]
    if COLUMNS[0] not in columns:
        raise NotAList(f"the first line must be {','.join(COLUMNS)}")
    seen: dict[int, int] = {}
    for number, line in enumerate(opened, start=2):
        try:
            listed = _listed(dict(zip(columns, _cells(line, separator), strict=False)))
        except (ValueError, csv.Error) as reason:
            yield Refused(number, str(reason))
            continue
        first = seen.setdefault(listed.id, number)
        yield listed if first == number else Refused(number, f"the same telegram_id as in line {first}")


def people_line(listed: Listed) -> str:
    """The line of such a list."""
    return f"{listed.id},{listed.language or ''},{listed.role or ''}\n"


def _cells(line: str, separator: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]


def _listed(cells: dict[str, str]) -> Listed:
    if not any(cells.values()):
        raise ValueError("the line is empty")
    number = _id(cells[COLUMNS[0]])
    language, role = cells.get("language", "").casefold(), cells.get("role", "").casefold()
    languages: list[str] = [*Language] if number > 0 else [*ChatLanguage]
    if language and language not in languages:
        raise ValueError(f"unknown language «{language[:40]}»; known: {', '.join(languages)}")
    if role and number < 0:
        raise ValueError("a group has no role")
    if role and role not in set(Role):
        raise ValueError(f"unknown role «{role[:40]}»; known: {', '.join(Role)}")
    return Listed(number, ChatLanguage(language) if language else None, Role(role) if role else None)


def _id(text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits[:20]) < LARGEST_ID):
        raise ValueError(f"no telegram_id: «{text[:40]}»")
    return int(text)
