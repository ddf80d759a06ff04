"""The review of an application: by when a decision is expected, what is asked and what is replied; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.registrations import RegistrationState
from bot.domain.reviews import MOST_QUESTIONS, Unasked
from bot.i18n import msgid
from bot.views.fields import warning
from bot.views.lengths import clipped, joined
from bot.views.navigation import menu_button
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from bot.domain.answers import Problem
    from bot.domain.registrations import Registration
    from bot.domain.reviews import Review, ReviewQuestion
    from bot.i18n import Translator

EARLIER = 100
"""What is shown of questions and replies before the last ones."""

_UNASKED = {
    Unasked.WAITS: msgid("Another question already waits for the person's reply."),
    Unasked.ENOUGH: msgid("As many questions as one application may have were asked already."),
}


def expected(review: Review, tr: Translator) -> Markup:
    """By when the person may expect a decision, or what it waits for."""
    if (asked := review.waits_for) is not None:
        return tr(
            "❔ The organizer asks:\n<i>{question}</i>\nPlease reply, so that they can decide.", question=asked.question
        )
    if review.expected is None:
        return tr("By when it is decided is not set.")
    date = tr.date(review.expected)
    if review.is_overdue:
        return tr("The decision was expected by {date} and is late. Your application still stands.", date=date)
    return tr("The decision is expected by {date}.", date=date)


def awaits_reply(one: Registration, review: Review | None) -> ReviewQuestion | None:
    """The question that its person is to reply to now."""
    return review.waits_for if review and one.state is RegistrationState.AWAITING_REVIEW else None


def reply_rows(one: Registration, review: Review | None, tr: Translator) -> list[Row]:
    """The button of who is asked."""
    asked = awaits_reply(one, review)
    return [(Button(tr.plain("✍️ Reply"), Go("review_reply", str(asked.id))),)] if asked else []


def promised(review: Review, tr: Translator) -> Markup:
    """By when people expect the organizers' decision."""
    if review.waits_for is not None:
        return tr("Waits for the applicant's reply since {moment}.", moment=tr.moment(review.waits_for.asked_at))
    if review.expected is None:
        return tr("People are not told by when it is decided.")
    date = tr.date(review.expected)
    return tr("❗ Late: promised by {date}.", date=date) if review.is_overdue else tr("Promised by {date}.", date=date)


def history(review: Review, tr: Translator) -> list[Markup]:
    """What was asked and replied, the oldest first; all but the last in few words."""
    said = [_exchange(one, EARLIER, tr) for one in review.questions[:-1]]
    return [*said, *(_exchange(one, None, tr) for one in review.questions[-1:])]


def _exchange(one: ReviewQuestion, most: int | None, tr: Translator) -> Markup:
    question, reply = (clipped(text, most) if most else text for text in (one.question, one.reply or ""))
    lines = [tr("❔ {moment}: {question}", moment=tr.moment(one.asked_at), question=question)]
    if one.replied_at is not None:
        said = ", ".join(part for part in (reply, tr.plain("a file") if one.reply_file else "") if part)
        lines.append(tr("💬 {moment}: {reply}", moment=tr.moment(one.replied_at), reply=said))
    return Markup("\n").join(lines)


def mark(review: Review | None) -> str:
    """Before an application in the list: late, waiting for a reply, replied, or none of these."""
    match review:
        case None:
            return "⏳"
        case _ if review.is_overdue:
            return "❗"
        case _ if review.waits_for:
            return "❔"
        case _:
            return "💬" if review.questions else "⏳"


def asking_rows(one: Registration, review: Review | None, tr: Translator) -> list[Row]:
    """The organizers' button, where one more may be asked."""
    questions = review.questions if review else ()
    if (review and review.waits_for) or len(questions) >= MOST_QUESTIONS:
        return []
    return [(Button(tr.plain("❔ Ask for more"), Go("review_ask", str(one.id))),)]


def asking(number: int, tr: Translator, problem: Problem | None = None) -> Screen:
    """Asked of the organizer: the question."""
    text = tr(
        "Write in one message what you want to know about application № {number}. The person gets your words and "
        "replies to them.",
        number=number,
    )
    said = [warning(problem, tr)] if problem else []
    stopping = Button(tr.plain("Stop"), Go("cancel"))
    back = Button(tr.plain("‹ Back"), Go("application", str(number)))
    return Screen(joined([*said, text], MOST_UNITS), ((back, stopping),))


def unasked(why: Unasked, tr: Translator) -> str:
    """Why the organizer's question was not sent."""
    return tr.plain(_UNASKED[why])


def question_asked(asked: ReviewQuestion, name: Markup, tr: Translator, *, again: bool) -> Screen:
    """The message to the person."""
    first = (
        tr("🔔 I remind you: a question about your application № {number} waits.", number=asked.registration)
        if again
        else tr("❔ An organizer asks about your application № {number}.", number=asked.registration)
    )
    words = Markup("<i>{}</i>").format(asked.question)
    after = tr("Please reply, so that they can decide. Nothing is refused by itself for want of a reply.")
    rows = (
        (Button(tr.plain("✍️ Reply"), Go("review_reply", str(asked.id))),),
        (Button(tr.plain("Open"), Go("registration", str(asked.registration))),),
    )
    return Screen(joined([Markup("\n").join([first, name]), words, after], MOST_UNITS), rows)


def question_replied(asked: ReviewQuestion, name: Markup, tr: Translator) -> Screen:
    """The message to the organizer who asked."""
    first = tr("💬 A reply about application № {number} has come.", number=asked.registration)
    opening = Button(tr.plain("Open"), Go("application", str(asked.registration)))
    return Screen(Markup("\n").join([first, name]), ((opening,),))


def replying(asked: ReviewQuestion, tr: Translator, problem: Problem | None = None) -> Screen:
    """Asked of the person: the reply."""
    paragraphs = [
        Markup("<i>{}</i>").format(asked.question),
        tr("Write your reply in one message, or send a photo or a PDF. It is kept with your application."),
    ]
    if problem:
        paragraphs.insert(0, warning(problem, tr))
    back = Button(tr.plain("‹ Back"), Go("review_left", str(asked.registration)))
    return Screen(joined(paragraphs, MOST_UNITS), ((back, Button(tr.plain("Stop"), Go("cancel"))),))


def passed_on(registration: int, tr: Translator) -> Screen:
    """The reply is with the organizers."""
    text = tr("Your reply is with the organizers. I write to you as soon as it is decided.")
    return Screen(text, _to(registration, tr))


def too_late(asked: ReviewQuestion, tr: Translator, *, unsent: bool = False) -> Screen:
    """It has been decided, left or replied already; `unsent` where words of the person are lost by it."""
    text = (
        tr("This application does not wait for your reply any more.")
        if asked.waits
        else tr("This question has your reply already.")
    )
    if unsent:
        text = Markup("⚠️ {} {}").format(text, tr("Your words were not sent."))
    return Screen(text, _to(asked.registration, tr))


def _to(registration: int, tr: Translator) -> tuple[Row, ...]:
    return ((Button(tr.plain("Open"), Go("registration", str(registration))), menu_button(tr)),)
