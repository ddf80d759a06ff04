"""What organizers see of questions that were passed on: the post in their chat, the list on their page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.handovers import HandoverState
from bot.domain.policy import Action, StaffRole, may
from bot.i18n import msgid
from bot.views.handover import quoted
from bot.views.home import LANGUAGE_NAMES
from bot.views.lengths import visible
from bot.views.navigation import back_and_menu, menu_button, pages
from bot.views.screens import Button, Go, Link, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.events import Event
    from bot.domain.handovers import Handover
    from bot.i18n import Translator
    from bot.views.navigation import Surface
    from bot.views.voices import Voice

PAGE = 4

_STANDINGS = {
    HandoverState.OPEN: msgid("⏳ waits for a reply"),
    HandoverState.TAKEN: msgid("✍️ {name} has taken it"),
    HandoverState.ANSWERED: msgid("✅ {name} has answered"),
    HandoverState.WITHDRAWN: msgid("↩️ withdrawn by the person"),
    HandoverState.CLOSED: msgid("🚫 {name} has closed it without a reply"),
}
_CAUSES = {
    "blocked": msgid("the person has blocked the bot"),
    "deactivated": msgid("the person's account is deleted"),
}
_OTHERWISE = msgid("Telegram did not take it, or the message was deleted")


def question_payload(number: int) -> str:
    """The deep link of the organizers to one question."""
    return f"question_{number}"


def post(handover: Handover, event: Event | None, surface: Surface, voice: Voice) -> Screen:
    """The question in the organizers' chat; its words are said once, however many languages the chat reads."""
    parts = [_head(handover, event, voice), *_words(handover), voice.markup(lambda tr: _standing(handover, tr))]
    rows: list[Row] = []
    if handover.state.waits:
        parts.append(
            Markup("\n")
            + voice.markup(lambda tr: tr("Answer this message with a text, a photo, a voice or a file: I pass it on."))
        )
        rows.append((_taking(handover, voice),))
    if handover.state is not HandoverState.WITHDRAWN:
        link = Link(surface.deep_link(question_payload(handover.id)))
        rows.append((Button(voice.plain(lambda tr: tr.plain("More")), link),))
    return Screen(Markup("\n").join(parts), tuple(rows))


