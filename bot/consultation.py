"""The questions of `python -m bot ask`: one at the console or a file of them; writes nothing but its answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.clock import SystemClock
from bot.domain.language import Language
from bot.i18n import load_translators
from bot.services.answering import Answer, Answering, Function
from bot.storage.programme_files import ProgrammeErrors
from bot.storage.standing import standing_programme
from bot.views.said import said, why

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.domain.events import Programme
    from bot.services.ports.clock import Clock
    from bot.settings import Settings


class _Standing:
    """A programme that stays as it is."""

    def __init__(self, programme: Programme) -> None:
        self.current = programme


class Consultation:
    """Answers from one programme; `open` reads the one that stands."""

    def __init__(self, programme: Programme, settings: Settings, clock: Clock) -> None:
        self._programme = programme
        self._answering = Answering(_Standing(programme), clock, settings.timezone)
        self._translators = load_translators(settings.timezone)

    @classmethod
    async def open(cls, settings: Settings) -> Consultation:
        """With the programme of the settings; ValueError with every problem of its files."""
        clock, zone = SystemClock(), settings.timezone
        today = clock.now().astimezone(zone).date()
        programme = await standing_programme(settings.database_url, settings.programme, today=today, zone=zone)
        if isinstance(programme, ProgrammeErrors):
            problems = ["The programme is wrong:", *map(str, programme.problems)]
            raise ValueError("\n  ".join(problems))  # noqa: TRY004  it is about what the files hold
        return cls(programme, settings, clock)

    def answer(self, question: str, language: str, about: str | None, *, as_json: bool = False) -> str:
        """The reply as a person reads it, or all its fields as JSON with the reasons."""
        fields = self._fields(question, Language(language), about)
        if not as_json:
            return str(fields["text"])
        reasons = {"why": why(self._answering.read(question))}
        return json.dumps(fields | reasons, ensure_ascii=False, indent=1)

    def answer_all(self, questions: Path, answers: Path) -> int:
        """Answer each line of a file in a line of another; how many. ValueError tells the line that is wrong."""
        count = 0
        with questions.open(encoding="utf-8") as lines, answers.open("w", encoding="utf-8") as out:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                    fields = {"id": row["id"]} | self._row(row)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise ValueError(f"{questions}, line {number}: no question ({type(error).__name__})") from None
                out.write(json.dumps(fields, ensure_ascii=False) + "\n")
                count += 1
        return count

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return self._fields(str(row["text"]), Language(row.get("lang", "kk")), self._spoken_of(row.get("previous")))

    def _spoken_of(self, previous: Mapping[str, Any] | None) -> str | None:
        """The event of the turn before: as that question was answered, else as the file says."""
        if not previous:
            return None
        found = self._answering.answer(str(previous.get("text", "")), None)
        if isinstance(found, Answer | Function) and found.event is not None:
            return found.event.key
        topic = previous.get("topic")
        return topic if isinstance(topic, str) and self._programme.get(topic) else None

    def _fields(self, question: str, language: Language, about: str | None) -> dict[str, Any]:
        return said(self._answering.answer(question, about), self._translators[language])
