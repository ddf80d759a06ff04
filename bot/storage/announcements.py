"""The table of announcements; decides nothing about them and sends nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select, update

from bot.domain.announcements import (
    Announcement,
    AnnouncementButton,
    Content,
    Media,
    MediaKind,
)
from bot.domain.language import Language, LocalizedText
from bot.services.ports.announcements import AtWork
from bot.storage.insertion import insert_new
from bot.storage.recipients import SqlRecipients
from bot.storage.schema import ANNOUNCEMENTS_AT_WORK, SCHEDULED, announcements, recipients, taps

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import RowMapping

    from bot.domain.announcements import AnnouncementState

_ALL = select(announcements)
_GET = _ALL.where(announcements.c.id == bindparam("wanted"))
_AT_WORK = (
    select(
        announcements.c.id,
        announcements.c.state,
        announcements.c.revision,
        announcements.c.expires_at,
        announcements.c.urgent.is_not(None),
    )
    .where(ANNOUNCEMENTS_AT_WORK)
    .order_by(announcements.c.id)
)
_SCHEDULED = _ALL.where(SCHEDULED, announcements.c.send_at <= bindparam("until")).order_by(
    announcements.c.send_at, announcements.c.id
)
_TAPPED = (
    update(taps)
    .where(taps.c.announcement == bindparam("of"), taps.c.button == bindparam("number"))
    .values(count=taps.c["count"] + 1)
)
_PUT = update(announcements).where(announcements.c.id == bindparam("replaced"))
_PLAIN = tuple(column.name for column in announcements.c if column.name not in {"id", "content"})
"""Columns that are fields of the value as they are."""


class SqlAnnouncements(SqlRecipients):
    """The port `Announcements`."""

    def add(self, announcement: Announcement) -> Announcement | None:
        """Keep a new one, with the number it gets; None when its occurrence is kept already."""
        insertion = insert_new(announcements, self._connection.dialect.name).returning(announcements.c.id)
        number = self._connection.execute(insertion, _row(announcement)).scalar()
        return None if number is None else replace(announcement, id=number)

    def get(self, announcement: int) -> Announcement | None:
        """The announcement with that number, or None."""
        row = self._connection.execute(_GET, {"wanted": announcement}).mappings().first()
        return None if row is None else _announcement(row)

    def put(self, announcement: Announcement) -> None:
        """Replace one that is kept; raises KeyError when it is not."""
        row = _row(announcement)
        if not self._connection.execute(_PUT.values(row), {"replaced": announcement.id}).rowcount:
            raise KeyError(announcement.id)

    def remove(self, announcement: int) -> None:
        """Forget it and its recipients; harmless when unknown."""
        self._connection.execute(delete(recipients).where(recipients.c.announcement == announcement))
        self._connection.execute(delete(announcements).where(announcements.c.id == announcement))

    def latest(self, states: Collection[AnnouncementState], limit: int, skip: int = 0) -> Sequence[Announcement]:
        """Those in one of these states, newest first."""
        chosen = _ALL.where(announcements.c.state.in_(states)).order_by(announcements.c.id.desc())
        return [_announcement(row) for row in self._connection.execute(chosen.limit(limit).offset(skip)).mappings()]

    def occurred(self, occurrence: str) -> Announcement | None:
        """The one that was queued under that occurrence, or None."""
        row = self._connection.execute(_ALL.where(announcements.c.occurrence == occurrence)).mappings().first()
        return None if row is None else _announcement(row)

    def scheduled(self, until: datetime) -> Sequence[Announcement]:
        """Those scheduled for that moment or before, oldest first."""
        return [_announcement(row) for row in self._connection.execute(_SCHEDULED, {"until": until}).mappings()]

    def tapped(self, announcement: int, button: int) -> None:
        """Count one more tap on that button (by its number)."""
        key = {"announcement": announcement, "button": button}
        added = insert_new(taps, self._connection.dialect.name).returning(taps.c.button)
        if self._connection.execute(added, {**key, "count": 1}).scalar() is None:
            self._connection.execute(_TAPPED, {"of": announcement, "number": button})

    def taps(self, announcement: int) -> Mapping[int, int]:
        """How often each button was tapped; buttons without a tap are left out."""
        found = select(taps.c.button, taps.c["count"]).where(taps.c.announcement == announcement)
        return {row[0]: row[1] for row in self._connection.execute(found)}

    def at_work(self) -> Sequence[AtWork]:
        """Those the broadcaster has something to do for, by number."""
        return [AtWork(*row) for row in self._connection.execute(_AT_WORK)]


def _row(announcement: Announcement) -> dict[str, Any]:
    return {
        "content": json.dumps(_written(announcement.content), ensure_ascii=False),
        **{name: getattr(announcement, name) for name in _PLAIN},
    }


def _announcement(row: RowMapping) -> Announcement:
    content = _read(json.loads(row["content"]))
    return Announcement(content=content, id=row["id"], **{name: row[name] for name in _PLAIN})


def _written(content: Content) -> dict[str, Any]:
    return {
        "text": {language.value: text for language, text in content.text.items()},
        "media": [[media.kind.value, media.file_id] for media in content.media],
        "buttons": [[button.label.kk, button.label.ru, button.to] for button in content.buttons],
    }


def _read(written: dict[str, Any]) -> Content:
    return Content(
        text={Language(language): text for language, text in written["text"].items()},
        media=tuple(Media(MediaKind(kind), file_id) for kind, file_id in written["media"]),
        buttons=tuple(AnnouncementButton(LocalizedText(kk, ru), to) for kk, ru, to in written["buttons"]),
    )