def reminder(handover: Handover, event: Event | None, now: datetime, voice: Voice) -> Screen:
    """It still waits; a reply to this message is as good as one to the post."""
    hours = int((now - handover.asked_at).total_seconds() // 3600)
    waits = voice.markup(
        lambda tr: tr.plural("Waits for {count} hour.", "Waits for {count} hours.", hours, count=hours)
    )
    parts = [Markup("🔔 {}").format(_head(handover, event, voice)), *_words(handover), waits]
    parts.append(voice.markup(lambda tr: _standing(handover, tr)))
    return Screen(Markup("\n").join(parts), ((_taking(handover, voice),),))


def undelivered(handover: Handover, cause: str, tr: Translator) -> Screen:
    """A reply did not reach the person."""
    why = tr.plain(_CAUSES.get(cause, _OTHERWISE))
    return Screen(tr("The reply to question № {number} was not delivered: {why}.", number=handover.id, why=why))


def waiting(count: int, tr: Translator) -> Screen:
    """Called to those who answer, where there is no organizers' chat."""
    text = tr.plural(
        "{count} question waits for an organizer's reply.",
        "{count} questions wait for an organizer's reply.",
        count,
        count=tr.number(count),
    )
    return Screen(text, ((queue_button(tr),), (menu_button(tr),)))


def desk_lost(tr: Translator) -> Screen:
    """The organizers' chat cannot be written to any more."""
    text = tr(
        "I cannot write into the organizers' chat any more. Questions now wait on the page for organizers. "
        "To link a chat again, write /organizers there."
    )
    return Screen(text, ((queue_button(tr),), (menu_button(tr),)))


def queue_button(tr: Translator) -> Button:
    """To the list of questions that wait."""
    return Button(tr.plain("Questions to organizers"), Go("queue", "0"))


def queue(handovers: Sequence[Handover], role: StaffRole | None, page: int, tr: Translator) -> Screen:
    """A page of those that wait, the oldest first."""
    last = max(0, (len(handovers) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = handovers[page * PAGE :][:PAGE]
    rows: list[Row] = [(Button(f"№ {one.id} {one.question}", Go("passed", str(one.id))),) for one in shown]
    turning = pages(
        Go("queue", str(page - 1)) if page > 0 else None, Go("queue", str(page + 1)) if page < last else None, tr
    )
    text = tr("<b>Questions to organizers</b>") + Markup("\n")
    text += tr("They wait: {count}.", count=tr.number(len(handovers))) if shown else tr("No question waits.")
    setting: Row = (Button(tr.plain("⚙️ Chat and hours"), Go("desk")),) if may(role, Action.SET_DESK) else ()
    return Screen(text, (*rows, turning, (*setting, Button(tr.plain("‹ Back"), Go("admin")))))


def passed(handover: Handover, event: Event | None, role: StaffRole | None, voice: Voice) -> Screen:
    """One of them, with what may be done."""
    tr = voice.translators[0]
    parts = [_head(handover, event, voice), *_words(handover), _standing(handover, tr)]
    number = str(handover.id)
    rows: list[Row] = []
    if handover.state is not HandoverState.WITHDRAWN:
        rows.append((Button(tr.plain("✉️ Reply"), Go("reply", number)),))
    if handover.state.waits:
        rows.append((_taking(handover, voice), Button(tr.plain("Close without a reply"), Go("shut", number))))
    elif handover.question and may(role, Action.EDIT_PROGRAMME):
        rows.append((Button(tr.plain("📌 Keep as a fact"), Go("keep", number)),))
        rows.append((Button(tr.plain("🏷 Keep as a name of an event"), Go("alias", number)),))
    return Screen(Markup("\n").join(parts), (*rows, back_and_menu(Go("queue", "0"), tr)))


def reply_prompt(handover: Handover, tr: Translator) -> Screen:
    """The organizer's next message is the reply."""
    text = tr(
        "Your next message goes to who asked question № {number}: a text, a photo, a video, a voice or a file.",
        number=handover.id,
    )
    parts = [text, quoted(handover.question)]
    return Screen(Markup("\n").join(parts), ((Button(tr.plain("Stop"), Go("cancel")), menu_button(tr)),))


def replied(handover: Handover, role: StaffRole | None, tr: Translator) -> Screen:
    """The reply is on its way."""
    text = tr("The reply to question № {number} is on its way.", number=handover.id)
    rows: list[Row] = [(Button(tr.plain("Question № {number}", number=handover.id), Go("passed", str(handover.id))),)]
    if may(role, Action.EDIT_PROGRAMME):
        rows.append((Button(tr.plain("📌 Keep as a fact"), Go("keep", str(handover.id))),))
    return Screen(text, (*rows, back_and_menu(Go("queue", "0"), tr)))


def confirm_closing(handover: Handover, tr: Translator) -> Screen:
    """Asked before a question is ended without a reply."""
    text = tr("Close question № {number} without a reply? The person is told.", number=handover.id)
    closing = Button(tr.plain("Yes, close"), Go("shut_now", str(handover.id)))
    return Screen(text, ((closing,), back_and_menu(Go("passed", str(handover.id)), tr)))


def standing(handover: Handover, tr: Translator) -> Screen:
    """Where it stands, as an answer to who tried what cannot be done."""
    return Screen(_standing(handover, tr))


def standing_toast(handover: Handover, tr: Translator) -> str:
    """The same in one line."""
    return visible(_standing(handover, tr))


def gone(tr: Translator) -> Screen:
    """It is kept no longer."""
    text = tr("There is no such question any more: what is over is kept for 30 days.")
    return Screen(text, (back_and_menu(Go("queue", "0"), tr),))


def _head(handover: Handover, event: Event | None, voice: Voice) -> Markup:
    head = voice.markup(
        lambda tr: tr(
            "<b>Question № {number}</b> ({language})", number=handover.id, language=LANGUAGE_NAMES[handover.language]
        )
    )
    if event is not None:
        head += Markup("\n") + voice.markup(lambda tr: Markup("{}").format(tr[event.name]))
    return head


def _words(handover: Handover) -> list[Markup]:
    return [quoted(handover.question, 1500)] if handover.question else []


def _standing(handover: Handover, tr: Translator) -> Markup:
    return tr(_STANDINGS[handover.state], name=handover.hand.name if handover.hand else "")


def _taking(handover: Handover, voice: Voice) -> Button:
    number = str(handover.id)
    if handover.state is HandoverState.TAKEN:
        return Button(voice.plain(lambda tr: tr.plain("Leave it to others")), Go("release", number))
    return Button(voice.plain(lambda tr: tr.plain("🙋 I take it")), Go("take", number))
