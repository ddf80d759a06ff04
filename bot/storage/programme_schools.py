"""The file of the directory of schools, and a school as the database keeps it; asks no table and reads no file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.domain.language import LocalizedText
from bot.domain.programme_limits import MOST_ALIAS, MOST_ALIASES, MOST_NAME, MOST_SCHOOL_PLACE, MOST_SCHOOLS
from bot.domain.schools import School
from bot.storage.programme_spots import Spot, note_repeated, read_each

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.storage.programme_yaml import Sheet

Document = dict[str, Any]

_NAMES = frozenset({"schools.yaml", "schools.yml"})


def is_directory(sheet: Sheet) -> bool:
    """Whether a file of the programme's folder is that of the schools: by its name, or by what it says."""
    return Path(sheet.file).name in _NAMES or Spot(sheet, (), sheet.value).has("schools")


def read_schools(spot: Spot) -> list[Document | None]:
    """The documents of the schools of a file; whole only when the sheet has no problem after it."""
    here = spot.members(("schools",))
    if "schools" not in here:
        return []
    found = [_school(item) for item in here["schools"].items(MOST_SCHOOLS)]
    note_repeated(here["schools"], found, "id", lambda school: school["id"])
    return found


def to_document(school: School) -> Document:
    """The school as JSON-able values, members in the order of the file; what is empty is left out."""
    document: Document = {"id": school.id, "name": _text(school.name)}
    if school.aliases:
        document["aliases"] = list(school.aliases)
    if school.place:
        document["place"] = _text(school.place)
    if not school.listed:
        document["listed"] = False
    return document


def to_school(document: Mapping[str, Any]) -> School:
    """The school of a complete document."""
    return School(
        id=document["id"],
        name=LocalizedText(**document["name"]),
        aliases=tuple(document.get("aliases", ())),
        place=LocalizedText(**document["place"]) if "place" in document else None,
        listed=document.get("listed", True),
    )


def _school(spot: Spot) -> Document | None:
    document = read_each(
        spot.members(("id", "name"), ("aliases", "place")),
        id=Spot.key,
        name=lambda s: s.localized(MOST_NAME),
        aliases=_aliases,
        place=lambda s: s.localized(MOST_SCHOOL_PLACE),
    )
    return document if "id" in document else None


def _aliases(spot: Spot) -> list[str]:
    aliases = [item.text(MOST_ALIAS) for item in spot.items(MOST_ALIASES)]
    note_repeated(spot, aliases, "alias", str.casefold)
    return [alias for alias in aliases if alias is not None]


def _text(text: LocalizedText) -> Document:
    return {"kk": text.kk, "ru": text.ru}
