"""Every button of the bot, forged with other people's numbers and dead links: no registration moves that must not."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.applications import Application
from bot.domain.people import Person, Role
from bot.domain.places import SessionKey, Terms
from bot.domain.registrations import RegistrationState
from bot.services.consenting import Asked
from bot.services.sessions import Applied
from bot.telegram.keyboards import Tapped
from bot.telegram.routers import routers
from tests.telegram.conversation import GROUP, OWNER, Conversation
from tests.telegram.test_registration import FEST, MARK

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.registrations import Registration

PUPIL, PARENT, FIRST, SECOND, THIRD, FIRM, STRANGER = 1001, 2001, 2002, 2003, 2004, 2005, 3001
GUARDED = ("registrations", "places", "consent_requests", "classes", "class_seats", "review_questions")
PLAIN, WELDING, CHOSEN = (SessionKey("fest", "e1", session) for session in ("plain", "welding", "chosen"))
S = RegistrationState


def callbacks() -> dict[str, tuple[int, int]]:
    """Every button's name, from the routers themselves, with how many arguments it takes."""
    handlers = [handler for router in routers() for handler in router.callback_query.handlers]
    filters = [one.callback for handler in handlers for one in handler.filters or ()]
    return {one.to: (one.least, one.most) for one in filters if isinstance(one, Tapped)}


class World:
    """Registrations in every state that somebody may wish to change, and links that work no longer."""

    talk: Conversation
    dead: list[str]

    async def begin(self) -> World:
        self.talk = talk = await Conversation((FEST,)).begin()
        self.dead = []
        for person in (PUPIL, PARENT, FIRST, SECOND, THIRD, FIRM, STRANGER, OWNER):
            await talk.choose("ru", person)
        await self.put(PARENT, Role.PARENT)
        late = await self.sign_up(WELDING, PUPIL, minor=True)
        self.dead.append(await self.link(late))
        talk.clock.advance(Terms(talk.clock.now()).consent_life)
        held = await self.sign_up(PLAIN, FIRST)
        for person in (SECOND, THIRD):
            await self.sign_up(PLAIN, person)
        await talk.registering.cancel(talk.database, FIRST, held.id)
        chosen = await self.sign_up(CHOSEN, FIRM, role=Role.EMPLOYER)
        await talk.provided["asking_more"].ask(talk.database, OWNER, chosen.id, "?")
        agreed = await self.sign_up(WELDING, FIRST, minor=True)
        self.dead.append(await self.link(agreed))
        used = await self.link(agreed)
        await talk.press(f"agree:{used}", PARENT)
        waits = await self.sign_up(WELDING, SECOND, minor=True)
        self.dead += [used, await self.link(waits), "x" * 32]
        await self.link(waits)
        self.start = talk.database.tables.copy()
        states = {one.state for one in self.rows.values()}
        assert states == {S.AWAITING_GUARDIAN, S.CANCELLED, S.OFFERED, S.WAITLISTED, S.AWAITING_REVIEW, S.CONFIRMED}
        return self

    async def put(self, person: int, role: Role) -> None:
        await self.talk.database.run(lambda tx: tx.people.put(Person(person, role=role)))

    async def sign_up(self, key: Any, owner: int, *, minor: bool = False, role: Role = Role.GUEST) -> Registration:
        application = Application(owner, 0, 1, minor=minor)
        said = await self.talk.registering.sign_up(self.talk.database, key, application, role)
        assert isinstance(said, Applied)
        return said.registration

    async def link(self, one: Registration) -> str:
        consenting = self.talk.provided["consenting"]
        asked = await consenting.ask(self.talk.database, one.owner, one.id)
        assert isinstance(asked, Asked)
        return asked.secret

    @property
    def rows(self) -> dict[int, Registration]:
        return self.talk.database.tables.registrations

    def again(self) -> None:
        """Everything as it was at the beginning."""
        self.talk.database.tables = self.start.copy()
        self.talk.dialogues.restore(())
        self.talk.session.requests.clear()

    def guarded(self) -> dict[str, Any]:
        return {name: getattr(self.talk.database.tables, name) for name in GUARDED}

    def forgeries(self, *, whole: bool = False) -> list[str]:
        """Every button with every number; `whole`: with every dead link and with what is no argument at all."""
        numbers = [str(number) for number in self.start.registrations]
        one = [*numbers, *self.dead, "0", "x", "-1", "9" * 30, "fest"] if whole else numbers
        few = [numbers[0], numbers[-1], self.dead[0], "fest"] if whole else numbers[:2]
        marked = [(number, MARK) for number in numbers]
        pools = {0: [()], 1: product(one), 2: [*product(few, few), *marked], 3: product(few, few[:1], few[:1])}
        pools = {count: list(words) for count, words in pools.items()}
        return [
            ":".join((name, *words))
            for name, (least, most) in callbacks().items()
            for count in range(least, most + 1)
            for words in pools.get(count, [(numbers[0],) * count])
        ]


