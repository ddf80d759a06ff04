"""Whatever the programme holds within its own limits, no screen is what Telegram would refuse."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.announcements import Topic
from bot.domain.auditing import AuditAction, Entry
from bot.domain.changes import Change
from bot.domain.deliveries import DeliveryState
from bot.domain.events import (
    Coordinates,
    Edition,
    EditionState,
    Event,
    Kind,
    Programme,
    Session,
    Standing,
    Venue,
    Window,
)
from bot.domain.facts import ASPECTS, Fact, Source, Status
from bot.domain.language import Language, LocalizedText
from bot.domain.people import Chat, ChatKind, Membership, Role
from bot.domain.policy import Staff, StaffRole
from bot.domain.subscriptions import QuietHours, Subscription
from bot.domain.when import Days, Exact, Month, Unknown, Year
from bot.i18n import load_translators
from bot.services.auditing import LogPage
from bot.services.editing import History, Preview
from bot.services.planning import Overview, Plan, Rule
from bot.services.staffing import Invited, Numbers
from bot.telegram.keyboards import markup
from bot.views import (
    auditing,
    editing,
    groups,
    home,
    linking,
    news,
    notices,
    plans,
    questions,
    shelves,
    staff,
)
from bot.views.card import Look, card, mapped_venue, place
from bot.views.lengths import units, visible
from bot.views.navigation import Shelf, Surface
from bot.views.screens import LONGEST_LABEL, MOST_BUTTONS, MOST_UNITS, Go, Screen
from bot.views.sessions import sessions
from bot.views.voices import Voice
from tests.views.samples import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.i18n import Translator

ZONE = ZoneInfo("Asia/Almaty")
TRS = load_translators(ZONE)
HOSTILE = ("<b>", "&amp;", "</i>", "😀", "ұ", "{name}", "%s", "\n", '"', "<script>", "x" * 40, " ", "https://t.me/x")
TAGS = re.compile(r"<(/?[a-z]+)[^>]*>")
OURS = {"b", "/b", "i", "/i", "s", "/s", "code", "/code", "a", "/a"}


def texts(most: int) -> st.SearchStrategy[LocalizedText]:
    """Texts up to the loader's limit, most of them at it, of letters that hurt."""
    one = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=6).map(
        lambda parts: ("ә" + "".join(parts) * most)[:most]
    )
    return st.builds(LocalizedText, one, one)


sources = st.builds(Source, texts(160), st.builds(Year, st.just(2025)), st.sampled_from(Status))
times = st.sampled_from(
    [
        Unknown(),
        Year(2025),
        Month(2027, 5),
        Days((NOW + timedelta(days=5)).date(), None),
        Exact(NOW + timedelta(days=30), NOW + timedelta(days=400)),
    ]
)
windows = st.just(Window(NOW - timedelta(days=1), NOW + timedelta(days=4)))
keys = st.sampled_from(["k" * 32, "aa"])
venues = st.builds(
    Venue, texts(120), st.none() | texts(200), st.none() | st.just(Coordinates(52.0, 77.0)), st.none() | texts(120)
)
offered = st.builds(
    Session,
    keys,
    texts(100),
    times,
    st.none() | texts(200),
    st.none() | st.just(10**6),
    st.sampled_from([frozenset(), frozenset(Role)]),
    st.booleans(),
)
editions = st.builds(
    Edition,
    keys,
    times,
    st.sampled_from(EditionState),
    sources,
    st.none() | venues,
    st.none() | windows,
    st.lists(offered, max_size=12).map(tuple),
    st.booleans(),
)
events = st.builds(
    Event,
    keys,
    st.sampled_from(Kind),
    texts(120),
    texts(600),
    texts(300),
    sources,
    st.just(()),
    st.lists(st.builds(Fact, st.sampled_from(["how_many", "where", "cost"]), texts(400), sources), max_size=20).map(
        tuple
    ),
    st.lists(editions, max_size=3, unique_by=lambda edition: edition.key).map(tuple),
    st.booleans(),
)


