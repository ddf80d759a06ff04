"""Both languages are complete, alike in form, and fit the places where Telegram shows them."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import bot
from bot.domain.language import Language
from bot.i18n import load_translators
from bot.i18n.catalogues import LOCALES, catalogue_path, read_catalogue
from bot.i18n.extraction import KEYWORDS, extract, problems
from bot.views import profile

CODE = Path(bot.__file__).parent
LONGEST_LABEL = 40
LATIN_WORDS = {
    "start",
    "telegram",
    "html",
    "id",
    "pdf",
    "mamandyqfest",
    "b",
    "i",
    "a",
    "code",
    "href",
    "tg",
    "user",
} | {
    "csv",
    "xlsx",
}


def texts(language: Language) -> dict[str, tuple[str, ...]]:
    catalogue = read_catalogue(catalogue_path(LOCALES, language), language)
    return {
        (m.id if isinstance(m.id, str) else m.id[0]): tuple([m.string] if isinstance(m.string, str) else m.string or ())
        for m in catalogue
        if m.id
    }


def calls() -> list[tuple[str, int, str, ast.expr]]:
    """Every call in the code that names a text: where, the keyword and its first argument."""
    found = []
    for path in sorted(CODE.rglob("*.py")):
        if "emulator" in path.parts or path.parent.name == "i18n":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in KEYWORDS:
                    found.append((path.relative_to(CODE).as_posix(), node.lineno, name, node.args[0]))
    return found


def labels() -> set[str]:
    """The texts of buttons: what `Button(tr.plain("..."), ...)` is given."""
    found = set()
    for path in sorted((CODE / "views").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Button":
                found |= {c.value for c in ast.walk(node.args[0]) if isinstance(c, ast.Constant) and c.value}
    return {label for label in found if isinstance(label, str)}


def test_the_catalogues_have_no_problems():
    assert problems() == []


def test_every_literal_of_the_code_is_extracted():
    extracted = {message.id if isinstance(message.id, str) else message.id[0] for message in extract() if message.id}
    constants = (argument for *_, argument in calls() if isinstance(argument, ast.Constant))
    literals = {constant.value for constant in constants if isinstance(constant.value, str)}
    assert literals
    assert literals <= extracted


def test_no_text_is_composed_in_its_call():
    composed = [
        f"{path}:{line}" for path, line, _, argument in calls() if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]
    assert composed == []


@pytest.mark.parametrize("language", Language)
def test_labels_fit_a_button(language):
    said = texts(language)
    assert labels() & said.keys()
    without_values = (re.sub(r"\{.*?\}", "", text) for label in labels() & said.keys() for text in said[label])
    assert [text for text in without_values if len(text) > LONGEST_LABEL] == []


@pytest.mark.parametrize("language", Language)
def test_texts_are_in_the_alphabet_of_the_language(language):
    for said in texts(language).values():
        for text in said:
            plain = re.sub(r"<[^>]*>|\{[^}]*\}|/[a-z]+", " ", text)
            assert {word.lower() for word in re.findall(r"[A-Za-z]+", plain)} <= LATIN_WORDS, text
    if language is Language.RU:
        kazakh = [text for said in texts(language).values() for text in said if re.search("[әғқңөұүһі]", text.lower())]
        assert [text for text in kazakh if "Қазақша" not in text] == []


def test_people_are_addressed_politely():
    """«Сіз» and «Вы» with capitals, never «сен» and «ты»."""
    for text in (text for said in texts(Language.KK).values() for text in said):
        assert not re.search(r"\b(сен|сенің|саған|сені|сіз|сізге|сіздің|сізді)\b", text), text
    for text in (text for said in texts(Language.RU).values() for text in said):
        assert not re.search(r"\b(ты|тебе|твой|тебя|вы|вам|вас|вами|ваш\w*)\b", text), text


def test_the_same_quotes_and_dashes_everywhere():
    for language in Language:
        for text in (text for said in texts(language).values() for text in said):
            assert not re.search(r"[“”„]| - ", text), text
            assert '"' not in re.sub(r"<[^>]*>", "", text), text


@pytest.mark.parametrize("language", Language)
def test_the_profile_fits_what_telegram_takes(language):
    tr = load_translators(ZoneInfo("Asia/Almaty"))[language]
    assert 0 < len(profile.name(tr)) <= 64
    assert 0 < len(profile.description(tr)) <= 512
    assert 0 < len(profile.short_description(tr)) <= 120
    for commands in (profile.private_commands(tr), profile.group_commands(tr), profile.staff_commands(tr)):
        assert commands
        assert all(re.fullmatch("[a-z]{1,32}", command) for command in commands)
        assert all(0 < len(described) <= LONGEST_LABEL for described in commands.values())


BROKEN = {
    "not translated": ('msgstr "Тіл"', 'msgstr ""'),
    "fuzzy": ('msgid "Language"', '#, fuzzy\nmsgid "Language"'),
    "other placeholders": ("{name} ({as_of})", "{nam} ({as_of})"),
    "other tags": ("<b>Жұмыс тобы</b>", "Жұмыс тобы"),
    "other emoji": ("📅 Іс-шаралар", "Іс-шаралар"),
    "other spaces": ('msgstr "Тіл"', 'msgstr " Тіл"'),
    "both forms must be the same": ('msgstr[1] "{n} орын"', 'msgstr[1] "{n} орындар"'),
    "is it Kazakh": ('msgstr "Қазір мұнда ештеңе жоқ."', 'msgstr "Сейчас здесь совсем ничего нет."'),
    "not in the form": ('msgstr "Тіл"\n', 'msgstr "Тіл"\n\n\n'),
    "header says Language": ("Language: kk", "Language: kz"),
}


@pytest.mark.parametrize("problem", BROKEN)
def test_the_check_sees(problem, tmp_path):
    shutil.copytree(LOCALES, tmp_path / "locales")
    path = catalogue_path(tmp_path / "locales", Language.KK)
    before, after = BROKEN[problem]
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert any(problem in found for found in problems(tmp_path / "locales"))
