"""Lists of names as teachers have them: text, CSV of any kind, XLSX; and files that nobody should read."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest
import xlsxwriter
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import GetFile

from bot.domain.classes import Flaw
from bot.telegram import class_files
from bot.telegram.class_files import MOST_BYTES, names_in

NAMES = ("Айгерім Сәрсен", "Пётр Иванов")


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    for sheet in (book.add_worksheet(), book.add_worksheet("other")):
        for number, row in enumerate(rows if sheet.name != "other" else [("Другой лист",)]):
            sheet.write_row(number, 0, row)
    book.close()
    return made.getvalue()


class Shelf:
    """A bot that has one file."""

    def __init__(self, data: bytes, told_size: int | None = None) -> None:
        self.data, self.size, self.downloads = data, told_size, 0

    async def get_file(self, file_id: str) -> Any:
        if file_id == "gone":
            raise TelegramBadRequest(GetFile(file_id=file_id), "wrong file_id or the file is temporarily unavailable")
        return SimpleNamespace(file_path="documents/1", file_size=self.size)

    async def download_file(self, path: str, to: io.BytesIO) -> None:
        assert path == "documents/1"
        self.downloads += 1
        to.write(self.data)


async def read(data: bytes, file_id: str = "f", told_size: int | None = None) -> Any:
    document = SimpleNamespace(file_id=file_id, file_size=None)
    shelf: Any = Shelf(data, told_size)
    message: Any = SimpleNamespace(document=document, text=None)
    return await names_in(message, shelf)


TABLE = "№;ФИО;Телефон\r\n1;Айгерім Сәрсен;8 701 123 45 67\r\n2;Пётр Иванов;050514551234\r\n"
PLAIN = "Айгерім Сәрсен\nПётр Иванов\n"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        TABLE.replace("№;ФИО;Телефон\r\n", "").encode(),
        TABLE.replace("№;", "").replace("1;", "").replace("2;", "").encode("utf-8-sig"),
        TABLE.replace(";", ",").replace("№,ФИО,Телефон\r\n", "").encode(),
        xlsx(NAMES[:1], NAMES[1:]),
        xlsx(("Аты-жөні", "Сынып"), (NAMES[0], "9А"), (NAMES[1], "9А")),
        xlsx((1, NAMES[0], 87011234567), (2, NAMES[1], "050514551234")),
    ],
)
async def test_one_column_of_names_is_read_and_nothing_beside_it(data):
    assert (await read(data)).names == NAMES
    assert (await read(data)).flaws == ()


async def test_the_code_page_of_old_spreadsheets():
    assert (await read("Имя;Класс\nПётр Иванов;9А".encode("cp1251"))).names == ("Пётр Иванов",)


async def test_flaws_are_told_by_line():
    found = await read("Айгерім\n050514551234\n;;\nПётр 050514551234\n".encode())
    assert found.names == ("Айгерім",)
    assert found.flaws == ((2, Flaw.IIN), (4, Flaw.IIN))
    assert (await read(xlsx(("Айгерім",), (50514551234000,), (123456789012.0,)))).flaws[-1] == (3, Flaw.IIN)


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    assert len(made.getvalue()) < MOST_BYTES
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 not a zip",
        b"\x00\x01\x02\x03",
        b"\x98" * 20,
        bomb(),
        b"a" * (MOST_BYTES + 1),
        xlsx(("Айгерім",))[:-200],
    ],
    ids=["no zip", "binary", "no letters of cp1251", "bomb", "too long", "cut off"],
)
async def test_what_is_no_list_is_refused(data):
    found = await read(data)
    assert found is None or found.names == ()


async def test_a_bomb_reaches_no_reader_of_sheets(monkeypatch):
    monkeypatch.setattr(class_files, "CalamineWorkbook", None)
    assert await read(bomb()) is None


async def test_a_file_that_is_gone_or_said_to_be_large_is_not_fetched():
    assert await read(b"", "gone") is None
    assert await read(PLAIN.encode(), told_size=MOST_BYTES + 1) is None