def check(screen: Screen) -> None:
    """What Telegram asks of a message."""
    assert 0 < units(visible(screen.html)) <= MOST_UNITS
    assert sum(map(len, screen.rows)) <= MOST_BUTTONS
    found = TAGS.findall(screen.html)
    assert {tag.split()[0] for tag in found} <= OURS, "a tag came from the data"
    opened: list[str] = []
    for tag in found:
        if tag.startswith("/"):
            assert opened.pop() == tag[1:]
        else:
            opened.append(tag)
    assert not opened
    keyboard = markup(screen)
    for row in keyboard.inline_keyboard if keyboard else ():
        for button in row:
            assert units(button.text) <= LONGEST_LABEL
            assert bool(button.callback_data) != bool(button.url)
            if button.callback_data:
                assert len(button.callback_data.encode()) <= 64
                assert Go.parse(button.callback_data)


def many(event: Event) -> Programme:
    """A long programme of copies of one event."""
    return Programme({f"{event.key}{n}": event for n in range(30)})


def of_an_event(event: Event, voice: Voice, *, public: bool) -> Iterator[Screen]:
    surface = Surface("b" * 28 + "_bot", public=public)
    shelf = Shelf(Standing.NOT_ANNOUNCED, Kind.INTERNSHIP, 124)
    look = Look(NOW, surface, follows=True, shelf=shelf, room=voice.room)
    yield voice(lambda tr: card(event, look, tr))
    yield voice(lambda tr: card(event, Look(NOW, surface, room=voice.room), tr))
    yield voice(lambda tr: questions.prompt(event, tr))
    yield voice(lambda tr: questions.not_understood(event, tr))
    yield voice(lambda tr: questions.did_you_mean([event] * 9, "how_to_join", tr))
    yield voice(lambda tr: shelves.listing(many(event), Shelf(page=3), NOW, tr))
    yield voice(lambda tr: shelves.kinds(many(event), Shelf(), NOW, tr))
    yield voice(lambda tr: shelves.overview(many(event), NOW, tr))
    venue = mapped_venue(event, NOW, ZONE)
    if venue is not None:
        yield voice(lambda tr: place(event, venue, look, tr))
    for edition in event.editions:
        for page in (0, 1, 99):
            yield voice(partial(sessions, event, edition, shelf, page))
        yield voice(partial(notices.date_announced, event, edition))


