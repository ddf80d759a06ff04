"""The commands of `python -m bot`; each imports only what it needs, and decides nothing itself."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from bot.settings import Settings

T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code."""
    options = _parser().parse_args(arguments)
    from bot.storage.revisions import OutOfReach, SchemaTooNew

    try:
        sys.exit(options.command(options))
    except OutOfReach as error:
        print(error, file=sys.stderr)
        sys.exit(os.EX_UNAVAILABLE)
    except SchemaTooNew as error:
        print(error, file=sys.stderr)
        sys.exit(os.EX_DATAERR)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="The bot of Pavlodar region's programme of working professions."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, does: str, call: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=does, description=does)
        added.set_defaults(command=call)
        return added

    command("run", "migrate the database, then serve until SIGTERM", _run)
    demo = command("demo", "a local Telegram with this bot in it, in the browser; needs no token", _demo)
    demo.add_argument("--port", type=int, default=8081, help="of the chat page (8081)")
    demo.add_argument("--open", action="store_true", help="open the page in the browser")
    command("migrate", "bring the database's schema to the newest", _migrate)
    command("check", "look over settings, time zone data, database, catalogues, programme and webhook", _check)
    load = command("load", "add or update the programme from YAML: a folder (the whole) or a file (one event)", _load)
    load.add_argument("path", type=Path)
    ask = command("ask", "answer a question from the programme, or many from a file", _ask)
    ask.add_argument("question", nargs="?", help="in Kazakh or Russian, as people write")
    ask.add_argument("--lang", choices=("kk", "ru"), default="kk", help="of the reply (kk)")
    ask.add_argument("--about", metavar="KEY", help="the event that was spoken of before")
    ask.add_argument("--json", action="store_true", help="all fields, and why it is answered so")
    ask.add_argument("--input", type=Path, metavar="F.jsonl", help="questions, one JSON object a line")
    ask.add_argument("--output", type=Path, metavar="F.jsonl", help="where their answers go")
    people = command("people", "import people and groups from CSV (telegram_id,language,role), or export them", _people)
    people.add_argument("do", choices=("import", "export"))
    people.add_argument("path", nargs="?", type=Path, metavar="F.csv", help="what to import")
    people.add_argument("--output", type=Path, metavar="F.csv", help="where to export to (the screen)")
    export = command("export", "registrations of an event as files for spreadsheets; they hold personal data", _export)
    export.add_argument("what", choices=("registrations",))
    export.add_argument("event", metavar="EVENT", help="its key: mamandyqfest")
    export.add_argument("--format", default="xlsx", metavar="F", help="xlsx, csv or both with a comma (xlsx)")
    export.add_argument("--output", type=Path, default=Path(), metavar="PATH", help="a folder, or the file (here)")
    export.add_argument("--edition", metavar="KEY", help="only this edition (all)")
    export.add_argument("--lang", choices=("kk", "ru"), default="kk", help="of states and choices (kk)")
    export.add_argument("--with-ids", action="store_true", help="with the Telegram ids of people")
    announce = command("announce", "queue an announcement, or show and steer one; the bot need not run", _announce)
    announce.add_argument("--kk", type=Path, metavar="F", help="the Kazakh text; Telegram's HTML, else taken as it is")
    announce.add_argument("--ru", type=Path, metavar="F", help="the Russian text, as well")
    announce.add_argument("--audience", metavar="A", help="all, or parts that must all hold: lang:kk,topic:forums")
    announce.add_argument("--at", metavar="ISO", help="when to send it, local time where it names no zone (now)")
    announce.add_argument(
        "--policy",
        choices=("resend", "skip"),
        default="skip",
        help="what becomes of messages that were under way as the bot was killed (skip)",
    )
    steered = announce.add_mutually_exclusive_group()
    for verb, does in {
        "status": "print its counters as JSON",
        "pause": "send nothing more for now",
        "resume": "go on",
        "cancel": "send nothing more for good",
        "recall": "delete it where it was sent",
    }.items():
        steered.add_argument(f"--{verb}", type=int, metavar="ID", help=does)
    backup = command("backup", "a consistent copy of the database, also while the bot runs", _backup)
    backup.add_argument("path", type=Path)
    restore = command("restore", "bring a backup back into an empty database", _restore)
    restore.add_argument("path", type=Path)
    restore.add_argument("--force", action="store_true", help="replace what is in the database")
    erase = command("erase", "take out everything that is kept of a person, as they can by /mydata", _erase)
    erase.add_argument("person", type=int, metavar="TELEGRAM_ID")
    return parser


def _settings(*, need_token: bool = False) -> Settings:
    from bot.settings import Settings, SettingsError, environment

    try:
        return Settings.read(environment(), need_token=need_token)
    except SettingsError as error:
        print("The bot cannot start with these settings:", *error.problems, sep="\n  ", file=sys.stderr)
        sys.exit(os.EX_CONFIG)


def _result(work: Coroutine[Any, Any, T]) -> T:
    import asyncio

    return asyncio.run(work)


def _run(_: argparse.Namespace) -> int:
    settings = _settings(need_token=True)
    from bot.app import run

    return _result(run(settings))


