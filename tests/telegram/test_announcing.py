"""Organizers write an announcement in the chat, and steer it: every path, wrong input included."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from bot.domain.announcements import AnnouncementState, MediaKind, Policy, Topic
from bot.domain.deliveries import CONTENT, Refused
from bot.domain.language import Language
from bot.domain.policy import Staff, StaffRole
from bot.services.announcement_news import progress_key
from bot.views.lengths import visible
from tests.telegram.conversation import ORGANIZER, OWNER, PERSON, Conversation
from tests.views.samples import AWAITED

if TYPE_CHECKING:
    from bot.domain.announcements import Announcement

KK, RU = "Форум 12 мамырда өтеді, келіңіз", "Форум пройдёт 12 мая, приходите"
PHOTO = {"photo": [{"file_id": "small", "file_unique_id": "s", "width": 1, "height": 1},
                   {"file_id": "big", "file_unique_id": "b", "width": 9, "height": 9}]}  # fmt: skip


@pytest.fixture
async def office(chat: Conversation) -> Conversation:
    """An owner and an organizer, and a person of the public, who all chose Russian."""
    for person in (OWNER, ORGANIZER, PERSON):
        await chat.choose("ru", person)
    await chat.database.run(lambda tx: tx.staff.put(Staff(ORGANIZER, StaffRole.ORGANIZER, chat.clock.now())))
    await chat.staffing.refresh()
    return chat


async def begun(chat: Conversation, by: int = ORGANIZER) -> int:
    """A draft; its Kazakh text is waited for."""
    await chat.press("an_new", by)
    return max(chat.database.tables.announcements)


async def drafted(chat: Conversation, by: int = ORGANIZER) -> int:
    """A draft with both texts."""
    number = await begun(chat, by)
    await chat.say(KK, by)
    await chat.say(RU, by)
    return number


def kept(chat: Conversation, number: int) -> Announcement:
    return chat.database.tables.announcements[number]


async def test_an_announcement_from_nothing_to_sending(office: Conversation):
    assert "announcements:0" in (await office.say("/admin", ORGANIZER)).buttons.values()
    listing = await office.press("announcements:0", ORGANIZER)
    assert "There is none yet." in listing.text
    assert "Kazakh" in (await office.press(listing.data("New"), ORGANIZER)).text
    assert "Russian" in (await office.say(KK, ORGANIZER)).text
    draft = await office.say(RU, ORGANIZER)
    assert "Reaches now: 3 people, 0 groups and channels" in draft.text
    number = max(office.database.tables.announcements)
    asked = await office.press(draft.data("Send"), ORGANIZER)
    assert f"Send announcement {number}?" in asked.text
    assert kept(office, number).state is AnnouncementState.DRAFT
    sent = await office.press(asked.data("Yes, send"), ORGANIZER)
    assert sent.toast == "It is on its way."
    assert "begins" in sent.text
    one = kept(office, number)
    assert one.state is AnnouncementState.PREPARING
    assert dict(one.content.text) == {Language.KK: KK, Language.RU: RU}
    told = [d for d in office.database.tables.outbox.values() if d.key == progress_key(number)]
    assert [d.chat for d in told] == [ORGANIZER]
    again = await office.press(f"an_go:{number}", ORGANIZER)
    assert "gone on meanwhile" in (again.toast or "")
    assert f"{number}. begins" in " ".join((await office.press("announcements:0", ORGANIZER)).buttons)


async def test_formatting_and_files_are_as_they_were_typed(office: Conversation):
    number = await begun(office)
    await office.send(
        ORGANIZER,
        {**PHOTO, "caption": "Қош келдіңіз", "caption_entities": [{"type": "bold", "offset": 0, "length": 3}]},
        ORGANIZER,
    )
    await office.say("Добро & пожаловать", ORGANIZER)
    content = kept(office, number).content
    assert [(m.kind, m.file_id) for m in content.media] == [(MediaKind.PHOTO, "big")]
    assert content.text[Language.KK] == "<b>Қош</b> келдіңіз"
    assert content.text[Language.RU] == "Добро &amp; пожаловать"
    await office.press(f"an_more:{number}:files", ORGANIZER)
    assert not kept(office, number).content.media


async def test_an_album_comes_file_by_file(office: Conversation):
    number = await begun(office)
    first = await office.send(ORGANIZER, {**PHOTO, "media_group_id": "7", "caption": KK}, ORGANIZER)
    assert "album" in first.text
    second = await office.send(ORGANIZER, {**PHOTO, "media_group_id": "7"}, ORGANIZER)
    assert not second.requests
    assert len(kept(office, number).content.media) == 2
    assert kept(office, number).content.text[Language.KK] == KK
    assert "files: 2" in (await office.press(first.data("Continue"), ORGANIZER)).text


async def test_what_is_no_announcement_is_said(office: Conversation):
    number = await begun(office)
    sticker = {"sticker": {"file_id": "x", "file_unique_id": "x", "type": "regular", "width": 1, "height": 1,
                           "is_animated": False, "is_video": False}}  # fmt: skip
    assert "An announcement is a text" in (await office.send(ORGANIZER, sticker, ORGANIZER)).text
    assert "Stopped" in (await office.say("/cancel", ORGANIZER)).text
    await office.say(KK, ORGANIZER)
    assert not kept(office, number).content.text, "after /cancel a text is a question again"
    await office.press(f"an_text:{number}:kk", ORGANIZER)
    await office.say(KK, ORGANIZER)
    assert kept(office, number).content.text[Language.KK] == KK


async def test_the_languages_have_to_say_the_same_or_a_reason_is_given(office: Conversation):
    number = await drafted(office)
    await office.press(f"an_text:{number}:ru", ORGANIZER)
    draft = await office.say("Форум пройдёт 13 мая", ORGANIZER)
    assert "Not ready yet" in draft.text
    refused = await office.press(f"an_send:{number}", ORGANIZER)
    assert "Only in Kazakh: 12.05" in refused.text
    assert "Only in Russian: 13.05" in refused.text
    assert (await office.press(f"an_go:{number}", ORGANIZER)).text == refused.text
    await office.press(refused.data("reason"), ORGANIZER)
    draft = await office.say("Два дня: у каждого языка свой", ORGANIZER)
    assert "differences are meant: Два дня" in draft.text
    assert "Send announcement" in (await office.press(f"an_send:{number}", ORGANIZER)).text
    await office.press(f"an_text:{number}:ru", ORGANIZER)
    await office.say("Форум пройдёт 14 мая", ORGANIZER)
    assert kept(office, number).parity_override is None, "a new text is compared anew"


async def test_a_missing_language_is_no_matter_of_reasons(office: Conversation):
    number = await begun(office)
    await office.say(KK, ORGANIZER)
    refused = await office.press(f"an_send:{number}", ORGANIZER)
    assert "There is no Russian text" in refused.text
    assert not any("an_why" in data for data in refused.buttons.values())


async def test_to_whom_by_taps(office: Conversation):
    number = await drafted(office)
    for taps, audience in (
        (["role:pupil"], "role:pupil"),
        (["lang:kk"], "lang:kk,role:pupil"),
        (["topic:forums"], "lang:kk,role:pupil,topic:forums"),
        (["topic:forums"], "lang:kk,role:pupil"),
        (["role:parent"], "lang:kk,role:parent"),
        (["chats"], "chats,lang:kk"),
        (["event:fest:fo"], "event:fest:followers,lang:kk"),
        (["event:fest:re"], "event:fest:registered,lang:kk"),
        (["event:fest:xx"], "event:fest:registered,lang:kk"),
        (["event:fest:re"], "lang:kk"),
        (["all"], "all"),
    ):
        for tap in taps:
            await office.press(f"an_to:{number}:{tap}", ORGANIZER)
        assert kept(office, number).audience == audience
    await office.press(f"an_to:{number}:topic:forums", ORGANIZER)
    assert kept(office, number).topic is Topic.FORUMS
    assert "Nobody is in this audience" in (await office.press(f"an_send:{number}", ORGANIZER)).text
    assert "Nobody is in this audience" in (await office.press(f"an_go:{number}", ORGANIZER)).text
    await office.press(f"an_to:{number}:topic:nonsense", ORGANIZER)
    assert kept(office, number).audience == "topic:forums"


async def test_events_are_chosen_from_pages(office: Conversation):
    number = await drafted(office)
    chosen = await office.press(f"an_to:{number}:event:-0", ORGANIZER)
    assert "Which event?" in chosen.text
    await office.press(f"an_button:{number}:event:-0", ORGANIZER)


async def test_when_in_words_and_by_taps(office: Conversation):
    number = await drafted(office)
    when = await office.press(f"an_when:{number}", ORGANIZER)
    await office.press(when.data("Another time"), ORGANIZER)
    assert "could not read" in (await office.say("когда-нибудь", ORGANIZER)).text
    assert "could not read" in (await office.say("01.01.2020 10:00", ORGANIZER)).text
    await office.say("завтра 10:00", ORGANIZER)
    at = kept(office, number).send_at
    assert at is not None
    assert at.isoformat() == "2026-11-23T10:00:00+05:00"
    sent = await office.press(f"an_go:{number}", ORGANIZER)
    assert sent.toast == "It is scheduled."
    assert kept(office, number).state is AnnouncementState.SCHEDULED
    [progress] = [d for d in office.database.tables.outbox.values() if d.key == progress_key(number)]
    assert progress.due_at == at


async def test_a_time_that_is_over_is_refused(office: Conversation):
    number = await drafted(office)
    await office.press(f"an_when:{number}:{int((office.clock.now() - timedelta(hours=1)).timestamp())}", ORGANIZER)
    assert "time of this announcement is over" in (await office.press(f"an_go:{number}", ORGANIZER)).text


async def test_at_night_the_morning_is_suggested(office: Conversation):
    office.clock.advance(timedelta(hours=9))  # it is midnight
    number = await drafted(office)
    night = await office.press(f"an_send:{number}", ORGANIZER)
    assert "It is night now" in night.text
    assert "It is night now" in (await office.press(f"an_go:{number}", ORGANIZER)).text
    assert "urgent" in (await office.press(night.data("Urgent"), ORGANIZER)).text
    assert "urgent: Буран" in (await office.say("Буран", ORGANIZER)).text
    assert "Send announcement" in (await office.press(f"an_send:{number}", ORGANIZER)).text
    await office.press(f"an_more:{number}:urgent", ORGANIZER)
    await office.press(night.data("morning"), ORGANIZER)
    at = kept(office, number).send_at
    assert at is not None
    assert at.isoformat() == "2026-11-23T03:00:00+00:00"


async def test_more_settings(office: Conversation):
    number = await drafted(office)
    await office.press(f"an_more:{number}:silent", ORGANIZER)
    await office.press(f"an_more:{number}:policy", ORGANIZER)
    assert (kept(office, number).silent, kept(office, number).policy) == (True, Policy.RESEND)
    await office.press(f"an_more:{number}:policy", ORGANIZER)
    assert kept(office, number).policy is Policy.SKIP
    assert "Delete this draft?" in (await office.press(f"an_more:{number}:discard", ORGANIZER)).text
    deleted = await office.press(f"an_more:{number}:discarded", ORGANIZER)
    assert deleted.toast == "The draft is deleted."
    assert "does not exist" in (await office.press(f"an:{number}", ORGANIZER)).text


async def test_buttons_under_it(office: Conversation):
    number = await drafted(office)
    await office.press(f"an_button:{number}:link", ORGANIZER)
    assert "not two labels" in (await office.say("Подробнее | javascript:x", ORGANIZER)).text
    await office.say("Толығырақ | Подробнее | https://example.kz/a", ORGANIZER)
    [button] = kept(office, number).content.buttons
    assert (button.label.kk, button.label.ru, button.to) == ("Толығырақ", "Подробнее", "https://example.kz/a")
    await office.press(f"an_button:{number}:event:unknown", ORGANIZER)
    assert len(kept(office, number).content.buttons) == 1
    await office.press(f"an_button:{number}:none", ORGANIZER)
    assert not kept(office, number).content.buttons


async def test_the_preview_is_what_others_get(office: Conversation):
    number = await begun(office)
    assert "Both texts are needed" in ((await office.press(f"an_preview:{number}", ORGANIZER)).toast or "")
    await office.say(KK, ORGANIZER)
    await office.say(RU, ORGANIZER)
    assert "So it looks" in (await office.press(f"an_preview:{number}", ORGANIZER)).text
    assert [(r.chat, r.language) for _, r in office.bulk.sent] == [
        (ORGANIZER, "kk"),
        (ORGANIZER, "ru"),
        (ORGANIZER, "both"),
    ]
    first = office.bulk.sent[0][0]
    await office.press(f"an_text:{number}:kk", ORGANIZER)
    await office.say(KK + "!", ORGANIZER)
    await office.press(f"an_preview:{number}", ORGANIZER)
    assert office.bulk.sent[-1][0].revision > first.revision, "bodies are remembered by revision"
    office.bulk.outcome = Refused(CONTENT, "Bad Request: wrong file identifier")
    assert "wrong file identifier" in (await office.press(f"an_preview:{number}", ORGANIZER)).text


async def test_many_people_need_a_second_organizer(office: Conversation):
    for person in (1, 2, 3, 4):
        await office.choose("kk", 5000 + person)
    number = await drafted(office)
    assert "second organizer" in (await office.press(f"an_go:{number}", ORGANIZER)).text
    assert kept(office, number).state is AnnouncementState.AWAITING
    [asked] = office.database.tables.outbox.values()
    assert (asked.chat, asked.notice.params["told"]) == (OWNER, "awaits")
    assert "somebody else has to" in ((await office.press(f"an_confirm:{number}", ORGANIZER)).toast or "")
    await office.press(f"an_back:{number}", OWNER)
    assert kept(office, number).state is AnnouncementState.DRAFT
    await office.press(f"an_go:{number}", ORGANIZER)
    await office.press(f"an_confirm:{number}", OWNER)
    one = kept(office, number)
    assert (one.state, one.confirmed_by) == (AnnouncementState.PREPARING, OWNER)
    assert "gone on meanwhile" in ((await office.press(f"an_back:{number}", OWNER)).toast or "")


async def test_an_owner_alone_is_told_how(chat: Conversation):
    for person in (OWNER, 1, 2, 3, 4, 5):
        await chat.choose("ru", person)
    number = await drafted(chat, OWNER)
    assert "invite a second organizer" in (await chat.press(f"an_go:{number}", OWNER)).text


async def test_it_is_steered_and_what_cannot_be_undone_is_asked(office: Conversation):
    number = await drafted(office)
    await office.press(f"an_go:{number}", ORGANIZER)
    paused = await office.press(f"an_do:{number}:pause", ORGANIZER)
    assert "paused" in paused.text
    assert "begins" in (await office.press(paused.data("Go on"), ORGANIZER)).text
    asked = await office.press(f"an_ask:{number}:stop", ORGANIZER)
    assert "Stop announcement" in asked.text
    assert kept(office, number).state is AnnouncementState.PREPARING
    await office.press(asked.data("Yes, stop"), ORGANIZER)
    assert kept(office, number).state is AnnouncementState.STOPPED
    assert "gone on meanwhile" in ((await office.press(asked.data("Yes, stop"), ORGANIZER)).toast or "")
    assert "gone on meanwhile" in ((await office.press(f"an_do:{number}:recall", ORGANIZER)).toast or "")


async def test_what_was_sent_is_fixed(office: Conversation):
    number = await drafted(office)
    await office.press(f"an_go:{number}", ORGANIZER)
    await office.press(f"an_do:{number}:pause", ORGANIZER)
    await office.press(f"an_fix:{number}:kk", ORGANIZER)
    fixing = await office.say("Форум 15 мамырда өтеді", ORGANIZER)
    assert "Only in Kazakh: 15.05" in fixing.text
    assert not any("apply" in data for data in fixing.buttons.values())
    await office.press(fixing.data("Russian"), ORGANIZER)
    fixing = await office.say("Форум пройдёт 15 мая", ORGANIZER)
    before = kept(office, number).revision
    await office.press(fixing.data("Apply"), ORGANIZER)
    one = kept(office, number)
    assert one.content.text[Language.RU] == "Форум пройдёт 15 мая"
    assert one.revision == before + 1


async def test_the_report_is_a_table_of_counts(office: Conversation):
    number = await drafted(office)
    await office.press(f"an_go:{number}", ORGANIZER)
    reply = await office.press(f"an_csv:{number}", ORGANIZER)
    [sent] = [request for request in reply.requests if isinstance(request, SendDocument)]
    assert isinstance(sent.document, BufferedInputFile)
    assert sent.document.data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "tap",
    ["announcements:0", "an_new", "an:1", "an_text:1:kk", "an_to:1:all", "an_when:1:now", "an_more:1:silent",
     "an_button:1:none", "an_preview:1", "an_send:1", "an_go:1", "an_why:1", "an_ask:1:stop", "an_do:1:stop",
     "an_confirm:1", "an_back:1", "an_fix:1:apply", "an_csv:1"],
)  # fmt: skip
async def test_nobody_else_may(office: Conversation, tap: str):
    await drafted(office)
    before = dict(office.database.tables.announcements)
    reply = await office.press(tap, PERSON)
    assert reply.toasts
    assert not any(KK in visible(getattr(r, "text", None) or "") for r in reply.shown)
    assert office.database.tables.announcements == before


@pytest.mark.parametrize(
    "tap", ["an:999", "an:x", "an_to:999:all", "an_send:999", "an_go:999", "an_do:1:dance", "an:" + "9" * 40]
)
async def test_forged_taps_are_answered(office: Conversation, tap: str):
    await drafted(office)
    assert (await office.press(tap, ORGANIZER)).toasts


async def test_a_draft_survives_a_restart_and_is_open_to_others(office: Conversation):
    number = await drafted(office)
    assert "12 мая" in (await office.press(f"an:{number}", OWNER)).text


async def test_the_way_out_of_an_announcement(office: Conversation):
    number = await drafted(office)
    assert "I tell you about what you choose" in (await office.press(f"announced:{number}:news", PERSON)).text
    reply: Any = await office.press(f"announced:{number}:0", PERSON)
    assert reply.toast


async def test_the_author_of_a_scheduled_one_is_no_organizer_any_more(office: Conversation):
    number = await drafted(office)
    await office.press(f"an_when:{number}:{int((office.clock.now() + timedelta(hours=1)).timestamp())}", ORGANIZER)
    await office.press(f"an_go:{number}", ORGANIZER)
    await office.database.run(lambda tx: tx.staff.remove(ORGANIZER))
    office.clock.advance(timedelta(hours=1))
    await office.database.run(office.announcing.start_due)
    assert kept(office, number).state is AnnouncementState.AWAITING
    assert any(d.chat == OWNER and d.notice.params["told"] == "held" for d in office.database.tables.outbox.values())


async def test_buttons_in_groups_are_links_that_are_counted(office: Conversation):
    await office.programmes.load((AWAITED,), whole=True)
    number = await drafted(office)
    await office.press(f"an_button:{number}:event:awaited", ORGANIZER)
    assert "Awaited" in (await office.say(f"/start a{number}_0", PERSON)).text
    assert not office.database.tables.taps, "a preview does not count"
    await office.press(f"an_go:{number}", ORGANIZER)
    await office.database.run(
        lambda tx: tx.announcements.put(replace(kept(office, number), started_at=office.clock.now()))
    )
    assert "Awaited" in (await office.say(f"/start a{number}_0", PERSON)).text
    assert "Awaited" in (await office.press(f"announced:{number}:0", PERSON)).text
    assert office.database.tables.taps == {(number, 0): 2}
    assert ": 2" in (await office.press(f"an:{number}", ORGANIZER)).text
    for payload in (f"a{number}_7", "a999_0", "a1_"):
        assert "Awaited" not in (await office.say(f"/start {payload}", PERSON)).text
