"""What a person sees of a question that was passed on to the organizers: its number, its standing, what may be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.handovers import HandoverState
from bot.i18n import msgid
from bot.views.lengths import clipped
from bot.views.navigation import back_and_menu, function_payload, menu_button
from bot.views.screens import Button, Go, Link, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.events import Event
    from bot.domain.handovers import Handover, OfficeHours
    from bot.i18n import Translator
    from bot.services.handover import PassedOn
    from bot.views.navigation import Surface

LISTED = 5
LONGEST_QUOTE = 700

NO_EVENT = "-"

EVERY_DAY, WORKDAYS, SATURDAYS_TOO = tuple(range(7)), tuple(range(5)), tuple(range(6))
DAYS = {
    WORKDAYS: msgid("from Monday to Friday"),
    SATURDAYS_TOO: msgid("from Monday to Saturday"),
    EVERY_DAY: msgid("every day"),
}
_STATES = {
    HandoverState.OPEN: msgid("waits for a reply"),
    HandoverState.TAKEN: msgid("an organizer is at work on it"),
    HandoverState.ANSWERED: msgid("answered"),
    HandoverState.WITHDRAWN: msgid("withdrawn"),
    HandoverState.CLOSED: msgid("closed without a reply"),
}


def state_name(state: HandoverState, tr: Translator) -> str:
    """Where a question stands: «waits for a reply»."""
    return tr.plain(_STATES[state])


def pass_on_button(event: str | None, surface: Surface, tr: Translator) -> Button:
    """Under an answer that cites the question: passes that on as it is; in a group it leads out of it first."""
    link = Link(surface.deep_link(function_payload("contact_organizer")))
    return Button(tr.plain("🙋 Ask an organizer"), link if surface.public else Go("pass_on", event or NO_EVENT))


def ask_organizer_button(tr: Translator, *event: str) -> Button:
    """Anywhere else: asks for the question first, about an event if one is given."""
    return Button(tr.plain("🙋 Ask an organizer"), Go("organizer", *event))


def my_questions_button(tr: Translator) -> Button:
    """To the person's questions."""
    return Button(tr.plain("My questions to organizers"), Go("my_questions"))


def prompt(event: Event | None, tr: Translator) -> Screen:
    """The next message is the question to the organizers."""
    text = tr("Write your question to the organizers in one message.")
    if event is not None:
        text = Markup("<b>{}</b>\n{}").format(tr[event.name], text)
    text += Markup("\n\n") + tr(
        "They see the question only: not your name, and phone numbers in it are hidden. The reply comes here."
    )
    return Screen(text, ((Button(tr.plain("Stop"), Go("cancel")), my_questions_button(tr)),))


def prompt_for_more(handover: Handover, tr: Translator) -> Screen:
    """The next message is added to the question."""
    text = tr("Write what you would like to add to question № {number}.", number=handover.id)
    return Screen(text, ((Button(tr.plain("Stop"), Go("cancel")), menu_button(tr)),))


def only_words(tr: Translator) -> Screen:
    """A photo or a voice instead of a question."""
    text = tr("I can pass on only words. Please write your question as a text.")
    return Screen(text, ((Button(tr.plain("Stop"), Go("cancel")), menu_button(tr)),))


def passed_on(done: PassedOn, tr: Translator) -> Screen:
    """The organizers have it; what comes next."""
    number = done.handover.id
    if done.again:
        head = tr("This question is with the organizers already: № {number}.", number=number)
    else:
        head = tr("<b>Passed on to the organizers: question № {number}.</b>", number=number)
    parts = [head, quoted(done.handover.question), tr("The reply comes here, into this chat.")]
    if done.desk.hours is not None:
        parts.append(told_hours(done.desk.hours, tr))
    return Screen(Markup("\n").join(parts), _actions(done.handover, tr))


def told_hours(hours: OfficeHours, tr: Translator) -> Markup:
    """When organizers answer."""
    days = tr.plain(DAYS.get(hours.days, DAYS[EVERY_DAY]))
    times = f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"
    return tr("Organizers answer {days}, {times}.", days=days, times=times)


def too_many(waiting: int, tr: Translator) -> Screen:
    """So many wait already."""
    text = tr(
        "{count} questions of yours wait for a reply already. "
        "Please wait for one, or withdraw one that you do not need any more.",
        count=tr.number(waiting),
    )
    return Screen(text, ((my_questions_button(tr),), (menu_button(tr),)))


def withdrawn(handover: Handover, tr: Translator) -> Screen:
    """The person took it back."""
    text = tr("Question № {number} is withdrawn, and its text deleted.", number=handover.id)
    return Screen(text, ((ask_organizer_button(tr), menu_button(tr)),))


def too_late(tr: Translator) -> str:
    """It was answered, closed or withdrawn before."""
    return tr.plain("This question does not wait any more.")


def unknown(tr: Translator) -> Screen:
    """It is kept no longer, or was never this person's."""
    text = tr("There is no such question any more: what is over is kept for 30 days.")
    return Screen(text, ((ask_organizer_button(tr), menu_button(tr)),))


def mine(handovers: Sequence[Handover], tr: Translator) -> Screen:
    """The newest questions of the person."""
    shown = handovers[:LISTED]
    if not shown:
        text = tr("You have no questions with the organizers.")
        return Screen(text, ((ask_organizer_button(tr), menu_button(tr)),))
    lines = [Markup("№ {} – {}").format(one.id, state_name(one.state, tr)) for one in shown]
    rows: list[Row] = [
        (Button(f"№ {one.id} {one.question}", Go("my_question", str(one.id))),) for one in shown if one.question
    ]
    text = tr("<b>My questions to organizers</b>") + Markup("\n") + Markup("\n").join(lines)
    return Screen(text, (*rows, (ask_organizer_button(tr), menu_button(tr))))


def question(handover: Handover, tr: Translator) -> Screen:
    """One of them."""
    head = tr("<b>Question № {number}</b>: {state}.", number=handover.id, state=state_name(handover.state, tr))
    parts = [head, quoted(handover.question)] if handover.question else [head]
    return Screen(Markup("\n").join(parts), _actions(handover, tr))


def closed(handover: Handover, tr: Translator) -> Screen:
    """The organizers ended it without a reply."""
    text = tr(
        "The organizers have closed your question № {number} without a reply. You may write to them again.",
        number=handover.id,
    )
    return Screen(text, _actions(handover, tr))


def under_reply(handover: Handover, tr: Translator) -> tuple[Row, ...]:
    """The buttons under an organizer's reply."""
    return ((_more_button(handover, tr),), (menu_button(tr),))


def quoted(text: str, limit: int = LONGEST_QUOTE) -> Markup:
    """Somebody's words."""
    return Markup("<blockquote>{}</blockquote>").format(clipped(text, limit))


def _more_button(handover: Handover, tr: Translator) -> Button:
    return Button(tr.plain("✉️ Reply to the organizer"), Go("ask_more", str(handover.id)))


def _actions(handover: Handover, tr: Translator) -> tuple[Row, ...]:
    rows: list[Row] = []
    if handover.state.waits:
        rows.append((Button(tr.plain("Withdraw the question"), Go("withdraw", str(handover.id))),))
    elif handover.state is not HandoverState.WITHDRAWN:
        rows.append((_more_button(handover, tr),))
    return (*rows, back_and_menu(Go("my_questions"), tr))