@pytest.fixture
async def world():
    return await World().begin()


@pytest.mark.parametrize("chat", [STRANGER, GROUP])
async def test_a_stranger_moves_nothing_with_any_button(world, chat):
    before = world.guarded()
    for data in world.forgeries(whole=chat == STRANGER):
        world.again()
        await world.talk.press(data, STRANGER, chat)
        assert world.guarded() == before, data


def owns(person: int, one: Registration, *states: S) -> bool:
    return one.owner == person and (one.state in states if states else one.is_live)


def agreed_to(person: int, one: Registration) -> bool:
    return one.is_live and one.consent is not None and one.consent.by == person


def decides(person: int, one: Registration) -> bool:
    return person == OWNER and one.state is S.AWAITING_REVIEW


MAY: dict[str, Callable[[int, Registration], bool]] = {
    "left": owns,
    "take_place": lambda person, one: owns(person, one, S.OFFERED),
    "pass_place": lambda person, one: owns(person, one, S.OFFERED),
    "coming": lambda person, one: owns(person, one, S.CONFIRMED) or agreed_to(person, one),
    "not_coming_yes": lambda person, one: owns(person, one) or agreed_to(person, one),
    "erased": lambda person, one: one.owner == person or agreed_to(person, one),
    "revoked": agreed_to,
    "accepted": decides,
    "rejected": decides,
}
"""Which button may change whose registration, and in which state. A button that is not here changes none."""


@pytest.mark.parametrize("person", [PUPIL, PARENT, FIRST, SECOND, OWNER])
async def test_everybody_moves_only_what_is_theirs_and_only_when_it_can_be(world, person):
    moved = set()
    for data in world.forgeries():
        world.again()
        await world.talk.press(data, person)
        name, allowed = data.partition(":")[0], MAY.get(data.partition(":")[0], lambda *_: False)
        changed = [one for number, one in world.start.registrations.items() if world.rows[number] != one]
        moved |= {name for one in changed if allowed(person, one)}
        # A place that was given up is offered to who waits.
        theirs = [one for one in changed if not (one.state is S.WAITLISTED and world.rows[one.id].state is S.OFFERED)]
        assert all(allowed(person, one) for one in theirs), data
        assert theirs or not changed, data
        assert len(world.rows) == len(world.start.registrations), data
    assert moved == WORKS[person], "the test reaches what is allowed, too"


WORKS = {
    PUPIL: {"left", "not_coming_yes", "erased"},
    PARENT: {"revoked", "erased", "coming", "not_coming_yes"},
    FIRST: {"left", "erased", "coming", "not_coming_yes"},
    SECOND: {"left", "not_coming_yes", "take_place", "pass_place", "erased"},
    OWNER: {"accepted", "rejected"},
}


DEAD_LINKS = ("old", "replaced", "used", "replaced by a newer one", "invented")


@pytest.mark.parametrize("person", [STRANGER, PARENT, FIRST])
async def test_dead_links_open_nothing(world, person):
    before = world.guarded()
    assert len(world.dead) == len(DEAD_LINKS)
    for secret in world.dead:
        for prefix in ("consent", "seat", "class", "staff"):
            await world.talk.say(f"/start {prefix}_{secret}", person)
        reply = await world.talk.say(f"/start consent_{secret}", person)
        assert "no longer valid" in reply.text
        assert not [to for to in reply.buttons.values() if to.startswith(("agree", "refuse"))]
    assert world.guarded() == before
