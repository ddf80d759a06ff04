"""Logs: one event a line, known fields only, no secret and no person's words, whoever logs."""

from __future__ import annotations

import ast
import io
import json
import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot import logs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TOKEN = "110201543:CANARYtokenCANARYtokenCANARYtoken"
OTHER = "777201543:ANOTHERtokenANOTHERtokenANOTHER"
SECRET = "canary-webhook-secret"
NAME = "Асан\n2026-01-01 ERROR forged\x1b[31m"
FORMS = ("console", "json")

Logged = "Callable[[], str]"


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def logged(form: str) -> Iterator[Callable[[], str]]:
    root, stream = logging.getLogger(), io.StringIO()
    levels = {name: logging.getLogger(name).level for name in ("", *logs.QUIET)}
    logs.configure("DEBUG", form, [TOKEN, SECRET, ""], stream)
    yield stream.getvalue
    root.handlers = [old for old in root.handlers if type(old).__module__ != logs.__name__]
    logging.captureWarnings(capture=False)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_an_event_is_one_line_with_its_fields(logged: Callable[[], str], form: str) -> None:
    logging.getLogger("bot.x").warning("не вышло", extra={"update_id": 7, "cause": "a\nb\x1b[0m\u2028"})
    (line,) = logged().splitlines() if form == "json" else logged().split("\n")[:-1]
    assert "\x1b" not in line
    if form == "json":
        event = json.loads(line)
        assert event.pop("timestamp").endswith("Z")
        assert event == {
            "event": "не вышло",
            "level": "warning",
            "logger": "bot.x",
            "update_id": 7,
            "cause": "a\nb\x1b[0m\u2028",
        }
    else:
        assert line.endswith(r"warning  не вышло update_id=7 cause=a\nb\x1b[0m\u2028 [bot.x]")


def test_fields_that_nobody_allowed_are_dropped(logged: Callable[[], str]) -> None:
    logging.getLogger("bot.x").info("event", extra={"phone": "+77010000000", "person": "Асан", "count": 3})
    assert "+7701" not in logged()
    assert "Асан" not in logged()
    assert "3" in logged()


def test_secrets_are_hidden_wherever_they_stand(logged: Callable[[], str]) -> None:
    log = logging.getLogger("bot.x")
    log.info("at %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    log.info(f"with {SECRET} inside", extra={"cause": f"x{OTHER}", "path": Path(SECRET)})  # noqa: G004  as a careless hand would
    error = RuntimeError(f"because of {SECRET}")
    error.__cause__ = OSError(f"cannot connect to bot{TOKEN}")
    log.error("failed", exc_info=error)
    text = logged()
    assert text.count(logs.HIDDEN) == 6
    assert "canary" not in text.lower()
    assert "another" not in text.lower()


@pytest.mark.parametrize("name", ["aiogram.event", "aiohttp.server", "asyncio", "sqlalchemy.pool", "somebody"])
def test_of_a_library_only_the_pattern_is_kept(logged: Callable[[], str], name: str) -> None:
    logging.getLogger(name).error("Cause exception while %s", f"{TOKEN} {NAME}", exc_info=ValueError(NAME))
    logging.getLogger(name).error(f"Task exception was never retrieved\nfuture: {NAME!r}")  # noqa: G004  as asyncio does
    assert "Cause exception while %s" in logged()
    assert "builtins.ValueError" in logged()
    assert "CANARY" not in logged()
    assert "Асан" not in logged()


def test_a_traceback_tells_places_and_kinds_but_nobodys_words(logged: Callable[[], str], form: str) -> None:
    def handler(text: str) -> int:
        return int(text)

    with pytest.raises(ValueError, match="invalid literal") as caught:
        handler(NAME)
    group = ExceptionGroup(NAME, [caught.value, KeyError(NAME), OSError(28, "No space left\nforged")])
    group.__cause__ = caught.value
    logging.getLogger("bot.x").error("failed", exc_info=group)
    text = logged()
    assert "Асан" not in text
    assert "forged" not in text
    for told in ("test_logs.py", "in handler", "builtins.ValueError", "builtins.KeyError", "No space left"):
        assert told in text
    lines = text.splitlines()
    assert len(lines) == 1 if form == "json" else all(line.startswith("    | ") for line in lines[1:])


def test_libraries_are_quiet_below_a_warning(logged: Callable[[], str]) -> None:
    logging.getLogger("aiogram.event").info("Update id=%s is handled", 5)
    logging.getLogger("aiohttp.access").info("127.0.0.1 GET /healthz")
    assert logged() == ""


def test_a_line_that_cannot_be_written_shows_no_values(
    logged: Callable[[], str], capsys: pytest.CaptureFixture[str]
) -> None:
    class Unspeakable:
        def __str__(self) -> str:
            raise ValueError(NAME)

    logging.getLogger("bot.x").error("event", extra={"cause": Unspeakable()})
    assert logged().startswith("a log line of bot.x at test_logs.py:")
    assert "Асан" not in logged() + capsys.readouterr().err


def test_hostile_values_are_written(logged: Callable[[], str]) -> None:
    logging.getLogger("bot.x").info("event", extra={"cause": "\ud800\x00", "count": float("nan"), "kind": object()})
    logged().encode()
    assert "\x00" not in logged()


def test_warnings_are_logged_without_breaking_the_line(logged: Callable[[], str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"old\nforged {TOKEN}", stacklevel=1)
    assert "UserWarning: old" in logged()
    assert "forged" not in logged()


def test_configuring_again_does_not_double_lines(logged: Callable[[], str], form: str) -> None:
    stream = io.StringIO()
    logs.configure("INFO", form, [], stream)
    logging.getLogger("bot.x").info("once")
    logging.getLogger("bot.x").debug("not at all")
    assert stream.getvalue().count("once") == 1
    assert "not at all" not in stream.getvalue()
    assert logged() == ""


def _calls() -> Iterator[tuple[Path, ast.Call]]:
    for file in sorted(Path("bot").rglob("*.py")):
        if "emulator" not in file.parts:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "logger"))):
                        yield file, node


def test_every_sentence_in_the_code_is_constant_and_every_field_known() -> None:
    calls = list(_calls())
    assert calls
    for file, call in calls:
        place = f"{file}:{call.lineno}"
        assert len(call.args) == 1, f"{place}: values belong into extra="
        assert isinstance(call.args[0], ast.Constant), f"{place}: the sentence is not constant"
        for extra in (word.value for word in call.keywords if word.arg == "extra"):
            assert isinstance(extra, ast.Dict), f"{place}: extra= is a dict written in place"
            names = {key.value if isinstance(key, ast.Constant) else None for key in extra.keys}
            assert names <= logs.FIELDS, f"{place}: {names - logs.FIELDS} would be dropped"
