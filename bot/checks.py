"""Looks over what a start needs, one finding a line; changes nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.i18n import CatalogueError, load_translators
from bot.storage.database import SqlDatabase
from bot.storage.migrating import schema_state
from bot.storage.programme_files import ProgrammeErrors, read_programme
from bot.storage.revisions import SchemaState

if TYPE_CHECKING:
    from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is fine, and what was found, with its remedy where it is not."""

    what: str
    fine: bool
    found: str


async def look_over(settings: Settings) -> list[Finding]:
    """Every finding, settings first: they are right, since they were read."""
    return [
        Finding("settings", fine=True, found="all right"),
        Finding("time zone data", fine=True, found=f"{settings.timezone.key} is {_offset(settings)}"),
        _catalogues(settings),
        _programme(settings),
        await _database(settings),
        *await _telegram(settings),
    ]


def _offset(settings: Settings) -> str:
    return datetime.now(settings.timezone).strftime("UTC%z")


def _catalogues(settings: Settings) -> Finding:
    try:
        translators = load_translators(settings.timezone)
    except CatalogueError as error:
        return Finding("catalogues", fine=False, found=str(error))
    return Finding("catalogues", fine=True, found=", ".join(translators))


def _programme(settings: Settings) -> Finding:
    today = datetime.now(settings.timezone).date()
    read = read_programme(settings.programme, today=today, zone=settings.timezone)
    if isinstance(read, ProgrammeErrors):
        return Finding("programme", fine=False, found="\n     ".join(map(str, read.problems)))
    return Finding("programme", fine=True, found=f"{len(read.events)} events in {settings.programme}")


async def _database(settings: Settings) -> Finding:
    try:
        state = await schema_state(settings.database_url)
    except Exception as error:  # noqa: BLE001  whatever the driver says, the operator is told which part it was
        return Finding("database", fine=False, found=f"cannot be opened ({type(error).__name__}): check DATABASE_URL")
    match state:
        case SchemaState.CURRENT:
            database = SqlDatabase(settings.database_url)
            try:
                events = await database.read(lambda tx: len(tx.programme.get().events))
            finally:
                await database.close()
            return Finding("database", fine=True, found=f"at the newest schema, {events} events")
        case SchemaState.EMPTY | SchemaState.BEHIND:
            return Finding("database", fine=True, found=f"{state}: the next `run` or `migrate` brings it up")
        case SchemaState.TOO_NEW:
            return Finding("database", fine=False, found="written by a newer version of this program: update it")


async def _telegram(settings: Settings) -> list[Finding]:
    if not settings.bot_token:
        return [Finding("Telegram", fine=False, found="no BOT_TOKEN: take one from @BotFather")]
    try:
        me, hook = [await _ask(settings, method) for method in ("getMe", "getWebhookInfo")]
    except (aiohttp.ClientError, TimeoutError, json.JSONDecodeError) as error:
        return [Finding("Telegram", fine=False, found=f"out of reach at BOT_API_URL ({type(error).__name__})")]
    if not me.get("ok"):
        return [Finding("Telegram", fine=False, found=f"refuses BOT_TOKEN: {me.get('description')}")]
    findings = [Finding("Telegram", fine=True, found=f"@{me['result'].get('username')}")]
    info = hook.get("result", {})
    wanted = settings.webhook.url if settings.webhook else ""
    words = f"{info.get('url') or 'none'}, {info.get('pending_update_count', 0)} updates wait"
    if trouble := info.get("last_error_message"):
        words += f", last error: {trouble}"
    if info.get("url", "") != wanted:
        words += " (the next `run` sets it right)"
    return [*findings, Finding("webhook", fine=not trouble, found=words)]


async def _ask(settings: Settings, method: str) -> dict[str, Any]:
    timeout = aiohttp.ClientTimeout(total=10)
    url = f"{settings.bot_api_url}/bot{settings.bot_token}/{method}"
    async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as response:
        return dict(json.loads(await response.text()))
