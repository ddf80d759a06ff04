from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.language import Language
from bot.i18n import LOCALES, CatalogueError, load_translators
from bot.i18n.__main__ import main
from bot.i18n.catalogues import catalogue_path
from bot.i18n.extraction import problems, update

if TYPE_CHECKING:
    from pathlib import Path

ZONE = ZoneInfo("Asia/Almaty")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(LOCALES, tmp_path / "locales")
    return tmp_path / "locales"


def change(folder: Path, language: Language, before: str, after: str) -> None:
    path = catalogue_path(folder, language)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_both_translators_load_kazakh_first() -> None:
    translators = load_translators(ZONE)
    assert list(translators) == [Language.KK, Language.RU]
    assert all(translator.language is language for language, translator in translators.items())


def test_a_missing_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"kk.*bot\.po: the file is missing"):
        load_translators(ZONE, tmp_path)


def test_a_broken_catalogue_is_named(folder: Path) -> None:
    catalogue_path(folder, Language.RU).write_text("msgid nonsense\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"ru.*cannot be read"):
        load_translators(ZONE, folder)


def test_a_catalogue_that_is_not_utf8_is_named(folder: Path) -> None:
    catalogue_path(folder, Language.RU).write_bytes('msgid "a"\nmsgstr "привет"\n'.encode("cp1251"))
    with pytest.raises(CatalogueError, match="ru"):
        load_translators(ZONE, folder)


def test_a_catalogue_of_another_language_is_refused(folder: Path) -> None:
    shutil.copy(catalogue_path(folder, Language.RU), catalogue_path(folder, Language.KK))
    with pytest.raises(CatalogueError, match="header says Language: ru, not kk"):
        load_translators(ZONE, folder)


def test_wrong_plural_forms_are_refused(folder: Path) -> None:
    change(folder, Language.KK, "nplurals=2; plural=(n != 1)", "nplurals=1; plural=0")
    with pytest.raises(CatalogueError, match="num_plurals"):
        load_translators(ZONE, folder)


def test_an_empty_catalogue_is_refused(folder: Path) -> None:
    path = catalogue_path(folder, Language.KK)
    header = path.read_text(encoding="utf-8").split("\n\n")[0]
    path.write_text(header + "\n\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="no messages"):
        load_translators(ZONE, folder)


def test_update_keeps_translations_and_adds_what_is_missing(folder: Path) -> None:
    update(folder)
    before = catalogue_path(folder, Language.KK).read_bytes()
    update(folder)
    assert catalogue_path(folder, Language.KK).read_bytes() == before
    change(
        folder,
        Language.KK,
        'Content-Transfer-Encoding: 8bit\\n"\n',
        'Content-Transfer-Encoding: 8bit\\n"\n\nmsgid "zzz gone"\nmsgstr "жоқ"\n',
    )
    assert any("not in the code" in problem and "zzz gone" in problem for problem in problems(folder))
    update(folder)
    assert b"zzz gone" in catalogue_path(folder, Language.KK).read_bytes()
    update(folder, prune=True)
    assert b"zzz gone" not in catalogue_path(folder, Language.KK).read_bytes()


def test_the_command_is_told_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nonsense"]) == 2
    assert "extract|prune|check" in capsys.readouterr().err
