"""The shape of the code: who imports whom, what a command loads, what is banned."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "bot").rglob("*.py"))
LOADED = """
import json, sys
from bot.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    code = end.code or 0
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def loaded(folder: Path, *command: str) -> tuple[int, set[str]]:
    """The exit code of a command and the packages it has loaded, run in that folder without a token."""
    env = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "SYSTEMROOT"}}
    env |= {"PYTHONPATH": str(ROOT), "PROGRAMME": str(ROOT / "data" / "programme"), "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *command], cwd=folder, env=env, capture_output=True, text=True, check=True
    )
    code, packages = json.loads(done.stdout.splitlines()[-1])
    return code, set(packages)


def test_imports_keep_to_the_contracts() -> None:
    checker = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([checker, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_help_loads_next_to_nothing(tmp_path: Path) -> None:
    code, packages = loaded(tmp_path, "--help")
    assert code == 0
    assert not packages & {"aiogram", "aiohttp", "sqlalchemy", "pydantic", "alembic", "babel", "structlog", "yaml"}


def test_commands_without_telegram_do_not_load_aiogram(tmp_path: Path) -> None:
    data = str(ROOT / "data" / "programme")
    for command in (
        ["migrate"],
        ["load", data],
        ["people", "export"],
        ["backup", "copy.db"],
        ["restore", "copy.db", "--force"],
        ["check"],
    ):
        code, packages = loaded(tmp_path, *command)
        assert "aiogram" not in packages, command
        assert code == 0 or command == ["check"], command


def test_announce_does_not_load_aiogram_either(tmp_path: Path) -> None:
    code, packages = loaded(tmp_path, "announce", "--status", "1")
    assert code == os.EX_DATAERR, "there is no announcement yet"
    assert "aiogram" not in packages


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield module, node


def test_every_task_has_an_owner() -> None:
    loose = {"asyncio.create_task", "asyncio.ensure_future", "loop.create_task", "asyncio.get_event_loop"}
    keep_and_await_their_own = {"bot/emulator/server.py", "bot/storage/together.py"}
    users = {module.relative_to(ROOT).as_posix() for module, call in calls() if ast.unparse(call.func) in loose}
    assert users <= keep_and_await_their_own, "use a TaskGroup"


def test_time_comes_from_a_clock() -> None:
    wall = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
    asks = {module.relative_to(ROOT).as_posix() for module, call in calls() if ast.unparse(call.func) in wall}
    assert {path for path in asks if not path.startswith("bot/emulator/")} <= {
        "bot/clock.py",
        "bot/cli.py",
        "bot/checks.py",
        "bot/demo.py",
    }


def imported(module: Path) -> set[str]:
    """The packages that a module imports anywhere."""
    nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names}


def test_nothing_is_read_that_could_run() -> None:
    for module in MODULES:
        assert not imported(module) & {"pickle", "shelve", "marshal"}, module.relative_to(ROOT)


def test_language_is_an_argument_and_no_context_variable() -> None:
    for module in MODULES:
        if module.relative_to(ROOT).parts[1] != "storage":
            assert "contextvars" not in imported(module), module.relative_to(ROOT)


def test_names_say_what_a_module_is() -> None:
    empty = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
    assert not {module.stem for module in MODULES} & empty
    assert not {part for module in MODULES for part in module.relative_to(ROOT).parts} & empty


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_says_in_one_sentence_what_it_is_and_is_short(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    told = ast.get_docstring(ast.parse(text)) or ""
    assert told.split("\n\n")[0].rstrip().endswith("."), "it opens with a sentence"
    assert len(text.splitlines()) <= 300, "look for the second subject in it"
