"""Checks one setting after the other and collects all that is wrong; reads nothing but the mapping it is given."""

from __future__ import annotations

import ipaddress
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.settings.values import DEFAULTS, TELEGRAM, Problem, Webhook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from urllib.parse import SplitResult

LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
FORMATS: Final = ("console", "json")
_WEBHOOK_PATH: Final = "/telegram"
_OUR_PAGES: Final = ("/healthz", "/readyz", "/metrics")
_SUMMER: Final = datetime(2024, 6, 1, tzinfo=UTC)


class Reading:
    """Reads one name after the other and collects what is wrong, so that it can be told at once."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.problems: list[Problem] = []

    def _value(self, name: str) -> str:
        return self._env.get(name, "").strip() or DEFAULTS[name]

    def _wrong(self, name: str, wrong: str, remedy: str) -> None:
        self.problems.append(Problem(name, wrong, remedy))

    def _address(self, name: str) -> SplitResult | None:
        """The parts of an address; None and a problem where it is none."""
        value = self._value(name)
        try:
            parts = urlsplit(value)
            _ = parts.port  # a port that is no number raises
        except ValueError:
            parts = None
        if parts is None or not re.fullmatch(r"[!-~]+", value) or not parts.hostname:
            self._wrong(name, "is not an address", f"Write it like {DEFAULTS[name] or 'https://bot.example.kz'}")
            return None
        return parts

    def number(self, name: str, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self._value(name)
        if re.fullmatch(r"[0-9]{1,9}", value) and least <= int(value) <= most:
            return int(value)
        self._wrong(
            name, f"{value!r} is not a whole number from {least} to {most}", f"The usual one is {DEFAULTS[name]}"
        )
        return least

    def choice(self, name: str, choices: tuple[str, ...], spelling: Callable[[str], str]) -> str:
        """One of several words, in any case."""
        value = spelling(self._value(name))
        if value not in choices:
            self._wrong(name, f"{value!r} is unknown", f"Choose one of: {', '.join(choices)}")
        return value

    def bot_token(self, *, needed: bool) -> str:
        """Digits, a colon and a secret, as BotFather gives it."""
        token = self._value("BOT_TOKEN")
        if not token and needed:
            self._wrong("BOT_TOKEN", "is missing", "Get a token from @BotFather and put it into .env")
        if token and not re.fullmatch(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,200}", token):
            self._wrong(
                "BOT_TOKEN", "does not look like a token", "Copy the whole line that @BotFather sent, like 123:ABC"
            )
        return token

    def bot_api_url(self) -> str:
        """An address without a path's end slash."""
        parts = self._address("BOT_API_URL")
        if parts is None:
            return ""
        if parts.scheme not in {"http", "https"} or parts.query or parts.fragment or parts.username is not None:
            self._wrong("BOT_API_URL", "is not the address of a Bot API server", f"The usual one is {TELEGRAM}")
        return self._value("BOT_API_URL").rstrip("/")

    def database_url(self) -> str:
        """A file of SQLite or a database of PostgreSQL; the value is not shown, it may hold a password."""
        url = self._value("DATABASE_URL")
        scheme, _, rest = url.partition("://")
        remedy = "Use sqlite+aiosqlite:///path/to/file.db or postgresql+asyncpg://user:password@host/database"
        if scheme == "sqlite+aiosqlite":
            if not re.fullmatch(r"/[^?#]+", rest) or rest.startswith("/:memory:"):
                self._wrong("DATABASE_URL", "names no file", remedy)
        elif scheme == "postgresql+asyncpg":
            parts = self._address("DATABASE_URL")
            if parts is not None and not parts.path.strip("/"):
                self._wrong("DATABASE_URL", "names no database", remedy)
        else:
            self._wrong("DATABASE_URL", "is of an unknown kind", remedy)
        return url

    def owner_ids(self) -> frozenset[int]:
        """Telegram ids of people, which are positive."""
        words = [word for word in re.split(r"[,\s]+", self._value("OWNER_IDS")) if word]
        if bad := [word for word in words if not re.fullmatch(r"[1-9][0-9]{0,15}", word)]:
            remedy = "Write Telegram ids with commas between them, like 100200300,400500600"
            self._wrong("OWNER_IDS", f"{', '.join(map(repr, bad))}: not an id of a person", remedy)
            return frozenset()
        return frozenset(map(int, words))

    def secret_key(self) -> str:
        """A long random text, or empty: then one is made and kept."""
        key = self._value("SECRET_KEY")
        if key and len(key) < 32:  # noqa: PLR2004  fewer characters can be guessed
            self._wrong("SECRET_KEY", "is shorter than 32 characters", "Remove it, and one is made and kept in var/")
        return key

    def timezone(self) -> ZoneInfo:
        """A zone that exists, on a machine whose time zone data knows Kazakhstan's one zone."""
        name = self._value("TIMEZONE")
        try:
            if ZoneInfo("Asia/Almaty").utcoffset(_SUMMER) != timedelta(hours=5):
                wrong = "time zone data of this machine is older than 2024a: Asia/Almaty is not UTC+5"
                self._wrong(
                    "TIMEZONE", wrong, "Update the system's package tzdata, or start with PYTHONTZPATH= (empty)"
                )
            return ZoneInfo(name)
        except (OSError, ValueError, LookupError):  # a folder, a path out of the data, an unknown name
            self._wrong(
                "TIMEZONE", f"no time zone {name!r} is known here", "Use a name like Asia/Almaty; update tzdata"
            )
            return ZoneInfo("UTC")

    def programme(self) -> Path:
        """A folder or a file; one that was named must be there."""
        value = self._value("PROGRAMME")
        if value != DEFAULTS["PROGRAMME"] and ("\0" in value or not Path(value).exists()):
            self._wrong("PROGRAMME", f"{value!r} is not there", "Name the folder of the programme's YAML files")
        return Path(value)

    def http_host(self) -> str:
        """A name or an address of this machine."""
        host = self._value("HTTP_HOST")
        if not re.fullmatch(r"[A-Za-z0-9._:-]{1,253}", host):
            self._wrong(
                "HTTP_HOST", f"{host!r} is not a host", "Use 127.0.0.1 behind a proxy, or 0.0.0.0 in a container"
            )
        return host

    def webhook(self) -> Webhook | None:
        """Both names, or neither."""
        url, secret = self._value("WEBHOOK_URL"), self._value("WEBHOOK_SECRET")
        if secret:
            self._webhook_secret(secret)
        if not url:
            return None
        if not secret:
            self._wrong("WEBHOOK_SECRET", "is missing while WEBHOOK_URL is set", "Make one: openssl rand -hex 32")
        parts = self._address("WEBHOOK_URL")
        if parts is None:
            return None
        if parts.scheme != "https" and not self._own_server(parts):
            self._wrong(
                "WEBHOOK_URL", "does not begin with https://", "Telegram calls over TLS only: put a proxy in front"
            )
        if parts.fragment or parts.username is not None or parts.path in _OUR_PAGES:
            self._wrong(
                "WEBHOOK_URL", "cannot be called", "Use an address without #, a user, or the path of our other pages"
            )
        path = parts.path.rstrip("/")
        return Webhook(parts._replace(path=path or _WEBHOOK_PATH).geturl(), secret, path or _WEBHOOK_PATH)

    def _webhook_secret(self, secret: str) -> None:
        if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
            wrong = "is not 16 to 256 characters of A-Z, a-z, 0-9, _ and -"
            self._wrong("WEBHOOK_SECRET", wrong, "Make one: openssl rand -hex 32")
        if secret in self._value("BOT_TOKEN"):
            self._wrong("WEBHOOK_SECRET", "is a part of BOT_TOKEN", "Make another one: openssl rand -hex 32")

    def _own_server(self, parts: SplitResult) -> bool:
        """A Bot API server of one's own may call a local address without TLS."""
        try:
            near = parts.hostname == "localhost" or ipaddress.ip_address(parts.hostname or "").is_private
        except ValueError:
            near = False
        return near and parts.scheme == "http" and self._value("BOT_API_URL").rstrip("/") != TELEGRAM