@pytest.mark.parametrize("languages", [[Language.KK], [Language.RU], list(Language)], ids="-".join)
@given(event=events, public=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_screens_of_the_longest_and_worst_events_fit(languages, event, public):
    voice = Voice(tuple(TRS[language] for language in languages))
    for screen in of_an_event(event, voice, public=public):
        check(screen)


@given(event=events)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_card_never_loses_its_source(event):
    for tr in TRS.values():
        html = card(event, Look(NOW, Surface("pvl_bot"), room=Voice(tuple(TRS.values())).room), tr).html
        assert html.rstrip().endswith("</i>")
        assert tr.as_of(event.source.as_of) in visible(html)


SIMPLE = (
    home.privacy,
    home.cancelled,
    home.nothing_to_cancel,
    home.unknown_command,
    home.unsupported,
    home.stale,
    groups.language_choice,
    groups.language_saved,
    staff.not_staff,
    staff.not_valid,
)


def plain_screens(tr: Translator) -> Iterator[Screen]:
    surface = Surface("b" * 28 + "_bot", public=True)
    yield home.first_choice(TRS, "x" * 50)
    yield home.language_choice(tr)
    for is_staff in (True, False):
        yield home.menu(tr, staff=is_staff)
        yield home.help_screen(tr, staff=is_staff)
        yield home.unknown_link(tr, staff=is_staff)
    for view in SIMPLE:
        yield view(tr)
    yield home.apology(tr, "0" * 8)
    yield groups.greeting(surface, tr)
    yield groups.help_screen(surface, tr)
    yield groups.how_to_ask(surface, tr)
    yield questions.prompt(None, tr)
    yield questions.not_understood(None, tr)
    yield from staff_screens(surface, tr)
    yield from news_screens(surface, tr)
    yield from editing_screens(tr)


def staff_screens(surface: Surface, tr: Translator) -> Iterator[Screen]:
    members = [Staff(10**15 + n, StaffRole.ORGANIZER, NOW) for n in range(30)]
    for role in StaffRole:
        yield staff.admin(role, tr)
        yield staff.offer(role, "s" * 22, tr)
        yield staff.appointed(role, tr)
        yield staff.already_staff(role, tr)
        yield staff.invitation(Invited("s" * 22, role, NOW), surface, tr)
        yield from (staff.members(members, role, page, tr) for page in (0, 3, 99))
    yield staff.members([], StaffRole.OWNER, 0, tr)
    yield staff.confirm_dismissal(members[0], tr)
    follows = {f"{'k' * 30}{n:02}": 10**9 for n in range(100)}
    yield staff.numbers(Numbers(10**9, 10**9, follows, dict.fromkeys(DeliveryState, 10**9)), Programme(), tr)
    yield staff.numbers(Numbers(0, 0, {}, {}), Programme(), tr)


def editing_screens(tr: Translator) -> Iterator[Screen]:
    long = LocalizedText("ә<" * 60, "я<" * 60)
    venue = Venue(long, LocalizedText("ә&" * 100, "я&" * 100), Coordinates(1, 2))
    window = Window(NOW, NOW + timedelta(days=1))
    source = Source(LocalizedText("x" * 160, "x" * 160), Year(2025), Status.PLAN)
    key = "k" * 32
    editions = tuple(
        Edition(f"{'e' * 30}{n:02}", Exact(NOW, NOW + timedelta(400)), EditionState.CLOSED, source, venue, window)
        for n in range(20)
    )
    facts = tuple(Fact(aspect, LocalizedText("ә" * 400, "я" * 400), source) for aspect in list(ASPECTS)[:20])
    rules = ("date_announced", "registration_opens", "results", "99_days_before", "98_days_before", "97_days_before")
    full = Event(key, Kind.FORUM, long, long, long, source, ("а" * 60,) * 30, facts, editions, plan=rules)
    bare = replace(full, name=LocalizedText("b", "b"), facts=(), editions=(), aliases=(), plan=())
    yield from (editing.programme(Programme({key: full, "b2": bare}), page, tr) for page in (0, 99))
    yield editing.event(full, tr)
    yield editing.event(bare, tr)
    yield editing.holding(full, 19, tr)
    yield editing.states(full, 19, tr)
    yield editing.preview(Preview(bare, full, 10**6, 1), Go("admin"), tr)
    changes = [Change(NOW, 10**15, one, other, 10**9, 10**9) for one, other in ((bare, full), (full, bare))] * 3
    yield editing.history(History(full, changes[:5], 1, more=True), tr)
    yield editing.confirm_undo(changes[0], tr)
    entries = [Entry(NOW, 10**15, action, "<" * 99, {"x": "&" * 999}) for action in AuditAction]
    yield auditing.log(LogPage(entries, 3, more=True), tr)
    plan = Plan(full, [Rule(rule, on=True, next=None) for rule in rules])
    yield plans.overview(Overview([plan] * 9, ["plan:gone:e:results:x"] * 9), 1, tr)
    yield plans.plan(plan, tr)
    yield from (Screen(plans.told(rule, full, editions[0], tr)) for rule in (*rules, "results"))
    yield Screen(plans.digest([(full, editions[0])] * 99, tr))
    yield notices.edition_changed(full, editions[0], replace(editions[0], venue=None, when=Year(2027)), tr)


def news_screens(surface: Surface, tr: Translator) -> Iterator[Screen]:
    for topics, stopped in ((frozenset(Topic), False), (frozenset(), False), (frozenset({Topic.NEWS}), True)):
        wanted = Subscription(1, topics, stopped=stopped, quiet=QuietHours(0, 1439), thread=44)
        for role in (None, Role.STUDENT):
            yield news.news(wanted, role, tr)
            yield news.roles(role, tr)
        yield news.topics(wanted, tr)
        yield news.quiet(wanted, tr)
        chat = Chat(-(10**14), ChatKind.CHANNEL, "<" * 255, Membership.ADMINISTRATOR)
        for where in (linking.HERE, str(chat.id)):
            yield linking.chat_news(chat, wanted, where, tr, may_post=False)
            yield linking.chat_topics(wanted, where, tr)
    yield news.ask_quiet(tr, understood=False)
    yield linking.how_to_link(surface, tr)
    yield linking.not_there(tr)
    yield linking.who_chooses(tr)


@pytest.mark.parametrize("language", Language)
def test_every_other_screen_fits(language):
    for screen in plain_screens(TRS[language]):
        check(screen)


def test_in_both_languages_every_other_screen_fits_too():
    voice = Voice(tuple(TRS.values()))
    for screens in zip(*(plain_screens(tr) for tr in TRS.values()), strict=True):
        check(voice(lambda tr: screens[list(TRS).index(tr.language)]))  # noqa: B023  called at once
