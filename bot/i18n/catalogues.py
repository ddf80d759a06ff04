"""The catalogues, read from `locales/` and compiled in memory at start; a broken one stops the start."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from bot.domain.language import Language
from bot.i18n.translator import Translator

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from babel.messages import Catalog

LOCALES = Path(__file__).parents[2] / "locales"
"""Where the catalogues of a checkout lie."""

PLURALS = {
    Language.KK: (2, "(n != 1)"),
    Language.RU: (3, "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"),
}
"""Number of plural forms and the rule of each language, as their headers say it."""


@dataclass
class CatalogueError(Exception):
    """A catalogue that cannot be used: which file, and why."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


def msgid(text: str) -> str:
    """Mark a text for the catalogues where it is only named, to be translated where it is shown."""
    return text


def catalogue_path(folder: Path, language: Language) -> Path:
    """The `.po` file of a language."""
    return folder / language.value / "LC_MESSAGES" / "bot.po"


def read_catalogue(path: Path, language: Language) -> Catalog:
    """The catalogue as Babel knows it; CatalogueError where it is missing, malformed or of another language."""
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except FileNotFoundError:
        raise CatalogueError(path, "the file is missing") from None
    except (PoFileError, ValueError, OSError) as error:
        raise CatalogueError(path, f"cannot be read: {error}") from error
    if str(catalogue.locale_identifier) != language.value:
        raise CatalogueError(path, f"its header says Language: {catalogue.locale_identifier}, not {language.value}")
    forms, rule = PLURALS[language]
    if (catalogue.num_plurals, catalogue.plural_expr.replace(" ", "")) != (forms, rule.replace(" ", "")):
        raise CatalogueError(path, f"its header must say Plural-Forms: nplurals={forms}; plural={rule};")
    return catalogue


def load_translators(zone: ZoneInfo, folder: Path = LOCALES) -> Mapping[Language, Translator]:
    """A translator for each language, Kazakh first; `zone` is the organizers', in which times are told."""
    return MappingProxyType({language: _load(zone, folder, language) for language in Language})


def _load(zone: ZoneInfo, folder: Path, language: Language) -> Translator:
    path = catalogue_path(folder, language)
    catalogue = read_catalogue(path, language)
    if not any(message.id for message in catalogue):
        raise CatalogueError(path, "it holds no messages")
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translator(language, zone, GNUTranslations(compiled))
