"""The names of what the domain counts up: kinds, standings, roles; one word for one thing on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.announcements import AnnouncementState, RecipientState, Topic
from bot.domain.deliveries import DeliveryState
from bot.domain.events import EditionState, Kind, Standing
from bot.domain.language import Language
from bot.domain.people import Role
from bot.domain.policy import Action, StaffRole
from bot.i18n import msgid

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.domain.eligibility import Span
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
_STATES = {
    EditionState.PLANNED: msgid("planned"),
    EditionState.ANNOUNCED: msgid("announced"),
    EditionState.OPEN: msgid("open for registration"),
    EditionState.CLOSED: msgid("registration is over"),
    EditionState.OVER: msgid("has been held"),
    EditionState.CANCELLED: msgid("cancelled"),
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
    Action.DECIDE_REGISTRATIONS: msgid("see registrations and decide about applications"),
    Action.EXPORT_REGISTRATIONS: msgid("take lists of registrations as files"),
    Action.SEE_STAFF: msgid("see who is of the staff"),
    Action.APPOINT_ANSWERER: msgid("invite answerers of questions"),
    Action.APPOINT_ORGANIZER: msgid("invite organizers"),
    Action.DISMISS_ANSWERER: msgid("take the role away from answerers"),
    Action.DISMISS_ORGANIZER: msgid("take the role away from organizers"),
    Action.EDIT_PROGRAMME: msgid("set dates, places and states of events"),
    Action.ANNOUNCE: msgid("write announcements and send them"),
    Action.SEE_LOG: msgid("see what the staff did"),
    Action.SET_DESK: msgid("choose where and when questions are answered"),
}
_LANGUAGES = {Language.KK: msgid("Kazakh"), Language.RU: msgid("Russian")}
_ANNOUNCEMENTS = {
    AnnouncementState.DRAFT: msgid("draft"),
    AnnouncementState.AWAITING: msgid("waits for a second organizer"),
    AnnouncementState.SCHEDULED: msgid("scheduled"),
    AnnouncementState.PREPARING: msgid("begins"),
    AnnouncementState.SENDING: msgid("being sent"),
    AnnouncementState.PAUSED: msgid("paused"),
    AnnouncementState.DONE: msgid("done"),
    AnnouncementState.STOPPED: msgid("stopped"),
    AnnouncementState.FIXING: msgid("being changed"),
    AnnouncementState.RECALLING: msgid("being recalled"),
    AnnouncementState.RECALLED: msgid("recalled"),
    AnnouncementState.REFUSED: msgid("refused by Telegram"),
    AnnouncementState.DROPPED: msgid("not sent: too late"),
}
_RECIPIENTS = {
    RecipientState.PENDING: msgid("waiting"),
    RecipientState.SENDING: msgid("being sent"),
    RecipientState.SENT: msgid("sent"),
    RecipientState.DEAD: msgid("not reachable"),
    RecipientState.FAILED: msgid("failed"),
    RecipientState.UNKNOWN: msgid("not known"),
    RecipientState.RECALLED: msgid("recalled"),
}
_CAUSES = {
    "blocked": msgid("blocked the bot"),
    "deactivated": msgid("deleted their account"),
    "no_chat": msgid("Telegram does not find the chat"),
    "never_started": msgid("never opened the bot"),
    "kicked": msgid("the bot was removed from the group"),
    "not_member": msgid("the bot is not in the group or channel"),
    "deleted": msgid("the group is deleted"),
    "no_right": msgid("the bot may not write there"),
    "topic_closed": msgid("the forum topic is closed"),
    "topic_gone": msgid("the forum topic is deleted"),
    "server_error": msgid("Telegram had a breakdown"),
    "cut": msgid("the connection was cut"),
    "out_of_reach": msgid("Telegram could not be reached"),
    "no_connection": msgid("Telegram could not be reached"),
    "unauthorized": msgid("Telegram could not be reached"),
    "flood": msgid("Telegram asks to wait"),
    "slow_mode": msgid("the group has slow mode"),
    "content": msgid("Telegram refuses the content"),
    "refused_by_telegram": msgid("Telegram refuses it"),
    "crash": msgid("the bot stopped while it was being sent"),
    "bug": msgid("an error of the bot"),
    "not_deleted": msgid("could not be deleted"),
    "not_changed": msgid("could not be changed"),
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


def edition_state(of: EditionState, tr: Translator) -> str:
    """Where an edition stands: «announced»."""
    return tr.plain(_STATES[of])


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


def language(of: Language, tr: Translator) -> str:
    """The name of a language: «Kazakh»."""
    return tr.plain(_LANGUAGES[of])


def announcement_state(of: AnnouncementState, tr: Translator) -> str:
    """Where an announcement stands: «scheduled»."""
    return tr.plain(_ANNOUNCEMENTS[of])


def recipient_state(of: RecipientState, tr: Translator) -> str:
    """Where recipients stand: «sent»."""
    return tr.plain(_RECIPIENTS[of])


def cause(of: str, tr: Translator) -> str:
    """Why somebody did not get it; a cause without words is told as it is kept."""
    return tr.plain(_CAUSES[of]) if of in _CAUSES else of


def limits(grades: Span | None, ages: Span | None, tr: Translator) -> list[Markup]:
    """Of which classes and what age people may be, a line each."""
    lines = [tr("Classes: {classes}", classes=_span(grades, tr))] if grades else []
    return [*lines, tr("Age: {ages}", ages=_span(ages, tr))] if ages else lines


def _span(of: Span, tr: Translator) -> str:
    if of.first is None:
        return tr.plain("{number} and below", number=of.last)
    if of.last is None:
        return tr.plain("{number} and above", number=of.first)
    return str(of.first) if of.first == of.last else f"{of.first}–{of.last}"
