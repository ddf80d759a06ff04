"""A thousand questions at once, through the inbox and the dispatcher: the loop goes on while each is read."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.language import LocalizedText
from bot.services.answering import Answer
from bot.services.inbox import Inbox
from bot.telegram.intake import Intake, received
from tests.fakes.metrics import SilentMetrics
from tests.telegram.recording import NOW

if TYPE_CHECKING:
    from bot.services.answering import Answering, Outcome

MANY = 1000


def question(number: int) -> dict[str, object]:
    """Each by somebody else."""
    person = {"id": 5000 + number, "first_name": "x"}
    message = {
        "message_id": 1,
        "date": int(NOW.timestamp()),
        "chat": person | {"type": "private"},
        "from": person | {"is_bot": False, "language_code": "kk"},
        "text": f"Awaited қашан болады, {number} мектеп?",
    }
    return {"update_id": number + 1, "message": message}


async def test_the_loop_goes_on_while_each_of_a_thousand_questions_is_read(chat, monkeypatch):
    answering: Answering = chat.provided["answering"]
    loop, threads = asyncio.get_running_loop(), set[int]()
    answer = answering.answer

    def proving(text: str, about: str | None) -> Outcome:
        """Read it once the loop has made another turn: it never would if this stood in its way."""
        threads.add(threading.get_ident())
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop).result(60)
        return answer(text, about)

    monkeypatch.setattr(answering, "answer", proving)
    intake = Intake(chat.bot, chat.clock, SilentMetrics())
    intake.dispatcher = chat.dispatcher
    inbox = Inbox(chat.database, chat.dialogues, chat.clock, intake)
    await inbox.receive([received(question(number), NOW) for number in range(MANY)])
    stop, before = asyncio.Event(), len(chat.session.requests)
    async with asyncio.timeout(300), asyncio.TaskGroup() as group:
        group.create_task(inbox.run(stop))
        while len(chat.session.requests) < before + MANY:
            await asyncio.sleep(0.01)
        stop.set()
    assert len(threads) == 1
    assert threading.get_ident() not in threads
    await chat.questions.write()
    assert len(chat.database.tables.questions) == MANY


async def test_who_reads_prepares_a_changed_programme_anew(chat):
    answering: Answering = chat.provided["answering"]
    assert type(await answering.aside("Жаңа Дүбір қашан?", None)).__name__ != "Answer"
    event = next(iter(chat.programmes.current))
    added = replace(event, key="dubir", name=LocalizedText("Жаңа Дүбір", "Жаңа Дүбір"))
    await chat.programmes.load([added], whole=False)
    found = await asyncio.gather(*(answering.aside("Жаңа Дүбір қашан?", None) for _ in range(20)))
    assert {one.event.key for one in found if isinstance(one, Answer)} == {"dubir"}
    assert all(isinstance(one, Answer) for one in found)
    answering.close()
