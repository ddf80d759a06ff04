"""Tables as files for spreadsheets, XLSX and CSV: row by row, so that memory does not grow; knows no registration.

A cell is never taken for a formula: in XLSX a text is written as a text, in CSV it gets an apostrophe before it.
Numbers and phones (+77011234567) begin with a sign and are none: they stay as they are.
"""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, BinaryIO, Protocol

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from zoneinfo import ZoneInfo

FORMS = ("xlsx", "csv")
Cell = str | int | date | datetime | None
"""A moment is aware; it is shown in the organizers' zone."""

_RISKY = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}")
_LONGEST = 32_767  # characters of a cell, as spreadsheets take them
_WIDTH = 18


class Sheet(Protocol):
    """A file in the making; nothing of it is whole before `close`."""

    def add(self, row: Sequence[Cell]) -> None:
        """The next row."""
        ...

    def close(self) -> None:
        """Write what is not written yet; the file itself stays open."""
        ...


class CsvSheet:
    """UTF-8 with a byte order mark, by which spreadsheets know it."""

    def __init__(self, file: BinaryIO, zone: ZoneInfo) -> None:
        self._file = file
        self._zone = zone
        self._line: list[str] = []
        self._writer = csv.writer(self)
        file.write(b"\xef\xbb\xbf")

    def write(self, line: str) -> int:
        """A line, as the writer makes it."""
        return self._file.write(line.encode())

    def add(self, row: Sequence[Cell]) -> None:
        """The next row."""
        self._writer.writerow([self._text(cell) for cell in row])

    def close(self) -> None:
        """All is written already."""

    def _text(self, cell: Cell) -> str | int | None:
        match cell:
            case datetime():
                return f"{cell.astimezone(self._zone):%Y-%m-%d %H:%M}"
            case date():
                return cell.isoformat()
            case str():
                return unlike_formula(cell)
        return cell


class XlsxSheet:
    """One sheet with a head that stays in sight; real numbers, dates and moments. `folder` holds the rows meanwhile."""

    def __init__(self, file: BinaryIO, zone: ZoneInfo, folder: Path) -> None:
        self._zone = zone
        options = {"constant_memory": True, "tmpdir": str(folder), "strings_to_urls": False, "in_memory": False}
        self._book = xlsxwriter.Workbook(file, options)
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        self._bold = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._rows = 0

    def add(self, row: Sequence[Cell]) -> None:
        """The next row; the first one is the head."""
        if self._rows == 0:
            self._sheet.set_column(0, len(row) - 1, _WIDTH)
        for column, cell in enumerate(row):
            self._put(self._rows, column, cell)
        self._rows += 1

    def close(self) -> None:
        """Put the file together."""
        self._book.close()

    def _put(self, row: int, column: int, cell: Cell) -> None:
        match cell:
            case datetime():
                here = cell.astimezone(self._zone).replace(tzinfo=None)
                self._sheet.write_datetime(row, column, here, self._moment)
            case date():
                self._sheet.write_datetime(row, column, cell, self._day)
            case int():
                self._sheet.write_number(row, column, cell)
            case str():
                self._sheet.write_string(row, column, cell[:_LONGEST], None if row else self._bold)


def open_sheet(form: str, file: BinaryIO, zone: ZoneInfo, folder: Path) -> Sheet:
    """A sheet of that form (one of `FORMS`) in an open file; `folder` takes what is not for others to read."""
    return CsvSheet(file, zone) if form == "csv" else XlsxSheet(file, zone, folder)


def unlike_formula(text: str) -> str:
    """The text as no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_RISKY) and not _NUMBER.fullmatch(text) else text
