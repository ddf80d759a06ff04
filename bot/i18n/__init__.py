"""The words of the interface in both languages: catalogues, a translator each, dates, numbers and Kazakh grammar."""

from bot.i18n.catalogues import LOCALES, CatalogueError, load_translators, msgid
from bot.i18n.translator import Translator

__all__ = ["LOCALES", "CatalogueError", "Translator", "load_translators", "msgid"]
