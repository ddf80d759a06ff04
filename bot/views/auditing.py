"""The audit log as owners read it: when, who, what, about what; nothing that a visitor wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.auditing import AuditAction
from bot.i18n import msgid
from bot.views.lengths import clipped, joined
from bot.views.navigation import back_and_menu, pages
from bot.views.screens import MOST_UNITS, Go, Screen

if TYPE_CHECKING:
    from bot.domain.auditing import Entry
    from bot.i18n import Translator
    from bot.services.auditing import LogPage

LONGEST = 120
"""Of the details of an entry."""

_ACTIONS = {
    AuditAction.INVITED: msgid("made an invitation"),
    AuditAction.APPOINTED: msgid("accepted a role"),
    AuditAction.DISMISSED: msgid("took a role away"),
    AuditAction.PROGRAMME_CHANGED: msgid("changed the programme"),
    AuditAction.PROGRAMME_LOADED: msgid("loaded the programme"),
    AuditAction.PLAN_SWITCHED: msgid("switched a planned announcement"),
    AuditAction.ANNOUNCEMENT_QUEUED: msgid("sent an announcement"),
    AuditAction.ANNOUNCEMENT_CONFIRMED: msgid("confirmed an announcement"),
    AuditAction.ANNOUNCEMENT_STOPPED: msgid("stopped an announcement"),
    AuditAction.ANNOUNCEMENT_RECALLED: msgid("recalled an announcement"),
    AuditAction.ANNOUNCEMENT_FIXED: msgid("corrected an announcement"),
    AuditAction.QUESTION_ANSWERED: msgid("answered a question"),
    AuditAction.QUESTION_CLOSED: msgid("closed a question"),
    AuditAction.CHAT_LINKED: msgid("linked a chat"),
    AuditAction.CHAT_UNLINKED: msgid("unlinked a chat"),
    AuditAction.LESSONS_SET: msgid("set the lesson hours"),
    AuditAction.REGISTRATION_ASKED: msgid("asked about a registration"),
    AuditAction.REGISTRATION_DECIDED: msgid("decided about a registration"),
    AuditAction.REGISTRATIONS_EXPORTED: msgid("took a list of registrations"),
}


def log(shown: LogPage, tr: Translator) -> Screen:
    """A page of the log."""
    lines = [_entry(entry, tr) for entry in shown.entries] or [tr("Nothing has been done yet.")]
    turning = pages(
        Go("log", str(shown.page - 1)) if shown.page else None,
        Go("log", str(shown.page + 1)) if shown.more else None,
        tr,
    )
    text = joined([tr("<b>What the staff did</b>"), *lines], MOST_UNITS)
    return Screen(text, (turning, back_and_menu(Go("staff", "0"), tr)))


def _entry(entry: Entry, tr: Translator) -> Markup:
    who = tr('<a href="tg://user?id={id}">{id}</a>', id=entry.author) if entry.author else tr("the console")
    about = clipped(" ".join([entry.subject, *entry.details.values()]).strip(), LONGEST)
    return Markup("{}\n{}: {} <code>{}</code>").format(tr.moment(entry.at), who, tr(_ACTIONS[entry.action]), about)
