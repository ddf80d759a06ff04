from __future__ import annotations

import pytest

from bot.cli import main
from bot.storage.migrating import migrate
from bot.storage.revisions import OutOfReach

NOBODY = "postgresql+asyncpg://postgres:password@127.0.0.1:1/test"


@pytest.mark.parametrize("url", [NOBODY, "sqlite+aiosqlite:////proc/nowhere/bot.db"])
async def test_a_database_that_is_not_there_is_told_in_words(url):
    with pytest.raises(OutOfReach, match="check DATABASE_URL") as told:
        await migrate(url)
    assert "password" not in str(told.value)


@pytest.mark.parametrize("command", [["migrate"], ["load", "data/programme"]])
def test_commands_say_so_and_end_with_a_code_of_their_own(command, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", NOBODY)
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 69
    said = capsys.readouterr().err
    assert "cannot be reached" in said
    assert "Traceback" not in said
