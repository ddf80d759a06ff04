"""The screens of organizers' announcements, in both languages: as people read them, and within Telegram's limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.announcements import (
    Announcement,
    AnnouncementButton,
    AnnouncementState,
    Content,
    Counters,
    Media,
    MediaKind,
    Policy,
    RecipientState,
)
from bot.domain.audience import Headcount
from bot.domain.events import Programme
from bot.domain.language import ChatLanguage, Language, LocalizedText
from bot.domain.parity import Missing, TooLong, problems
from bot.i18n import load_translators
from bot.services.announced import Status
from bot.services.composing import Seen
from bot.services.ledger import UNREACHED
from bot.telegram.refusals import DEAD, NOT_HERE
from bot.views import announcing, draft_parts, running, words
from bot.views.announcement_table import table
from bot.views.announcements import after_album, album, announced
from bot.views.navigation import Surface
from bot.views.screens import Go
from tests.views.samples import EVENTS, NOW
from tests.views.test_limits import check
from tests.views.test_snapshots import drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.i18n import Translator
    from bot.views.screens import Screen

TRS = load_translators(ZoneInfo("Asia/Almaty"))
PROGRAMME = Programme({event.key: event for event in EVENTS})
CONTENT = Content(
    {Language.KK: "<b>Форум</b> 12 мамырда өтеді", Language.RU: "<b>Форум</b> пройдёт 13 мая"},
    (Media(MediaKind.PHOTO, "id"),),
    (
        AnnouncementButton(LocalizedText("Толығырақ", "Подробнее"), "https://example.kz"),
        AnnouncementButton(LocalizedText("Іс-шара", "Мероприятие"), "event:fest"),
    ),
)
DRAFT = Announcement(
    CONTENT,
    "event:awaited:followers,lang:kk,role:pupil",
    policy=Policy.SKIP,
    send_at=NOW + timedelta(days=1),
    silent=True,
    urgent="Боран <b>",
    id=12,
)
REACHED = Headcount({ChatLanguage.KK: 1200, ChatLanguage.RU: 1}, {ChatLanguage.BOTH: 1})
SEEN = Seen(DRAFT, REACHED, timedelta(minutes=2), problems(CONTENT, together=True))
EMPTY = Seen(Announcement(Content({}), "all", id=1), Headcount({}, {}), timedelta(), (Missing(Language.KK),))
COUNTERS = Counters(
    {RecipientState.SENT: 900, RecipientState.DEAD: 30, RecipientState.UNKNOWN: 2, RecipientState.PENDING: 268},
    {RecipientState.DEAD: {"blocked": 28, "kicked": 2}, RecipientState.UNKNOWN: {"cut": 2}},
    {ChatLanguage.KK: {RecipientState.SENT: 900}},
)


def at(state: AnnouncementState, **more: object) -> Status:
    one = replace(DRAFT, state=state, started_at=NOW - timedelta(seconds=40), **more)  # type: ignore[arg-type]
    return Status(one, COUNTERS)


SCREENS: dict[str, Callable[[Translator], Screen]] = {
    "list": lambda tr: announcing.listing([DRAFT, at(AnnouncementState.DONE).announcement], 1, tr, more=True),
    "empty list": lambda tr: announcing.listing([], 0, tr, more=False),
    "draft": lambda tr: announcing.draft(SEEN, tr),
    "empty draft": lambda tr: announcing.draft(EMPTY, tr),
    "ask kk": lambda tr: announcing.ask_text(12, Language.KK, tr),
    "ask ru": lambda tr: announcing.ask_text(12, Language.RU, tr, fixing=True),
    "not a text": lambda tr: announcing.not_text(12, tr),
    "album begun": lambda tr: announcing.album_begun(12, tr),
    "whom": lambda tr: draft_parts.whom(SEEN, tr),
    "by language": lambda tr: draft_parts.choices(SEEN, "lang", tr),
    "by role": lambda tr: draft_parts.choices(SEEN, "role", tr),
    "by topic": lambda tr: draft_parts.choices(SEEN, "topic", tr),
    "which event": lambda tr: draft_parts.choose_event(PROGRAMME, 1, Go("an_to", "12", "event"), Go("an_to", "12"), tr),
    "who of an event": lambda tr: draft_parts.turnout(SEEN, "awaited", tr),
    "when": lambda tr: draft_parts.when(DRAFT, [NOW, NOW + timedelta(days=1)], tr),
    "ask when": lambda tr: draft_parts.ask_when(12, tr, understood=False),
    "more": lambda tr: draft_parts.more(DRAFT, tr),
    "more, resend": lambda tr: draft_parts.more(replace(DRAFT, policy=Policy.RESEND, silent=False, urgent=None), tr),
    "discard": lambda tr: draft_parts.confirm_discard(DRAFT, tr),
    "buttons": lambda tr: draft_parts.buttons(DRAFT, tr),
    "ask link": lambda tr: draft_parts.ask_link(12, tr, understood=False),
    "why urgent": lambda tr: draft_parts.ask_reason(12, tr, urgent=True),
    "why unequal": lambda tr: draft_parts.ask_reason(12, tr, urgent=False),
    "unequal": lambda tr: announcing.unequal(SEEN, tr),
    "missing and too long": lambda tr: announcing.unequal(
        replace(EMPTY, problems=(Missing(Language.KK), Missing(Language.RU), TooLong(Language.RU, 1500, 1024))), tr
    ),
    "at night": lambda tr: announcing.at_night(DRAFT, NOW, tr),
    "confirm": lambda tr: announcing.confirm(SEEN, tr),
    "nobody": lambda tr: announcing.nobody(12, tr),
    "in the past": lambda tr: announcing.in_the_past(12, tr),
    "gone": announcing.gone,
    "previewed": lambda tr: announcing.previewed(12, tr, draft=True),
    "preview failed": lambda tr: announcing.preview_failed(12, "slow_mode", tr),
    "preview refused": lambda tr: announcing.refused_preview(12, "Bad Request: <b>", tr),
    "sending": lambda tr: running.status(at(AnnouncementState.SENDING), NOW, tr),
    "paused": lambda tr: running.status(at(AnnouncementState.PAUSED), NOW, tr),
    "done": lambda tr: running.status(at(AnnouncementState.DONE, ended_at=NOW), NOW, tr),
    "refused": lambda tr: running.status(at(AnnouncementState.REFUSED, reason="Bad Request: <wrong>"), NOW, tr),
    "awaiting": lambda tr: running.status(at(AnnouncementState.AWAITING), NOW, tr),
    "before stop": lambda tr: running.ask_before(DRAFT, "stop", tr),
    "before recall": lambda tr: running.ask_before(DRAFT, "recall", tr),
    "before unknown": lambda tr: running.ask_before(DRAFT, "unknown", tr),
    "a second is asked": lambda tr: running.awaiting(DRAFT, 2, tr),
    "nobody to ask": lambda tr: running.awaiting(DRAFT, 0, tr),
    "fixing": lambda tr: running.fixing(DRAFT, {"kk": "Форум 13 мамырда өтеді"}, tr),
    "ask fix": lambda tr: running.ask_fix(DRAFT, Language.KK, tr),
    "announced": lambda tr: announced(DRAFT, Surface("pvl_bot"), tr),
    "announced in a group": lambda tr: announced(DRAFT, Surface("pvl_bot", public=True), tr),
    "an album without buttons": lambda tr: album(DRAFT, Surface("pvl_bot"), tr),
    "after an album": lambda tr: after_album(DRAFT, Surface("pvl_bot"), tr),
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SCREENS)
def test_screen(name, language, snapshot):
    screen = SCREENS[name](TRS[language])
    check(screen)
    assert drawn(screen) == snapshot


@pytest.mark.parametrize("language", Language)
def test_every_cause_that_a_report_may_hold_is_told_in_words(language):
    of_ours = {"slow_mode", "refused_by_telegram", "content", "server_error", "cut", "out_of_reach", "crash", "bug"}
    for cause in {*DEAD.values(), *NOT_HERE.values(), *of_ours, "not_deleted", "not_changed", "flood", *UNREACHED}:
        assert words.cause(cause, TRS[language]) != cause


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", AnnouncementState)
def test_every_state_has_its_screen_and_longest_texts_fit(language, state):
    tr = TRS[language]
    huge = Content(dict.fromkeys(Language, "ә&lt;" * 2000), CONTENT.media, CONTENT.buttons * 2)
    causes = dict.fromkeys(words._CAUSES, 10**9)
    counters = Counters(dict.fromkeys(RecipientState, 10**9), dict.fromkeys(RecipientState, causes))
    one = replace(
        at(state).announcement, content=huge, urgent="<" * 300, parity_override="&" * 300, reason="<" * 5000, id=2**31
    )
    check(running.status(Status(one, counters), NOW, tr))
    seen = Seen(one, REACHED, timedelta(days=3), problems(huge))
    for view in (announcing.draft, announcing.unequal, announcing.confirm, draft_parts.whom):
        check(view(seen, tr))
    check(announcing.listing([one] * announcing.PAGE, 3, tr, more=True))
    check(draft_parts.more(one, tr))
    check(running.fixing(one, {"kk": huge.text[Language.KK], "ru": "x"}, tr))


@pytest.mark.parametrize("language", Language)
def test_the_table_is_for_spreadsheets_and_names_nobody(language, snapshot):
    told = table(at(AnnouncementState.DONE), TRS[language])
    assert told.startswith(b"\xef\xbb\xbf")
    assert told.decode("utf-8-sig") == snapshot
    formula = Counters({RecipientState.FAILED: 1}, {RecipientState.FAILED: {"=1+1": 1}})
    assert "'=1+1" in table(Status(DRAFT, formula), TRS[language]).decode()
