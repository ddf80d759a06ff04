"""The table in docs/emulator.md names exactly the methods that there are."""

from __future__ import annotations

import re
from pathlib import Path

from bot.emulator.methods import METHODS

PAGE = Path(__file__).parents[2] / "docs" / "emulator.md"
ROW = re.compile(r"^\| `(\w+)` \| (\w+) \| (.*)\|$", re.MULTILINE)


def test_the_table_names_every_method_once():
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert sorted(name for name, _, _ in rows) == sorted(METHODS)
    assert {state for _, state, _ in rows} == {"faithful", "simplified"}


def test_what_is_simplified_says_how():
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert all(remark.strip() for _, state, remark in rows if state == "simplified")
