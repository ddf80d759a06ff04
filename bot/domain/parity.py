"""Whether both texts of an announcement say the same: numbers, dates, times, links, names; judges no wording."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from typing import TYPE_CHECKING

from bot.domain.announcements import MOST_CAPTION, MOST_TEXT
from bot.domain.dates import MONTH_OF_WORD, month_of
from bot.domain.language import Language

if TYPE_CHECKING:
    from bot.domain.announcements import Content


class Said(StrEnum):
    """What both texts have to say alike."""

    LINKS = "links"
    MENTIONS = "mentions"
    DATES = "dates"
    TIMES = "times"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Missing:
    """There is no text in this language."""

    language: Language


@dataclass(frozen=True, slots=True)
class TooLong:
    """The text has more units than Telegram takes in that place."""

    language: Language
    has: int
    most: int


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The text seems to be written in the other language."""

    language: Language


@dataclass(frozen=True, slots=True)
class Differs:
    """What stands in one text only."""

    what: Said
    kk: tuple[str, ...]
    ru: tuple[str, ...]


Problem = Missing | TooLong | OtherLanguage | Differs
BETWEEN = 9
"""Units of what stands between the languages of a message in both."""

KAZAKH = frozenset("әғқңөұүһі")
_TAG = re.compile(r"<[^<>]*>")
_HREF = re.compile(r"""<a\s[^<>]*href=["']([^"']*)["']""", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.|t\.me/)[^\s<>«»\"]+", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,}")
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"")
_WORDS = re.compile(r"[^\W\d_]+")
_DAY = r"(?<![\d.:])(0?[1-9]|[12]\d|3[01])"
_ISO = re.compile(r"(?<!\d)(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")
_DOTTED = re.compile(_DAY + r"[./](0[1-9]|1[0-2])(?:[./](\d{4}|\d{2}))?(?![\d:]|[.:]\d)")
_NAMED = re.compile(
    _DAY + r"(?:-?[^\W\d_]{1,3})?(?:\s*(?:[-–—,]|и|және|по|до|мен|пен)\s*(0?[1-9]|[12]\d|3[01]))?"
    rf"(?:-?[^\W\d_]{{1,3}})?\s+({MONTH_OF_WORD})(?![^\W\d_])",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<![\d.:])([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d:]|[.:]\d)")
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")


def plain(html: str) -> str:
    """The text without Telegram's tags."""
    return unescape(_TAG.sub("", html))


def units(html: str) -> int:
    """How long it is for Telegram: UTF-16 units without tags."""
    return len(plain(html).encode("utf-16-le", "surrogatepass")) // 2


def problems(content: Content, *, together: bool = False) -> tuple[Problem, ...]:
    """Everything that is wrong; `together` where some chats read both languages in one message."""
    if content.missing:
        return tuple(Missing(language) for language in content.missing)
    return (*_too_long(content, together=together), *_in_other_language(content), *differences(content))


def prohibits(problem: Problem) -> bool:
    """Whether it cannot be sent so, whatever the reason."""
    return isinstance(problem, Missing | TooLong)


def differences(content: Content) -> tuple[Differs, ...]:
    """What one language says and the other does not, labels of buttons included."""
    kk, ru = (_said(_whole(content, language)) for language in Language)
    return tuple(
        Differs(what, tuple(sorted(kk[what] - ru[what])), tuple(sorted(ru[what] - kk[what])))
        for what in Said
        if kk[what] != ru[what]
    )


def _too_long(content: Content, *, together: bool) -> tuple[TooLong, ...]:
    most = MOST_CAPTION if content.media else MOST_TEXT
    if together:
        most = (most - BETWEEN) // 2
    return tuple(TooLong(lang, size, most) for lang in Language if (size := units(content.text[lang])) > most)


def _in_other_language(content: Content) -> tuple[OtherLanguage, ...]:
    kk, ru = (_words(content.text[language]) for language in Language)
    wrong = []
    if kk and not any(_is_kazakh(word) for word in kk):
        wrong.append(OtherLanguage(Language.KK))
    if ru and sum(map(_is_kazakh, ru)) * 4 >= len(ru):
        wrong.append(OtherLanguage(Language.RU))
    return tuple(wrong)


def _words(html: str) -> list[str]:
    """The words that are neither links, names nor quotations: those stay as they are in both languages."""
    text = _MENTION.sub(" ", _LINK.sub(" ", plain(html)))
    return _WORDS.findall(_QUOTED.sub(" ", text).casefold()) or _WORDS.findall(text.casefold())


def _is_kazakh(word: str) -> bool:
    return not KAZAKH.isdisjoint(word)


def _whole(content: Content, language: Language) -> str:
    return "\n".join([content.text[language], *(button.label[language] for button in content.buttons)])


def _said(html: str) -> dict[Said, set[str]]:
    """What is said of each kind; whatever is told as one kind is none of the next."""
    said: dict[Said, set[str]] = {what: set() for what in Said}
    said[Said.LINKS] = {_tidy(unescape(href)) for href in _HREF.findall(html)}
    text = plain(html)

    for what, pattern in ((Said.LINKS, _LINK), (Said.MENTIONS, _MENTION)):
        said[what] |= {_tidy(found) for found in pattern.findall(text)}
        text = pattern.sub(" ", text)
    text = _take_dates(text, said)
    for hour, minute in _TIME.findall(text):
        said[Said.TIMES].add(f"{int(hour):02}:{minute}")
    text = _TIME.sub(" ", text)
    said[Said.NUMBERS] |= {re.sub(r"\s", "", number).replace(",", ".") for number in _NUMBER.findall(text)}
    return said


def _take_dates(text: str, said: dict[Said, set[str]]) -> str:
    """The text without its dates; their years are numbers, as they are told apart from the day in Kazakh."""

    def date(day: str, month: int, year: str | None = None) -> None:
        said[Said.DATES].add(f"{int(day):02}.{month:02}")
        if year:
            said[Said.NUMBERS].add(year if len(year) > 2 else f"20{year}")  # noqa: PLR2004  26 is 2026

    for year, month, day in _ISO.findall(text):
        date(day, int(month), year)
    text = _ISO.sub(" ", text)
    for day, month, year in _DOTTED.findall(text):
        date(day, int(month), year)
    text = _DOTTED.sub(" ", text)
    for first, last, word in _NAMED.findall(text):
        for day in filter(None, (first, last)):
            date(day, month_of(word))
    return _NAMED.sub(" ", text)


def _tidy(link: str) -> str:
    return link.casefold().rstrip(".,;:!?)").removeprefix("https://").removeprefix("http://").rstrip("/")
