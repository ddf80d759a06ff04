"""/mydata in a private chat: what is kept, as a screen and as a file; putting it right, and erasing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, Message

from bot.services.sessions import Seen
from bot.telegram.keyboards import Tapped
from bot.telegram.screens import show
from bot.views import erasing as erasing_views
from bot.views import mydata
from bot.views.home import stale

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery

    from bot.domain.people import Person
    from bot.i18n import Translator
    from bot.services.consenting import Consenting
    from bot.services.erasing import Erasing
    from bot.services.following import Following
    from bot.services.ports.database import Database
    from bot.services.programme import Programmes
    from bot.services.registering import Registering
    from bot.views.screens import Go


async def my_data(
    event: Message | CallbackQuery,
    *,
    person: Person,
    erasing: Erasing,
    consenting: Consenting,
    work: Database,
    tr: Translator,
) -> None:
    """/mydata, or its button."""
    kept = await erasing.look(work, person.id)
    given = await consenting.given(work, person.id)
    children = await erasing.children(work, person.id)
    await show(event, mydata.my_data(person.id, kept, tr, has_given=bool(given), has_children=bool(children)))


async def file_tap(
    query: CallbackQuery, *, person: Person, erasing: Erasing, programmes: Programmes, work: Database, tr: Translator
) -> None:
    """Everything as a file."""
    if isinstance(query.message, Message):
        content = mydata.as_file(await erasing.look(work, person.id), programmes.current.schools, tr)
        await query.message.answer_document(BufferedInputFile(content, mydata.FILE_NAME))


async def correct_tap(query: CallbackQuery, tr: Translator) -> None:
    """Where each thing is put right."""
    await show(query, mydata.correct(tr))


async def consents_tap(
    query: CallbackQuery,
    *,
    go: Go,
    person: Person,
    consenting: Consenting,
    registering: Registering,
    work: Database,
    tr: Translator,
) -> None:
    """The consents that I gave; they are withdrawn where each is asked about."""
    given = [Seen(one, registering.now(one.session)) for one in await consenting.given(work, person.id)]
    await show(query, mydata.consents(given, go.number, tr))


async def children_tap(query: CallbackQuery, person: Person, erasing: Erasing, work: Database, tr: Translator) -> None:
    """Which of the children."""
    await show(query, erasing_views.children(await erasing.children(work, person.id), tr))


async def erase_child_tap(
    query: CallbackQuery, *, go: Go, person: Person, erasing: Erasing, work: Database, tr: Translator
) -> None:
    """Asked once more of one child."""
    known = go.number in await erasing.children(work, person.id)
    await show(query, erasing_views.confirm_child(go.number, tr) if known else stale(tr))


async def child_erased_tap(
    query: CallbackQuery, *, go: Go, person: Person, erasing: Erasing, work: Database, tr: Translator
) -> None:
    """Erase what is kept of one child, at once."""
    if not go.number:
        await show(query, stale(tr))
        return
    done = await erasing.erase_child(work, person.id, go.number)
    await show(query, erasing_views.child_erased(go.number, done, tr))


async def erase_tap(query: CallbackQuery, tr: Translator) -> None:
    """Asked once more."""
    await show(query, erasing_views.confirm(tr))


async def erased_tap(
    query: CallbackQuery,
    *,
    state: FSMContext,
    person: Person,
    erasing: Erasing,
    following: Following,
    work: Database,
    tr: Translator,
) -> None:
    """Erase it, at once."""
    await state.clear()
    done = await erasing.erase(work, person.id)
    following.forget(person.id)
    await show(query, erasing_views.erased(done, tr))


def router() -> Router:
    """Private chats only."""
    made = Router(name="mydata")
    made.message.register(my_data, Command("mydata"), F.chat.type == ChatType.PRIVATE)
    made.callback_query.register(my_data, Tapped("mydata"))
    made.callback_query.register(file_tap, Tapped("mydata_file"))
    made.callback_query.register(correct_tap, Tapped("mydata_correct"))
    made.callback_query.register(consents_tap, Tapped("consents", 0, 1))
    made.callback_query.register(children_tap, Tapped("children"))
    made.callback_query.register(erase_child_tap, Tapped("erase_child", 1))
    made.callback_query.register(child_erased_tap, Tapped("child_erased", 1))
    made.callback_query.register(erase_tap, Tapped("erase"))
    made.callback_query.register(erased_tap, Tapped("erased"))
    return made
