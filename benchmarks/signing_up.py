"""What `registration` measures with: an event to sign up for, who taps what, what stands in the tables at the end."""

from __future__ import annotations

import asyncio
import os
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks.updates import taps
from bot.domain.drafts import code_of
from bot.domain.language import Language
from bot.domain.places import SessionKey
from bot.i18n import load_translators

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = SessionKey("rush", "e1", "all")
APPLY, WHO, SEND = f"apply:rush:{code_of(KEY)}", "fill:who:teacher", f"fill:send:{code_of(KEY)}"
_TR = load_translators(ZoneInfo("Asia/Almaty"))[Language.KK]
_SENT = "Application № {number} has been received: <b>{state}</b>. A message with everything follows."
RECEIVED = ("editMessageText", _TR.plain(_SENT, number="|", state="|").split("|")[1].partition(":")[0].strip())
ALREADY = ("editMessageText", _TR.plain("Registration № {number}", number="").strip())
TOLD = tuple(("sendMessage", _TR.plain(state)) for state in ("✅ confirmed", "🕓 on the waiting list"))
LISTEN = [RECEIVED, ALREADY, *TOLD]

_EVENT = """
key: rush
kind: festival
name: {{kk: "Өлшеу", ru: "Замер"}}
summary: {{kk: "Өлшеу үшін ойдан алынған", ru: "Вымышлено для замера"}}
audience: {{kk: "Мұғалімдерге", ru: "Для учителей"}}
source: {{name: {{kk: "Өлшеу", ru: "Замер"}}, as_of: 2026-01-01, status: plan}}
demo: true
editions:
  - key: e1
    when: {{start: {day} 10:00, end: {day} 16:00}}
    state: open
    source: {{name: {{kk: "Өлшеу", ru: "Замер"}}, as_of: 2026-01-01, status: plan}}
    registration: {{opens: {opens} 09:00, closes: {day} 09:00}}
    sessions:
      - {{key: all, name: {{kk: "Барлығы", ru: "Все"}}, capacity: {places}, roles: [teacher]}}
"""


def programme(folder: Path, places: int) -> str:
    """A folder with one event, open whenever this runs."""
    today = datetime.now(UTC).date()
    words = _EVENT.format(day=today + timedelta(days=30), opens=today - timedelta(days=2), places=places)
    (folder / "rush.yaml").write_text(words, encoding="utf-8")
    return str(folder)


def filled_in(who: range) -> list[dict[str, Any]]:
    """Each chooses the session and says who applies: «Send» comes next."""
    return [*taps(who, APPLY), *taps(who, WHO)]


def sent(who: range, twice: int) -> list[dict[str, Any]]:
    """Each taps «Send», the first of them once more."""
    return [*taps(who, SEND), *taps(who[:twice], SEND)]


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a database that is there only for this."""
    server = make_url(os.environ.get("TEST_POSTGRESQL_URL", "postgresql+asyncpg://postgres@127.0.0.1:5432/test"))
    name = f"bench_{uuid.uuid4().hex}"
    address = server.render_as_string(hide_password=False)
    asyncio.run(query(address, f'CREATE DATABASE "{name}"'))
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        asyncio.run(query(address, f'DROP DATABASE "{name}" WITH (FORCE)'))


async def query(address: str, statement: str) -> list[Any]:
    """The rows of one statement."""
    engine = create_async_engine(address, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            result = await connection.execute(text(statement))
            return list(result.all()) if result.returns_rows else []
    finally:
        await engine.dispose()


def standing(address: str) -> dict[str, int]:
    """What `stands` says."""
    return asyncio.run(stands(address))


async def stands(address: str) -> dict[str, int]:
    """How many registrations stand in each state; places `taken`, updates `left`, people to be `told` of theirs."""
    rows = await query(
        address,
        "SELECT state, count(*) FROM registrations GROUP BY state UNION ALL SELECT 'taken', sum(taken) FROM"
        " session_places UNION ALL SELECT 'left', count(*) FROM inbox WHERE body IS NOT NULL UNION ALL"
        " SELECT 'told', count(DISTINCT chat) FROM outbox WHERE key LIKE 'registration:%'",
    )
    return {str(state): int(number or 0) for state, number in rows}
