"""CPU of one question, from its text to the words of its answer, asked for the first time (goal: p95 3 ms)."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.figures import points
from bot.consultation import Consultation
from bot.search.features import of_word
from bot.search.fold import fold
from bot.search.linear import shipped
from bot.settings import Settings

ROUNDS = 5
"""Each begins as after a start; the best counts, for others on the machine make it only longer."""
ROOT = Path(__file__).parents[1]
VALIDATION = ROOT / "data" / "training" / "validation"
PROGRAMMES = {name: VALIDATION / name for name in ("dala", "kenshi", "teniz")} | {"region": ROOT / "data" / "programme"}
"""A programme for each file of questions."""


def main() -> None:
    """One line for people's questions, one for messages as long as they can be: each by the best of its rounds."""
    asked: dict[str, list[float]] = defaultdict(list)
    longest: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for name, programme in PROGRAMMES.items():
            lines = (VALIDATION / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
            consultation = _new(programme)
            for text in (json.loads(line)["text"] for line in lines):
                asked[text].append(_cpu(consultation, text))
            for text in (json.loads(line)["text"] for line in lines[:20]):
                longest[text].append(_cpu(consultation, (text + " ") * 200))
    for what, taken in (("a question", asked), ("4,096 letters", longest)):
        print(f"  {what:<14} {points([min(rounds) for rounds in taken.values()])}")


def _new(programme: Path) -> Consultation:
    """As after a start: no word is remembered, but everything is loaded."""
    shipped.cache_clear()
    of_word.cache_clear()
    fold.cache_clear()
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