def _demo(options: argparse.Namespace) -> int:
    from bot.demo import demo

    return _result(demo(options.port, browser=options.open))


def _migrate(_: argparse.Namespace) -> int:
    from bot.storage.migrating import migrate

    _result(migrate(_settings().database_url))
    print("The database has the newest schema.")
    return 0


def _check(_: argparse.Namespace) -> int:
    from bot.checks import look_over

    findings = _result(look_over(_settings()))
    for finding in findings:
        print(f"{'ok  ' if finding.fine else 'FIX '} {finding.what}: {finding.found}")
    return 0 if all(finding.fine for finding in findings) else 1


def _load(options: argparse.Namespace) -> int:
    from bot.loader import load

    return _result(load(_settings(), options.path))


def _ask(options: argparse.Namespace) -> int:
    from bot.consultation import Consultation

    settings = _settings()
    if (options.question is None) == (options.input is None) or (options.input is None) != (options.output is None):
        print("Either a question, or --input and --output together.", file=sys.stderr)
        return os.EX_USAGE
    try:
        consultation = _result(Consultation.open(settings))
        if options.question is not None:
            print(consultation.answer(options.question, options.lang, options.about, as_json=options.json))
        else:
            print(f"{consultation.answer_all(options.input, options.output)} questions answered", file=sys.stderr)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return os.EX_DATAERR
    return 0


def _people(options: argparse.Namespace) -> int:
    from bot.people_files import export_people, import_people
    from bot.storage.people_csv import NotAList

    importing = options.do == "import"
    if importing is (options.path is None) or (importing and options.output):
        print("Either import F.csv, or export with or without --output.", file=sys.stderr)
        return os.EX_USAGE
    settings = _settings()
    try:
        _result(import_people(settings, options.path) if importing else export_people(settings, options.output))
    except (NotAList, OSError) as error:
        print(error, file=sys.stderr)
        return os.EX_DATAERR
    return 0


def _export(options: argparse.Namespace) -> int:
    forms = tuple(dict.fromkeys(options.format.split(",")))
    if not set(forms) <= {"xlsx", "csv"} or (len(forms) > 1 and not options.output.is_dir()):
        print("--format takes xlsx, csv or xlsx,csv; two files need a folder as --output.", file=sys.stderr)
        return os.EX_USAGE
    settings = _settings()
    from bot.domain.language import Language
    from bot.registration_files import Wish, export

    language = Language(options.lang)
    return export(
        settings, Wish(options.event, forms, options.output, language, options.edition, with_ids=options.with_ids)
    )


def _announce(options: argparse.Namespace) -> int:
    from bot.announcer import Announcer, Refusal, read_moment, read_text
    from bot.domain.announcements import Policy
    from bot.domain.language import Language
    from bot.services.announcing import Announcing

    content = (options.kk, options.ru, options.audience)
    verbs = {verb: getattr(options, verb) for verb in ("status", "pause", "resume", "cancel", "recall")}
    steered = next(((verb, number) for verb, number in verbs.items() if number is not None), None)
    if (steered is None) != all(content) or (steered and any((*content, options.at))):
        print("Either --kk, --ru and --audience together, or one verb with the number of one.", file=sys.stderr)
        return os.EX_USAGE
    settings = _settings()

    async def work() -> str:
        from bot.clock import SystemClock
        from bot.storage.database import SqlDatabase
        from bot.storage.migrating import migrate

        await migrate(settings.database_url)
        database = SqlDatabase(settings.database_url)
        announcer = Announcer(Announcing(SystemClock(), settings.timezone), database)
        try:
            if steered is None:
                texts = {Language.KK: read_text(options.kk), Language.RU: read_text(options.ru)}
                moment = read_moment(options.at, settings.timezone)
                return str(await announcer.queue(texts, options.audience, moment, Policy(options.policy)))
            verb, number = steered
            if verb != "status":
                await announcer.steer(verb, number)
            return await announcer.status(number)
        finally:
            await database.close()

    try:
        print(_result(work()))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return os.EX_DATAERR
    return 0


def _backup(options: argparse.Namespace) -> int:
    from bot.storage.backup import NothingToBackUp, backup

    try:
        _result(backup(_settings().database_url, options.path))
    except (NothingToBackUp, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return os.EX_DATAERR
    print(f"The backup is in {options.path}.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from bot.storage.backup import AtWork, NotABackup, NotEmpty, restore
    from bot.storage.revisions import SchemaTooNew

    try:
        _result(restore(options.path, _settings().database_url, force=options.force))
    except AtWork as error:
        print(error, file=sys.stderr)
        return os.EX_TEMPFAIL
    except (NotABackup, NotEmpty, SchemaTooNew, ValueError) as error:
        print(error, file=sys.stderr)
        return os.EX_DATAERR
    print("The database holds what the backup held.")
    return 0


def _erase(options: argparse.Namespace) -> int:
    from bot.upkeep import erase

    done = _result(erase(_settings(), options.person))
    print(f"erased {done.rows} rows; places that have become free: {done.places}")
    return 0
