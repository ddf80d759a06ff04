"""Settings: defaults, every broken value named with its remedy, no secret shown."""

from __future__ import annotations

import stat
import subprocess
import sys
import zoneinfo
from pathlib import Path

import pytest

from bot.settings import DEFAULTS, Settings, SettingsError, environment, kept_secret_key

TOKEN = "110201543:CANARY-token_of-a-bot"
SECRET = "canary-secret-0123456789"


def read(**env: str) -> Settings:
    return Settings.read({"BOT_TOKEN": TOKEN, **env}, need_token=True)


def problems(**env: str) -> dict[str, str]:
    with pytest.raises(SettingsError) as caught:
        read(**env)
    return {problem.name: str(problem) for problem in caught.value.problems}


def test_defaults() -> None:
    settings = read()
    assert settings.bot_token == TOKEN
    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite+aiosqlite:///var/bot.db"
    assert settings.owner_ids == frozenset()
    assert settings.timezone.key == "Asia/Almaty"
    assert settings.programme == Path("data/programme")
    assert settings.webhook is None
    assert (settings.http_host, settings.http_port) == ("127.0.0.1", 8080)
    assert settings.broadcast_rate == 28
    assert (settings.log_level, settings.log_format) == ("INFO", "console")


def test_an_empty_value_is_the_default_and_spaces_do_not_count() -> None:
    settings = read(HTTP_PORT="", LOG_LEVEL=" debug ", LOG_FORMAT="JSON", OWNER_IDS=" 1, 23 ,", BROADCAST_RATE=" 5 ")
    assert settings.http_port == 8080
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")
    assert settings.owner_ids == {1, 23}
    assert settings.broadcast_rate == 5


