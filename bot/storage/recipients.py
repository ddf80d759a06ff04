"""How an announcement went to each recipient: written down in slices, claimed and closed in batches; sends nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, literal, or_, select, tuple_, update

from bot.domain.announcements import WITH_CAUSE, Counters, Policy, Recipient, RecipientState
from bot.domain.deliveries import DeliveryState
from bot.domain.subscriptions import QuietHours
from bot.storage.audiences import recipients_of
from bot.storage.insertion import insert_new
from bot.storage.limits import checked_id, checked_text
from bot.storage.schema import GROUPS, PENDING, SENDING, announcements, outbox, recipients, subscriptions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Dialect, Row, Select

    from bot.domain.audience import Audience
    from bot.domain.language import ChatLanguage
    from bot.domain.plans import DayTold
    from bot.services.ports.announcements import Key, WhenToSend

_C = recipients.c
_KEY = tuple_(_C.announcement, _C.chat, _C.thread)
_COLUMNS = (
    _C.announcement,
    _C.chat,
    _C.thread,
    _C.language,
    _C.state,
    _C.message,
    _C.more,
    _C.cause,
    _C.attempts,
    _C.revision,
)
_BY_CHAT = attrgetter("chat", "thread")
_ONE = (_C.announcement == bindparam("of")) & (_C.chat == bindparam("to")) & (_C.thread == bindparam("in_thread"))
_DUE = (
    select(_C.announcement, _C.chat, _C.thread)
    .where(PENDING, _C.announcement == bindparam("of"), _C.due_at <= bindparam("now"))
    .order_by(_C.due_at, _C.chat, _C.thread)
    .limit(bindparam("most"))
)
_CLAIM = (
    update(recipients)
    .where(_KEY.in_(_DUE))
    .values(state=RecipientState.SENDING, attempts=_C.attempts + 1)
    # The rest is known: what is pending has no message yet.
    .returning(_C.chat, _C.thread, _C.language, _C.cause, _C.attempts, _C.revision)
)
_CLOSE = (
    update(recipients)
    .where(_ONE)
    .values(
        state=bindparam("ended"),
        message=bindparam("as_message"),
        more=bindparam("and_more"),
        cause=bindparam("because"),
        revision=bindparam("of_revision"),
    )
)
_POSTPONE = (
    update(recipients)
    .where(_ONE)
    .values(
        state=RecipientState.PENDING,
        due_at=bindparam("later"),
        attempts=bindparam("tried"),
        cause=bindparam("because"),
    )
)
_NEXT_DUE = select(_C.due_at).where(PENDING, _C.announcement == bindparam("of")).order_by(_C.due_at).limit(1)
_RESENT = select(announcements.c.id).where(announcements.c.policy == Policy.RESEND)
_UNSENT = update(recipients).where(SENDING).values(state=RecipientState.PENDING)
_SENDING_AGAIN = _UNSENT.where(_C.announcement.in_(_RESENT))
_UNKNOWN = update(recipients).where(SENDING).values(state=RecipientState.UNKNOWN, cause="crash")
_ANY = select(_C.chat).where(_C.announcement == bindparam("of")).limit(1)
_COUNTS = (
    select(_C.language, _C.state, _C.cause, func.count())
    .where(_C.announcement == bindparam("of"))
    .group_by(_C.language, _C.state, _C.cause)
)


class SqlRecipients:
    """The half of the port `Announcements` that is about recipients."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
        """Go through the next `limit` chats of the audience, by chat; keep them as pending recipients, or as they were.

        Who is `told` of that day by a notice that is on its way, or has arrived, is left out.
        The last chat that was gone through, to go on after; None when there was none left.
        """
        chosen = recipients_of(audience, after=after, limit=limit).subquery().c
        last: int | None = self._connection.execute(select(func.max(chosen.chat))).scalar()
        if last is None:
            return None
        columns = ("announcement", "chat", "thread", "language", "state", "due_at", "attempts", "revision")
        rows = select(
            literal(announcement, _C.announcement.type),
            chosen.chat,
            chosen.thread,
            chosen.language,
            literal(RecipientState.PENDING, _C.state.type),
            literal(due_at, _C.due_at.type),
            literal(0),
            literal(0),
        ).where(chosen.chat <= last)
        if told is not None:
            rows = rows.where(chosen.chat.not_in(_told(told, after, last)))
        insertion = insert_new(recipients, self._connection.dialect.name)
        self._connection.execute(insertion.from_select(columns, rows))
        return last

    def delay_quiet(self, announcement: int, when: WhenToSend, after: int | None = None) -> None:
        """Say of each pending recipient beyond chat `after` that has quiet hours when it is due."""
        quiet = (
            select(_C.chat, _C.thread, subscriptions.c.quiet_start, subscriptions.c.quiet_end)
            .join(subscriptions, subscriptions.c.chat == _C.chat)
            .where(PENDING, _C.announcement == announcement, subscriptions.c.quiet_start.is_not(None))
        )
        if after is not None:
            quiet = quiet.where(_C.chat > after)
        later = [
            {"of": announcement, "to": chat, "in_thread": thread, "later": when(QuietHours(start, end))}
            for chat, thread, start, end in self._connection.execute(quiet)
        ]
        if later:
            self._connection.execute(update(recipients).where(_ONE).values(due_at=bindparam("later")), later)

    def claim(self, announcement: int, now: datetime, limit: int) -> Sequence[Recipient]:
        """Turn up to `limit` pending ones that are due into `sending`, `attempts` one higher."""
        claimed = self._connection.execute(_CLAIM, {"of": announcement, "now": now, "most": limit}).all()
        state = RecipientState.SENDING
        sending = [
            Recipient(announcement, chat, thread, language, state, None, (), cause, attempts, revision)
            for chat, thread, language, cause, attempts, revision in claimed
        ]
        return sorted(sending, key=_BY_CHAT)

    def next_due(self, announcement: int) -> datetime | None:
        """When the next pending one is due, or None."""
        return self._connection.execute(_NEXT_DUE, {"of": announcement}).scalar()

    def close(self, recipients: Sequence[Recipient]) -> None:
        """Write how each stands now: state, message, more, cause, revision; unknown ones are left out."""
        if recipients:
            statement, in_order = _closing(self._connection.dialect)
            self._connection.exec_driver_sql(statement, [in_order(_closed(recipient)) for recipient in recipients])

    def postpone(self, recipient: Recipient, due_at: datetime) -> None:
        """Make it pending for later, with its attempts and cause as given; harmless when unknown."""
        values = {"later": due_at, "tried": recipient.attempts, "because": recipient.cause}
        self._connection.execute(_POSTPONE, _key(recipient) | values)

    def recover(self, *, unsent: bool = False) -> int:
        """What was `sending` when the process died becomes pending again or unknown, by its policy; how many.

        All of it becomes pending where it is known to be `unsent`.
        """
        if unsent:
            return self._connection.execute(_UNSENT).rowcount
        return self._connection.execute(_SENDING_AGAIN).rowcount + self._connection.execute(_UNKNOWN).rowcount

    def again(self, announcement: int, state: RecipientState, cause: str | None, due_at: datetime) -> int:
        """Make those in that state (with that cause, if one is given) pending again; how many."""
        chosen = update(recipients).where(_C.announcement == announcement, _C.state == state)
        if cause is not None:
            chosen = chosen.where(_C.cause == cause)
        return self._connection.execute(
            chosen.values(state=RecipientState.PENDING, due_at=due_at, attempts=0, cause=None)
        ).rowcount

    def sent_below(self, announcement: int, key: Key | None, limit: int, *, older_than: int) -> Sequence[Recipient]:
        """Those sent with an older revision whose (chat, thread) is below the key, highest first."""
        sent = select(*_COLUMNS).where(
            _C.announcement == announcement, _C.state == RecipientState.SENT, _C.revision < older_than
        )
        if key is not None:
            sent = sent.where(tuple_(_C.chat, _C.thread) < tuple_(*map(literal, key)))
        found = self._connection.execute(sent.order_by(_C.chat.desc(), _C.thread.desc()).limit(limit))
        return [_recipient(row) for row in found]

    def move_chat(self, old: int, new: int) -> None:
        """Write what is pending for a group under its new id; where that has its own row, the old one goes."""
        waiting = select(*_COLUMNS, _C.due_at).where(GROUPS, _C.chat == old, _C.state == RecipientState.PENDING)
        for row in self._connection.execute(waiting).all():
            self.moved(_recipient(row), new, row.due_at)

    def moved(self, recipient: Recipient, new: int, due_at: datetime) -> None:
        """Write one that was being sent to its chat's new id, pending; where that is in it, the old row goes."""
        self._connection.execute(delete(recipients).where(_ONE), _key(recipient))
        row = {
            "announcement": recipient.announcement,
            "chat": new,
            "thread": recipient.thread,
            "language": recipient.language,
            "state": RecipientState.PENDING,
            "due_at": due_at,
            "attempts": recipient.attempts,
            "revision": recipient.revision,
        }
        self._connection.execute(insert_new(recipients, self._connection.dialect.name), row)

    def all_failed(self, announcement: int, causes: Collection[str]) -> bool:
        """Whether it has recipients, and every one failed for one of these causes; counts nothing."""
        asked = {"of": announcement}
        other = or_(_C.state != RecipientState.FAILED, _C.cause.is_(None), _C.cause.not_in(causes))
        return (
            self._connection.execute(_ANY.where(other), asked).first() is None
            and self._connection.execute(_ANY, asked).first() is not None
        )

    def counters(self, announcement: int) -> Counters:
        """How many recipients stand where."""
        states: Counter[RecipientState] = Counter()
        causes: defaultdict[RecipientState, Counter[str]] = defaultdict(Counter)
        languages: defaultdict[ChatLanguage, Counter[RecipientState]] = defaultdict(Counter)
        for language, state, cause, count in self._connection.execute(_COUNTS, {"of": announcement}):
            states[state] += count
            languages[language][state] += count
            if cause is not None and state in WITH_CAUSE:
                causes[state][cause] += count
        return Counters(
            dict(states),
            {state: dict(why) for state, why in causes.items()},
            {language: dict(stand) for language, stand in languages.items()},
        )


