"""«Ask an organizer»: the question's way to the organizers' chat or list, and the reply's way back."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import CopyMessage, EditMessageText, SendMessage
from aiogram.types import InlineKeyboardMarkup

from bot.domain.auditing import AuditAction
from bot.domain.deliveries import DeliveryState
from bot.domain.handovers import MOST_OPEN, Hand, HandoverState, OfficeHours
from bot.domain.policy import Staff, StaffRole
from bot.services.handover import Place
from bot.views.lengths import visible
from tests.telegram.conversation import GROUP, KK, ORGANIZER, OWNER, PERSON, Conversation
from tests.telegram.recording import BOT, NOW
from tests.views import samples

ANSWERER = 3
ASKED = "Сколько стоит Awaited? 8 701 123 45 67"
PHOTO = {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}


@pytest.fixture
async def chat() -> Conversation:
    made = await Conversation(samples.EVENTS).begin()
    for person in (PERSON, OWNER, ORGANIZER, ANSWERER):
        await made.choose("ru", person)
    await made.database.run(
        lambda tx: list(
            map(
                tx.staff.put,
                (Staff(ORGANIZER, StaffRole.ORGANIZER, NOW), Staff(ANSWERER, StaffRole.ANSWERER, NOW)),
            )
        )
    )
    await made.staffing.refresh()
    return made


@pytest.fixture
async def linked(chat: Conversation) -> Conversation:
    await chat.membership("administrator")
    await chat.say_in_group("/organizers", OWNER)
    await chat.office.refresh()
    return chat


def by_bot(message: int, chat: int, **more):
    kind = {"type": "private"} if chat > 0 else {"type": "supergroup", "title": "x"}
    return {
        "message_id": message,
        "date": int(NOW.timestamp()),
        "chat": {"id": chat} | kind,
        "from": BOT.model_dump(exclude_none=True),
        **more,
    }


async def ask(chat: Conversation, text: str = ASKED, person: int = PERSON):
    """Ask the bot what is not published, and press «Ask an organizer» under its answer, which cites the question."""
    answer = await chat.say("Сколько стоит Awaited?", person)
    shown = answer.shown[0]
    assert isinstance(shown, SendMessage)
    assert shown.reply_parameters is not None
    cited = shown.reply_parameters
    assert cited.message_id is not None
    own = by_bot(cited.message_id, person, text=text) | {"from": {"id": person, "is_bot": False, "first_name": "x"}}
    return await chat.press(answer.data("Ask an organizer"), person, reply_to_message=own)


async def kept(chat: Conversation):
    return list(await chat.database.read(lambda tx: tx.handovers.of(PERSON)))


async def test_the_question_is_passed_on_without_who_asks(linked):
    done = await ask(linked)
    assert "question № 1" in done.text
    assert "Organizers answer" not in done.text
    (handover,) = await kept(linked)
    assert (handover.question, handover.event) == ("Сколько стоит Awaited? •••", "awaited")

    (post,) = (await linked.deliver()).requests[-1:]
    assert isinstance(post, SendMessage)
    shown = visible(post.text or "")
    assert post.chat_id == GROUP
    assert "№ 1" in shown
    assert "Сколько стоит Awaited? •••" in shown
    assert shown.count("Сколько стоит") == 1
    assert str(PERSON) not in repr(post)
    assert f"{KK}⏳ waits for a reply\n⏳ waits for a reply" in shown


async def test_a_second_tap_and_a_second_typing_pass_nothing_on(linked):
    await ask(linked)
    again = await ask(linked, ASKED.upper())
    assert "already: № 1" in again.text
    assert len(await kept(linked)) == 1


async def test_not_more_than_a_few_wait(linked):
    for number in range(MOST_OPEN):
        await ask(linked, f"ъъ {'вопрос ' * number}?")
    refused = await ask(linked, "ъъ ещё?")
    assert "wait for a reply already" in refused.text
    assert len(await kept(linked)) == MOST_OPEN


@pytest.mark.parametrize("content", [{"text": "Бесплатно"}, PHOTO, {"voice": {"file_id": "v", "file_unique_id": "w",
                                                                             "duration": 2}}])  # fmt: skip
async def test_an_answer_in_the_chat_comes_back_once_as_a_copy(linked, content):
    await ask(linked)
    await linked.deliver()
    (handover,) = await kept(linked)
    replying = content | {"reply_to_message": by_bot(handover.post, GROUP, text="…")}
    assert (await linked.send(777, replying, GROUP)).requests == []

    sent = (await linked.deliver()).requests
    copy = next(request for request in sent if isinstance(request, CopyMessage))
    assert copy.reply_parameters is not None
    assert isinstance(copy.reply_markup, InlineKeyboardMarkup)
    assert (copy.chat_id, copy.from_chat_id, copy.reply_parameters.message_id) == (PERSON, GROUP, handover.message)
    assert [b.callback_data for row in copy.reply_markup.inline_keyboard for b in row] == ["ask_more:1", "menu"]
    post = next(request for request in sent if isinstance(request, EditMessageText))
    assert (post.chat_id, post.message_id) == (GROUP, handover.post)
    assert "x has answered" in visible(post.text or "")
    assert (await kept(linked))[0].state is HandoverState.ANSWERED
    assert (await linked.deliver()).requests == []


async def test_more_than_one_reply_and_the_person_writes_back(linked):
    await ask(linked)
    await linked.deliver()
    (handover,) = await kept(linked)
    for text in ("Бесплатно", "И обед тоже"):
        await linked.say_in_group(text, 777, reply_to_message=by_bot(handover.post, GROUP, text="…"))
    sent = (await linked.deliver()).requests
    assert len([request for request in sent if isinstance(request, CopyMessage)]) == 2
    copies = await linked.database.read(
        lambda tx: [d.message for d in linked.database.tables.outbox.values() if d.key.startswith("handover:1:reply")]
    )
    back = await linked.say("А автобус?", reply_to_message=by_bot(copies[0], PERSON, text="Бесплатно"))
    assert "question № 1" in back.text
    (handover,) = await kept(linked)
    assert handover.state is HandoverState.OPEN
    assert handover.question.endswith("– А автобус?")
    post = (await linked.deliver()).requests[-1]
    assert isinstance(post, SendMessage)
    assert "А автобус?" in post.text
    assert post.reply_parameters is not None


async def test_the_button_under_a_reply_asks_for_more_and_leaves_the_reply_as_it_is(linked):
    await ask(linked)
    prompt = await linked.press("ask_more:1")
    assert not prompt.edited
    assert "add to question № 1" in prompt.text
    assert "only words" in (await linked.send(PERSON, PHOTO, PERSON)).text
    assert "question № 1" in (await linked.say("Ещё: где?")).text


async def test_others_see_who_took_it(linked):
    await ask(linked)
    await linked.deliver()
    await linked.press("take:1", 777, GROUP)
    assert "x has taken it" in visible((await linked.deliver()).requests[-1].text)
    refused = await linked.press("take:1", 778, GROUP)
    assert "x has taken it" in refused.toast
    await linked.press("release:1", 778, GROUP)
    assert "waits for a reply" in visible((await linked.deliver()).requests[-1].text)


async def test_only_the_organizers_chat_and_the_staff_answer(linked):
    await ask(linked)
    assert "does not allow" in (await linked.press("take:1", 777, GROUP - 1)).toast
    for data in ("queue:0", "passed:1", "reply:1", "shut:1", "shut_now:1", "take:1"):
        assert "for the organizers" in (await linked.press(data, PERSON)).text
    (handover,) = await kept(linked)
    assert handover.state is HandoverState.OPEN


async def test_the_person_takes_it_back_until_it_is_answered(linked):
    done = await ask(linked)
    await linked.deliver()
    assert "withdrawn" in (await linked.press(done.data("Withdraw"))).text
    (handover,) = await kept(linked)
    assert handover.question == ""
    post = (await linked.deliver()).requests[-1]
    assert "withdrawn by the person" in post.text
    assert "Сколько" not in post.text
    late = await linked.say_in_group("Бесплатно", 777, reply_to_message=by_bot(handover.post, GROUP, text="…"))
    assert "withdrawn by the person" in late.text
    assert (await linked.press("withdraw:1")).toast == "This question does not wait any more."


async def test_a_question_of_somebody_else_is_nobodys(linked):
    await ask(linked)
    for data in ("withdraw:1", "my_question:1", "ask_more:1", "withdraw:99999999999999999999"):
        assert "no such question" in (await linked.press(data, 1002)).text
    assert (await kept(linked))[0].state is HandoverState.OPEN


async def test_without_a_chat_it_waits_in_the_list_and_the_staff_is_called_once(chat):
    await ask(chat)
    await ask(chat, "ъъ другое?")
    called = (await chat.deliver()).requests
    assert sorted(request.chat_id for request in called) == [OWNER, ORGANIZER, ANSWERER]
    assert "2 questions wait" in visible(called[0].text)

    listed = await chat.press("queue:0", ANSWERER)
    assert "They wait: 2" in listed.text
    assert not any("Chat and hours" in label for label in listed.buttons)
    one = await chat.press(listed.data("№ 1"), ANSWERER)
    assert "Сколько стоит Awaited? •••" in one.text
    await chat.press(one.data("I take it"), ANSWERER)
    await chat.press("reply:1", ANSWERER)
    assert "on its way" in (await chat.send(ANSWERER, PHOTO, ANSWERER)).text
    copy = (await chat.deliver()).requests[-1]
    assert isinstance(copy, CopyMessage)
    assert copy.reply_parameters is not None
    assert isinstance(copy.reply_markup, InlineKeyboardMarkup)
    assert (copy.chat_id, copy.from_chat_id) == (PERSON, ANSWERER)


async def test_cancel_leaves_a_reply_unsaid(chat):
    await ask(chat)
    await chat.press("reply:1", ANSWERER)
    await chat.say("/cancel", ANSWERER)
    await chat.say("Какая погода?", ANSWERER)
    assert (await kept(chat))[0].state is HandoverState.OPEN


async def test_closing_asks_first_and_tells_the_person(chat):
    await ask(chat)
    await chat.deliver()
    asking = await chat.press("shut:1", ORGANIZER)
    assert (await kept(chat))[0].state is HandoverState.OPEN
    assert "closed it" in (await chat.press(asking.data("Yes, close"), ORGANIZER)).text
    told = (await chat.deliver()).requests[-1]
    assert told.chat_id == PERSON
    assert "without a reply" in told.text


async def test_only_an_owner_links_the_chat_in_their_own_name(chat):
    anonymous = {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "9A"}}
    assert "Only an owner" in (await chat.say_in_group("/organizers", ORGANIZER)).text
    assert "Only an owner" in (await chat.say_in_group("/organizers", OWNER, **anonymous)).text
    assert chat.office.desk.chat is None


async def test_what_waits_comes_along_when_a_chat_is_linked_and_goes_back(chat):
    await ask(chat)
    await chat.deliver()
    topic = {"is_topic_message": True, "message_thread_id": 8}
    assert "come here from now on" in (await chat.say_in_group("/organizers", OWNER, **topic)).text
    post = (await chat.deliver()).requests[-1]
    assert (post.chat_id, post.message_thread_id) == (GROUP, 8)
    chat.clock.advance(timedelta(hours=1))
    assert "do not come here" in (await chat.say_in_group("/organizers off", OWNER)).text
    (handover,) = await kept(chat)
    assert handover.desk is None
    assert "1 question waits" in visible((await chat.deliver()).requests[-1].text)


@pytest.mark.parametrize("how", ["told", "noticed"])
async def test_a_chat_that_is_lost_is_told_to_owners_and_the_list_takes_over(linked, how):
    await ask(linked)
    if how == "told":
        await linked.membership("kicked")
    else:
        linked.session.failures[SendMessage] = lambda method: (
            TelegramForbiddenError(method, "Forbidden: bot was kicked from the supergroup chat")
            if method.chat_id == GROUP
            else None
        )
        await linked.deliver()
        linked.session.failures.clear()
    await linked.office.remind()
    assert linked.office.desk.chat is None
    told = {request.chat_id: request for request in (await linked.deliver()).requests}
    assert "organizers' chat any more" in "".join(
        request.text for request in linked.session.requests if getattr(request, "chat_id", 0) == OWNER
    )
    assert ANSWERER in told
    assert "They wait: 1" in (await linked.press("queue:0", ANSWERER)).text


async def test_the_chat_became_a_supergroup(linked):
    await ask(linked)
    await linked.deliver()
    new = GROUP - 7
    await linked.send(777, {"migrate_to_chat_id": new}, GROUP)
    await linked.office.remind()
    assert linked.office.desk.chat == new
    assert (await linked.deliver()).requests[-1].chat_id == new


async def test_what_waits_long_is_reminded_of_once_a_day(linked):
    await ask(linked)
    await linked.deliver()
    assert await linked.office.remind() == 0
    linked.clock.advance(timedelta(hours=4))
    assert await linked.office.remind() == 1
    assert await linked.office.remind() == 0
    reminder = (await linked.deliver()).requests[-1]
    assert "Waits for 4 hours" in visible(reminder.text)
    (handover,) = await kept(linked)
    assert reminder.reply_parameters.message_id == handover.post
    last = max(d.message for d in linked.database.tables.outbox.values() if d.message)
    await linked.say_in_group("Бесплатно", 777, reply_to_message=by_bot(last, GROUP, text="…"))
    assert (await kept(linked))[0].state is HandoverState.ANSWERED
    linked.clock.advance(timedelta(days=2))
    assert await linked.office.remind() == 0


async def test_without_a_chat_the_staff_is_reminded_together(chat):
    await ask(chat)
    await ask(chat, "ъъ другое?")
    await chat.deliver()
    chat.clock.advance(timedelta(hours=5))
    assert await chat.office.remind() == 2
    assert len((await chat.deliver()).requests) == 3


async def test_a_reply_that_cannot_be_delivered_is_told_to_the_organizers(linked):
    await ask(linked)
    await linked.deliver()
    (handover,) = await kept(linked)
    await linked.say_in_group("Бесплатно", 777, reply_to_message=by_bot(handover.post, GROUP, text="…"))
    linked.session.failures[CopyMessage] = lambda m: TelegramBadRequest(m, "Bad Request: message to copy not found")
    sent = (await linked.deliver()).requests
    assert any("was not delivered" in visible(getattr(request, "text", "") or "") for request in sent)
    assert (await kept(linked))[0].state is HandoverState.OPEN


async def test_owners_set_hours_and_patience_and_people_are_told(chat):
    page = await chat.press("desk", OWNER)
    assert "are not set" in page.text
    days = await chat.press(page.data("office hours"), OWNER)
    await chat.press(days.data("Monday to Friday"), OWNER)
    for wrong in ("утром", "18:00–9:00", "25:00-26:00"):
        assert "do not understand" in (await chat.say(wrong, OWNER)).text
    assert "from Monday to Friday, 09:00–18:30" in (await chat.say("9:00 - 18.30", OWNER)).text
    assert chat.office.desk.hours == OfficeHours(tuple(range(5)), time(9), time(18, 30))
    assert "after 2 h" in (await chat.press("patience:2", OWNER)).text
    assert "Organizers answer from Monday to Friday, 09:00–18:30." in (await ask(chat)).text
    assert "told none" in (await chat.press("no_hours", OWNER)).text


@pytest.mark.parametrize("data", ["desk", "hours", "days:01234", "patience:2", "no_hours"])
async def test_others_do_not_set_the_desk(chat, data):
    assert "Your role: organizer" in (await chat.press(data, ORGANIZER)).text
    assert "for the organizers" in (await chat.press(data, PERSON)).text
    assert chat.office.desk.hours is None


async def test_where_the_question_is_out_of_reach_it_is_asked_for(chat):
    prompt = await chat.press("pass_on:awaited")
    assert "Write your question" in prompt.text
    assert "question № 1" in (await chat.say("Сколько?")).text
    assert (await kept(chat))[0].event == "awaited"


async def test_the_list_of_a_person(chat):
    assert "no questions" in (await chat.press("my_questions")).text
    await ask(chat)
    listed = await chat.press("my_questions")
    assert "waits for a reply" in (await chat.press(listed.data("№ 1"))).text


async def test_in_kazakh_and_from_a_group_the_way_leads_to_private(chat):
    await chat.choose("kk", 1003)
    answer = await chat.say("Awaited қанша тұрады?", 1003)
    assert answer.data(f"{KK}🙋 Ask an organizer") == "pass_on:awaited"
    in_group = await chat.say_in_group("/ask Сколько стоит Awaited?")
    assert in_group.data("Ask an").endswith("?start=do_contact_organizer")
    door = await chat.say("/start do_contact_organizer")
    assert "organizer" in door.data("🙋 Ask an organizer")


async def test_the_link_of_a_post_opens_the_question_for_the_staff_alone(chat):
    await ask(chat)
    assert "Question № 1" in (await chat.say("/start question_1", ANSWERER)).text
    assert "for the organizers" in (await chat.say("/start question_1", PERSON)).text
    assert "no such question" in (await chat.say("/start question_99", ANSWERER)).text


async def test_what_ended_long_ago_is_deleted(linked):
    done = await ask(linked)
    await linked.press(done.data("Withdraw"))
    linked.clock.advance(timedelta(days=31))
    assert await linked.office.forget() == 1
    assert await kept(linked) == []
    assert DeliveryState.FAILED not in (await linked.database.read(lambda tx: tx.outbox.counts()))
    assert (await linked.deliver()).requests == []


async def test_who_looks_around_instead_passes_nothing_on(chat):
    await chat.press("organizer:awaited")
    await chat.press("events")
    await chat.say("Какая погода?")
    await ask(chat)
    await chat.press("reply:1", ANSWERER)
    await chat.say("/events", ANSWERER)
    await chat.say("Какая погода?", ANSWERER)
    (handover,) = await kept(chat)
    assert handover.state is HandoverState.OPEN


async def test_what_was_done_is_counted_and_logged(linked):
    await ask(linked)
    await linked.handovers.close(linked.database, Place(Hand(ORGANIZER, "x"), ORGANIZER), 1)
    assert "closed without a reply: 1" in (await linked.press("numbers", OWNER)).text
    entries = await linked.database.read(lambda tx: [(e.author, e.action, e.subject) for e in tx.audit.newest(9, 0)])
    assert (ORGANIZER, AuditAction.QUESTION_CLOSED, "1") in entries
    assert (OWNER, AuditAction.CHAT_LINKED, str(GROUP)) in entries


async def test_a_topic_that_is_gone_and_a_post_that_was_deleted(chat):
    await chat.say_in_group("/organizers", OWNER, is_topic_message=True, message_thread_id=8)
    await ask(chat)
    chat.session.failures[SendMessage] = lambda m: (
        TelegramBadRequest(m, "Bad Request: message thread not found") if m.message_thread_id else None
    )
    assert (await chat.deliver()).requests[-1].message_thread_id is None
    first = (await kept(chat))[0].post
    assert first is not None

    await chat.press("take:1", OWNER)
    chat.session.failures[EditMessageText] = lambda m: TelegramBadRequest(m, "Bad Request: message to edit not found")
    again = (await chat.deliver()).requests[-1]
    assert isinstance(again, SendMessage)
    assert (await kept(chat))[0].post not in {None, first}


async def test_what_telegram_never_takes_is_not_tried_for_ever(linked):
    await ask(linked)
    for method in (SendMessage, EditMessageText):
        linked.session.failures[method] = lambda m: TelegramBadRequest(m, "Bad Request: can't parse entities")
    assert len((await linked.deliver()).requests) == 1