def test_a_command_without_telegram_needs_no_token() -> None:
    assert Settings.read({}, need_token=False).bot_token == ""
    with pytest.raises(SettingsError, match="BOT_TOKEN: is missing"):
        Settings.read({}, need_token=True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "no-colon"),
        ("BOT_TOKEN", "12a:abc"),
        ("BOT_TOKEN", "123:abc/../x"),
        ("BOT_TOKEN", "123:with space"),
        ("BOT_TOKEN", "١٢٣:abc"),
        ("BOT_API_URL", "api.telegram.org"),
        ("BOT_API_URL", "ftp://api.telegram.org"),
        ("BOT_API_URL", "http://:81"),
        ("BOT_API_URL", "http://host:port"),
        ("BOT_API_URL", "http://[::1"),
        ("BOT_API_URL", "https://user:pass@host"),
        ("BOT_API_URL", "https://host/?a=b"),
        ("BOT_API_URL", "https://host\nInjected: 1"),
        ("DATABASE_URL", "sqlite:///var/bot.db"),
        ("DATABASE_URL", "sqlite+aiosqlite://"),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:"),
        ("DATABASE_URL", "postgresql://host/db"),
        ("DATABASE_URL", "postgresql+asyncpg://host"),
        ("DATABASE_URL", "postgresql+asyncpg:///db"),
        ("DATABASE_URL", "mysql://host/db"),
        ("DATABASE_URL", "bot.db"),
        ("OWNER_IDS", "1,two"),
        ("OWNER_IDS", "-100123"),
        ("OWNER_IDS", "0"),
        ("OWNER_IDS", "1_0"),
        ("OWNER_IDS", "99999999999999999"),
        ("OWNER_IDS", "１２"),
        ("SECRET_KEY", "short"),
        ("TIMEZONE", "Asia/Pavlodar"),
        ("TIMEZONE", "Asia"),
        ("TIMEZONE", "../../etc/passwd"),
        ("PROGRAMME", "/nowhere/at/all"),
        ("WEBHOOK_URL", "http://bot.example.kz/telegram"),
        ("WEBHOOK_URL", "bot.example.kz"),
        ("WEBHOOK_URL", "https://bot.example.kz/metrics"),
        ("WEBHOOK_URL", "https://bot.example.kz/#x"),
        ("WEBHOOK_SECRET", "short"),
        ("WEBHOOK_SECRET", "0123456789abcdef!"),
        ("WEBHOOK_SECRET", "құпия-құпия-құпия"),
        ("HTTP_HOST", "http://x"),
        ("HTTP_PORT", "65536"),
        ("HTTP_PORT", "-1"),
        ("HTTP_PORT", "http"),
        ("BROADCAST_RATE", "0"),
        ("BROADCAST_RATE", "1001"),
        ("BROADCAST_RATE", "28.5"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_broken_value_is_named_with_its_remedy(name: str, value: str) -> None:
    env = {name: value} | ({"WEBHOOK_SECRET": SECRET} if name == "WEBHOOK_URL" else {})
    found = problems(**env)
    assert set(found) == {name}
    wrong, remedy = found[name].split(": ", 1)[1].split(". ", 1)
    assert wrong
    assert remedy.endswith(".")
    assert "\n" not in found[name]


def test_all_problems_at_once() -> None:
    found = problems(BOT_TOKEN="x", HTTP_PORT="x", LOG_LEVEL="x", WEBHOOK_URL="https://a.kz", DATABASE_URL="x")
    assert set(found) == {"BOT_TOKEN", "HTTP_PORT", "LOG_LEVEL", "WEBHOOK_SECRET", "DATABASE_URL"}


def test_a_webhook_has_a_secret_and_a_path() -> None:
    hook = read(WEBHOOK_URL="https://bot.example.kz", WEBHOOK_SECRET=SECRET).webhook
    assert hook is not None
    assert (hook.url, hook.path) == ("https://bot.example.kz/telegram", "/telegram")
    hook = read(WEBHOOK_URL="https://bot.example.kz/some/where/", WEBHOOK_SECRET=SECRET).webhook
    assert hook is not None
    assert (hook.url, hook.path) == ("https://bot.example.kz/some/where", "/some/where")


def test_only_ones_own_bot_api_server_calls_without_tls_and_only_nearby() -> None:
    own = {"BOT_API_URL": "http://127.0.0.1:8081", "WEBHOOK_SECRET": SECRET}
    hook = read(WEBHOOK_URL="http://127.0.0.1:8080/telegram", **own).webhook
    assert hook is not None
    assert hook.url == "http://127.0.0.1:8080/telegram"
    assert set(problems(WEBHOOK_URL="http://bot.example.kz", **own)) == {"WEBHOOK_URL"}
    assert set(problems(WEBHOOK_URL="http://127.0.0.1", WEBHOOK_SECRET=SECRET)) == {"WEBHOOK_URL"}


def test_the_webhook_secret_is_not_the_token() -> None:
    assert "WEBHOOK_SECRET" in problems(WEBHOOK_SECRET=TOKEN.split(":")[1])


def test_no_secret_is_shown() -> None:
    env = {
        "SECRET_KEY": "canary-key-" * 4,
        "WEBHOOK_URL": "https://a.kz",
        "WEBHOOK_SECRET": SECRET,
        "DATABASE_URL": "postgresql+asyncpg://bot:canary%2Fpassword@host/db",
    }
    settings = read(**env)
    assert "canary" not in (repr(settings) + str(settings)).lower()
    assert settings.secrets == (TOKEN, env["SECRET_KEY"], SECRET, "canary%2Fpassword", "canary/password")
    shown = problems(**{**env, "BOT_TOKEN": "canary:canary", "SECRET_KEY": "canary", "WEBHOOK_SECRET": "canary!"})
    shown |= problems(DATABASE_URL="postgresql+asyncpg://bot:canary-password@host:port/db")
    assert "canary" not in str(shown).lower()


def test_old_time_zone_data_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "bot.settings.reading.ZoneInfo", lambda _: zoneinfo.ZoneInfo("Asia/Dhaka")
    )  # UTC+6, as Almaty was
    assert "Update the system's package tzdata" in problems()["TIMEZONE"]


def test_the_process_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("\ufeffBOT_TOKEN=1:file\nHTTP_PORT=1\nDATABASE_URL=a$b${HTTP_PORT}\nBARE\n", encoding="utf-8")
    env = environment(file, {"HTTP_PORT": "2"})
    assert env == {"BOT_TOKEN": "1:file", "HTTP_PORT": "2", "DATABASE_URL": "a$b${HTTP_PORT}"}
    assert environment(tmp_path / "absent", {"A": "b"}) == {"A": "b"}


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"BOT_TOKEN=\xff\xfe\x00")
    with pytest.raises(SettingsError, match="Save it as UTF-8"):
        environment(file, {})


def test_the_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret_key"
    key = kept_secret_key(file)
    assert len(key) == 64
    assert kept_secret_key(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_processes_that_start_at_once_keep_one_key(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    code = f"import pathlib, bot.settings as s; print(s.kept_secret_key(pathlib.Path({str(file)!r})))"
    started = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert {process.communicate()[0].strip() for process in started} == {file.read_text()}


def test_every_name_of_the_contract_is_there() -> None:
    assert set(DEFAULTS) == {
        *("BOT_TOKEN", "BOT_API_URL", "DATABASE_URL", "OWNER_IDS", "SECRET_KEY", "TIMEZONE", "PROGRAMME"),
        *(
            "WEBHOOK_URL",
            "WEBHOOK_SECRET",
            "HTTP_HOST",
            "HTTP_PORT",
            "BROADCAST_RATE",
            "SECOND_ORGANIZER_ABOVE",
            "LOG_LEVEL",
            "LOG_FORMAT",
        ),
    }
