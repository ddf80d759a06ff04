"""Every screen as people read it, in both languages; look at a change of the snapshots before you accept it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.announcements import Topic
from bot.domain.auditing import AuditAction, Entry
from bot.domain.changes import Change
from bot.domain.deliveries import DeliveryState
from bot.domain.events import EditionState, Programme, Standing, Window
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import Chat, ChatKind, Membership, Role
from bot.domain.plans import Occurrence
from bot.domain.policy import Staff, StaffRole
from bot.domain.subscriptions import QuietHours, Subscription
from bot.i18n import load_translators
from bot.services.auditing import LogPage
from bot.services.editing import History, Preview
from bot.services.planning import Overview, Plan, Rule
from bot.services.staffing import Invited, Numbers
from bot.views import (
    auditing,
    editing,
    exporting,
    following,
    groups,
    home,
    linking,
    news,
    notices,
    plans,
    profile,
    questions,
    shelves,
    staff,
)
from bot.views.card import Look, card, place
from bot.views.navigation import Shelf, Surface
from bot.views.screens import Go, Screen
from bot.views.sessions import sessions
from bot.views.voices import Voice
from tests.domain.test_changes import MAY
from tests.views.samples import AWAITED, BARE, CANCELLED, CLOSED, COMING, EVENTS, NOW, OPEN, OVER, PAST, event

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.events import Event
    from bot.i18n import Translator

TRS = load_translators(ZoneInfo("Asia/Almaty"))
PROGRAMME = Programme({event.key: event for event in EVENTS})
PRIVATE, PUBLIC = Surface("pvl_bot"), Surface("pvl_bot", public=True)
LOOK = Look(NOW, PRIVATE, shelf=Shelf(Standing.PAST))
MEMBERS = [Staff(7, StaffRole.ORGANIZER, NOW), Staff(8, StaffRole.ANSWERER, NOW)]
INVITED = Invited("secret", StaffRole.ANSWERER, NOW + timedelta(hours=48))
NUMBERS = Numbers(1200, 3, {"past": 1, "awaited": 17, "gone": 2}, {DeliveryState.SENT: 1500, DeliveryState.DEAD: 1})

WANTED = Subscription(7, frozenset({Topic.FORUMS, Topic.NEWS}), quiet=QuietHours(22 * 60, 7 * 60))
CHANNEL = Chat(-1001234567890, ChatKind.CHANNEL, "№ 1 мектеп", Membership.ADMINISTRATOR, ChatLanguage.KK)

INVITING, LOADING = (
    Entry(NOW, 7, AuditAction.INVITED, "", {"role": "answerer"}),
    Entry(NOW, None, AuditAction.PROGRAMME_LOADED),
)
LOG = LogPage([INVITING, LOADING], 0, more=True)
DATED = replace(AWAITED, editions=tuple(replace(e, when=MAY, state=EditionState.ANNOUNCED) for e in AWAITED.editions))
CHANGE = Change(NOW, 7, AWAITED, DATED, id=1)
UNDONE = Change(NOW, None, DATED, AWAITED, undoes=1, id=2)
MOVED = replace(COMING.editions[0], when=MAY, venue=None)
NEXT = Occurrence("festival", "y2027", "7_days_before", "", NOW, NOW)
RULES = [Rule("date_announced", on=True, next=None), Rule("7_days_before", on=True, next=NEXT)]
PLANS = Overview(
    [
        Plan(None, [Rule("digest", on=True, next=None)]),
        Plan(AWAITED, [*RULES, *(Rule(rule, on=False, next=None) for rule in ("registration_opens", "results"))]),
    ],
    [f"plan:{AWAITED.key}:y2027:1_day_before:2027-05-20", "plan:digest::digest:2027-05-17"],
)


def planned(rule: str, tr: Translator) -> Screen:
    return Screen(plans.told(rule, COMING, COMING.editions[0], tr))


def windowed(opens: int, closes: int) -> Event:
    """An event whose registration opens and closes so many days from now."""
    window = Window(NOW + timedelta(days=opens), NOW + timedelta(days=closes))
    return event("windowed", editions=(replace(OPEN, registration=window, demo=False),))


SCREENS: dict[str, Callable[[Translator], Screen]] = {
    "first choice": lambda _: home.first_choice(TRS, "event_fest"),
    "language": home.language_choice,
    "menu": home.menu,
    "menu of staff": lambda tr: home.menu(tr, staff=True),
    "help": lambda tr: home.help_screen(tr, staff=True),
    "privacy": home.privacy,
    "privacy of staff": lambda tr: home.privacy(tr, staff=True),
    "lists as files": lambda tr: exporting.which((AWAITED, COMING), 0, tr),
    "no list as a file": lambda tr: exporting.which((), 0, tr),
    "before a list": lambda tr: exporting.confirm(COMING, tr),
    "a list is sent": lambda tr: exporting.sent(COMING, 2, tr),
    "cancelled": home.cancelled,
    "nothing to cancel": home.nothing_to_cancel,
    "unknown link": home.unknown_link,
    "unknown command": home.unknown_command,
    "unsupported": home.unsupported,
    "stale": home.stale,
    "apology": lambda tr: home.apology(tr, "0a1b2c3d"),
    "overview": lambda tr: shelves.overview(PROGRAMME, NOW, tr),
    "overview of nothing": lambda tr: shelves.overview(Programme(), NOW, tr),
    "kinds": lambda tr: shelves.kinds(PROGRAMME, Shelf(), NOW, tr),
    "kinds of the past": lambda tr: shelves.kinds(PROGRAMME, Shelf(Standing.PAST), NOW, tr),
    "list": lambda tr: shelves.listing(PROGRAMME, Shelf(), NOW, tr),
    "list, second page": lambda tr: shelves.listing(PROGRAMME, Shelf(page=1), NOW, tr),
    "empty list": lambda tr: shelves.listing(Programme(), Shelf(Standing.COMING), NOW, tr),
    "card, date awaited": lambda tr: card(AWAITED, LOOK, tr),
    "card, followed": lambda tr: card(AWAITED, Look(NOW, PRIVATE, follows=True), tr),
    "card, past": lambda tr: card(PAST, LOOK, tr),
    "card, coming": lambda tr: card(COMING, LOOK, tr),
    "card in a group": lambda tr: card(COMING, Look(NOW, PUBLIC), tr),
    "card, cancelled": lambda tr: card(CANCELLED, LOOK, tr),
    "card, over": lambda tr: card(OVER, LOOK, tr),
    "card, before the registration": lambda tr: card(windowed(1, 9), LOOK, tr),
    "card, after the registration": lambda tr: card(windowed(-9, -1), LOOK, tr),
    "card, registration closed": lambda tr: card(CLOSED, LOOK, tr),
    "card, nothing known": lambda tr: card(BARE, LOOK, tr),
    "place": lambda tr: place(COMING, OPEN.venue, LOOK, tr) if OPEN.venue else home.stale(tr),
    "sessions": lambda tr: sessions(COMING, OPEN, Shelf(), 0, tr),
    "date announced": lambda tr: notices.date_announced(COMING, OPEN, tr),
    "prompt": lambda tr: questions.prompt(None, tr),
    "prompt about an event": lambda tr: questions.prompt(AWAITED, tr),
    "not understood": lambda tr: questions.not_understood(AWAITED, tr),
    "did you mean": lambda tr: questions.did_you_mean([AWAITED, PAST], "when", tr),
    "not staff": staff.not_staff,
    "admin, owner": lambda tr: staff.admin(StaffRole.OWNER, tr),
    "admin, organizer": lambda tr: staff.admin(StaffRole.ORGANIZER, tr),
    "admin, answerer": lambda tr: staff.admin(StaffRole.ANSWERER, tr),
    "invitation": lambda tr: staff.invitation(INVITED, PRIVATE, tr),
    "offer": lambda tr: staff.offer(StaffRole.ANSWERER, "secret", tr),
    "appointed": lambda tr: staff.appointed(StaffRole.ANSWERER, tr),
    "already staff": lambda tr: staff.already_staff(StaffRole.ORGANIZER, tr),
    "not valid": staff.not_valid,
    "members": lambda tr: staff.members(MEMBERS, StaffRole.ORGANIZER, 0, tr),
    "no members": lambda tr: staff.members([], StaffRole.OWNER, 0, tr),
    "confirm dismissal": lambda tr: staff.confirm_dismissal(MEMBERS[0], tr),
    "log": lambda tr: auditing.log(LOG, tr),
    "empty log": lambda tr: auditing.log(LogPage([], 0, more=False), tr),
    "programme to edit": lambda tr: editing.programme(PROGRAMME, 0, tr),
    "event to edit": lambda tr: editing.event(COMING, tr),
    "edition to edit": lambda tr: editing.holding(COMING, 0, tr),
    "states to choose": lambda tr: editing.states(COMING, 0, tr),
    **{f"asked for {what}": partial(editing.asked, what, Go("admin")) for what in editing.ASKED},
    "asked again": lambda tr: editing.asked("when", Go("admin"), tr, problem=editing.not_understood(tr)),
    "edit, before it is saved": lambda tr: editing.preview(Preview(AWAITED, DATED, 17, 0), Go("admin"), tr),
    "edit that tells nobody": lambda tr: editing.preview(Preview(DATED, AWAITED, 0, 0), Go("admin"), tr),
    "history": lambda tr: editing.history(History(DATED, [UNDONE, CHANGE], 0, more=True), tr),
    "no history": lambda tr: editing.history(History(DATED, [], 0, more=False), tr),
    "undo?": lambda tr: editing.confirm_undo(CHANGE, tr),
    "date or place changed": lambda tr: notices.edition_changed(COMING, COMING.editions[0], MOVED, tr),
    "cancelled after it was told": lambda tr: notices.edition_changed(
        COMING, COMING.editions[0], replace(COMING.editions[0], state=EditionState.CANCELLED), tr
    ),
    "cancelled, to who signed up": lambda tr: notices.edition_changed(
        COMING, COMING.editions[0], replace(COMING.editions[0], state=EditionState.CANCELLED), tr, ("registered",)
    ),
    "cancelled, to a parent": lambda tr: notices.edition_changed(
        COMING, COMING.editions[0], replace(COMING.editions[0], state=EditionState.CANCELLED), tr, ("guardian",)
    ),
    "plans": lambda tr: plans.overview(PLANS, 0, tr),
    "plan": lambda tr: plans.plan(PLANS.plans[1], tr),
    "plan of the digest": lambda tr: plans.plan(PLANS.plans[0], tr),
    **{
        f"planned: {rule}": partial(planned, rule) for rule in ("date_announced", "registration_opens", "7_days_before")
    },
    "planned: digest": lambda tr: Screen(plans.digest([(COMING, COMING.editions[0])], tr)),
    "numbers": lambda tr: staff.numbers(NUMBERS, PROGRAMME, tr),
    "greeting of a group": lambda tr: groups.greeting(PUBLIC, tr),
    "help of a group": lambda tr: groups.help_screen(PUBLIC, tr),
    "language of a group": groups.language_choice,
    "how to ask in a group": lambda tr: groups.how_to_ask(PUBLIC, tr),
    "news": lambda tr: news.news(Subscription(7), None, tr),
    "news, chosen": lambda tr: news.news(WANTED, Role.PUPIL, tr),
    "news, stopped": lambda tr: news.news(replace(WANTED, stopped=True), None, tr),
    "news, topics": lambda tr: news.topics(WANTED, tr),
    "news, quiet hours": lambda tr: news.quiet(WANTED, tr),
    "news, other hours": lambda tr: news.ask_quiet(tr, understood=False),
    "news, who I am": lambda tr: news.roles(Role.PUPIL, tr),
    "news of a group": lambda tr: linking.chat_news(CHANNEL, replace(WANTED, thread=44), linking.HERE, tr),
    "news of a channel": lambda tr: linking.chat_news(CHANNEL, WANTED, str(CHANNEL.id), tr, may_post=False),
    "news of a channel, stopped": lambda tr: linking.chat_news(
        CHANNEL, replace(WANTED, stopped=True), str(CHANNEL.id), tr
    ),
    "news, topics of a group": lambda tr: linking.chat_topics(WANTED, linking.HERE, tr),
    "who chooses what a chat gets": linking.who_chooses,
    "how to link a chat": lambda tr: linking.how_to_link(PRIVATE, tr),
    "no such channel": linking.not_there,
}

LINES: dict[str, Callable[[Translator], str]] = {
    "followed": following.followed,
    "already following": following.already_following,
    "not awaited": following.not_awaited,
    "unfollowed": following.unfollowed,
    "language saved": home.language_saved,
    "stale": home.stale_toast,
    "private only": home.private_only_toast,
    "only administrators": groups.only_administrators,
    "only administrators of what is told": linking.not_administrator,
    "not allowed": staff.not_allowed,
    "dismissed": staff.dismissed,
    "no longer staff": staff.no_longer_staff,
    "name": profile.name,
    "description": profile.description,
    "short description": profile.short_description,
    "commands": lambda tr: "\n".join(f"/{k} {v}" for k, v in profile.staff_commands(tr).items()),
    "commands of groups": lambda tr: "\n".join(f"/{k} {v}" for k, v in profile.group_commands(tr).items()),
}


def drawn(screen: Screen) -> str:
    """The text, then a line for each row of buttons."""
    rows = [
        " ".join(f"[{b.label} -> {b.to.encode() if isinstance(b.to, Go) else b.to.url}]" for b in row)
        for row in screen.rows
    ]
    pin = [f"pin {screen.pin.latitude} {screen.pin.longitude}"] if screen.pin else []
    return "\n".join([screen.html, "", *rows, *pin])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SCREENS)
def test_screen(name, language, snapshot):
    assert drawn(SCREENS[name](TRS[language])) == snapshot


@pytest.mark.parametrize("language", Language)
def test_lines(language, snapshot):
    assert "\n".join(f"{name}: {line(TRS[language])}" for name, line in LINES.items()) == snapshot


def test_a_group_reads_both(snapshot):
    voice = Voice(tuple(TRS.values()))
    assert drawn(voice(lambda tr: card(COMING, Look(NOW, PUBLIC, room=voice.room), tr))) == snapshot


@pytest.mark.parametrize("name", SCREENS)
def test_both_languages_have_the_same_buttons(name):
    kk, ru = (SCREENS[name](tr) for tr in TRS.values())
    kk_targets, ru_targets = (
        [[b.to.encode() for b in row if isinstance(b.to, Go)] for row in screen.rows] for screen in (kk, ru)
    )
    assert kk_targets == ru_targets
