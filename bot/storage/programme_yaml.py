"""YAML text as plain values that know their lines; builds no objects and follows no aliases, whatever the text asks.

Scalars follow YAML 1.2: only `true` and `false` are booleans («no» stays a text), and dates and times stay texts for
`programme_times` to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from bot.storage.programme_problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 256 * 1024
MOST_DEPTH = 12

Path = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})", re.ASCII)
_FLOAT = re.compile(r"[-+]?[0-9]{1,9}\.[0-9]{1,17}", re.ASCII)
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: its value (None where it cannot be read), the line of each path in it, and what is wrong so far."""

    file: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Path, message: str) -> None:
        """Note what is wrong at a path; the line is that of the nearest thing that is there."""
        there = path
        while there and there not in self.lines:
            there = there[:-1]
        self.problems.append(Problem(self.file, self.lines.get(there, 1), dotted(path), message))


def dotted(path: Path) -> str:
    """A path as people write it: `editions[0].name.ru`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def read_sheet(file: str, data: bytes) -> Sheet:
    """The value of a file of one YAML document; what stops the reading is its only problem."""
    try:
        return _read(file, data)
    except _RefusedError as refused:
        return Sheet(file, problems=[Problem(file, refused.line, dotted(refused.path), refused.message)])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it is damaged")
        message = f"is not YAML: {said}; check the indentation and put texts with «: # [ {{» into double quotes"
        return Sheet(file, problems=[Problem(file, mark.line + 1 if mark else 1, "", message)])


class _RefusedError(Exception):
    def __init__(self, line: int, path: Path, message: str) -> None:
        super().__init__(message)
        self.line, self.path, self.message = line, path, message


def _read(file: str, data: bytes) -> Sheet:
    if len(data) > MOST_BYTES:
        raise _RefusedError(1, (), f"is larger than {MOST_BYTES // 1024} KiB; one event a file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _RefusedError(line, (), "is not UTF-8; save the file as UTF-8") from None
    reader = _Reader(Sheet(file), yaml.parse(text, Loader=_LOADER))
    return Sheet(file, reader.document(), reader.sheet.lines, reader.sheet.problems)


class _Reader:
    """Turns the events of the YAML parser into values, and refuses before it has taken in too much."""

    def __init__(self, sheet: Sheet, events: Iterator[yaml.Event]) -> None:
        self.sheet = sheet
        self._events = events

    def document(self) -> Any:
        documents: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if documents:
                    raise _RefusedError(_line(event), (), "holds a second document; one event a file, without «---»")
                documents.append(self._value(next(self._events), ()))
        return documents[0] if documents else None

    def _value(self, event: yaml.Event, path: Path) -> Any:
        self._guard(event, path)
        self.sheet.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        assert isinstance(event, yaml.ScalarEvent)
        return _scalar(event.value) if event.implicit[0] else event.value

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        members: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            self._guard(event, path)
            if not isinstance(event, yaml.ScalarEvent):
                raise _RefusedError(_line(event), path, "has a list or a mapping for a field's name; a name is a word")
            here = (*path, event.value)
            if event.value in members:
                first = self.sheet.lines[here]
                self.sheet.problems.append(
                    Problem(
                        self.sheet.file, _line(event), dotted(here), f"stands twice (also in line {first}); keep one"
                    )
                )
                here = (*path, f"{event.value} (again)")
            self.sheet.lines[here] = _line(event)
            value = self._value(next(self._events), here)
            members.setdefault(event.value, value)
        return members

    def _guard(self, event: yaml.Event, path: Path) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError(_line(event), path, "uses «&» or «*» (an anchor or alias); write the text out")
        if getattr(event, "tag", None):
            raise _RefusedError(_line(event), path, "uses «!» (a tag); put the text into double quotes")
        if len(path) > MOST_DEPTH:
            raise _RefusedError(
                _line(event), path[:2], f"is nested deeper than {MOST_DEPTH} levels; check the indentation"
            )


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(text: str) -> Any:
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
