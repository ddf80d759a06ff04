"""Registrations as their owners read them: all of mine, one of them, and the word when something has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.coming import is_asked
from bot.domain.registrations import Ending, RegistrationState
from bot.domain.when import Unknown
from bot.i18n import msgid
from bot.views import classes
from bot.views.ics import has_calendar
from bot.views.lengths import joined
from bot.views.lessons import shift_button
from bot.views.navigation import back_and_menu, menu_button, paged
from bot.views.reviews import awaits_reply, expected, history, reply_rows
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen, Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.registrations import Registration
    from bot.domain.reviews import Review
    from bot.i18n import Translator
    from bot.services.classes import ClassSeen
    from bot.services.consenting import Asked
    from bot.services.sessions import Seen
    from bot.views.navigation import Surface

PAGE = 4

_STATES = {
    RegistrationState.AWAITING_GUARDIAN: msgid("⏳ a parent's consent is awaited"),
    RegistrationState.AWAITING_REVIEW: msgid("⏳ an organizer is looking at it"),
    RegistrationState.CONFIRMED: msgid("✅ confirmed"),
    RegistrationState.WAITLISTED: msgid("🕓 on the waiting list"),
    RegistrationState.OFFERED: msgid("🎟 a place is free for you"),
    RegistrationState.REJECTED: msgid("not accepted"),
    RegistrationState.CANCELLED: msgid("cancelled"),
    RegistrationState.EXPIRED: msgid("the time is over"),
    RegistrationState.ATTENDED: msgid("✅ visited"),
    RegistrationState.NO_SHOW: msgid("not visited"),
}
_WAITS = {RegistrationState.WAITLISTED, RegistrationState.OFFERED}
_ENDINGS = {
    Ending.BY_PERSON: msgid("You cancelled it."),
    Ending.BY_ORGANIZER: msgid("The organizers cancelled it."),
    Ending.GUARDIAN_DECLINED: msgid("The parent did not agree."),
    Ending.CONSENT_WITHDRAWN: msgid("The parent has withdrawn the consent."),
    Ending.NO_CONSENT_IN_TIME: msgid("The parent's consent did not come in time, so the place went to others."),
    Ending.OFFER_DECLINED: msgid("You gave the free place up."),
    Ending.BY_GUARDIAN: msgid("The parent said that you cannot come."),
    Ending.BY_TEACHER: msgid("Your teacher has taken this seat out of the class."),
    Ending.EVENT_CANCELLED: msgid("The event has been cancelled."),
    Ending.NO_ANSWER: msgid("I asked whether you still come, and no answer came in time, so the place went to others."),
    Ending.OFFER_LAPSED: msgid("The free place was kept for you, but the answer did not come in time."),
}


def my_registrations(
    mine: Sequence[Seen], given: Sequence[Seen], page: int, tr: Translator, taught: Sequence[ClassSeen] = ()
) -> Screen:
    """A page of everything of mine: classes that I teach, registrations, and the consents that I gave as a parent."""
    listed = [
        (classes.about(one, tr), classes.summary(one, tr), Go("class", str(one.school_class.id))) for one in taught
    ]
    listed += [(_line(one, tr), _label(one, tr), Go("registration", str(one.registration.id))) for one in mine]
    listed += [(_line(one, tr), _label(one, tr), Go("given", str(one.registration.id))) for one in given]
    if not listed:
        text = tr("You have no registrations yet. Open an event to see whether its registration is open.")
        return Screen(text, ((Button(tr.plain("📅 Events"), Go("events")), menu_button(tr)),))
    shown, turning = paged(listed, page, PAGE, lambda to: Go("my", str(to)), tr)
    paragraphs = [tr("<b>My registrations</b>"), *(line for line, _, _ in shown)]
    rows = [(Button(label, to),) for _, label, to in shown]
    return Screen(joined(paragraphs, MOST_UNITS), (*rows, turning, (menu_button(tr),)))


def registration_screen(seen: Seen, tr: Translator) -> Screen:
    """One registration: where it stands, and what can be done now."""
    one = seen.registration
    paragraphs = [about(seen, tr), *_standing(seen, tr)]
    rows = [*reply_rows(one, seen.review, tr), *_steps(one, tr), *_calendar(seen, tr)]
    if one.state in _WAITS and one.application.minor and not one.application.child:
        rows.append((shift_button(tr),))
    if one.is_live and seen.found and seen.found.session.form:
        rows.append((Button(tr.plain("📝 My answers"), Go("answers", str(one.id), "0")),))
    if one.is_live and one.application.places > 1:
        rows.append((Button(tr.plain("👥 Fewer people come"), Go("fewer", str(one.id))),))
    if one.is_live:
        rows.append((Button(tr.plain("Cancel the registration"), Go("leave", str(one.id))),))
    return Screen(joined(paragraphs, MOST_UNITS), (*rows, back_and_menu(Go("my"), tr)))


def news(seen: Seen, tr: Translator) -> Screen:
    """The message when a registration has come to stand somewhere else."""
    one = seen.registration
    opening = (Button(tr.plain("Open"), Go("registration", str(one.id))),)
    rows = [*reply_rows(one, seen.review, tr), *_steps(one, tr), *_calendar(seen, tr), opening]
    return Screen(joined([about(seen, tr), *_standing(seen, tr)], MOST_UNITS), tuple(rows))


def confirm_leaving(seen: Seen, tr: Translator) -> Screen:
    """Asked before a place is given up."""
    one = seen.registration
    question = tr("Cancel this registration? The place goes to the next in the queue, and you cannot take it back.")
    yes = Button(tr.plain("Yes, cancel it"), Go("left", str(one.id)))
    return Screen(
        joined([about(seen, tr), question], MOST_UNITS),
        ((yes,), (Button(tr.plain("No, keep it"), Go("registration", str(one.id))),)),
    )


def fewer_people(seen: Seen, tr: Translator) -> Screen:
    """How many come after all; what is given up goes to others."""
    one = seen.registration
    question = tr("How many people come, you included? The other places go to others, and you cannot take them back.")
    numbers = [Button(str(n), Go("come_fewer", str(one.id), str(n))) for n in range(1, one.application.places)]
    back = Button(tr.plain("‹ Back"), Go("registration", str(one.id)))
    return Screen(joined([about(seen, tr), question], MOST_UNITS), (tuple(numbers), (back,)))


def guardian_link(asked: Asked, registration: int, surface: Surface, tr: Translator) -> Screen:
    """The link that the pupil sends to a parent."""
    link = surface.deep_link(f"consent_{asked.secret}")
    text = tr(
        "<b>Send this link to your parent</b> (mother, father or guardian). They open it in their own Telegram, "
        "read what it is about, and agree or decline.\n\nIt works once, until {moment}:\n<code>{link}</code>",
        moment=tr.moment(asked.until),
        link=link,
    )
    sharing = Share(link, tr.plain("Please look at this and agree: I would like to take part."))
    rows = ((Button(tr.plain("Send the link"), sharing),), back_and_menu(Go("registration", str(registration)), tr))
    return Screen(text, rows)


def calendar_button(seen: Seen, tr: Translator) -> Button:
    """Sends the file for a calendar."""
    return Button(tr.plain("📅 Calendar file"), Go("ics", str(seen.registration.id)))


def no_calendar_toast(tr: Translator) -> str:
    """There is no day, or no place yet."""
    return tr.plain("There is no date to put into a calendar yet.")


def gone_toast(tr: Translator) -> str:
    """The registration is not mine, or stands where this cannot be done any more."""
    return tr.plain("This has changed meanwhile. Here is how it stands now.")


def state(of: RegistrationState, tr: Translator) -> str:
    """Where a registration stands: «✅ confirmed»."""
    return tr.plain(_STATES[of])


def _line(seen: Seen, tr: Translator) -> Markup:
    one, found = seen.registration, seen.found
    asked = awaits_reply(one, seen.review)
    told = tr("❔ your reply is awaited") if asked else state(one.state, tr)
    head = Markup("<b>№ {}</b> · {}").format(one.id, told)
    if one.application.places > 1:
        head += Markup(" · ") + tr.plural("{n} place", "{n} places", one.application.places)
    if found is None:
        return head
    return Markup("{}\n{}: {}").format(head, tr[found.event.name], tr[found.session.name])


def _label(seen: Seen, tr: Translator) -> str:
    one, found = seen.registration, seen.found
    name = tr.text(found.session.name) if found else ""
    return f"№ {one.id} {name}"


def about(seen: Seen, tr: Translator) -> Markup:
    """Which registration it is: what, when, where."""
    one, found = seen.registration, seen.found
    if found is None:
        return Markup("<b>№ {}</b>").format(one.id)
    session = found.session
    lines = [
        Markup("<b>{}</b>").format(tr[found.event.name]),
        tr[session.name],
        tr("Registration № {number}", number=one.id),
    ]
    if one.application.child:
        lines.append(tr("For: my child № {number}", number=one.application.child))
    if one.application.places > 1:
        lines.append(tr.plural("{n} place", "{n} places", one.application.places))
    if not isinstance(session.when, Unknown):
        lines.append(tr("When: {when}", when=tr.when(session.when)))
    place = session.place or (found.edition.venue.name if found.edition.venue else None)
    if place:
        lines.append(tr("Where: {where}", where=tr[place]))
    if found.edition.demo:
        lines.append(tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot."))
    return Markup("\n").join(lines)


def _standing(seen: Seen, tr: Translator) -> list[Markup]:
    one, ahead = seen.registration, seen.ahead
    said = [Markup("<b>{}</b>").format(state(one.state, tr))]
    match one.state:
        case RegistrationState.AWAITING_GUARDIAN:
            said.append(
                tr(
                    "Your place is kept until {moment}. Send the link to your parent: "
                    "once they agree, the place is yours.",
                    moment=tr.moment(one.until) if one.until else "",
                )
            )
        case RegistrationState.AWAITING_REVIEW:
            said += _reviewed(seen.review, tr)
        case RegistrationState.CONFIRMED:
            said += _confirmed(one, tr)
        case RegistrationState.WAITLISTED:
            said.append(
                tr.plural("Before you waits {n} person.", "Before you wait {n} people.", ahead)
                if ahead
                else tr("You are the first in the queue.")
            )
            said.append(tr("When a place becomes free, I write to you."))
        case RegistrationState.OFFERED:
            said.append(
                tr("Answer until {moment}, then the next person is asked.", moment=tr.moment(one.until))
                if one.until
                else tr("Please answer soon.")
            )
        case RegistrationState.REJECTED if one.reason:
            said.append(tr("The organizer's words: {reason}", reason=one.reason))
        case RegistrationState.CANCELLED | RegistrationState.EXPIRED if one.ending:
            said.append(tr(_ENDINGS[one.ending]))
        case _:
            pass
    if one.lacks_consent and one.state in {RegistrationState.WAITLISTED, RegistrationState.AWAITING_REVIEW}:
        said.append(tr("A parent has to agree as well. You can send them the link already now."))
    return said


def _reviewed(review: Review | None, tr: Translator) -> list[Markup]:
    said = [tr("An organizer decides. I write to you as soon as it is decided.")]
    if review:
        said.append(expected(review, tr))
        if not review.waits_for:
            said += history(review, tr)[-1:]
    return said


def _confirmed(one: Registration, tr: Translator) -> list[Markup]:
    said = [tr("We are waiting for you. If you cannot come, please cancel: somebody else will be glad.")]
    if is_asked(one):
        said.append(tr("<b>Are you still coming?</b>"))
    if one.until:
        moment = tr.moment(one.until)
        said.append(tr("Please answer until {moment}: without an answer the place goes to others.", moment=moment))
    return said


def _calendar(seen: Seen, tr: Translator) -> list[Row]:
    return [(calendar_button(seen, tr),)] if has_calendar(seen) else []


def _steps(one: Registration, tr: Translator) -> list[Row]:
    number = str(one.id)
    rows: list[Row] = []
    if one.state is RegistrationState.OFFERED:
        rows.append((Button(tr.plain("✅ I take the place"), Go("take_place", number)),))
        rows.append((Button(tr.plain("No, thank you"), Go("pass_place", number)),))
    if is_asked(one):
        rows.append((Button(tr.plain("✅ Yes, I am coming"), Go("coming", number)),))
    if one.is_live and one.lacks_consent:
        rows.append((Button(tr.plain("Link for a parent"), Go("guardian", number)),))
    return rows
