"""The glossary says what the screens say, and names what the code has."""

from __future__ import annotations

import re
from pathlib import Path

import bot.domain.announcements
import bot.domain.audience
import bot.domain.deliveries
import bot.domain.events
import bot.domain.facts
import bot.domain.forms
import bot.domain.handovers
import bot.domain.people
import bot.domain.policy
import bot.domain.reviews
import bot.domain.schools
import bot.domain.subscriptions
import bot.domain.when
from bot.domain.language import Language
from bot.domain.people import Role
from bot.i18n.catalogues import LOCALES, catalogue_path, read_catalogue

GLOSSARY = Path(bot.__file__).parents[1] / "docs" / "glossary.md"
MODULES = (
    bot.domain.announcements,
    bot.domain.audience,
    bot.domain.deliveries,
    bot.domain.events,
    bot.domain.facts,
    bot.domain.forms,
    bot.domain.handovers,
    bot.domain.people,
    bot.domain.policy,
    bot.domain.reviews,
    bot.domain.schools,
    bot.domain.subscriptions,
    bot.domain.when,
)
TO_COME = {"Registration", "Guardian", "Consent", "Question", "Answer"}
"""Words of the design whose classes come with later issues."""


def rows(heading: str) -> list[list[str]]:
    section = GLOSSARY.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    return cells[2:]


def translations(language: Language) -> dict[str, str]:
    catalogue = read_catalogue(catalogue_path(LOCALES, language), language)
    bare = re.compile(r"<[^>]*>")
    return {bare.sub("", m.id): bare.sub("", str(m.string)) for m in catalogue if isinstance(m.id, str) and m.id}


def test_the_screens_say_the_words_of_the_glossary() -> None:
    kk, ru = translations(Language.KK), translations(Language.RU)
    table = rows("On the screens")
    assert len(table) > 30
    assert [[text, kk.get(text), ru.get(text)] for text, *_ in table] == table


def test_the_classes_of_the_glossary_are_in_the_code() -> None:
    named = {name for code, *_ in rows("What the bot is made of") for name in re.findall(r"`([A-Z]\w+)", code)}
    missing = {name for name in named - TO_COME if not any(hasattr(module, name) for module in MODULES)}
    assert missing == set()


def test_every_role_has_its_words() -> None:
    assert {code.strip("`") for code, *_ in rows("People")} == {f"Role.{role.name}" for role in Role}