def _told(told: DayTold, after: int | None, last: int) -> Select[tuple[int]]:
    """Chats of a slice that are told in person; read as a whole, not chat by chat, whatever the planner expects."""
    arrives = outbox.c.state.in_((DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.SENT))
    chats = select(outbox.c.chat).where(outbox.c.about == told.day, outbox.c.chat <= last, arrives)
    if after is not None:
        chats = chats.where(outbox.c.chat > after)
    return chats if told.since is None else chats.where(outbox.c.due_at >= told.since)


def _recipient(row: Row[*tuple[Any, ...]]) -> Recipient:
    announcement, chat, thread, language, state, message, more, cause, attempts, revision = row[: len(_COLUMNS)]
    others = tuple(map(int, more.split(","))) if more else ()
    return Recipient(announcement, chat, thread, language, state, message, others, cause, attempts, revision)


def _key(recipient: Recipient) -> dict[str, int]:
    return {"of": recipient.announcement, "to": recipient.chat, "in_thread": recipient.thread}


@lru_cache(maxsize=2)
def _closing(dialect: Dialect) -> tuple[str, Callable[[dict[str, Any]], tuple[Any, ...]]]:
    """`_CLOSE` as the driver takes it, and what puts its values in order.

    SQLAlchemy would make them ready one by one, which takes longer than to write them.
    """
    compiled = _CLOSE.compile(dialect=dialect)
    assert compiled.positiontup is not None, "both drivers take values by their place"
    return compiled.string, itemgetter(*compiled.positiontup)


def _closed(recipient: Recipient) -> dict[str, Any]:
    """What `_CLOSE` is told, as the driver takes it: checked here, since no column's type sees it."""
    message, cause = recipient.message, recipient.cause
    return {
        "of": recipient.announcement,
        "to": recipient.chat,
        "in_thread": recipient.thread,
        "ended": recipient.state.value,
        "as_message": None if message is None else checked_id(message),
        "and_more": ",".join(map(str, recipient.more)) if recipient.more else None,
        "because": None if cause is None else checked_text(cause),
        "of_revision": recipient.revision,
    }
