"""The values of settings: names with their defaults, problems and the webhook; reads nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

TELEGRAM: Final = "https://api.telegram.org"

DEFAULTS: Final[Mapping[str, str]] = {
    "BOT_TOKEN": "",
    "BOT_API_URL": TELEGRAM,
    "DATABASE_URL": "sqlite+aiosqlite:///var/bot.db",
    "OWNER_IDS": "",
    "SECRET_KEY": "",
    "TIMEZONE": "Asia/Almaty",
    "PROGRAMME": "data/programme",
    "WEBHOOK_URL": "",
    "WEBHOOK_SECRET": "",
    "HTTP_HOST": "127.0.0.1",
    "HTTP_PORT": "8080",
    "BROADCAST_RATE": "28",
    "SECOND_ORGANIZER_ABOVE": "500",
    "LOG_LEVEL": "INFO",
    "LOG_FORMAT": "console",
}
"""Every setting with its default; an empty value means «not set»."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a setting and what to do; never shows the value of a secret."""

    name: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.name}: {self.wrong}. {self.remedy}."


class SettingsError(Exception):
    """The process cannot start so; `problems` are all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram calls, the secret it shows, and the path at which that call reaches us."""

    url: str
    secret: str = field(repr=False)
    path: str
