"""How the bot presents itself before anybody writes: names, descriptions and commands of each kind of chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.i18n import Translator

LONGEST_NAME = 64
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120
LONGEST_COMMAND_DESCRIPTION = 256
"""Telegram's limits."""


def name(tr: Translator) -> str:
    """The bot's name."""
    return tr.plain("Working professions of Pavlodar region")


def description(tr: Translator) -> str:
    """What an empty chat shows above the START button."""
    return tr.plain(
        "Pavlodar region's programme of working professions: festivals, forums, contests and internships. "
        "See what is held when and where, ask in your own words, and be told when a date is announced. "
        "In Kazakh and in Russian."
    )


def short_description(tr: Translator) -> str:
    """What the profile shows, and a shared link."""
    return tr.plain("Working professions of Pavlodar region: events, questions, dates.")


def private_commands(tr: Translator) -> dict[str, str]:
    """The command menu of a private chat."""
    return {
        "events": tr.plain("Events of the programme"),
        "register": tr.plain("Where registration is open"),
        "guidance": tr.plain("Career guidance consultations"),
        "internships": tr.plain("Internships"),
        "contests": tr.plain("Contests"),
        "my": tr.plain("My registrations"),
        "news": tr.plain("Announcements: what and when"),
        "menu": tr.plain("Menu"),
        "language": tr.plain("Choose the language"),
        "help": tr.plain("What I can do"),
        "cancel": tr.plain("Stop what we are doing"),
        "privacy": tr.plain("What is kept about you"),
        "mydata": tr.plain("My data: see, get, erase"),
    }


def staff_commands(tr: Translator) -> dict[str, str]:
    """The same for owners."""
    return private_commands(tr) | {"admin": tr.plain("For organizers")}


def group_commands(tr: Translator) -> dict[str, str]:
    """The command menu of a group."""
    return {
        "events": tr.plain("Events of the programme"),
        "ask": tr.plain("Ask a question"),
        "news": tr.plain("Announcements for this group"),
        "language": tr.plain("Choose the language"),
        "help": tr.plain("What I can do"),
    }
