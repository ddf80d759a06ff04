"""The tables inside one transaction, on one connection; begins and ends nothing."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.storage.announcements import SqlAnnouncements
from bot.storage.audit import SqlAudit
from bot.storage.changes import SqlChanges
from bot.storage.chats import SqlChats
from bot.storage.classes import SqlClasses
from bot.storage.consent_requests import SqlConsentRequests
from bot.storage.dialogues import SqlDialogues
from bot.storage.follows import SqlFollows
from bot.storage.handovers import SqlHandovers
from bot.storage.inbox import SqlInbox
from bot.storage.lessons import SqlLessons
from bot.storage.outbox import SqlOutbox
from bot.storage.pace import SqlPace
from bot.storage.people import SqlPeople
from bot.storage.personal import SqlPersonal
from bot.storage.plans import SqlPlans
from bot.storage.programme import SqlProgramme
from bot.storage.questions import SqlQuestions
from bot.storage.registrations import SqlRegistrations
from bot.storage.review_questions import SqlReviewQuestions
from bot.storage.staff import SqlStaff
from bot.storage.subscriptions import SqlSubscriptions

if TYPE_CHECKING:
    from sqlalchemy import Connection


class SqlTransaction:
    """The port `Transaction`."""

    __slots__ = (
        "announcements",
        "audit",
        "changes",
        "chats",
        "classes",
        "consent_requests",
        "dialogues",
        "follows",
        "handovers",
        "inbox",
        "lessons",
        "outbox",
        "pace",
        "people",
        "personal",
        "plans",
        "programme",
        "questions",
        "registrations",
        "review_questions",
        "staff",
        "stamp",
        "subscriptions",
    )

    def __init__(self, connection: Connection) -> None:
        self.stamp = secrets.token_hex(8)
        self.people = SqlPeople(connection)
        self.chats = SqlChats(connection)
        self.classes = SqlClasses(connection)
        self.staff = SqlStaff(connection)
        self.programme = SqlProgramme(connection)
        self.changes = SqlChanges(connection)
        self.audit = SqlAudit(connection)
        self.plans = SqlPlans(connection)
        self.follows = SqlFollows(connection)
        self.subscriptions = SqlSubscriptions(connection)
        self.handovers = SqlHandovers(connection)
        self.announcements = SqlAnnouncements(connection)
        self.inbox = SqlInbox(connection)
        self.outbox = SqlOutbox(connection)
        self.dialogues = SqlDialogues(connection)
        self.registrations = SqlRegistrations(connection)
        self.review_questions = SqlReviewQuestions(connection)
        self.personal = SqlPersonal(connection)
        self.consent_requests = SqlConsentRequests(connection)
        self.questions = SqlQuestions(connection)
        self.pace = SqlPace(connection)
        self.lessons = SqlLessons(connection)
