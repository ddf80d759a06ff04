"""Hides in a text what tells who wrote it: phone numbers, IINs, cards, e-mails, names and links of accounts."""

from __future__ import annotations

import re

__all__ = ["HIDDEN", "masked"]

HIDDEN = "•••"
"""What stands where something was hidden."""

PERSONAL_DIGITS, INTERNATIONAL_DIGITS = 10, 8
"""From how many digits on a number is somebody's: a phone, an IIN, a card; the same after a «+»."""

_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:(?:\d\d?[./-])?\d\d?[./-]{_YEAR}|{_YEAR}[./-]\d\d?[./-]\d\d?|\d\d\.\d\d\.\d\d)"
_DATES = re.compile(
    rf"(?<!\d)(?<!\d[-./])(?:{_DATE}(?:\s?[-–—]\s?{_DATE})?|{_YEAR}(?:[\s,/–—-]{{1,3}}{_YEAR})+)(?![-./]?\d)"
)
_BETWEEN = r"[\s()./_\-\u00ad\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
"""What people put between the digits of one number, marks that are not seen among it."""

_PERSONAL = re.compile(
    r"(?P<account>[\w.+-]{1,64}[@＠][\w-]+(?:\.[\w-]+)+"
    r"|[@＠]\w{3,}"
    r"|(?:https?://|\b)(?:www\.)?(?:t\.me|telegram\.(?:me|dog)|wa\.me|vk\.com|instagram\.com)/[^\s,;]+|tg://[^\s,;]+)"
    rf"|[+＋]?\(?\d(?:{_BETWEEN}{{0,3}}\d)*",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"\d\d-\d\d-\d\d")
"""A phone as it is told within the town; dates stand with dots here."""

_BILLIONS = re.compile(r"[1-9](?:[\s.]\d{3}){3}")


def masked(text: str) -> str:
    """The text without what is somebody's; years, dates, times, prices and counts stay as they are."""
    parts, end = [], 0
    for date in _DATES.finditer(text):
        parts += [_PERSONAL.sub(_hidden, text[end : date.start()]), date[0]]
        end = date.end()
    return "".join([*parts, _PERSONAL.sub(_hidden, text[end:])])


def _hidden(found: re.Match[str]) -> str:
    return HIDDEN if found["account"] or _is_somebodys(found[0]) else found[0]


def _is_somebodys(number: str) -> bool:
    digits = sum(sign.isdecimal() for sign in number)
    least = INTERNATIONAL_DIGITS if number[0] in "+＋" else PERSONAL_DIGITS
    return (digits >= least and not _BILLIONS.fullmatch(number)) or _LOCAL.fullmatch(number) is not None
