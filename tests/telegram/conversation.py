"""A conversation with the whole dispatcher over a database in memory: say, press, and read what came back."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import partial
from gettext import GNUTranslations
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendLocation, SendMessage
from aiogram.types import ChatMemberAdministrator, ChatMemberRestricted, TelegramObject, Update

from bot.domain.events import Programme
from bot.domain.language import Language
from bot.i18n import Translator
from bot.i18n.kazakh import sort_text
from bot.services.amending import Amending
from bot.services.announcing import Announcing
from bot.services.answering import Answering
from bot.services.asking_more import AskingMore
from bot.services.chats import ChatDirectory
from bot.services.classes import Classes
from bot.services.coming import Coming
from bot.services.composing import Composing
from bot.services.consenting import Consenting
from bot.services.delivery import Sender
from bot.services.dialogues import DialogueBuffer
from bot.services.editing import Editing
from bot.services.erasing import Erasing
from bot.services.exporting import Exporting
from bot.services.following import Following
from bot.services.handover import Handovers
from bot.services.office import AFTERMATH_OF, Office
from bot.services.passing_on import PassingOn
from bot.services.people import Directory
from bot.services.planning import Planning
from bot.services.ports.inbox import Received
from bot.services.programme import Programmes
from bot.services.questions import Questions
from bot.services.recall import Recall
from bot.services.registering import Registering
from bot.services.reminding import Reminding
from bot.services.reviewing import Reviewing
from bot.services.schooling import Schooling
from bot.services.schools import SchoolFinder
from bot.services.seat_links import SeatLinks
from bot.services.seating import Seating
from bot.services.staffing import Staffing
from bot.services.subscribing import Subscribing
from bot.services.work import Work
from bot.telegram.dispatcher import make_dispatcher
from bot.telegram.messenger import TelegramMessenger
from bot.views.consent import agreed_words
from bot.views.lengths import visible
from bot.views.plans import PlanComposer
from tests.fakes.bulk import FakeBulk
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase
from tests.fakes.metrics import SilentMetrics
from tests.telegram.recording import BOT, NOW, RecordingSession

if TYPE_CHECKING:
    from aiogram.methods import TelegramMethod

    from bot.domain.events import Event

ZONE = ZoneInfo("Asia/Almaty")
GROUP = -100500
OWNER, ORGANIZER, PERSON = 1, 2, 1001
_TOKEN = "42:" + "a" * 35
Raw = dict[str, Any]


class Untranslated(GNUTranslations):
    """Says the msgids themselves, after a mark of the language: the words may change without these tests."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self._mark = mark

    def gettext(self, message: str) -> str:
        return self._mark + message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._mark + (msgid1 if n == 1 else msgid2)


KK = "Қаз: "
TRS = {
    Language.KK: Translator(Language.KK, ZONE, Untranslated(KK)),
    Language.RU: Translator(Language.RU, ZONE, Untranslated("")),
}
"""Russian is told by plain msgids, Kazakh by the mark before them."""


@dataclass
class Reply:
    """What one update made the bot do."""

    requests: list[TelegramMethod[Any]] = field(default_factory=list)

    @property
    def shown(self) -> list[SendMessage | EditMessageText]:
        return [r for r in self.requests if isinstance(r, SendMessage | EditMessageText)]

    @property
    def text(self) -> str:
        """The visible text of the only screen."""
        assert len(self.shown) == 1, self.shown
        return visible(self.shown[0].text or "")

    @property
    def edited(self) -> bool:
        assert len(self.shown) == 1
        return isinstance(self.shown[0], EditMessageText)

    @property
    def buttons(self) -> dict[str, str]:
        """Callback data or address by label, of the only screen."""
        assert len(self.shown) == 1, self.shown
        markup = self.shown[0].reply_markup
        rows = getattr(markup, "inline_keyboard", [])
        return {b.text: b.callback_data or b.url or "" for row in rows for b in row}

    @property
    def locations(self) -> list[SendLocation]:
        return [r for r in self.requests if isinstance(r, SendLocation)]

    @property
    def toasts(self) -> list[AnswerCallbackQuery]:
        return [r for r in self.requests if isinstance(r, AnswerCallbackQuery)]

    @property
    def toast(self) -> str | None:
        assert len(self.toasts) == 1, "every tap is answered once"
        return self.toasts[0].text

    def data(self, label: str) -> str:
        """What the first button whose label contains this text carries."""
        return next(data for name, data in self.buttons.items() if label in name)


