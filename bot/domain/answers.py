"""What a field takes: a typed text becomes the value that is kept, or a problem that has words; knows no language."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.applications import OTHER_SCHOOL
from bot.domain.forms import FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.domain.forms import Field

LONGEST = {FieldKind.TEXT: 200, FieldKind.LONG_TEXT: 1000, FieldKind.SCHOOL: 200}
"""Characters that a text may have."""

FIRST_YEAR, LAST_YEAR = 1900, 2100

_IIN = re.compile(r"(?<!\d)(?:\d[\s\u00a0.-]?){11}\d(?!\d)")
_NUMBER = re.compile(r"[+-]?\d{1,9}")
_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
_PHONE = re.compile(r"\+?[\d\s()./\u00a0-]+")
_CLASS = re.compile(r"(1[0-2]|[1-9])[\s\u00a0–—-]*[«\"“„']?([A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]?)[»\"”“']?(?:[\s-]*(?:СЫНЫП|КЛАСС))?")
_LOOKALIKES = str.maketrans("ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ")
_KZ_DIGITS, _LOCAL_DIGITS = 11, 10
_FOREIGN_DIGITS = range(8, 16)


class Problem(StrEnum):
    """Why an answer is not taken."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    IIN = "iin"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DATE = "not_a_date"
    NOT_A_PHONE = "not_a_phone"
    NOT_A_CLASS = "not_a_class"
    NOT_FOR_CLASS = "not_for_class"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_FILE = "not_a_file"
    FILE_TOO_LARGE = "file_too_large"
    NOT_CONSENTED = "not_consented"
    NOT_OWN_CONTACT = "not_own_contact"


def read_answer(field: Field, said: str) -> str | Problem:
    """The value of a typed answer, as it is kept: a date as 2027-05-14, a phone as +77011234567."""
    text = " ".join(said.split()) if field.kind is not FieldKind.LONG_TEXT else said.strip()
    if not text:
        return Problem.EMPTY
    if read := _READERS.get(field.kind):
        return read(text)
    match field.kind:
        case FieldKind.CHOICE:
            return _choice(field, text)
        case FieldKind.CHOICES:
            return _choices(field, text)
        case FieldKind.CONSENT:
            return Problem.NOT_CONSENTED
        case FieldKind.FILE:
            return Problem.NOT_A_FILE
        case kind:
            return free_text(text, LONGEST[kind])


def pick(field: Field, number: int) -> str | Problem:
    """The value of a tapped choice: its number in the form, so that it is shown in anybody's language."""
    return str(number) if field.kind is FieldKind.CHOICE and number < len(field.choices) else Problem.NOT_A_CHOICE


def toggled(field: Field, value: str, number: int) -> str | Problem:
    """The value of several choices after a tap on one of them: `0,2`."""
    if field.kind is not FieldKind.CHOICES or number >= len(field.choices):
        return Problem.NOT_A_CHOICE
    return ",".join(map(str, sorted(set(picked(value)) ^ {number})))


def picked(value: str) -> tuple[int, ...]:
    """The numbers of the choices in a value."""
    return tuple(int(part) for part in value.split(",") if part)


def _choice(field: Field, text: str) -> str | Problem:
    """A choice that was typed: its number as it is listed, from 1, or its words in either language."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(field.choices):
        return str(int(text) - 1)
    folded = text.casefold()
    for number, choice in enumerate(field.choices):
        if folded in {choice.kk.casefold(), choice.ru.casefold()}:
            return str(number)
    return Problem.NOT_A_CHOICE


def _choices(field: Field, text: str) -> str | Problem:
    """Several, with commas or spaces between their numbers."""
    numbers = [_choice(field, part) for part in text.replace(",", " ").split()]
    if any(isinstance(number, Problem) for number in numbers):
        return Problem.NOT_A_CHOICE
    return ",".join(map(str, sorted({int(number) for number in numbers})))


def looks_like_iin(text: str) -> bool:
    """Whether twelve digits stand in it as those of an IIN do, which is never kept."""
    return _IIN.search(text) is not None


def free_text(text: str, most: int) -> str | Problem:
    """Somebody's own words, at most so many characters; never an IIN."""
    if looks_like_iin(text):
        return Problem.IIN
    return text if len(text) <= most else Problem.TOO_LONG


def school_class(text: str) -> str | Problem:
    """«9 "a"», 9-А and 9А сынып are one class, 9А; Latin letters count as the Cyrillic ones that look like them."""
    found = _CLASS.fullmatch(text.upper())
    letter = found[2].translate(_LOOKALIKES) if found else ""
    return Problem.NOT_A_CLASS if found is None or (letter and letter.isascii()) else f"{found[1]}{letter}"


def grade(text: str) -> int | None:
    """The number of a class: of «9А» it is 9; None for what is no class of a school."""
    found = _CLASS.fullmatch(text.strip().upper())
    return int(found[1]) if found else None


def _school(text: str) -> str | Problem:
    """A school in the person's words, marked as such."""
    name = text.removeprefix(OTHER_SCHOOL).strip()
    said = free_text(name, LONGEST[FieldKind.SCHOOL]) if name else Problem.EMPTY
    return said if isinstance(said, Problem) else f"{OTHER_SCHOOL}{said}"


def _number(text: str) -> str | Problem:
    return str(int(text)) if _NUMBER.fullmatch(text) else Problem.NOT_A_NUMBER


def _date(text: str) -> str | Problem:
    found = _DATE.fullmatch(text)
    if found is None:
        return Problem.NOT_A_DATE
    day, month, year, *turned = (int(part) if part else 0 for part in found.groups())
    if not year:
        year, month, day = turned
    try:
        read = date(year, month, day)
    except ValueError:
        return Problem.NOT_A_DATE
    return read.isoformat() if FIRST_YEAR <= read.year <= LAST_YEAR else Problem.NOT_A_DATE


def _phone(text: str) -> str | Problem:
    """Numbers of Kazakhstan in the international form, however they are typed; a foreign one is kept as it is."""
    digits = "".join(sign for sign in text if sign.isdigit())
    if not _PHONE.fullmatch(text) or not digits.isascii():
        return Problem.NOT_A_PHONE
    if len(digits) == _KZ_DIGITS and digits[0] in "78" and digits[1] == "7":
        return f"+7{digits[1:]}"
    if len(digits) == _LOCAL_DIGITS and digits[0] == "7":
        return f"+7{digits}"
    if text.startswith("+") and len(digits) in _FOREIGN_DIGITS:
        return f"+{digits}"
    return Problem.NOT_A_PHONE


_READERS: Mapping[FieldKind, Callable[[str], str | Problem]] = MappingProxyType(
    {
        FieldKind.NUMBER: _number,
        FieldKind.DATE: _date,
        FieldKind.PHONE: _phone,
        FieldKind.SCHOOL: _school,
        FieldKind.SCHOOL_CLASS: school_class,
    }
)
"""Kinds whose answer is read from its text alone."""
