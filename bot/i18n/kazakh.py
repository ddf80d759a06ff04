"""Kazakh grammar that no library has right: cases, ordinals and the alphabet; knows no catalogues and no dates.

Suffixes follow the last syllable (vowel harmony) and the last letter (assimilation); a number takes the suffixes of
the word that it ends with when it is read aloud: 30-ға (отызға), 1 500-ге (бес жүзге).
"""

from __future__ import annotations

import re
from enum import StrEnum

MONTHS = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
    "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
)  # fmt: skip
"""Months, nominative; short forms differ by one letter (мам., мау.) and are never used."""

WEEKDAYS = ("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі")
"""Days of the week from Monday, as `date.weekday()` counts."""

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"

_BACK = frozenset("аоұыёя")
_FRONT = frozenset("әеөүіэ")
_NEUTRAL = frozenset("иую")
_VOICELESS = frozenset("пткқсшщчцфхһбвгд")  # written voiced at the end of a loanword, spoken voiceless
_NASAL = frozenset("мнң")
_VOWEL_END = frozenset("аәоөұүыіеэёя")  # и, у and ю end in a glide and behave as consonants

_UNITS = ("нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_TENS = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
_POWERS = ((1_000, "жүз"), (1_000_000, "мың"), (1_000_000_000, "миллион"))
_BACK_ORDINALS = frozenset(
    {"алты", "тоғыз", "он", "жиырма", "отыз", "қырық", "алпыс", "тоқсан", "мың", "миллион", "миллиард"}
)


class Case(StrEnum):
    """The cases of a noun; INSTRUMENTAL is «with»."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    LOCATIVE = "locative"
    ABLATIVE = "ablative"
    INSTRUMENTAL = "instrumental"


# Endings after a vowel, a nasal, another voiced sound, a voiceless one; back vowels, then front.
_ENDINGS = {
    Case.NOMINATIVE: (("", ""),) * 4,
    Case.GENITIVE: (("ның", "нің"), ("ның", "нің"), ("дың", "дің"), ("тың", "тің")),
    Case.DATIVE: (("ға", "ге"), ("ға", "ге"), ("ға", "ге"), ("қа", "ке")),
    Case.ACCUSATIVE: (("ны", "ні"), ("ды", "ді"), ("ды", "ді"), ("ты", "ті")),
    Case.LOCATIVE: (("да", "де"), ("да", "де"), ("да", "де"), ("та", "те")),
    Case.ABLATIVE: (("дан", "ден"), ("нан", "нен"), ("дан", "ден"), ("тан", "тен")),
    Case.INSTRUMENTAL: (("мен", "мен"), ("мен", "мен"), ("мен", "мен"), ("пен", "пен")),
}
_POSSESSED_ENDINGS = {
    Case.NOMINATIVE: ("", ""),
    Case.GENITIVE: ("ның", "нің"),
    Case.DATIVE: ("на", "не"),
    Case.ACCUSATIVE: ("н", "н"),
    Case.LOCATIVE: ("нда", "нде"),
    Case.ABLATIVE: ("нан", "нен"),
    Case.INSTRUMENTAL: ("мен", "мен"),
}


def is_front(word: str) -> bool:
    """Whether suffixes of the word have front vowels (мектепке, not -қа)."""
    letters = [letter for letter in word.lower() if letter in _BACK | _FRONT | _NEUTRAL or letter == "ь"]
    if letters and letters[-1] == "ь" and word.lower().rstrip().endswith("ь"):
        return True  # фестивальге, апрельде
    decided = next((letter for letter in reversed(letters) if letter in _BACK | _FRONT), None)
    if decided is not None:
        return decided in _FRONT
    return bool(letters) and letters[-1] == "и"


def suffix(word: str, case: Case, *, possessed: bool = False) -> str:
    """The ending of the word in a case; `possessed`: it already ends in «its» (мектебі, батыры, басқармасы)."""
    front = is_front(word)
    if possessed:
        return _POSSESSED_ENDINGS[case][front]
    letters = word.lower().rstrip("ьъ .»\"')")
    if case is Case.INSTRUMENTAL and letters.endswith(("з", "ж")):
        return "бен"
    return _ENDINGS[case][_sound(letters[-1:])][front]


def decline(word: str, case: Case, *, possessed: bool = False) -> str:
    """The word in a case: мамыр -> мамырда, Павлодар -> Павлодардан, мектебі -> мектебінде."""
    return word + suffix(word, case, possessed=possessed)


def month(number: int, case: Case = Case.NOMINATIVE) -> str:
    """A month (1 to 12) in a case: мамыр, мамырда, қыркүйектен."""
    return decline(MONTHS[number - 1], case)


def attributive(word: str) -> str:
    """The word as «that is in or of it»: мамырдағы, қыркүйектегі, шілдедегі."""
    return decline(word, Case.LOCATIVE) + ("гі" if is_front(word) else "ғы")


def last_spoken(number: int) -> str:
    """The word that a whole number ends with when it is read aloud: 1500 -> жүз."""
    number = abs(number)
    if number == 0 or number % 10:
        return _UNITS[number % 10]
    if number % 100:
        return _TENS[number % 100 // 10]
    return next((word for power, word in _POWERS if number % power), "миллиард")


def number_suffix(number: int, case: Case) -> str:
    """The ending of a number written in figures, with its hyphen: 30 -> «-ға»."""
    ending = suffix(last_spoken(number), case)
    return f"-{ending}" if ending else ""


def ordinal(number: int) -> str:
    """«5-ші», «6-шы», «50-ші», «100-ші»."""
    return f"{number}-{'шы' if last_spoken(number) in _BACK_ORDINALS else 'ші'}"


def clock_suffix(minute: int) -> str:
    """The locative ending of a time of day by its minutes, with its hyphen: 10:00-де, 14:30-да."""
    return number_suffix(minute, Case.LOCATIVE)


SortKey = tuple[tuple[int, int, str], ...]


def sort_key(text: str) -> SortKey:
    """Order of the Kazakh alphabet (Ә after А, І after Ы), figures by value and first, Latin before Cyrillic."""
    parts = re.findall(r"[0-9]+|[^\W\d_]", text.casefold())
    return tuple(_letter_key(part) for part in parts)


def sort_text(text: str) -> str:
    """The same order as a text that compares so: small enough to keep a hundred thousand of them."""
    return "".join(_letter_text(*key) for key in sort_key(text))


def _letter_text(kind: int, value: int, part: str) -> str:
    if kind == 0:
        figures = str(value)
        return f"\x01{chr(len(figures))}{figures}"
    return f"\x02{part}" if kind == 1 else f"\x03{chr(value)}"


def _letter_key(part: str) -> tuple[int, int, str]:
    if part.isdecimal() and part.isascii():
        return (0, int(part[:18]), part)
    index = ALPHABET.find(part)
    return (1, 0, part) if index < 0 else (2, index, part)


def _sound(letter: str) -> int:
    if letter in _VOWEL_END:
        return 0
    if letter in _NASAL:
        return 1
    return 3 if letter in _VOICELESS else 2
