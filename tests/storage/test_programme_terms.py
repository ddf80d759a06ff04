"""Rules of editions and sessions in programme files: read, merged, and refused with file, line and field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.rules import NoAnswer, Rules, rules_of
from bot.storage.programme_files import ReadProgramme, read_programme

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.events import Edition

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FILE = """
key: fair
kind: guidance
name: {kk: "Жәрмеңке", ru: "Ярмарка"}
summary: {kk: "Сынақ", ru: "Проверка"}
audience: {kk: "Бәріне", ru: "Всем"}
source: {name: {kk: "Сынақ", ru: "Проверка"}, as_of: 2026, status: plan}
editions:
  - key: e1
    when: {year: 2027}
    rules: EDITION
    sessions:
      - key: own
        name: {kk: "Өз", ru: "Свои"}
        rules: SESSION
      - key: none
        name: {kk: "Жоқ", ru: "Без"}
"""


def read(folder: Path, edition: str, session: str) -> object:
    file = folder / "fair.yaml"
    file.write_text(FILE.replace("EDITION", edition).replace("SESSION", session), encoding="utf-8")
    return read_programme(file, today=date(2026, 11, 22), zone=ZoneInfo("Asia/Almaty"))


def edition_of(folder: Path, edition: str, session: str) -> Edition:
    found = read(folder, edition, session)
    assert isinstance(found, ReadProgramme), str(found)
    return found.events[0].editions[0]


def test_what_is_said_goes_before_what_is_usual(tmp_path: Path):
    edition = edition_of(
        tmp_path,
        "{consent_hours: 48, reminders: [1d, 2h], still_coming: [5], no_answer: free, cut_off_hours: 3,"
        " decision_days: 7}",
        "{reminders: [], offer_hours: 6, still_coming: [3, 1]}",
    )
    own, none = (rules_of(edition, session) for session in edition.sessions)
    of_edition = Rules(48, 24, (DAY, 2 * HOUR), (5,), NoAnswer.FREE, 3, 7)
    assert replace(none, said=frozenset()) == of_edition
    assert replace(own, said=frozenset()) == replace(of_edition, reminders=(), offer_hours=6, still_coming=(3, 1))


def test_where_nothing_is_said_the_rules_are_the_usual_ones(tmp_path: Path):
    edition = edition_of(tmp_path, "{}", "{}")
    assert {rules_of(edition, session) for session in edition.sessions} == {Rules()}
    assert Rules() == Rules(72, 24, (DAY,), (7, 2), NoAnswer.KEEP, 0, None)


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        ("{consent_hours: 0}", "consent_hours"),
        ("{offer_hours: a day}", "offer_hours"),
        ("{reminders: 1d}", "reminders"),
        ("{reminders: [1d, 24h]}", "reminders[1]"),
        ("{reminders: [tomorrow]}", "reminders[0]"),
        ("{still_coming: [7, 0]}", "still_coming[1]"),
        ("{still_coming: [7, 7]}", "still_coming"),
        ("{no_answer: forget}", "no_answer"),
        ("{cut_off_hours: -1}", "cut_off_hours"),
        ("{decision_days: 0}", "decision_days"),
        ("{reminder: [1d]}", "reminder"),
        ("[1d]", "rules"),
    ],
)
@pytest.mark.parametrize(("at", "line"), [("editions[0].rules", 11), ("editions[0].sessions[0].rules", 15)])
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, rules: str, field: str, at: str, line: int):
    on_edition = "sessions" not in at
    found = read(tmp_path, rules if on_edition else "{}", "{}" if on_edition else rules)
    assert not isinstance(found, ReadProgramme)
    said = str(found)
    assert f"fair.yaml:{line}" in said
    assert (at if field == "rules" else f"{at}.{field}") in said
