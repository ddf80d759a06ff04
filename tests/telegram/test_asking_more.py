"""Before a decision: an organizer asks for more, the person replies; both read where it stands, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from aiogram.methods import SendPhoto

from bot.domain.applications import Application
from bot.domain.auditing import AuditAction
from bot.domain.people import Role
from bot.domain.places import SessionKey
from bot.domain.registrations import RegistrationState
from bot.domain.reviews import MOST_QUESTIONS, REMINDED_AFTER
from bot.domain.rules import Rules
from bot.services.registering import UnknownRegistration
from tests.telegram.conversation import GROUP, OWNER, PERSON, Conversation
from tests.telegram.test_registration import FEST, MARK, rows

KEY = SessionKey("fest", "e1", "chosen")
STRANGER, OTHER = 3001, 3002
PHOTO = [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]
ARCHIVE = {"file_id": "x", "file_unique_id": "y", "mime_type": "application/zip"}


def promising(days):
    """The same event, whose organizers promise to decide in so many days."""
    (edition, *others) = FEST.editions
    return replace(FEST, editions=(replace(edition, rules=Rules.of(decision_days=days)), *others))


async def begin(event=FEST):
    talk = await Conversation((event,)).begin()
    for person in (PERSON, OWNER, STRANGER):
        await talk.choose("ru", person)
    await apply(talk, PERSON)
    await talk.deliver()
    return talk


async def apply(talk, person):
    await talk.registering.sign_up(talk.database, KEY, Application(person, minor=False), Role.EMPLOYER)


@pytest.fixture
async def talk():
    return await begin()


def questions(talk):
    return list(talk.database.tables.review_questions.values())


async def ask(talk, words="Какой у Вас стаж?"):
    await talk.press("review_ask:1", OWNER)
    return await talk.say(words, OWNER)


async def test_a_question_and_its_reply_go_both_ways(talk):
    assert "❔ Ask for more" in (await talk.press("application:1", OWNER)).buttons
    shown = await ask(talk)
    assert "Waits for the applicant's reply since" in shown.text
    assert "Какой у Вас стаж?" in shown.text
    assert "❔ Ask for more" not in shown.buttons
    assert f"accepted:1:{MARK}" in shown.buttons.values(), "it may be decided all the same"
    assert any(label.startswith("❔ № 1") for label in (await talk.press("desk:0", OWNER)).buttons)

    told = await talk.deliver()
    assert "An organizer asks about your application № 1" in told.text
    assert "Какой у Вас стаж?" in told.text
    assert "Какой у Вас стаж?" in (await talk.press("registration:1")).text
    assert "your reply is awaited" in (await talk.say("/my")).text
    prompt = await talk.press(told.data("Reply"))
    assert "Какой у Вас стаж?" in prompt.text
    done = await talk.say("  Двадцать лет ")
    assert "with the organizers" in done.text

    assert rows(talk)[0].state is RegistrationState.AWAITING_REVIEW
    called = await talk.deliver()
    assert "A reply about application № 1 has come" in called.text
    assert "Двадцать" not in called.text, "no words of the person in the notice"
    shown = await talk.press(called.data("Open"), OWNER)
    assert shown.text.index("Какой у Вас стаж?") < shown.text.index("Двадцать лет")
    assert "❔ Ask for more" in shown.buttons
    assert any(label.startswith("💬 № 1") for label in (await talk.press("desk:0", OWNER)).buttons)
    assert "your reply is awaited" not in (await talk.say("/my")).text
    acts = [one.action for one in talk.database.tables.audit.values()]
    assert acts[-1] is AuditAction.REGISTRATION_ASKED


@pytest.mark.parametrize(
    ("words", "said"),
    [("ИИН 990101300123 Ваш?", "looks like an IIN"), ("а" * 501, "too long"), ("   ", "write an answer")],
)
async def test_what_the_organizer_may_not_ask_is_asked_again(talk, words, said):
    assert said in (await ask(talk, words)).text
    assert questions(talk) == []
    await talk.say("Какой у Вас стаж?", OWNER)
    assert [one.question for one in questions(talk)] == ["Какой у Вас стаж?"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"text": "ИИН 990101300123"}, "looks like an IIN"),
        ({"text": "а" * 1001}, "too long"),
        ({"document": ARCHIVE}, "Please send a photo or a PDF."),
        ({"photo": PHOTO, "caption": "ИИН 990101300123"}, "looks like an IIN"),
    ],
)
async def test_a_reply_that_cannot_be_kept_is_asked_for_again(talk, content, said):
    await ask(talk)
    await talk.press("review_reply:1")
    assert said in (await talk.send(PERSON, content, PERSON)).text
    assert questions(talk)[0].waits
    await talk.say("а" * 1000)
    assert questions(talk)[0].reply == "а" * 1000


@pytest.mark.parametrize(("caption", "said"), [({}, "a file"), ({"caption": "Мой диплом"}, "Мой диплом, a file")])
async def test_a_reply_may_be_a_photo_or_a_document(talk, caption, said):
    await ask(talk, "Пришлите диплом")
    await talk.press("review_reply:1")
    assert "with the organizers" in (await talk.send(PERSON, {"photo": PHOTO, **caption}, PERSON)).text
    assert said in (await talk.press("registration:1")).text
    shown = await talk.press("application:1", OWNER)
    assert said in shown.text
    sent, *_ = (await talk.press(shown.data("files"), OWNER)).requests
    assert isinstance(sent, SendPhoto)
    assert (sent.chat_id, sent.photo, sent.caption) == (OWNER, "x", "Application № 1: Пришлите диплом")


async def test_both_go_on_after_a_restart_in_the_middle_of_typing(talk):
    await talk.press("review_ask:1", OWNER)
    await restart(talk)
    await talk.say("Какой у Вас стаж?", OWNER)
    await talk.press("review_reply:1")
    await restart(talk)
    await talk.say("Двадцать лет")
    assert [(one.question, one.reply) for one in questions(talk)] == [("Какой у Вас стаж?", "Двадцать лет")]


async def restart(talk):
    talk.dialogues.restore(list(talk.database.tables.dialogues.values()))


async def test_who_asks_after_a_decision_is_told_that_nothing_was_sent(talk):
    await talk.press("review_ask:1", OWNER)
    await talk.provided["reviewing"].accept(talk.database, OWNER, 1, MARK)
    told = await talk.say("Какой у Вас стаж?", OWNER)
    assert "does not wait for a decision any more. Your words were not sent." in told.text
    assert questions(talk) == []
    assert (await talk.press("review_ask:1", OWNER)).toast is not None


async def test_who_asks_while_a_question_waits_is_told_that_nothing_was_sent(talk):
    await talk.press("review_ask:1", OWNER)
    await talk.provided["asking_more"].ask(talk.database, OWNER, 1, "Первый вопрос?")
    told = await talk.say("Второй вопрос?", OWNER)
    assert "Another question already waits for the person's reply. Your words were not sent." in told.text
    assert [one.question for one in questions(talk)] == ["Первый вопрос?"]


@pytest.mark.parametrize("decided", [f"accepted:1:{MARK}", f"rejected:1:{MARK}", "left:1"])
async def test_a_reply_after_the_end_is_said_to_be_too_late(talk, decided):
    await ask(talk)
    await talk.press("review_reply:1")
    await talk.press(decided, PERSON if decided == "left:1" else OWNER)
    told = await talk.say("Двадцать лет")
    assert "does not wait for your reply any more. Your words were not sent." in told.text
    assert questions(talk)[0].waits
    assert "does not wait for your reply" in (await talk.press("review_reply:1")).text
    assert "Reply" not in str((await talk.press("registration:1")).buttons)


async def test_a_question_is_replied_to_once(talk):
    await ask(talk)
    await talk.press("review_reply:1")
    await talk.provided["asking_more"].reply(talk.database, PERSON, 1, "Один год")
    assert "has your reply already. Your words were not sent." in (await talk.say("Два года")).text
    assert questions(talk)[0].reply == "Один год"


async def test_there_are_at_most_so_many_questions(talk):
    asking = talk.provided["asking_more"]
    for number in range(1, MOST_QUESTIONS + 1):
        await ask(talk, f"Вопрос {number}? " + "а" * 470)
        await asking.reply(talk.database, PERSON, number, "б" * 1000)
    shown = await talk.press("application:1", OWNER)
    assert "❔ Ask for more" not in shown.buttons
    assert "б" * 1000 in shown.text, "the last reply as a whole"
    assert all(f"Вопрос {number}?" in shown.text for number in range(1, MOST_QUESTIONS + 1))
    assert "As many questions" in ((await talk.press("review_ask:1", OWNER)).toast or "")
    assert "As many questions" not in (await talk.say("Ещё один?", OWNER)).text


async def test_only_the_person_replies_and_only_organizers_ask(talk):
    await ask(talk)
    await talk.press("review_reply:1", STRANGER)
    await talk.say("Это я", STRANGER)
    assert questions(talk)[0].waits
    asking = talk.provided["asking_more"]
    assert isinstance(await asking.reply(talk.database, STRANGER, 1, "Это я"), UnknownRegistration)
    await apply(talk, OTHER)
    await talk.press("review_ask:2", STRANGER)
    await talk.say("Кто Вы?", STRANGER)
    await talk.press("review_reply:1", chat=GROUP)
    assert len(questions(talk)) == 1
    assert questions(talk)[0].waits


async def test_without_a_reply_the_person_is_reminded_once_and_nothing_is_refused(talk):
    await ask(talk)
    await talk.deliver()
    talk.clock.advance(REMINDED_AFTER + timedelta(days=1))
    assert "I remind you: a question about your application № 1" in (await talk.deliver()).text
    talk.clock.advance(timedelta(days=30))
    assert (await talk.deliver()).requests == []
    assert rows(talk)[0].state is RegistrationState.AWAITING_REVIEW


async def test_who_has_replied_is_not_reminded(talk):
    await ask(talk)
    await talk.deliver()
    await talk.press("review_reply:1")
    await talk.say("Двадцать лет")
    await talk.deliver()
    talk.clock.advance(REMINDED_AFTER + timedelta(days=1))
    assert (await talk.deliver()).requests == []


async def test_what_is_decided_before_the_question_is_delivered_is_not_asked(talk):
    await ask(talk)
    await talk.provided["reviewing"].accept(talk.database, OWNER, 1, MARK)
    told = await talk.deliver()
    assert "confirmed" in told.text
    assert "asks" not in told.text


async def test_the_day_is_told_where_it_is_promised_and_late_ones_come_first():
    talk = await begin(promising(3))
    assert "The decision is expected by" in (await talk.press("registration:1")).text
    talk.clock.advance(timedelta(days=2))
    await apply(talk, STRANGER)
    assert "The decision is expected by" in (await talk.deliver()).text
    talk.clock.advance(timedelta(days=2))
    await talk.provided["asking_more"].ask(talk.database, OWNER, 2, "?")
    await apply(talk, OTHER)
    desk = await talk.press("desk:0", OWNER)
    listed = [label for label in desk.buttons if "№" in label]
    assert [label.split()[0] for label in listed] == ["❗", "⏳", "❔"]
    assert "1 is late" in desk.text
    assert "Registrations (❗ 1)" in (await talk.say("/admin", OWNER)).buttons
    assert "❗" not in str((await talk.say("/admin", STRANGER)).buttons)
    assert "Late: promised by" in (await talk.press("application:1", OWNER)).text
    assert "was expected by" in (await talk.press("registration:1")).text


async def test_where_no_day_is_promised_it_is_said_so(talk):
    assert "By when it is decided is not set." in (await talk.press("registration:1")).text
    talk.clock.advance(timedelta(days=99))
    assert "late" not in (await talk.press("desk:0", OWNER)).text


async def test_who_goes_back_is_not_waited_for(talk):
    prompt = await talk.press("review_ask:1", OWNER)
    await talk.press(prompt.data("‹ Back"), OWNER)
    await talk.say("Когда форум?", OWNER)
    assert not questions(talk)

    await ask(talk)
    prompt = await talk.press("review_reply:1")
    await talk.press(prompt.data("‹ Back"))
    await talk.say("Когда форум?")
    assert questions(talk)[0].waits
