"""Looks a typed school up in the directory; keeps no answer, says nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.search.schools import Matches, SchoolIndex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.schools import School


class SchoolFinder:
    """Finds schools; the index of a directory is made when it is first asked for, and kept until another is."""

    def __init__(self) -> None:
        self._of: tuple[Mapping[str, School], SchoolIndex] = ({}, SchoolIndex(()))

    def find(self, schools: Mapping[str, School], text: str) -> Matches | None:
        """What a typed text may mean; None where no school is listed, so that any words are an answer."""
        if not any(school.listed for school in schools.values()):
            return None
        if self._of[0] is not schools and self._of[0] != schools:
            self._of = (schools, SchoolIndex(schools.values()))
        return self._of[1].find(text)
