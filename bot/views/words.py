"""The names of what the domain counts up: kinds, standings, roles; one word for one thing on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.announcements import Topic
from bot.domain.deliveries import DeliveryState
from bot.domain.events import Kind, Standing
from bot.domain.people import Role
from bot.domain.policy import Action, StaffRole
from bot.i18n import msgid

if TYPE_CHECKING:
    from bot.i18n import Translator

_KINDS = {
    Kind.FESTIVAL: msgid("Festival"),
    Kind.FORUM: msgid("Forum"),
    Kind.CONTEST: msgid("Contest"),
    Kind.GUIDANCE: msgid("Career guidance"),
    Kind.INTERNSHIP: msgid("Internship"),
    Kind.INITIATIVE: msgid("Initiative"),
}
_SHELVES = {
    Kind.FESTIVAL: msgid("Festivals"),
    Kind.FORUM: msgid("Forums"),
    Kind.CONTEST: msgid("Contests"),
    Kind.GUIDANCE: msgid("Guidance for choosing a career"),
    Kind.INTERNSHIP: msgid("Internships"),
    Kind.INITIATIVE: msgid("Initiatives"),
}
_STANDINGS = {
    Standing.COMING: msgid("Coming"),
    Standing.NOT_ANNOUNCED: msgid("Date not announced"),
    Standing.PAST: msgid("Past"),
}
_ROLES = {
    Role.PUPIL: msgid("pupils"),
    Role.PARENT: msgid("parents"),
    Role.STUDENT: msgid("college students"),
    Role.TEACHER: msgid("teachers"),
    Role.WORKER: msgid("workers"),
    Role.EMPLOYER: msgid("employers"),
    Role.GUEST: msgid("guests"),
}
_ONE = {
    Role.PUPIL: msgid("Pupil"),
    Role.PARENT: msgid("Parent"),
    Role.STUDENT: msgid("College student"),
    Role.TEACHER: msgid("Teacher"),
    Role.WORKER: msgid("Worker"),
    Role.EMPLOYER: msgid("Employer"),
    Role.GUEST: msgid("Guest"),
}
_TOPICS = {
    Topic.FORUMS: msgid("Forums"),
    Topic.CONTESTS: msgid("Contests"),
    Topic.FESTIVAL: msgid("Festival"),
    Topic.INTERNSHIPS: msgid("Internships"),
    Topic.NEWS: msgid("News"),
}
_STAFF = {
    StaffRole.OWNER: msgid("owner"),
    StaffRole.ORGANIZER: msgid("organizer"),
    StaffRole.ANSWERER: msgid("answerer of questions"),
}
_ACTIONS = {
    Action.SEE_ADMIN: msgid("open this page"),
    Action.ANSWER_QUESTIONS: msgid("answer questions that were passed on"),
    Action.SEE_NUMBERS: msgid("see the bot's numbers"),
    Action.SEE_QUESTIONS: msgid("see what people ask, without who asks"),
    Action.SEE_STAFF: msgid("see who is of the staff"),
    Action.APPOINT_ANSWERER: msgid("invite answerers of questions"),
    Action.APPOINT_ORGANIZER: msgid("invite organizers"),
    Action.DISMISS_ANSWERER: msgid("take the role away from answerers"),
    Action.DISMISS_ORGANIZER: msgid("take the role away from organizers"),
    Action.EDIT_PROGRAMME: msgid("set dates, places and states of events"),
    Action.SEE_LOG: msgid("see what the staff did"),
    Action.SET_DESK: msgid("choose where and when questions are answered"),
}
_DELIVERIES = {
    DeliveryState.PENDING: msgid("waiting"),
    DeliveryState.SENDING: msgid("being sent"),
    DeliveryState.SENT: msgid("sent"),
    DeliveryState.DEAD: msgid("not reachable"),
    DeliveryState.FAILED: msgid("failed"),
}


def kind(of: Kind, tr: Translator) -> str:
    """What sort of event it is: «Festival»."""
    return tr.plain(_KINDS[of])


def kinds(of: Kind, tr: Translator) -> str:
    """The events of a sort together: «Festivals»."""
    return tr.plain(_SHELVES[of])


def standing(of: Standing, tr: Translator) -> str:
    """Where events stand: «Coming»."""
    return tr.plain(_STANDINGS[of])


def role(of: Role, tr: Translator) -> str:
    """Who may apply, in the plural: «pupils»."""
    return tr.plain(_ROLES[of])


def one(of: Role, tr: Translator) -> str:
    """What one person is: «Pupil»."""
    return tr.plain(_ONE[of])


def topic(of: Topic, tr: Translator) -> str:
    """What announcements are about: «Forums»."""
    return tr.plain(_TOPICS[of])


def staff_role(of: StaffRole, tr: Translator) -> str:
    """What a member of the staff is: «organizer»."""
    return tr.plain(_STAFF[of])


def action(of: Action, tr: Translator) -> str:
    """What a member of the staff may do: «invite organizers»."""
    return tr.plain(_ACTIONS[of])


def delivery(of: DeliveryState, tr: Translator) -> str:
    """How messages stand: «waiting»."""
    return tr.plain(_DELIVERIES[of])
