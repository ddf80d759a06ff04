"""Programme files as events: reads a folder or a file as a whole, or tells everything that is wrong; writes nothing.

What the files may hold is in `programme_rules`; how an organizer writes them, in `docs/programme.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.when import ends
from bot.storage.programme_documents import from_document
from bot.storage.programme_problems import Problem, ProgrammeErrors
from bot.storage.programme_rules import is_demo, read_event, read_overlay
from bot.storage.programme_schools import is_directory, read_schools, to_school
from bot.storage.programme_spots import Spot
from bot.storage.programme_times import Calendar
from bot.storage.programme_yaml import MOST_BYTES, Sheet, read_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from bot.domain.events import Event
    from bot.domain.schools import School
    from bot.storage.programme_documents import Document

__all__ = ["MOST_FILES", "Problem", "ProgrammeErrors", "ReadProgramme", "read_programme"]

MOST_FILES = 500


@dataclass(frozen=True, slots=True)
class ReadProgramme:
    """The events in the order of their files' names; `whole` where a folder was read, not one file of it.

    `schools` is the directory, or None where one event's file was read, which says nothing of it.
    """

    events: tuple[Event, ...]
    whole: bool
    schools: tuple[School, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One event in the making: its document, and where each of its editions stands."""

    sheet: Sheet
    document: Document
    editions: list[Spot] = field(default_factory=list)


def read_programme(
    path: Path, *, today: date, zone: ZoneInfo, overlays: Sequence[Path] = ()
) -> ReadProgramme | ProgrammeErrors:
    """Read a folder (or one file) of events, and folders whose files add editions to them by `extends: KEY`.

    `zone` is that of times without an offset, `today` what a demo's relative times count from.
    """
    problems: list[Problem] = []
    sheets = [sheet for source in (path, *overlays) for sheet in _sheets(source, problems)]
    directories = [sheet for sheet in sheets if is_directory(sheet)]
    entries = _entries([sheet for sheet in sheets if not is_directory(sheet)], zone, today)
    listed = _schools(directories)
    problems.extend(problem for sheet in sheets for problem in sheet.problems)
    if not problems:
        events = [from_document(entry.document) for entry in entries]
        for entry, event in zip(entries, events, strict=True):
            _check_windows(entry, event, zone)
        problems.extend(problem for sheet in sheets for problem in sheet.problems)
    if problems:
        return ProgrammeErrors(tuple(sorted(problems, key=lambda p: (p.file, p.line))))
    says_schools = bool(directories) or path.is_dir()
    schools = tuple(to_school(document) for document in listed) if says_schools else None
    return ReadProgramme(tuple(events), path.is_dir(), schools)


def _sheets(source: Path, problems: list[Problem]) -> list[Sheet]:
    if source.is_dir():
        files = sorted(f for f in source.iterdir() if f.suffix in {".yaml", ".yml"} and not f.name.startswith("."))
        if not files:
            problems.append(Problem(str(source), 1, "", "holds no .yaml file; name the folder of the programme"))
        if len(files) > MOST_FILES:
            problems.append(Problem(str(source), 1, "", f"holds {len(files)} files; at most {MOST_FILES} are read"))
            return []
        return [_sheet(file) for file in files]
    if source.exists():
        return [_sheet(source)]
    problems.append(Problem(str(source), 1, "", "is not there; check the path"))
    return []


def _sheet(file: Path) -> Sheet:
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        cause = error.strerror or "an error of the disk"
        return Sheet(str(file), problems=[Problem(str(file), 1, "", f"cannot be read: {cause}; check its rights")])
    return read_sheet(str(file), data)


def _schools(sheets: Sequence[Sheet]) -> list[Document]:
    """The directory; a school that stands in two files is noted."""
    found: dict[str, Document] = {}
    for sheet in sheets:
        spot = Spot(sheet, (), sheet.value)
        if sheet.value is None:
            if not sheet.problems:
                spot.problem("is empty; write the schools or remove the file")
            continue
        for place, document in enumerate(read_schools(spot)):
            if document is None:
                continue
            if document["id"] in found and not sheet.problems:
                sheet.problem(("schools", place, "id"), "is also that of a school in another file; each has its own")
            found[document["id"]] = document
    return list(found.values())


def _entries(sheets: Sequence[Sheet], zone: ZoneInfo, today: date) -> list[_Entry]:
    entries: dict[str, _Entry] = {}
    overlays: list[tuple[Spot, Document]] = []
    for sheet in sheets:
        spot = Spot(sheet, (), sheet.value)
        if sheet.value is None:
            if not sheet.problems:
                spot.problem("is empty; write an event or remove the file")
            continue
        calendar = Calendar(zone, today, demo=is_demo(spot))
        if spot.has("extends"):
            overlays.append((spot, read_overlay(spot, calendar)))
        else:
            _add_event(entries, spot, read_event(spot, calendar))
    for spot, document in overlays:
        _add_editions(entries, spot, document)
    return list(entries.values())


def _add_event(entries: dict[str, _Entry], spot: Spot, document: Document) -> None:
    key = document.get("key", spot.sheet.file)
    if key in entries:
        spot.at("key").problem(f"is also that of {entries[key].sheet.file}; every event has its own")
    else:
        entries[key] = _Entry(spot.sheet, document, _edition_spots(spot, document))


def _add_editions(entries: dict[str, _Entry], spot: Spot, document: Document) -> None:
    entry = entries.get(document.get("extends", ""))
    if entry is None:
        if "extends" in document:
            spot.at("extends").problem("names no event that is read along with this file; name one by its key")
        return
    editions = entry.document.setdefault("editions", [])
    there = {edition["key"] for edition in editions if edition}
    for edition in _edition_spots(spot, document):
        if edition.value and edition.value["key"] in there:
            edition.problem(f"has the key of another edition of {document['extends']}; each edition has its own")
        editions.append(edition.value)
        entry.editions.append(edition)


def _edition_spots(spot: Spot, document: Document) -> list[Spot]:
    return [
        Spot(spot.sheet, ("editions", index), edition) for index, edition in enumerate(document.get("editions", ()))
    ]


def _check_windows(entry: _Entry, event: Event, zone: ZoneInfo) -> None:
    for spot, edition in zip(entry.editions, event.editions, strict=True):
        end = ends(edition.when, zone)
        if end and edition.registration and edition.registration.closes > end:
            closes = (*spot.path, "registration", "closes")
            spot.sheet.problem(closes, "is after the end of the edition; close the registration before that")
