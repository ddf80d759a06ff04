"""The port of the database: transactions whose body is a plain function, so that nothing is awaited inside one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services.ports.announcements import Announcements
    from bot.services.ports.audit import Audit
    from bot.services.ports.changes import Changes
    from bot.services.ports.chats import Chats
    from bot.services.ports.classes import Classes
    from bot.services.ports.consent_requests import ConsentRequests
    from bot.services.ports.dialogues import Dialogues
    from bot.services.ports.follows import Follows
    from bot.services.ports.handovers import HandoverRows
    from bot.services.ports.inbox import InboxRows
    from bot.services.ports.lessons import LessonRows
    from bot.services.ports.outbox import Outbox
    from bot.services.ports.pace import PaceRows
    from bot.services.ports.people import People
    from bot.services.ports.personal import Personal
    from bot.services.ports.plans import Plans
    from bot.services.ports.programme import ProgrammeRows
    from bot.services.ports.questions import Questions
    from bot.services.ports.registrations import Registrations
    from bot.services.ports.review_questions import ReviewQuestions
    from bot.services.ports.staff import StaffRows
    from bot.services.ports.subscriptions import Subscriptions

T = TypeVar("T")


class Transaction(Protocol):
    """The tables inside one transaction; valid only while the body runs.

    `stamp` is a word of its own for each: what is said once in it, however much happens, has it in its key.
    """

    @property
    def stamp(self) -> str: ...  # noqa: D102  told above
    @property
    def pace(self) -> PaceRows: ...  # noqa: D102  named as its type
    @property
    def people(self) -> People: ...  # noqa: D102  named as its type
    @property
    def chats(self) -> Chats: ...  # noqa: D102  named as its type
    @property
    def staff(self) -> StaffRows: ...  # noqa: D102  named as its type
    @property
    def programme(self) -> ProgrammeRows: ...  # noqa: D102  named as its type
    @property
    def changes(self) -> Changes: ...  # noqa: D102  named as its type
    @property
    def audit(self) -> Audit: ...  # noqa: D102  named as its type
    @property
    def plans(self) -> Plans: ...  # noqa: D102  named as its type
    @property
    def follows(self) -> Follows: ...  # noqa: D102  named as its type
    @property
    def subscriptions(self) -> Subscriptions: ...  # noqa: D102  named as its type
    @property
    def handovers(self) -> HandoverRows: ...  # noqa: D102  named as its type
    @property
    def announcements(self) -> Announcements: ...  # noqa: D102  named as its type
    @property
    def inbox(self) -> InboxRows: ...  # noqa: D102  named as its type
    @property
    def outbox(self) -> Outbox: ...  # noqa: D102  named as its type
    @property
    def dialogues(self) -> Dialogues: ...  # noqa: D102  named as its type
    @property
    def lessons(self) -> LessonRows: ...  # noqa: D102  named as its type
    @property
    def personal(self) -> Personal: ...  # noqa: D102  named as its type
    @property
    def classes(self) -> Classes: ...  # noqa: D102  named as its type
    @property
    def registrations(self) -> Registrations: ...  # noqa: D102  named as its type
    @property
    def review_questions(self) -> ReviewQuestions: ...  # noqa: D102  named as its type
    @property
    def consent_requests(self) -> ConsentRequests: ...  # noqa: D102  named as its type
    @property
    def questions(self) -> Questions: ...  # noqa: D102  named as its type


class Database(Protocol):
    """Runs the body of a transaction; an exception in the body rolls everything back and comes out.

    A body may run in another thread, and more than once until it is committed: it touches nothing but the transaction
    and what it returns, and whoever keeps rows in memory changes that after `run` has returned.
    """

    async def run(self, body: Callable[[Transaction], T], *, together: bool = False) -> T:
        """Run a body that may write, alone or serialised against every other writer of the same rows.

        With `together` its first word is `registrations.lock()`: where a crowd waits for that, many may share one
        transaction, one body after the other; an error is its own body's alone.
        """
        ...

    async def read(self, body: Callable[[Transaction], T]) -> T:
        """Run a body that only reads one consistent state; a write in it is a bug and raises."""
        ...


class Turn(Protocol):
    """The right of one process at a time to work for a database; it falls free when its holder dies."""

    async def take(self) -> None:
        """Wait until this process is the one at work."""
        ...

    async def still_held(self) -> bool:
        """Whether the right is still held (a lost connection to the server loses it)."""
        ...

    async def give_back(self) -> None:
        """Let another process work; harmless when not held."""
        ...
