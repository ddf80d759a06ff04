"""From the code to the catalogues: extracts msgids, updates both `.po` files and says what is wrong with them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from bot.domain.language import Language
from bot.i18n.catalogues import LOCALES, PLURALS, CatalogueError, catalogue_path, read_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from babel.messages.catalog import Message

CODE = Path(__file__).parents[1]
"""The package whose texts are extracted."""

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "tr": None,
    "plain": None,
    "msgid": None,
    "plural": (1, 2),
    "plain_plural": (1, 2),
}
"""The calls whose literals are msgids; `plural` takes two of them."""

_PLACEHOLDER = re.compile(r"(?<!\{)\{([A-Za-z_]\w*)[^{}]*\}(?!\})")
_TAG = re.compile(r"</?[a-z][^>]*>")
_EMOJI = re.compile(r"[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SHORT = 25  # letters; a longer Kazakh text without a Kazakh letter is hardly Kazakh
_PLACEHOLDERS_AND_TAGS = re.compile(r"\{[^{}]*\}|<[^<>]*>")


def extract() -> Catalog:
    """All msgids of the code, without places: they would change with every edit."""
    template = Catalog(charset="utf-8")
    found = extract_from_dir(
        CODE,
        method_map=[("emulator/**", "ignore"), ("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for _file, _line, message, comments, _context in found:
        template.add(message, auto_comments=comments)
    return template


def update(folder: Path = LOCALES, *, prune: bool = False) -> None:
    """Add the code's new msgids to both catalogues, untranslated and in their order; `prune` drops unused ones."""
    template = extract()
    for language in Language:
        path = catalogue_path(folder, language)
        catalogue = _empty(language)
        known = read_catalogue(path, language) if path.exists() else catalogue
        for message in [*template, *([] if prune else known)]:
            if message.id and message.id not in catalogue:
                said = known.get(message.id)
                translation = said.string if said and said.id == message.id else None
                catalogue.add(message.id, translation, auto_comments=message.auto_comments)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(catalogue))


def render(catalogue: Catalog) -> bytes:
    """The `.po` file: sorted by msgid, unwrapped and without dates, so that parallel edits merge."""
    written = BytesIO()
    write_po(written, catalogue, width=0, no_location=True, sort_output=True, omit_header=True)
    forms, rule = PLURALS[_language(catalogue)]
    header = (
        'msgid ""\n'
        'msgstr ""\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n'
        f'"Plural-Forms: nplurals={forms}; plural={rule};\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return header.encode() + written.getvalue()


def problems(folder: Path = LOCALES) -> list[str]:
    """Everything that is wrong with the catalogues, a line each; empty when all is well."""
    template = extract()
    wanted = {message.id: message for message in template if message.id}
    return [problem for language in Language for problem in _problems_of(folder, language, wanted)]


def _problems_of(folder: Path, language: Language, wanted: Mapping[Any, Message]) -> Iterator[str]:
    try:
        catalogue = read_catalogue(catalogue_path(folder, language), language)
    except CatalogueError as error:
        yield str(error)
        return
    known = {message.id: message for message in catalogue if message.id}
    yield from (f"{language}: missing, run `extract`: {_strings(key)[0]!r}" for key in wanted if key not in known)
    yield from (f"{language}: not in the code any more: {_strings(key)[0]!r}" for key in known if key not in wanted)
    for message in known.values():
        yield from (
            f"{language}: {problem}: {_strings(message.id)[0]!r}" for problem in _problems_in(message, language)
        )
    if render(catalogue) != catalogue_path(folder, language).read_bytes():
        yield f"{language}: not in the form that `extract` writes (order, wrapping, header)"


def _problems_in(message: Message, language: Language) -> Iterator[str]:
    strings = _strings(message.string)
    ids = _strings(message.id)
    if message.fuzzy:
        yield "fuzzy"
    if not all(strings):
        yield "not translated"
        return
    source = ids[-1]
    for said in strings:
        for what, pattern in (("placeholders", _PLACEHOLDER), ("tags", _TAG), ("emoji", _EMOJI)):
            if sorted(pattern.findall(source)) != sorted(pattern.findall(said)):
                yield f"other {what} than in the msgid"
        if (said[:1].isspace(), said[-1:].isspace()) != (source[:1].isspace(), source[-1:].isspace()):
            yield "other spaces at its ends than in the msgid"
    if language is Language.KK:
        yield from _kazakh_problems(strings, plural=len(ids) > 1)


def _kazakh_problems(strings: tuple[str, ...], *, plural: bool) -> Iterator[str]:
    if plural and len(set(strings)) > 1:
        yield "a noun after a number stays singular: both forms must be the same"
    words = _PLACEHOLDERS_AND_TAGS.sub("", " ".join(strings))
    if len(_CYRILLIC.findall(words)) > _SHORT and not _KAZAKH.search(words):
        yield "no Kazakh letter in it: is it Kazakh?"


def _strings(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (text or "",)


def _empty(language: Language) -> Catalog:
    return Catalog(locale=language.value, charset="utf-8")


def _language(catalogue: Catalog) -> Language:
    return Language(str(catalogue.locale_identifier))
