"""How the process logs: one event a line, known fields only, no secret and no one's words; it logs nothing itself."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from typing import TYPE_CHECKING, Any, Final, TextIO

import structlog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from structlog.typing import EventDict, Processor, WrappedLogger

FIELDS: Final = frozenset(
    {
        *("update_id", "error_id", "announcement_id", "delivery_id", "kind", "outcome", "cause", "where", "path"),
        *("method", "status", "seconds", "count", "attempt", "revision", "version", "address", "remedy"),
    }
)
"""What a line may hold beside its sentence: nothing of these tells who somebody is or what they wrote."""

QUIET: Final = ("aiogram", "aiohttp.access", "apscheduler", "asyncio", "alembic", "aiosqlite", "sqlalchemy")
"""Loggers that are heard from WARNING on, whatever the level."""

HIDDEN: Final = "[hidden]"
_OURS: Final = {"event", "level", "logger", "timestamp", "exception"}
_ANY_TOKEN: Final = re.compile(r"(?<![0-9])[0-9]{5,20}:[A-Za-z0-9_-]{20,}")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_BREAKS: Final = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))} | {
    ord("\t"): "\\t",
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    **{code: f"\\u{code:04x}" for code in (0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))},
}
_EXPLAINED: Final = (OSError, ImportError, AttributeError, NameError, UnicodeError, RuntimeError, TypeError)
"""Exceptions whose words are the system's, not a person's."""
_EXPLAINED_NAMES: Final = ("OperationalError", "ProgrammingError", "InterfaceError", "JSONDecodeError")


def configure(level: str, form: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Let every logger of the process write to `stream` (or standard error); `form` is `console` or `json`."""
    render: Processor = structlog.processors.JSONRenderer() if form == "json" else one_line
    handler = _Handler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), structlog.stdlib.add_log_level],
            processors=[
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                sentence,
                explain,
                known_fields,
                Redaction(secrets),
                render,
            ],
            use_get_message=False,
            pass_foreign_args=True,
        )
    )
    root = logging.getLogger()
    for old in [old for old in root.handlers if isinstance(old, _Handler)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(capture=True)


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's own name
        """A record that cannot be written is named by its place only: its values may be why."""
        self.stream.write(f"a log line of {record.name} at {record.filename}:{record.lineno} could not be written\n")


def sentence(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Our own sentence whole; of a library's only the pattern, for its values may be somebody's words."""
    record: logging.LogRecord = event["_record"]
    text, args = str(event["event"]), event.get("positional_args")
    if record.name.split(".", 1)[0] in {"bot", "py"}:
        text = text % args if args else text
    text = text.strip()
    ours = record.name.startswith("bot")
    return {**event, "event": text if ours else text.partition("\n")[0], "logger": record.name}


def explain(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The traceback with the kinds of the exceptions; their words only where they are nobody's."""
    info = event.get("exc_info")
    error = info[1] if isinstance(info, tuple) else info
    if not isinstance(error, BaseException):
        return event
    return {**event, "exception": "\n".join(_told(error, set())).strip()}


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _told(before, seen)
        yield "then:"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield f"{type(error).__module__}.{type(error).__qualname__}{_words(error)}"
    for part in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        if id(part) not in seen:
            yield "in the group:"
            yield from _told(part, seen)


def _words(error: BaseException) -> str:
    kind = type(error)
    if kind.__module__.startswith("bot.") or isinstance(error, _EXPLAINED) or kind.__name__ in _EXPLAINED_NAMES:
        return ": " + str(error).partition("\n")[0]
    return ""


def known_fields(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop every field that nobody has allowed."""
    return {name: value for name, value in event.items() if name in FIELDS or name in _OURS}


class Redaction:
    """Replaces secrets, and whatever looks like a bot's token, in every value that is about to be written."""

    def __init__(self, secrets: Iterable[str]) -> None:
        longest_first = sorted({word for word in secrets if len(word) >= 6}, key=len, reverse=True)  # noqa: PLR2004  shorter ones are ordinary words
        self._secrets = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        """The event with texts and numbers only."""
        return {name: self.clean(value) for name, value in event.items()}

    def clean(self, value: Any) -> Any:
        """A number as it is, anything else as a text without secrets."""
        if value is None or isinstance(value, bool | int | float):
            return value
        text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", str(value))
        text = self._secrets.sub(HIDDEN, text) if self._secrets else text
        return _ANY_TOKEN.sub(HIDDEN, text)


def one_line(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """For people: time, level, sentence, fields; a traceback is indented, so that none of it can pose as an event."""
    head = f"{event.pop('timestamp')} {event.pop('level'):<8} {event.pop('event')}"
    logger, trace = event.pop("logger"), event.pop("exception", "")
    line = " ".join([head, *(f"{name}={value}" for name, value in event.items()), f"[{logger}]"])
    return "\n    | ".join(part.translate(_BREAKS) for part in (line, *trace.split("\n")) if part)
