"""The port of the tables of announcements and their recipients, in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.announcements import WITH_CAUSE, AnnouncementState, Counters, Policy, Recipient, RecipientState
from bot.domain.deliveries import DeliveryState
from bot.services.ports.announcements import AtWork
from bot.storage.limits import checked_id, checked_text, checked_time
from tests.fakes.subscriptions import recipients_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from bot.domain.announcements import Announcement
    from bot.domain.audience import Audience
    from bot.domain.language import ChatLanguage
    from bot.domain.plans import DayTold
    from bot.services.ports.announcements import Key, WhenToSend
    from tests.fakes.tables import Tables


class FakeAnnouncements:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, announcement: Announcement) -> Announcement | None:
        self._tables.written()
        if announcement.occurrence is not None and self.occurred(announcement.occurrence):
            return None
        self._tables.last_announcement += 1
        return self._keep(replace(announcement, id=self._tables.last_announcement))

    def get(self, announcement: int) -> Announcement | None:
        return self._tables.announcements.get(checked_id(announcement))

    def put(self, announcement: Announcement) -> None:
        self._tables.written()
        self._tables.announcements[announcement.id]
        self._keep(announcement)

    def remove(self, announcement: int) -> None:
        self._tables.written()
        self._tables.announcements.pop(checked_id(announcement), None)
        for _, recipient in list(self._of(announcement)):
            self._drop(recipient)

    def latest(self, states: Collection[AnnouncementState], limit: int, skip: int = 0) -> Sequence[Announcement]:
        chosen = [a for a in self._tables.announcements.values() if a.state in states]
        return sorted(chosen, key=lambda a: -a.id)[skip : skip + limit]

    def occurred(self, occurrence: str) -> Announcement | None:
        return next((a for a in self._tables.announcements.values() if a.occurrence == occurrence), None)

    def scheduled(self, until: datetime) -> Sequence[Announcement]:
        chosen = [
            (a.send_at, a.id, a)
            for a in self._tables.announcements.values()
            if a.state is AnnouncementState.SCHEDULED and a.send_at is not None and a.send_at <= checked_time(until)
        ]
        return [a for _, _, a in sorted(chosen, key=lambda row: row[:2])]

    def at_work(self) -> Sequence[AtWork]:
        chosen = [a for a in self._tables.announcements.values() if a.state.at_work]
        chosen.sort(key=lambda a: a.id)
        return [AtWork(a.id, a.state, a.revision, a.expires_at, a.urgent is not None) for a in chosen]

    def write_down(
        self,
        announcement: int,
        audience: Audience,
        after: int | None,
        limit: int,
        due_at: datetime,
        *,
        told: DayTold | None = None,
    ) -> int | None:
        self._tables.written()
        chosen = [r for r in recipients_of(self._tables, audience) if after is None or r[0] > after][:limit]
        for chat, thread, language, *_ in chosen:
            recipient = Recipient(checked_id(announcement), chat, thread, language)
            if told is not None and self._is_told(told, chat):
                continue
            if (announcement, chat, thread) not in self._tables.recipients:
                self._write(recipient, due_at)
        return chosen[-1][0] if chosen else None

    def _is_told(self, told: DayTold, chat: int) -> bool:
        return any(
            (one.about, one.chat) == (told.day, chat)
            and one.state not in {DeliveryState.DEAD, DeliveryState.FAILED}
            and (told.since is None or one.due_at >= checked_time(told.since))
            for one in self._tables.outbox.values()
        )

    def delay_quiet(self, announcement: int, when: WhenToSend, after: int | None = None) -> None:
        self._tables.written()
        for _, recipient in list(self._of(announcement, RecipientState.PENDING)):
            wishes = self._tables.subscriptions.get(recipient.chat)
            if wishes is not None and wishes.quiet is not None and (after is None or recipient.chat > after):
                self._write(recipient, when(wishes.quiet))

    def claim(self, announcement: int, now: datetime, limit: int) -> Sequence[Recipient]:
        self._tables.written()
        due = [
            (due_at, recipient.chat, recipient.thread, recipient)
            for due_at, recipient in self._of(announcement, RecipientState.PENDING)
            if due_at <= checked_time(now)
        ]
        due.sort(key=lambda row: row[:3])
        claimed = [
            self._write(replace(r, state=RecipientState.SENDING, attempts=r.attempts + 1), due_at)
            for due_at, _, _, r in due[:limit]
        ]
        return sorted(claimed, key=lambda recipient: (recipient.chat, recipient.thread))

    def next_due(self, announcement: int) -> datetime | None:
        return min((due_at for due_at, _ in self._of(announcement, RecipientState.PENDING)), default=None)

    def close(self, recipients: Sequence[Recipient]) -> None:
        self._tables.written()
        for recipient in recipients:
            if kept := self._kept(recipient):
                self._write(replace(recipient, language=kept[1].language, attempts=kept[1].attempts), kept[0])

    def postpone(self, recipient: Recipient, due_at: datetime) -> None:
        self._tables.written()
        if kept := self._kept(recipient):
            later = replace(kept[1], state=RecipientState.PENDING, attempts=recipient.attempts, cause=recipient.cause)
            self._write(later, due_at)

    def recover(self, *, unsent: bool = False) -> int:
        self._tables.written()
        sending = [row for row in self._tables.recipients.values() if row[1].state is RecipientState.SENDING]
        for due_at, recipient in sending:
            policy = self._tables.announcements[recipient.announcement].policy
            after = replace(recipient, state=RecipientState.UNKNOWN, cause="crash")
            if policy is Policy.RESEND or unsent:
                after = replace(recipient, state=RecipientState.PENDING)
            self._write(after, due_at)
        return len(sending)

    def again(self, announcement: int, state: RecipientState, cause: str | None, due_at: datetime) -> int:
        self._tables.written()
        chosen = [r for _, r in self._of(announcement, state) if cause is None or r.cause == cause]
        for recipient in chosen:
            self._write(replace(recipient, state=RecipientState.PENDING, attempts=0, cause=None), due_at)
        return len(chosen)

    def sent_below(self, announcement: int, key: Key | None, limit: int, *, older_than: int) -> Sequence[Recipient]:
        sent = [
            r
            for _, r in self._of(announcement, RecipientState.SENT)
            if r.revision < older_than and (key is None or (r.chat, r.thread) < key)
        ]
        return sorted(sent, key=lambda r: (r.chat, r.thread), reverse=True)[:limit]

    def move_chat(self, old: int, new: int) -> None:
        self._tables.written()
        for due_at, recipient in list(self._tables.recipients.values()):
            if recipient.chat == old and old < 0 and recipient.state is RecipientState.PENDING:
                self.moved(recipient, new, due_at)

    def moved(self, recipient: Recipient, new: int, due_at: datetime) -> None:
        self._tables.written()
        self._drop(recipient)
        after = Recipient(
            recipient.announcement,
            checked_id(new),
            recipient.thread,
            recipient.language,
            attempts=recipient.attempts,
            revision=recipient.revision,
        )
        if self._kept(after) is None:
            self._write(after, due_at)

    def tapped(self, announcement: int, button: int) -> None:
        self._tables.written()
        key = checked_id(announcement), button
        self._tables.taps[key] = self._tables.taps.get(key, 0) + 1

    def taps(self, announcement: int) -> Mapping[int, int]:
        return {button: count for (of, button), count in self._tables.taps.items() if of == announcement}

    def all_failed(self, announcement: int, causes: Collection[str]) -> bool:
        stand = [(r.state, r.cause in causes) for _, r in self._of(announcement)]
        return set(stand) == {(RecipientState.FAILED, True)}

    def counters(self, announcement: int) -> Counters:
        states: Counter[RecipientState] = Counter()
        causes: defaultdict[RecipientState, Counter[str]] = defaultdict(Counter)
        languages: defaultdict[ChatLanguage, Counter[RecipientState]] = defaultdict(Counter)
        for _, recipient in self._of(announcement):
            states[recipient.state] += 1
            languages[recipient.language][recipient.state] += 1
            if recipient.cause is not None and recipient.state in WITH_CAUSE:
                causes[recipient.state][recipient.cause] += 1
        return Counters(states, causes, languages)

    def _of(self, announcement: int, state: RecipientState | None = None) -> Iterator[tuple[datetime, Recipient]]:
        checked_id(announcement)
        for due_at, recipient in self._tables.recipients.values():
            if recipient.announcement == announcement and state in {None, recipient.state}:
                yield due_at, recipient

    def _kept(self, recipient: Recipient) -> tuple[datetime, Recipient] | None:
        return self._tables.recipients.get((recipient.announcement, recipient.chat, recipient.thread))

    def _write(self, recipient: Recipient, due_at: datetime) -> Recipient:
        key = recipient.announcement, recipient.chat, recipient.thread
        self._tables.recipients[key] = checked_time(due_at), recipient
        return recipient

    def _drop(self, recipient: Recipient) -> None:
        self._tables.recipients.pop((recipient.announcement, recipient.chat, recipient.thread), None)

    def _keep(self, announcement: Announcement) -> Announcement:
        for text in (announcement.audience, announcement.reason, announcement.urgent, announcement.occurrence):
            checked_text(text or "")
        self._tables.announcements[announcement.id] = announcement
        return announcement
