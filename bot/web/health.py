"""The pages /healthz and /readyz: ask what they are given and say in words what is wrong; mend nothing."""

from __future__ import annotations

import asyncio
import inspect
import logging
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from bot.web.answers import answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from aiohttp import web

log = logging.getLogger(__name__)

PATIENCE: Final = 3.0
"""Seconds for one look."""


class State(StrEnum):
    """Fine; troubled (told, but a restart would not help); ill (503)."""

    FINE = "fine"
    TROUBLED = "troubled"
    ILL = "ill"


@dataclass(frozen=True, slots=True)
class Finding:
    """How one part is, and in words why."""

    state: State
    words: str = ""


if TYPE_CHECKING:
    Look = Callable[[], Finding | Awaitable[Finding]]


class HealthPage:
    """Looks at each named part; 200 while none is ill."""

    def __init__(self, looks: Mapping[str, Look], *, patience: float = PATIENCE) -> None:
        self._looks = looks
        self._patience = patience

    async def page(self, _request: web.Request) -> web.Response:
        """The worst state, everything wrong in words, and each part."""
        findings = {name: await self._look(name, look) for name, look in self._looks.items()}
        states = {finding.state for finding in findings.values()}
        worst = next((state for state in (State.ILL, State.TROUBLED) if state in states), State.FINE)
        body = {
            "state": worst,
            "wrong": [f"{name}: {found.words}" for name, found in findings.items() if found.state is not State.FINE],
            "parts": {name: {"state": found.state, "words": found.words} for name, found in findings.items()},
        }
        return answer(HTTPStatus.SERVICE_UNAVAILABLE if worst is State.ILL else HTTPStatus.OK, body)

    async def _look(self, name: str, look: Look) -> Finding:
        try:
            async with asyncio.timeout(self._patience):
                finding = look()
                return await finding if inspect.isawaitable(finding) else finding
        except TimeoutError:
            return Finding(State.ILL, f"no answer within {self._patience:g} s")
        except Exception as error:  # noqa: BLE001  whatever it is, it is what the page is for
            log.warning("a part could not be looked at", extra={"where": name, "cause": type(error).__name__})
            return Finding(State.ILL, f"failed ({type(error).__name__})")
