"""The words of messages that must not be lost, by their kind; made when they are sent, from what is so then."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.deliveries import NoticeKind
from bot.domain.events import EditionState
from bot.domain.when import is_date
from bot.i18n import msgid
from bot.services.classes import class_seen
from bot.services.reviews import with_reviews
from bot.services.sessions import Seen, offered_in
from bot.views import classes, running
from bot.views.coming_notices import COMING_WORDS
from bot.views.handover_notices import HANDOVER_WORDS
from bot.views.lengths import joined
from bot.views.moving import place_moved
from bot.views.registrations import news
from bot.views.review_notices import REVIEW_WORDS
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen
from bot.views.sides import headline, sides, was

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.domain.events import Edition, Event
    from bot.i18n import Translator
    from bot.views.saying import Said, Setting, Words


_CANCELLED_FOR = {
    "registered": msgid("Your registration there is cancelled with it. You need not do anything."),
    "guardian": msgid("Your child's registration there is cancelled with it. You need not do anything."),
    "teacher": msgid("The seats of your class there are cancelled with it. Your pupils are told too."),
}


def date_announced(event: Event, edition: Edition, tr: Translator) -> Screen:
    """«You asked to be told»: the date, and the next step."""
    lines = [tr("📅 {when}", when=tr.when(edition.when))]
    if edition.venue:
        lines.append(tr("📍 {where}", where=tr[edition.venue.name]))
    paragraphs = [
        tr("You asked me to tell you: the date of <b>{name}</b> has been announced.", name=tr[event.name]),
        Markup("\n").join(lines),
    ]
    if edition.demo:
        paragraphs.append(tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot."))
    if edition.registration:
        opens, closes = (tr.moment(m) for m in (edition.registration.opens, edition.registration.closes))
        paragraphs.append(tr("Registration: from {opens} to {closes}.", opens=opens, closes=closes))
    paragraphs.append(tr("If it changes, I will tell you. Open the event to see what comes next."))
    rows: list[Row] = [(Button(tr.plain("Open the event"), Go("event", event.key)),)]
    if edition.registration and edition.state in {EditionState.ANNOUNCED, EditionState.OPEN}:
        rows.append((Button(tr.plain("Registration"), Go("sessions", event.key, "a-all-0", "0")),))
    return Screen(joined(paragraphs, MOST_UNITS), tuple(rows))


def _date_announced(params: Mapping[str, str], setting: Setting) -> Said | None:
    event = setting.programme.get(params["event"])
    edition = event.edition(params["edition"]) if event else None
    if event is None or edition is None or edition.is_over(setting.now, setting.zone):
        return None
    return lambda tr: date_announced(event, edition, tr)


def edition_changed(
    event: Event, before: Edition, after: Edition, tr: Translator, said: Collection[str] = ("follows",)
) -> Screen:
    """What was and what is now, side by side, to who `follows`, and of a cancelled one to who signed up."""
    cancelled, follows = after.state is EditionState.CANCELLED, "follows" in said
    if cancelled:
        paragraphs = [tr("<b>{name}</b> has been cancelled.", name=tr[event.name]), was(tr.when(before.when), tr)]
    else:
        paragraphs = [headline(event, before, after, tr), *sides(before, after, tr)]
    paragraphs += [tr(words) for role, words in _CANCELLED_FOR.items() if role in said]
    rows: list[Row] = [(Button(tr.plain("Open the event"), Go("event", event.key)),)]
    if follows:
        if cancelled or not is_date(after.when):
            paragraphs.append(tr("I will tell you when a new date is announced."))
        rows.append((Button(tr.plain("Do not tell me any more"), Go("unfollow", event.key)),))
    else:
        rows.append((Button(tr.plain("🔔 Tell me the new date"), Go("follow", event.key)),))
    return Screen(joined(paragraphs, MOST_UNITS), tuple(rows))


def _edition_changed(params: Mapping[str, str], setting: Setting) -> Said | None:
    change = setting.tx.changes.get(int(params["change"]))
    event = setting.programme.get(change.after.key) if change else None
    if change is None or event is None or event.edition(params["edition"]) is None:
        return None
    before, after = (e.edition(params["edition"]) for e in (change.before, change.after))
    if before is None or after is None or before.is_over(setting.now, setting.zone):
        return None
    return lambda tr: edition_changed(event, before, after, tr, params)


def _registration(params: Mapping[str, str], setting: Setting) -> Said | None:
    one = setting.tx.registrations.get(int(params["registration"]))
    if one is None or one.owner < 0 or one.state != params["state"]:  # below zero: nobody's any more
        return None
    found = offered_in(setting.programme, one.session, setting.now, setting.zone)
    seen = Seen(one, found, setting.tx.registrations.ahead(one))
    (seen,) = with_reviews(setting.tx, [seen], setting.now, setting.zone)
    return lambda tr: news(seen, tr)


def _class(params: Mapping[str, str], setting: Setting) -> Said | None:
    one = setting.tx.classes.get(int(params["class"]))
    if one is None:
        return None
    found = offered_in(setting.programme, one.session, setting.now, setting.zone)
    seen = class_seen(setting.tx, one, found, setting.now)
    return lambda tr: classes.news(seen, tr)


WORDS: Mapping[NoticeKind, Words] = MappingProxyType(
    {
        **HANDOVER_WORDS,
        **COMING_WORDS,
        **REVIEW_WORDS,
        NoticeKind.DATE_ANNOUNCED: _date_announced,
        NoticeKind.EDITION_CHANGED: _edition_changed,
        NoticeKind.PLACE_MOVED: place_moved,
        NoticeKind.REGISTRATION: _registration,
        NoticeKind.ANNOUNCEMENT: running.told,
        NoticeKind.CLASS: _class,
    }
)
"""A new kind of notice is a function above and a line here."""