class Conversation:
    """One bot with its services; each update is handled as the inbox would have it."""

    def __init__(self, events: tuple[Event, ...] = (), *, language_code: str = "ru", database: Any = None) -> None:
        # Typed as the fake: a test that brings a real database asks it nothing that only the fake has.
        self.database: MemoryDatabase = database or MemoryDatabase()
        self.clock = FakeClock(NOW)
        self.dialogues = DialogueBuffer()
        self.session = RecordingSession()
        self.bot = Bot(_TOKEN, session=self.session)
        self.language_code = language_code
        self.programmes = Programmes(self.database, self.clock, ZONE)
        self.seating = Seating(self.programmes, self.clock, ZONE)
        self.registering = Registering(self.seating, self.clock)
        self.reminding = Reminding(self.programmes, self.clock, ZONE)
        self.people = Directory(self.database)
        self.chats = ChatDirectory(self.database, self.clock)
        self.staffing = Staffing(self.database, owners=frozenset({OWNER}), clock=self.clock)
        passing_on = PassingOn({OWNER})
        self.handovers = Handovers(passing_on, self.staffing, self.clock)
        self.office = Office(self.database, passing_on, self.staffing, self.clock, ZONE)
        self.questions = Questions(self.database, self.clock, ZONE)
        self.announcing = Announcing(self.clock, ZONE, owners={OWNER}, second_organizer_above=3)
        self.bulk = FakeBulk()
        composer = PlanComposer(TRS)
        self.planning = Planning(self.programmes, self.announcing, self.staffing, composer, self.clock, ZONE)
        self.provided: dict[str, Any] = {
            "people": self.people,
            "programmes": self.programmes,
            "following": Following(self.clock, ZONE),
            "editing": Editing(self.programmes, self.staffing, self.clock, ZONE),
            "registering": self.registering,
            "amending": Amending(self.seating, self.clock, partial(agreed_words, trs=TRS.values())),
            "classes_of": Classes(self.seating, self.clock),
            "seat_links": SeatLinks(self.seating, self.clock),
            "consenting": Consenting(self.seating, self.clock),
            "exporting": Exporting(self.programmes, self.staffing, self.clock, sort_text),
            "erasing": Erasing(self.programmes, self.seating, passing_on, self.people, clock=self.clock, zone=ZONE),
            "school_finder": SchoolFinder(),
            "schooling": Schooling(self.staffing, self.clock),
            "coming": Coming(self.seating, self.clock, ZONE),
            "reviewing": Reviewing(self.seating, self.staffing, self.clock),
            "asking_more": AskingMore(self.seating, self.staffing, self.clock, ZONE),
            "staffing": self.staffing,
            "handovers": self.handovers,
            "office": self.office,
            "chats": self.chats,
            "announcing": self.announcing,
            "planning": self.planning,
            "composing": Composing(self.announcing, self.programmes, self.clock, ZONE, rate=28),
            "bulk": self.bulk,
            "subscribing": Subscribing(),
            "answering": Answering(self.programmes, self.clock, ZONE),
            "questions": self.questions,
            "recall": Recall(self.clock),
            "clock": self.clock,
            "zone": ZONE,
            "trs": TRS,
            "bot_username": BOT.username,
        }
        self.dispatcher = make_dispatcher(self.dialogues, self.provided, SilentMetrics())
        self._ids = itertools.count(1)
        self._events = events

    async def begin(self) -> Conversation:
        """Load the programme; the bot knows its own name, as it does once it runs."""
        await self.bot.me()
        await self.programmes.load(self._events, whole=True)
        assert isinstance(self.programmes.current, Programme)
        return self

    async def feed(self, raw: Raw, chat: int) -> Reply:
        """Handle one update; its requests."""
        update_id = next(self._ids)
        received = Received(update_id, chat, "{}", self.clock.now())
        await self.database.run(lambda tx: tx.inbox.add([received]))
        work = Work(received, self.database, self.dialogues, self.clock)
        before = len(self.session.requests)
        update = Update.model_validate({"update_id": update_id} | raw, context={"bot": self.bot})
        await self.dispatcher.feed_update(self.bot, update, work=work)
        await work.close()
        return Reply(self.session.requests[before:])

    async def deliver(self) -> Reply:
        """Send every notice that is due; its requests."""
        messenger = TelegramMessenger(self.bot, self.database, self.programmes, TRS, self.clock, ZONE)
        aftermath = dict.fromkeys(AFTERMATH_OF, self.office.sent)
        sender = Sender(
            self.database,
            messenger,
            self.clock,
            SilentMetrics(),
            people=self.people,
            chats=self.chats,
            aftermath=aftermath,
        )
        before = len(self.session.requests)
        while await sender.drain():
            pass
        return Reply(self.session.requests[before:])

    async def say(self, text: str, person: int = PERSON, **more: Any) -> Reply:
        """A text in private."""
        return await self.send(person, {"text": text, **_entities(text), **more}, person)

    async def send(self, person: int, content: Raw, chat: int, **chat_more: Any) -> Reply:
        """Anything, anywhere."""
        return await self.feed({"message": self._message(person, chat, chat_more) | content}, chat)

    async def say_in_group(self, text: str, person: int = PERSON, **more: Any) -> Reply:
        """A text in the group."""
        return await self.send(person, {"text": text, **_entities(text), **more}, GROUP)

    async def press(self, data: str, person: int = PERSON, chat: int | None = None, **message: Any) -> Reply:
        """A tap; on a message of the bot unless `message` says otherwise."""
        chat = chat or person
        shown = self._message(BOT.id, chat, {}) | {"text": "…", "from": BOT.model_dump(exclude_none=True)} | message
        if message.get("date") == 0:  # what Telegram sends of a message that is out of reach
            shown = {name: shown[name] for name in ("chat", "message_id", "date")}
        query = {"id": "7", "from": self._user(person), "chat_instance": "1", "data": data, "message": shown}
        return await self.feed({"callback_query": query}, chat)

    async def membership(self, status: str, chat: int = GROUP, kind: str = "supergroup", **more: Any) -> Reply:
        """What the bot became in a chat."""
        shapes: dict[str, type[TelegramObject]] = {
            "administrator": ChatMemberAdministrator,
            "restricted": ChatMemberRestricted,
        }
        fields = list(shapes[status].model_fields) if status in shapes else []
        rights = {name: False for name in fields if name.startswith(("can_", "is_"))}
        member = rights | {"status": status, "user": BOT.model_dump(exclude_none=True), "until_date": 0, **more}
        changed = {
            "chat": {"id": chat, "type": kind} | ({"title": "9A"} if chat < 0 else {"first_name": "x"}),
            "from": self._user(chat if chat > 0 else PERSON),
            "date": int(NOW.timestamp()),
            "old_chat_member": {"status": "left", "user": BOT.model_dump(exclude_none=True)},
            "new_chat_member": member,
        }
        return await self.feed({"my_chat_member": changed}, chat)

    async def choose(self, language: str, person: int = PERSON) -> None:
        """Have the language chosen already."""
        await self.press(f"start:{language}:-", person)

    def _message(self, person: int, chat: int, more: Raw) -> Raw:
        kind = {"type": "private", "first_name": "x"} if chat > 0 else {"type": "supergroup", "title": "9A"}
        return {
            "message_id": next(self._ids) + 10,
            "date": int(NOW.timestamp()),
            "chat": {"id": chat} | kind | more,
            "from": self._user(person),
        }

    def _user(self, person: int) -> Raw:
        return {"id": person, "is_bot": False, "first_name": "x", "language_code": self.language_code}


def _entities(text: str) -> Raw:
    if text.startswith("/"):
        return {"entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]}
    at = text.find("@pvl_bot")
    return {"entities": [{"type": "mention", "offset": at, "length": 8}]} if at >= 0 else {}
