"""CPU of one question, from its text to the words of its answer, each asked for the first time (goal: p95 3 ms)."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path

from benchmarks.figures import points
from bot.consultation import Consultation
from bot.search.features import of_word
from bot.search.linear import shipped
from bot.settings import Settings

ROUNDS = 5
ROOT = Path(__file__).parents[1]
VALIDATION = ROOT / "data" / "training" / "validation"
PROGRAMMES = {name: VALIDATION / name for name in ("dala", "kenshi", "teniz")} | {"region": ROOT / "data" / "programme"}
"""A programme for each file of questions."""


def main() -> None:
    """One line for people's questions, one for the longest message."""
    asked, longest = [], []
    for _ in range(ROUNDS):
        for name, programme in PROGRAMMES.items():
            lines = (VALIDATION / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
            consultation = _new(programme)
            asked += [_cpu(consultation, row["text"]) for row in map(json.loads, lines)]
            longest += [_cpu(consultation, (json.loads(line)["text"] + " ") * 200) for line in lines[:20]]
    print(f"  a question     {points(asked)}")
    print(f"  4,096 letters  {points(longest)}")


def _new(programme: Path) -> Consultation:
    """As after a start: no word is remembered, but everything is loaded."""
    shipped.cache_clear()
    of_word.cache_clear()
    settings = Settings.read(
        {"PROGRAMME": str(programme), "DATABASE_URL": "sqlite+aiosqlite:////none/none.db"}, need_token=False
    )
    consultation = asyncio.run(Consultation.open(settings))
    _cpu(consultation, "?")
    return consultation


def _cpu(consultation: Consultation, question: str) -> float:
    """Milliseconds."""
    begun = time.thread_time()
    consultation.answer(question[:4096], "kk", None)
    return 1000 * (time.thread_time() - begun)
