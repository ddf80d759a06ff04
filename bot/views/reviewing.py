"""Registrations as organizers see them: how full sessions are, applications that wait, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.amending import mark_of
from bot.domain.attachments import attached
from bot.domain.registrations import RegistrationState
from bot.services.reviewing import AnswersChanged
from bot.views import reviews
from bot.views.exporting import export_button
from bot.views.fields import answered, warning
from bot.views.lengths import clipped, joined
from bot.views.navigation import back_and_menu, menu_button, pages
from bot.views.queues import why
from bot.views.registrations import state
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from bot.domain.answers import Problem
    from bot.domain.attachments import Attachment
    from bot.i18n import Translator
    from bot.services.reviewing import Decided, Desk, Fullness
    from bot.services.sessions import Seen

PAGE = 4
APPLICATIONS = 3
LONGEST_CAPTION = 200
_TOLD = (
    RegistrationState.AWAITING_REVIEW,
    RegistrationState.AWAITING_GUARDIAN,
    RegistrationState.OFFERED,
    RegistrationState.WAITLISTED,
)


def desk(at: Desk, page: int, tr: Translator) -> Screen:
    """A page of the applications that wait, and of the sessions with their places; both may be empty."""
    last = max(0, (len(at.sessions) - 1) // PAGE, (len(at.waiting) - 1) // APPLICATIONS)
    page = min(max(page, 0), last)
    lines = [_fullness(one, tr) for one in at.sessions[page * PAGE :][:PAGE]]
    told = lines or ([] if at.sessions else [tr("No event takes registrations at the moment.")])
    rows: list[Row] = [(Button(_application(one, tr), Go("application", str(one.registration.id))),)
                       for one in at.waiting[page * APPLICATIONS :][:APPLICATIONS]]  # fmt: skip
    waiting = tr.plural(
        "{n} application waits for a decision.", "{n} applications wait for a decision.", len(at.waiting)
    )
    turning = pages(
        Go("desk", str(page - 1)) if page > 0 else None, Go("desk", str(page + 1)) if page < last else None, tr
    )
    late = sum(one.review.is_overdue for one in at.waiting if one.review)
    if late:
        waiting += Markup(" ") + tr.plural("❗ {n} is late.", "❗ {n} are late.", late)
    text = joined([tr("<b>Registrations</b>"), *told, waiting], MOST_UNITS)
    return Screen(text, (*rows, turning, (export_button(tr),), back_and_menu(Go("admin"), tr)))


def application(seen: Seen, tr: Translator, *, unsent: str | None = None) -> Screen:
    """One application with its answers, and the decision where one is awaited; `unsent`: why words were not sent."""
    one, found = seen.registration, seen.found
    lines = [tr("<b>Application № {number}</b>", number=one.id)]
    if found:
        lines.append(Markup("{}: {}").format(tr[found.event.name], tr[found.session.name]))
    if one.application.places > 1:
        lines.append(tr.plural("{n} place", "{n} places", one.application.places))
    lines += [tr("Sent: {moment}", moment=tr.moment(one.asked_at)), Markup("<b>{}</b>").format(state(one.state, tr))]
    if seen.review and one.state is RegistrationState.AWAITING_REVIEW:
        lines.append(reviews.promised(seen.review, tr))
    fields = found.session.form.fields if found and found.session.form else ()
    answers = [answered(field, one.application.answers.get(field.key, ""), tr) for field in fields]
    if one.consent and one.consent.contact:
        answers.append(tr("A parent's phone number: {number}", number=one.consent.contact))
    rows: list[Row] = []
    if one.state is RegistrationState.AWAITING_REVIEW:
        which = str(one.id), mark_of(one.application)
        rows.append((Button(tr.plain("✅ Accept the application"), Go("accepted", *which)),))
        rows.append((Button(tr.plain("Do not accept"), Go("rejecting", *which)),))
        rows += reviews.asking_rows(one, seen.review, tr)
    if files(seen, tr):
        rows.append((Button(tr.plain("📎 Show the files"), Go("files", str(one.id))),))
    asked = reviews.history(seen.review, tr) if seen.review else []
    paragraphs = [Markup("\n").join(lines), *asked] + ([Markup("\n").join(answers)] if answers else [])
    if unsent:
        paragraphs.insert(0, Markup("⚠️ {} {}").format(unsent, tr("Your words were not sent.")))
    return Screen(joined(paragraphs, MOST_UNITS), (*rows, back_and_menu(Go("desk", "0"), tr)))


def reason(number: int, mark: str, tr: Translator, problem: Problem | None = None) -> Screen:
    """Asked before an application is turned down: words for the person."""
    text = tr(
        "Write in one message why application № {number} is not accepted: the person reads your words.", number=number
    )
    if problem:
        text = joined([warning(problem, tr), text], MOST_UNITS)
    without = Button(tr.plain("Without words"), Go("rejected", str(number), mark))
    return Screen(text, ((without,), (Button(tr.plain("Stop"), Go("cancel")), menu_button(tr))))


def files(seen: Seen, tr: Translator) -> list[tuple[Attachment, str]]:
    """Those of an application and of the replies to questions about it, each with the words under it."""
    one, found = seen.registration, seen.found
    form = found.session.form if found else None
    asked = [(tr.text(field.label), file) for field, file in attached(form, one.application.answers)]
    asked += seen.review.files if seen.review else []
    return [
        (file, tr.plain("Application № {number}: {label}", number=one.id, label=clipped(label, LONGEST_CAPTION)))
        for label, file in asked
    ]


def lost_file_toast(tr: Translator) -> str:
    """Telegram has the file no more."""
    return tr.plain("Telegram could not send a file of this application. Ask the person for it once more.")


def gone_toast(tr: Translator) -> str:
    """Somebody else has decided, or there is no such application."""
    return tr.plain("This application does not wait for a decision any more.")


def undecided_toast(decided: Decided, tr: Translator) -> str:
    """Why it was not decided."""
    if isinstance(decided, AnswersChanged):
        return tr.plain("The answers have been changed meanwhile. Please read them once more.")
    return gone_toast(tr)


def _fullness(one: Fullness, tr: Translator) -> Markup:
    name = Markup("<b>{}</b>: {}").format(tr[one.found.event.name], tr[one.found.session.name])
    if one.places.capacity is None:
        taken = tr("Places taken: {taken}, without limit", taken=tr.number(one.places.taken))
    else:
        taken = tr(
            "Places taken: {taken} of {capacity}",
            taken=tr.number(one.places.taken),
            capacity=tr.number(one.places.capacity),
        )
    counts = [f"{state(of, tr)}: {tr.number(one.counts[of])}" for of in _TOLD if one.counts.get(of)]
    return Markup("\n").join([name, taken, *counts, *([why(one.queue, tr)] if one.queue else [])])


def _application(seen: Seen, tr: Translator) -> str:
    name = tr.text(seen.found.session.name) if seen.found else ""
    return f"{reviews.mark(seen.review)} № {seen.registration.id} {name}"
