"""A message as people type it, turned into comparable words; loses spelling on purpose and is never shown or stored."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.masking import HIDDEN, masked
from bot.search.fold import fold
from bot.search.latin import to_cyrillic
from bot.search.layout import Layouts
from bot.search.speech import LATIN

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TEXT = 1000
"""Letters that are looked at; a longer story is cut, so that no message costs more than a few milliseconds."""

MOST_WORDS = 80

_LOOKALIKES = str.maketrans("abcehikmoptxyəɵ", "авсеһікмортхуәө")
_LOOKALIKES_BACK = str.maketrans("авсеһікмортхуь", "abcehikmoptxyb")
_LINK = re.compile(r"(?:https?://|t\.me/|www\.)\S+|@\w+|\b[\w-]+\.(?:kz|ru|com|org|net)\b")
_MINE = r"(?:мой|моя|менің|меним)"
_CALLED = r"(?:номер\w*|н[өо]м[іи]р\w*|тел\.?|телефон\w*|ватсап\w*|whatsapp|почта\w*|e-?mail|иин|жсн|iin|id)"
_SIGNED = re.compile(
    rf"(?:\b{_MINE}\s+)?\b(?:{_CALLED}\W{{1,3}}){{1,2}}{HIDDEN}|{HIDDEN}\W{{0,3}}(?:{_MINE}\s+)?{_CALLED}\b|{HIDDEN}"
)
"""Somebody's number or address as it was hidden, with what it is called: it is no part of what is asked."""
_CHUNK = re.compile(r"\S+")
_EDGES = ".,;:!?…()[]{}\"«»“”„'`*_~-–—/|\\"
_PARTS = re.compile(r"[^\w'’]+|_")
_SCRIPTS = re.compile(r"[a-zäáöóüúūğǵñńşçýı'’]+|[а-яёәғқңөұүһі]+|\d+")
_CLASS = re.compile(r"\d{1,2}-?[а-яёәғқңөұүһі]")
"""«9А» of a school: with a comma or a bracket it would be a word of the keyboard whose digits are letters."""
_CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]")
_LATIN = re.compile(r"[a-zəɵ]")


class Normalizer:
    """Turns texts into folded words; make one and keep it.

    `names` are words to expect, as they are written; `speech` are folded ones that show how plain words look.
    """

    def __init__(self, names: Iterable[str] = (), speech: Iterable[str] = ()) -> None:
        self._layouts = Layouts((word for name in (LATIN, *names) for word in plain_words(name)), speech)
        self._word = lru_cache(maxsize=10_000)(self._words_of)

    def words(self, text: str) -> tuple[str, ...]:
        """The folded words of a text, at most `MOST_WORDS`: «MamandyqFest қашан?» -> («мамандикфест», «кашан»)."""
        chunks = _CHUNK.findall(_LINK.sub(" ", _unsigned(_plain(text[:LONGEST_TEXT]))))[:MOST_WORDS]
        found = [self._word(chunk, again=False) for chunk in chunks]
        if any(repaired for _words, repaired in found):  # then its short words come from that keyboard too
            found = [self._word(chunk, again=True) for chunk in chunks]
        return tuple(word for words, _repaired in found for word in words)[:MOST_WORDS]

    def _words_of(self, chunk: str, *, again: bool) -> tuple[tuple[str, ...], bool]:
        """The words of a chunk without spaces, and whether its keyboard was the wrong one."""
        typed = chunk.rstrip('!?…"»)') if _LATIN.search(chunk) else chunk
        asis = _one_script(typed)
        mixed = _LATIN.search(asis) and _CYRILLIC.search(asis)  # «Telegram-да» is no keyboard's
        as_meant = mixed or _CLASS.fullmatch(asis.strip(_EDGES))
        whole = asis if as_meant else self._layouts.repair(asis, again=again)
        if whole != asis:  # its commas and brackets were letters of the other keyboard
            parts, repaired = [whole], True
        else:
            typed_parts = [_one_script(part) for part in _PARTS.split(chunk.strip(_EDGES)) if part]
            parts = [self._layouts.repair(part, again=again) for part in typed_parts]
            repaired = parts != typed_parts
        return tuple(word for part in parts for word in _folded(part)), repaired


def plain_words(text: str) -> tuple[str, ...]:
    """The folded words of a text that was written with care: no keyboard is guessed."""
    parts = (_one_script(part) for part in _PARTS.split(_plain(text)) if part)
    return tuple(word for part in parts for word in _folded(part))


def _folded(part: str) -> list[str]:
    return [word for run in _SCRIPTS.findall(part) if (word := fold(to_cyrillic(run)))]


def _unsigned(text: str) -> str:
    """The text without the numbers and addresses that people leave with their question."""
    hidden = masked(text)
    return text if hidden == text else _SIGNED.sub(" ", hidden)


class _Shown(dict[int, str]):
    """What is left of each letter: nothing of an invisible one; told when first met, then remembered."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        shown = " " if letter.isspace() else "" if unicodedata.category(letter) in {"Cf", "Cc"} else letter
        return self.setdefault(code, shown)


_SHOWN = _Shown()


def _plain(text: str) -> str:
    """Composed, lower-case, without invisible letters."""
    return unicodedata.normalize("NFKC", text).translate(_SHOWN).lower()


def _one_script(word: str) -> str:
    """The word with look-alike letters of the other script put right: «қaшaн» with Latin a."""
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not (cyrillic and latin):
        return word.replace("ə", "ә").replace("ɵ", "ө")
    if cyrillic >= latin:
        changed = word.translate(_LOOKALIKES)
        return word if _LATIN.search(changed) else changed
    changed = word.translate(_LOOKALIKES_BACK)
    return word if _CYRILLIC.search(changed) else changed
