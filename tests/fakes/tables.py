"""What the fakes keep: every row is a frozen value, so copying the dictionaries copies the state."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from bot.domain.handovers import Desk
from bot.services.ports.pace import Pace

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.announcements import Announcement, Recipient
    from bot.domain.auditing import Entry
    from bot.domain.changes import Change
    from bot.domain.classes import SchoolClass, Seat
    from bot.domain.consent import ConsentRequest
    from bot.domain.deliveries import Delivery
    from bot.domain.events import Event
    from bot.domain.handovers import Handover
    from bot.domain.lessons import LessonHours
    from bot.domain.people import Chat, Person
    from bot.domain.places import Places, SessionKey
    from bot.domain.plans import OccurrenceState
    from bot.domain.policy import Invitation, Staff
    from bot.domain.questions import Question
    from bot.domain.registrations import Registration
    from bot.domain.reviews import ReviewQuestion
    from bot.domain.schools import School
    from bot.domain.subscriptions import Subscription
    from bot.services.ports.dialogues import Dialogue
    from bot.services.ports.inbox import Received


@dataclass(slots=True)
class Tables:
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    staff: dict[int, Staff] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    events: dict[str, tuple[int, Event]] = field(default_factory=dict)
    loaded: dict[str, Event] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)
    changes: dict[int, Change] = field(default_factory=dict)
    audit: dict[int, Entry] = field(default_factory=dict)
    follows: dict[tuple[int, str], datetime] = field(default_factory=dict)
    occurrences: dict[str, tuple[datetime, OccurrenceState]] = field(default_factory=dict)
    plans_off: dict[tuple[str, str], bool] = field(default_factory=dict)
    told: dict[tuple[int, str], str] = field(default_factory=dict)
    subscriptions: dict[int, Subscription] = field(default_factory=dict)
    announcements: dict[int, Announcement] = field(default_factory=dict)
    recipients: dict[tuple[int, int, int], tuple[datetime, Recipient]] = field(default_factory=dict)
    taps: dict[tuple[int, int], int] = field(default_factory=dict)
    inbox: dict[int, Received] = field(default_factory=dict)
    done: dict[int, datetime] = field(default_factory=dict)
    outbox: dict[int, Delivery] = field(default_factory=dict)
    dialogues: dict[str, Dialogue] = field(default_factory=dict)
    registrations: dict[int, Registration] = field(default_factory=dict)
    classes: dict[int, SchoolClass] = field(default_factory=dict)
    class_seats: dict[tuple[int, int], Seat] = field(default_factory=dict)
    review_questions: dict[int, ReviewQuestion] = field(default_factory=dict)
    consent_requests: dict[str, ConsentRequest] = field(default_factory=dict)
    places: dict[SessionKey, Places] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    handovers: dict[int, Handover] = field(default_factory=dict)
    lessons: dict[str, LessonHours] = field(default_factory=dict)
    handover_messages: dict[tuple[int, int], int] = field(default_factory=dict)
    desk: Desk = field(default_factory=Desk)
    pace: Pace = field(default_factory=Pace)
    versions: dict[str, int] = field(default_factory=dict)
    last_announcement: int = 0
    last_class: int = 0
    last_delivery: int = 0
    last_handover: int = 0
    last_registration: int = 0
    last_question: int = 0
    last_review_question: int = 0
    only_reading: bool = False

    def copy(self, *, only_reading: bool = False) -> Tables:
        copied = replace(self, only_reading=only_reading)
        for table in fields(self):
            if table.default_factory is dict:
                setattr(copied, table.name, dict(getattr(self, table.name)))
        return copied

    def written(self) -> None:
        """Said before each change."""
        if self.only_reading:
            raise RuntimeError("a body that only reads must not write")

    def count_up(self, name: str) -> None:
        self.written()
        self.versions[name] = self.versions.get(name, 0) + 1
