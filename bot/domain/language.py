"""The two languages of the bot, and texts that organizers write in both; knows nothing of catalogues."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language a person or an answer has; Kazakh first."""

    KK = "kk"
    RU = "ru"


class ChatLanguage(StrEnum):
    """What a group reads: one language, or both in one message."""

    KK = "kk"
    RU = "ru"
    BOTH = "both"

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages to write in, Kazakh first."""
        return tuple(Language) if self is ChatLanguage.BOTH else (Language(self.value),)


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A text that somebody wrote in both languages; neither is ever empty."""

    kk: str
    ru: str

    def __post_init__(self) -> None:
        if not (self.kk.strip() and self.ru.strip()):
            raise ValueError("a localized text needs both languages")

    def __getitem__(self, language: Language) -> str:
        return self.kk if language is Language.KK else self.ru
