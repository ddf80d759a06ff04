"""The command `people`, over a real database."""

from __future__ import annotations

import pytest

from bot.cli import main


@pytest.fixture
def command(monkeypatch, sqlite_url, capsys):
    """Runs it; the exit code and what was printed."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(["people", *arguments])
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run


def test_import_tells_what_it_took_and_what_it_refused(command, tmp_path):
    file = tmp_path / "people.csv"
    file.write_bytes("telegram_id;name;language;role\r\n5;Асан;kk;pupil\r\n\r\n-100;9А;;\r\n".encode("cp1251"))

    assert command("import", str(file)) == (0, "line 3: the line is empty\nadded 2, updated 0, refused 1\n", "")
    assert command("import", str(file))[1].endswith("added 0, updated 2, refused 1\n")


def test_export_gives_the_same_list(command, tmp_path):
    text = "telegram_id,language,role\n-100,both,\n5,kk,pupil\n6,,\n"
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    command("import", str(tmp_path / "in.csv"))

    assert command("export") == (0, text, "")
    assert command("export", "--output", str(tmp_path / "out.csv")) == (0, "", "")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == text
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["import"], 64),
        (["export", "in.csv"], 64),
        (["import", "in.csv", "--output", "x"], 64),
        (["import", "no.csv"], 65),
    ],
)
def test_misuse_is_told(command, arguments, code):
    found, _, said = command(*arguments)
    assert found == code
    assert said


def test_another_file_is_no_list(command, tmp_path):
    (tmp_path / "in.csv").write_text("a,b\n", encoding="utf-8")
    assert command("import", str(tmp_path / "in.csv"))[0] == 65
    assert "telegram_id,language,role" in command("import", str(tmp_path / "in.csv"))[2]
