"""An announcement after it was sent off: how far it is, what may be done, the report; counts nothing itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.announcements import (
    FIXABLE,
    PAUSABLE,
    RESUMABLE,
    STOPPABLE,
    UNDER_WAY,
    WITH_CAUSE,
    AnnouncementState,
    RecipientState,
)
from bot.domain.language import Language
from bot.domain.parity import plain, problems, prohibits
from bot.i18n import msgid
from bot.services.announcement_news import Told
from bot.services.announcing import Announcing
from bot.views import words
from bot.views.announcing import UNREAD, asked, audience, duration
from bot.views.differences import wrong
from bot.views.lengths import clipped, joined
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.announcements import Announcement, Counters
    from bot.domain.events import Programme
    from bot.domain.parity import Problem
    from bot.i18n import Translator
    from bot.services.announced import Status
    from bot.views.saying import Said, Setting

BAR = 12
MOST_REASON = 300

_WARNINGS = {
    "stop": msgid("Stop announcement {id} for good? Who has not got it yet will not get it."),
    "recall": msgid("Recall announcement {id}? It is deleted wherever it was sent. This takes as long as sending it."),
    "unknown": msgid(
        "Send announcement {id} again to those of whom nobody knows whether they got it? Some may get it twice."
    ),
}
_YES = {
    "stop": msgid("Yes, stop"),
    "recall": msgid("Yes, recall"),
    "unknown": msgid("Yes, send again"),
}


def status(seen: Status, now: datetime, tr: Translator, programme: Programme = UNREAD) -> Screen:
    """How it stands now, with the buttons of what may be done."""
    one, counters = seen.announcement, seen.counters
    head = tr("<b>Announcement {id}</b>: {state}", id=one.id, state=words.announcement_state(one.state, tr))
    paragraphs = [head, Markup("\n").join(_details(one, tr, programme))]
    if counters.total:
        paragraphs += [_progress(one, counters, now, tr), Markup("\n").join(_counts(counters, tr))]
    taps = [
        Markup("🔘 {}: {}").format(tr[button.label], tr.number(seen.taps[number]))
        for number, button in enumerate(one.content.buttons)
        if number in seen.taps
    ]
    if taps:
        paragraphs.append(tr("Taps on buttons:") + Markup("\n") + Markup("\n").join(taps))
    if one.state is AnnouncementState.REFUSED:
        paragraphs.append(_refused(one, tr))
    rows = _rows(seen, now, tr)
    going_back = Button(tr.plain("📣 Announcements"), Go("announcements", "0"))
    looking_again = Button(tr.plain("🔄 Refresh"), Go("an", str(one.id)))
    return Screen(joined(paragraphs, MOST_UNITS), (*rows, (looking_again, going_back)))


def _details(one: Announcement, tr: Translator, programme: Programme) -> list[Markup]:
    excerpt = clipped(plain(one.content.text.get(tr.language, "")).strip(), 100)
    lines = [Markup("«{}»").format(excerpt), tr("to whom: {audience}", audience=audience(one.audience, tr, programme))]
    if one.send_at and not one.started_at:
        lines.append(tr("when: {moment}", moment=tr.moment(one.send_at)))
    if one.urgent:
        lines.append(tr("urgent: {reason}", reason=clipped(one.urgent, 200)))
    if one.parity_override:
        lines.append(tr("differences are meant: {reason}", reason=clipped(one.parity_override, 200)))
    return lines


def _progress(one: Announcement, counters: Counters, now: datetime, tr: Translator) -> Markup:
    share = counters.ended / counters.total
    full = int(share * BAR)
    bar = Markup("{}{} {}%").format("▓" * full, "░" * (BAR - full), int(share * 100))
    line = tr("{ended} of {total}", ended=tr.number(counters.ended), total=tr.number(counters.total))
    lines = [bar, line]
    spent = (now - one.started_at).total_seconds() if one.started_at else 0
    if one.state is AnnouncementState.SENDING and spent >= 1 and counters.ended:
        rate = counters.ended / spent
        left = _left(counters, rate)
        lines.append(tr("{rate} a second, {time} to go", rate=tr.number(max(1, round(rate))), time=duration(left, tr)))
    return Markup("\n").join(lines)


def _left(counters: Counters, rate: float) -> timedelta:
    return timedelta(seconds=(counters.total - counters.ended) / rate)


def _counts(counters: Counters, tr: Translator) -> list[Markup]:
    """How many stand where, with the causes."""
    lines = []
    for state in RecipientState:
        if not counters[state]:
            continue
        name = words.recipient_state(state, tr)
        lines.append(Markup("{}: <b>{}</b>").format(name, tr.number(counters[state])))
        causes = counters.causes.get(state, {}) if state in WITH_CAUSE else {}
        lines += [
            Markup("– {}: {}").format(words.cause(cause, tr), tr.number(count))
            for cause, count in sorted(causes.items(), key=lambda item: (-item[1], item[0]))
        ]
    return lines


def _refused(one: Announcement, tr: Translator) -> Markup:
    said = tr("Telegram refuses this announcement. It says: {said}", said=clipped(one.reason or "?", MOST_REASON))
    return said + Markup("\n") + tr("Nothing more is sent. Please fix the text, then press «Go on».")


def _rows(seen: Status, now: datetime, tr: Translator) -> list[Row]:
    one, number = seen.announcement, str(seen.announcement.id)
    steering: list[Button] = []
    if one.state in PAUSABLE:
        steering.append(Button(tr.plain("⏸ Pause"), Go("an_do", number, "pause")))
    if one.state in RESUMABLE:
        steering.append(Button(tr.plain("▶️ Go on"), Go("an_do", number, "resume")))
    if one.state in STOPPABLE:
        steering.append(Button(tr.plain("⏹ Stop"), Go("an_ask", number, "stop")))
    repairing: list[Button] = []
    if one.state in FIXABLE:
        repairing.append(Button(tr.plain("✍️ Fix the text"), Go("an_fix", number)))
    if one.may_be_recalled(now):
        repairing.append(Button(tr.plain("🗑 Recall"), Go("an_ask", number, "recall")))
    after: list[Button] = []
    if one.state is AnnouncementState.AWAITING:
        after += awaited(one, tr)
    elif seen.counters.total:
        after.append(Button(tr.plain("📄 Report as a table"), Go("an_csv", number)))
    if one.state is AnnouncementState.DONE and seen.counters[RecipientState.UNKNOWN]:
        after.append(Button(tr.plain("Send again where not known"), Go("an_ask", number, "unknown")))
    return [tuple(steering), tuple(repairing), tuple(after)]


def awaited(one: Announcement, tr: Translator) -> Row:
    """What a second organizer may do."""
    number = str(one.id)
    return (
        Button(tr.plain("✅ Confirm"), Go("an_confirm", number)),
        Button(tr.plain("↩️ Send back"), Go("an_back", number)),
        Button(tr.plain("👁 Preview"), Go("an_preview", number)),
    )


def ask_before(one: Announcement, verb: str, tr: Translator) -> Screen:
    """Asked before what cannot be undone."""
    number = str(one.id)
    doing = Button(tr.plain(_YES[verb]), Go("an_do", number, verb))
    return Screen(tr(_WARNINGS[verb], id=number), ((doing, Button(tr.plain("‹ Back"), Go("an", number))),))


DESTRUCTIVE = tuple(_WARNINGS)


def queued(one: Announcement, tr: Translator) -> str:
    """Said when it is on its way."""
    if one.state is AnnouncementState.SCHEDULED:
        return tr.plain("It is scheduled.")
    return tr.plain("It is on its way.")


def awaiting(one: Announcement, asked_people: int, tr: Translator) -> Screen:
    """It needs a second organizer."""
    text = tr("<b>Announcement {id}</b> goes to many people, so a second organizer confirms it first.", id=one.id)
    if asked_people:
        text += Markup("\n\n") + tr("I have asked the others of the staff. I tell you when it begins.")
    else:
        text += Markup("\n\n") + tr(
            "There is nobody else yet who could: please invite a second organizer on the page /admin, "
            "and let them confirm it."
        )
    return Screen(text, ((Button(tr.plain("‹ Back"), Go("an", str(one.id))),),))


def same_person(tr: Translator) -> str:
    """Who sent it off cannot confirm it."""
    return tr.plain("You sent this announcement off yourself: somebody else has to confirm it.")


def not_now(tr: Translator) -> str:
    """Somebody else was faster, or it went on meanwhile."""
    return tr.plain("That cannot be done any more: the announcement has gone on meanwhile.")


def too_late(tr: Translator) -> str:
    """Telegram lets a bot delete for 48 hours."""
    return tr.plain("It is too late: Telegram lets a bot delete messages for 48 hours only.")


def fix(one: Announcement, texts: Mapping[str, str], against: tuple[Problem, ...], tr: Translator) -> Screen:
    """The new texts are gathered, then said everywhere."""
    number = str(one.id)
    paragraphs = [
        tr("<b>Fix announcement {id}</b>\nSend the new text in one language or in both, then apply it.", id=number)
    ]
    for language in Language:
        if language.value in texts:
            shown = clipped(plain(texts[language.value]), 300)
            paragraphs.append(Markup("<b>{}</b>: {}").format(words.language(language, tr), shown))
    paragraphs += [wrong(problem, tr) for problem in against]
    rows: list[Row] = [
        (
            Button(tr.plain("✍️ Kazakh text"), Go("an_fix", number, "kk")),
            Button(tr.plain("✍️ Russian text"), Go("an_fix", number, "ru")),
        )
    ]
    if texts and not against:
        rows.append((Button(tr.plain("✅ Apply everywhere"), Go("an_fix", number, "apply")),))
    return Screen(joined(paragraphs, MOST_UNITS), (*rows, (Button(tr.plain("‹ Back"), Go("an", number)),)))


def fixing(one: Announcement, texts: Mapping[str, str], tr: Translator) -> Screen:
    """The same, with what is wrong with the texts as they would be then."""
    new = {Language(language): text for language, text in texts.items()}
    found = problems(replace(one.content, text={**one.content.text, **new}))
    against = tuple(problem for problem in found if prohibits(problem) or one.parity_override is None)
    return fix(one, texts, against, tr)


def ask_fix(one: Announcement, language: Language, tr: Translator) -> Screen:
    """Waits for the new text."""
    text = (
        tr("Send the new <b>Kazakh</b> text.") if language is Language.KK else tr("Send the new <b>Russian</b> text.")
    )
    return asked(text, Go("an_fix", str(one.id)), tr)


def told(params: Mapping[str, str], setting: Setting) -> Said | None:
    """The notices of organizers about an announcement; what is no longer so is not said."""
    number = int(params["announcement"])
    one = setting.tx.announcements.get(number)
    if one is None:
        return None
    match params["told"]:
        case Told.AWAITS | Told.HELD as what if one.state is AnnouncementState.AWAITING:
            return lambda tr: _asks(one, tr, setting.programme, held=what == Told.HELD)
        case Told.SENT_BACK if one.state is AnnouncementState.DRAFT:
            return lambda tr: _sent_back(one, tr)
        case Told.ENDED | Told.PROGRESS as what:
            if what == Told.PROGRESS and one.state not in {*UNDER_WAY, AnnouncementState.SCHEDULED}:
                return None
            # Read now: when the words are made, the transaction is over.
            seen = Announcing.seen(setting.tx, one)
            return lambda tr: status(seen, setting.now, tr, setting.programme)
    return None


def _asks(one: Announcement, tr: Translator, programme: Programme, *, held: bool) -> Screen:
    why = tr("<b>Announcement {id}</b> waits for a second organizer.", id=one.id)
    if held:
        why = tr("<b>Announcement {id}</b> was due, but its author is no organizer any more.", id=one.id)
    paragraphs = [
        why,
        Markup("\n").join(_details(one, tr, programme)),
        tr("Please look at the preview, then confirm it or send it back."),
    ]
    confirming, returning, looking = awaited(one, tr)
    return Screen(joined(paragraphs, MOST_UNITS), ((looking,), (confirming, returning)))


def _sent_back(one: Announcement, tr: Translator) -> Screen:
    text = tr("<b>Announcement {id}</b> was sent back to you: it is a draft again. Please change it.", id=one.id)
    return Screen(text, ((Button(tr.plain("Open the draft"), Go("an", str(one.id))),),))
