"""A list of names that a teacher sends: text, CSV or XLSX become numbered lines; keeps nothing and decides nothing."""

from __future__ import annotations

import asyncio
import csv
import io
import zipfile
from typing import TYPE_CHECKING

from aiogram.exceptions import TelegramBadRequest
from python_calamine import CalamineError, CalamineWorkbook

from bot.domain.classes import NameList, read_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aiogram import Bot
    from aiogram.types import Document, Message

MOST_BYTES = 1_000_000
MOST_UNPACKED = 5_000_000
MOST_LINES = 500
_CHUNK = 65_536
_HEADS = frozenset({"фио", "ф.и.о.", "ф.и.о", "имя", "аты", "аты-жөні", "аты жөні", "тегі", "оқушы", "ученик", "name"})
"""What stands above a column of names."""

Line = tuple[int, str]


async def names_in(message: Message, bot: Bot) -> NameList | None:
    """The names of a message's text or file; None where the file cannot be read."""
    if message.document is None:
        return read_names(enumerate((message.text or "").splitlines()[:MOST_LINES], 1))
    data = await _download(message.document, bot)
    if data is None:
        return None
    try:
        lines = await asyncio.to_thread(_lines, data)
    except (ValueError, CalamineError, zipfile.BadZipFile, csv.Error, NotImplementedError, RuntimeError):
        return None
    return read_names(lines)


async def _download(document: Document, bot: Bot) -> bytes | None:
    if (document.file_size or 0) > MOST_BYTES:
        return None
    try:
        file = await bot.get_file(document.file_id)
    except TelegramBadRequest:
        return None
    if file.file_path is None or (file.file_size or 0) > MOST_BYTES:
        return None
    data = io.BytesIO()
    await bot.download_file(file.file_path, data)
    return data.getvalue() if len(data.getvalue()) <= MOST_BYTES else None


def _lines(data: bytes) -> list[Line]:
    """The column of names, each with the number of its row."""
    rows = _sheet(data) if data.startswith(b"PK\x03\x04") else _csv(data)
    numbered = [(number, _name(cells)) for number, cells in zip(range(1, MOST_LINES + 1), rows, strict=False)]
    if numbered and numbered[0][1].strip().casefold() in _HEADS:
        del numbered[0]
    return numbered


def _csv(data: bytes) -> Iterator[list[str]]:
    if b"\0" in data:
        raise ValueError("not a text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1251")
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    return csv.reader(io.StringIO(text), delimiter=delimiter)


def _sheet(data: bytes) -> list[list[str]]:
    """The first sheet; what would unpack to more than we take is refused before anything reads it."""
    unpacked = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for inside in archive.infolist():
            with archive.open(inside) as part:
                while chunk := part.read(_CHUNK):
                    unpacked += len(chunk)
                    if unpacked > MOST_UNPACKED:
                        raise ValueError("it unpacks to too much")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False, nrows=MOST_LINES)
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _name(cells: Iterable[str]) -> str:
    """The first cell with a letter in it: a number before it, and whatever stands behind it, are not read.

    A row with nothing but digits is given as it is, so that an IIN is told as what it is.
    """
    filled = [cell for cell in cells if cell.strip()]
    return next((cell for cell in filled if any(letter.isalpha() for letter in cell)), filled[-1] if filled else "")
