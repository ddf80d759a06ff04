"""The settings of one process, from its environment and `.env`; only the command line and `app` read them."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from dotenv import dotenv_values

from bot.settings.reading import FORMATS, LEVELS, Reading
from bot.settings.values import DEFAULTS, Problem, SettingsError, Webhook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

__all__ = ["DEFAULTS", "Problem", "Settings", "SettingsError", "Webhook", "environment", "kept_secret_key"]

SECRET_KEY_FILE: Final = Path("var/secret_key")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked. `bot_token` is empty where the command needs none; `secret_key` is empty until kept."""

    bot_token: str = field(repr=False)
    bot_api_url: str
    database_url: str = field(repr=False)  # it may hold a password
    owner_ids: frozenset[int]
    secret_key: str = field(repr=False)
    timezone: ZoneInfo
    programme: Path
    webhook: Webhook | None
    http_host: str
    http_port: int
    broadcast_rate: int
    second_organizer_above: int
    log_level: str
    log_format: str

    @classmethod
    def read(cls, env: Mapping[str, str], *, need_token: bool) -> Settings:
        """Check them all; raises `SettingsError` with every problem."""
        reading = Reading(env)
        settings = cls(
            bot_token=reading.bot_token(needed=need_token),
            bot_api_url=reading.bot_api_url(),
            database_url=reading.database_url(),
            owner_ids=reading.owner_ids(),
            secret_key=reading.secret_key(),
            timezone=reading.timezone(),
            programme=reading.programme(),
            webhook=reading.webhook(),
            http_host=reading.http_host(),
            http_port=reading.number("HTTP_PORT", 0, 65535),
            broadcast_rate=reading.number("BROADCAST_RATE", 1, 1000),
            second_organizer_above=reading.number("SECOND_ORGANIZER_ABOVE", 0, 100_000_000),
            log_level=reading.choice("LOG_LEVEL", LEVELS, str.upper),
            log_format=reading.choice("LOG_FORMAT", FORMATS, str.lower),
        )
        if reading.problems:
            raise SettingsError(tuple(reading.problems))
        return settings

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may show."""
        hook = self.webhook.secret if self.webhook else ""
        password = urlsplit(self.database_url).password or ""
        return tuple(value for value in (self.bot_token, self.secret_key, hook, password, unquote(password)) if value)


def environment(file: Path = Path(".env"), process: Mapping[str, str] | None = None) -> dict[str, str]:
    """The names of `.env` (when there is one) under those of the process; raises `SettingsError` if it is not UTF-8."""
    process = os.environ if process is None else process
    try:
        written = dotenv_values(file, interpolate=False, encoding="utf-8-sig") if file.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(str(file), f"cannot be read ({type(error).__name__})", "Save it as UTF-8 text you may read")
        raise SettingsError((problem,)) from error
    return {name: value for name, value in {**written, **process}.items() if value is not None}


def kept_secret_key(file: Path = SECRET_KEY_FILE) -> str:
    """The key that signs tickets and links, made at the first call and kept readable by its owner only."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as new:
            new.write(secrets.token_urlsafe(48))
            new.flush()
            os.fsync(new.fileno())
        # A link, not a rename: of two processes that start at once the first one's key stays.
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(draft)
        draft.unlink()
    return file.read_text(encoding="ascii").strip()
