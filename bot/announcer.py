"""What `announce` does: queues an announcement from two files, shows how it goes, steers it; talks to no Telegram."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from bot.domain.announcements import Announcement, Content, Policy, RecipientState
from bot.domain.audience import BadAudience
from bot.domain.language import ChatLanguage, Language
from bot.services.announced import (
    AlreadyQueued,
    Awaiting,
    Done,
    Incomplete,
    InThePast,
    Nobody,
    NoSuchAnnouncement,
    NotNow,
    Queued,
    Status,
    TooLate,
)
from bot.views.lengths import units, visible
from bot.views.markup_check import is_telegram_html
from bot.views.screens import MOST_UNITS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from bot.services.announced import Outcome
    from bot.services.announcing import Announcing
    from bot.services.ports.database import Database


class Refusal(Exception):  # noqa: N818  no bug: what somebody asked for cannot be done
    """It cannot be done; the text says why."""


def read_text(path: Path) -> str:
    """A file's text as Telegram's HTML: as it is where it is that, else escaped. Raises `Refusal`."""
    try:
        text = path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"{path}: {error}") from error
    html = text if is_telegram_html(text) else str(escape(text))
    if not visible(html).strip():
        raise Refusal(f"{path}: there is no text in it")
    if (length := units(visible(html))) > MOST_UNITS:
        raise Refusal(f"{path}: {length} characters, Telegram takes {MOST_UNITS} at most")
    return html


def read_moment(text: str | None, zone: ZoneInfo) -> datetime | None:
    """An ISO time, local where it names no zone. Raises `Refusal`."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(f"«{text}» is no time, write it like 2027-05-25T10:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


@dataclass(frozen=True, slots=True)
class Announcer:
    """Over one database; a bot that runs beside it takes up what changes within a second."""

    announcing: Announcing
    database: Database

    async def queue(self, texts: Mapping[Language, str], audience: str, at: datetime | None, policy: Policy) -> int:
        """Queue it; its number. Raises `Refusal`."""
        wanted = Announcement(Content(texts), audience, policy=policy, send_at=at)
        match await self.announcing.queue(self.database, wanted):
            case Queued(kept) | Awaiting(kept) | AlreadyQueued(kept):
                return kept.id
            case BadAudience() as bad:
                raise Refusal(f"the audience is wrong: {bad}")
            case Nobody():
                raise Refusal(f"nobody is in the audience «{audience}»")
            case InThePast(moment):
                raise Refusal(f"{moment.isoformat()} is over")
            case Incomplete(languages):
                raise Refusal(f"no text in: {', '.join(languages)}")
            case other:
                raise AssertionError(other)

    async def status(self, number: int) -> str:
        """How it stands, as JSON. Raises `Refusal`."""
        found = await self.announcing.status(self.database, number)
        if isinstance(found, NoSuchAnnouncement):
            raise _unknown(number)
        return json.dumps(_told(found), ensure_ascii=False)

    async def steer(self, verb: str, number: int) -> None:
        """`pause`, `resume`, `cancel` or `recall`. Raises `Refusal` where its state does not allow it."""
        announcing = self.announcing
        verbs: Mapping[str, Callable[[Database, int], Awaitable[Outcome | TooLate]]] = {
            "pause": announcing.pause,
            "resume": announcing.resume,
            "cancel": announcing.stop,
            "recall": announcing.recall,
        }
        match await verbs[verb](self.database, number):
            case Done():
                return
            case NotNow(kept):
                raise Refusal(f"announcement {number} is {kept.state}: it cannot be changed so")
            case TooLate():
                raise Refusal(f"announcement {number} was sent too long ago: Telegram deletes within 48 hours only")
            case NoSuchAnnouncement():
                raise _unknown(number)


def _unknown(number: int) -> Refusal:
    return Refusal(f"there is no announcement {number}")


def _told(status: Status) -> dict[str, Any]:
    kept, counters = status.announcement, status.counters
    moments = {"send_at": kept.send_at, "started_at": kept.started_at, "ended_at": kept.ended_at}
    return {
        "id": kept.id,
        "state": kept.state,
        "reason": kept.reason,
        "audience": kept.audience,
        "policy": kept.policy,
        **{name: moment and moment.isoformat(timespec="seconds") for name, moment in moments.items()},
        "total": counters.total,
        **{state: counters[state] for state in RecipientState},
        "causes": {state: dict(causes) for state, causes in counters.causes.items()},
        "languages": {
            language: dict(counters.languages[language]) for language in ChatLanguage if language in counters.languages
        },
    }
