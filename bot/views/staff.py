"""The organizers' page in the chat: roles, invitations, staff, numbers; shows only what the policy allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.policy import Action, StaffRole, allowed, may, may_appoint, may_dismiss
from bot.services.questions import PERIODS
from bot.views import words
from bot.views.desk import queue_button
from bot.views.handover import state_name
from bot.views.lengths import joined
from bot.views.navigation import back_and_menu, menu_button, pages
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen, Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.events import Programme
    from bot.domain.policy import Staff
    from bot.i18n import Translator
    from bot.services.staffing import Invited, Numbers
    from bot.views.navigation import Surface

PAGE = 2
"""Of the staff: beside those who may be dismissed stand the invitations."""


def not_staff(tr: Translator) -> Screen:
    """Everybody else who asks for the page."""
    return Screen(tr("This page is for the organizers of the programme."), ((menu_button(tr),),))


def page(role: StaffRole | None, tr: Translator, late: int = 0) -> Screen:
    """The page of whoever may see it, with so many late applications; everybody else is told whose it is."""
    return admin(role, tr, late) if role is not None and may(role, Action.SEE_ADMIN) else not_staff(tr)


def admin(role: StaffRole, tr: Translator, late: int = 0) -> Screen:
    """The page: the role, and a button for each thing that it may do."""
    text = tr("<b>For organizers</b>\nYour role: {role}.", role=words.staff_role(role, tr))
    rows: list[Row] = []
    if may(role, Action.ANSWER_QUESTIONS):
        rows.append((queue_button(tr),))
    if may(role, Action.ANNOUNCE):
        rows.append((Button(tr.plain("📣 Announcements"), Go("announcements", "0")),))
    if may(role, Action.DECIDE_REGISTRATIONS):
        lessons = Button(tr.plain("🏫 Lesson hours"), Go("lessons"))
        registrations = tr.plain("Registrations") + (f" (❗ {tr.number(late)})" if late else "")
        rows.append((Button(registrations, Go("desk", "0")), lessons))
    if may(role, Action.EDIT_PROGRAMME):
        rows.append((Button(tr.plain("Programme"), Go("programme", "0")),))
    if may(role, Action.SEE_STAFF):
        rows.append((Button(tr.plain("Who is of the staff"), Go("staff", "0")),))
    if may(role, Action.SEE_NUMBERS):
        rows.append((Button(tr.plain("Numbers"), Go("numbers")),))
    return Screen(text, (*rows, (menu_button(tr),)))


def not_allowed(tr: Translator) -> str:
    """The role does not reach, or does not any more."""
    return tr.plain("Your role does not allow this.")


def invitation(invited: Invited, surface: Surface, tr: Translator) -> Screen:
    """The link, shown once, to be sent to one person."""
    link = surface.deep_link(f"staff_{invited.secret}")
    text = tr(
        "<b>Invitation: {role}</b>\n\n"
        "Send this link to one person. It works once, until {moment}, and is not shown again:\n<code>{link}</code>",
        role=words.staff_role(invited.role, tr),
        moment=tr.moment(invited.expires_at),
        link=link,
    )
    sharing = Button(tr.plain("Send the link"), Share(link))
    return Screen(text, ((sharing,), back_and_menu(Go("staff", "0"), tr)))


def offer(role: StaffRole, secret: str, tr: Translator) -> Screen:
    """What the invited person reads before accepting."""
    can = [Markup("• {}").format(words.action(action, tr)) for action in Action if action in allowed(role)]
    text = tr(
        "You are invited to the staff of the programme's bot.\nRole: <b>{role}</b>. With it you may:",
        role=words.staff_role(role, tr),
    )
    accepting = Button(tr.plain("Accept"), Go("accept", secret))
    return Screen(text + Markup("\n") + Markup("\n").join(can), ((accepting,), (Button(tr.plain("No"), Go("menu")),)))


def appointed(role: StaffRole, tr: Translator) -> Screen:
    """The role is given."""
    text = tr("Done: you are now {role}. The page for organizers: /admin", role=words.staff_role(role, tr))
    return Screen(text, ((Button(tr.plain("For organizers"), Go("admin")), menu_button(tr)),))


def already_staff(role: StaffRole, tr: Translator) -> Screen:
    """The link gives nothing new."""
    text = tr("You already are {role}, so this invitation stays unused.", role=words.staff_role(role, tr))
    return Screen(text, ((Button(tr.plain("For organizers"), Go("admin")), menu_button(tr)),))


def not_valid(tr: Translator) -> Screen:
    """A used, old or invented invitation."""
    text = tr("This invitation is no longer valid. Please ask the organizers for a new one.")
    return Screen(text, ((menu_button(tr),),))


def members(staff: Sequence[Staff], by: StaffRole | None, page: int, tr: Translator) -> Screen:
    """A page of the staff: no names are kept, a link opens the person's profile."""
    last = max(0, (len(staff) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = staff[page * PAGE :][:PAGE]
    lines = [_member(member, tr) for member in shown] or [tr("Nobody has been invited yet.")]
    rows: list[Row] = [
        (Button(tr.plain("Take away: {id}", id=member.person), Go("dismiss", str(member.person))),)
        for member in shown
        if may_dismiss(by, member.role)
    ]
    turning = pages(
        Go("staff", str(page - 1)) if page > 0 else None, Go("staff", str(page + 1)) if page < last else None, tr
    )
    rows += [
        (Button(_invite_label(wanted, tr), Go("invite", wanted)),) for wanted in StaffRole if may_appoint(by, wanted)
    ]
    if may(by, Action.SEE_LOG):
        rows.append((Button(tr.plain("What the staff did"), Go("log", "0")),))
    text = joined([tr("<b>Staff</b>"), *lines], MOST_UNITS)
    return Screen(text, (*rows, turning, (Button(tr.plain("‹ Back"), Go("admin")),)))


def confirm_dismissal(member: Staff, tr: Translator) -> Screen:
    """Asked before a role is taken away."""
    text = tr("Take this role away? It holds at once.") + Markup("\n\n") + _member(member, tr)
    taking = Button(tr.plain("Yes, take away"), Go("dismissed", str(member.person)))
    return Screen(text, ((taking,), back_and_menu(Go("staff", "0"), tr)))


def dismissed(tr: Translator) -> str:
    """Said after it."""
    return tr.plain("The role has been taken away.")


def no_longer_staff(tr: Translator) -> str:
    """Somebody else was faster."""
    return tr.plain("This person is not of the staff any more.")


def numbers(counted: Numbers, programme: Programme, tr: Translator) -> Screen:
    """How much the bot is used; follows by event, most first."""
    head = Markup("\n").join(
        [
            tr("<b>Numbers</b>"),
            tr("People: {count}", count=tr.number(counted.people)),
            tr("Groups and channels: {count}", count=tr.number(counted.chats)),
        ]
    )
    waiting = [tr("<b>Waiting for a date</b>")]
    for key, count in sorted(counted.follows.items(), key=lambda item: (-item[1], item[0])):
        event = programme.get(key)
        waiting.append(Markup("{}: {}").format(tr[event.name] if event else key, tr.number(count)))
    outbox = [tr("<b>Messages</b>")]
    outbox += [
        Markup("{}: {}").format(words.delivery(state, tr), tr.number(count))
        for state, count in sorted(counted.outbox.items())
    ]
    handovers = [tr("<b>Questions to organizers</b>")]
    handovers += [
        Markup("{}: {}").format(state_name(state, tr), tr.number(count))
        for state, count in sorted(counted.handovers.items())
    ]
    parts = [Markup("\n").join(part[:20]) for part in (handovers, outbox, waiting) if len(part) > 1]
    asked = Button(tr.plain("What people ask"), Go("asked", str(PERIODS[0])))
    return Screen(joined([head, *parts], MOST_UNITS), ((asked,), back_and_menu(Go("admin"), tr)))


def _member(member: Staff, tr: Translator) -> Markup:
    return tr(
        '<a href="tg://user?id={id}">{id}</a> – {role}, since {date}',
        id=member.person,
        role=words.staff_role(member.role, tr),
        date=tr.date(member.since.astimezone(tr.zone).date()),
    )


def _invite_label(role: StaffRole, tr: Translator) -> str:
    return tr.plain("Invite: {role}", role=words.staff_role(role, tr))
