"""The people and the group of the world when nobody says otherwise: all of them clearly invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.emulator.chats import Chat, Person
from bot.emulator.membership import set_bot_status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.emulator.world import World

PEOPLE = (
    Person(1001, "Айгерім", "Үлгібекова", "aigerim_demo", "kk", "Оқушы"),
    Person(1002, "Ольга", "Примерова", "olga_demo", "ru", "Родитель"),
    Person(1003, "Данияр", "Мысалов", "", "kk", "Студент"),
    Person(1004, "Сәуле", "Демоқызы", "saule_demo", "kk", "Ұйымдастырушы"),
    Person(1005, "Сергей", "Образцов", "", "ru", "Работодатель"),
    Person(1006, "Нұржан", "Мысалұлы", "", "kk", "Кіру бақылаушысы"),
)
CLASS_CHAT = -1_002_009_000_001
CHANNEL = -1_002_009_000_002


def populate(world: World, people: Iterable[Person], groups: Iterable[Chat] = ()) -> None:
    """Add people and groups; where a group's `bot_status` is not left, the bot is invited and told so."""
    for person in people:
        world.add_person(person)
    for group in groups:
        wanted, group.bot_status = group.bot_status, "left"
        world.add_chat(group)
        set_bot_status(world, group, wanted)


def settle_town(world: World) -> None:
    """Add the six people, a class group that has just invited the bot, and a channel that has not yet."""
    members = {1004: "creator", 1001: "member", 1002: "member", 1003: "member"}
    readers = {1004: "creator", 1001: "member", 1002: "member", 1005: "member"}
    groups = [
        Chat(CLASS_CHAT, "supergroup", "9 А сынып чаты", members=members, bot_status="member"),
        Chat(CHANNEL, "channel", "Колледж жаңалықтары", members=readers),
    ]
    populate(world, PEOPLE, groups)
