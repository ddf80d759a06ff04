"""Installation: what is missing is named in one line with its remedy, and an installed environment is kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def install(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Install nothing (an empty lock) into `folder`/venv with that Python."""
    lock = folder / "empty.lock"
    lock.touch()
    command = ["sh", "requirements/install.sh", str(folder / "venv"), str(lock)]
    env = {"PATH": "/usr/bin:/bin", "PYTHON": python}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def pretend(folder: Path, script: str) -> str:
    file = folder / "python-of-the-test"
    file.write_text(f'#!/bin/sh\ncase "$2" in\n{script}\nesac\n')
    file.chmod(0o755)
    return str(file)


def test_no_python_is_told_in_one_line(tmp_path: Path) -> None:
    done = install(tmp_path, "no-such-python")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Python 3.11, 3.12 or 3.13 is needed" in done.stderr
    assert "sudo apt install python3 python3-venv" in done.stderr


def test_an_old_python_is_as_good_as_none(tmp_path: Path) -> None:
    done = install(tmp_path, pretend(tmp_path, "*version_info*) exit 1 ;;"))
    assert done.returncode == 1
    assert "Python 3.11, 3.12 or 3.13 is needed" in done.stderr


def test_a_python_without_venv_is_told_in_one_line(tmp_path: Path) -> None:
    done = install(tmp_path, pretend(tmp_path, "*print*) echo 3.12 ;;\n*ensurepip*) exit 1 ;;"))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.endswith("sudo apt install python3.12-venv\n")
    assert not (tmp_path / "venv").exists()


def test_an_environment_that_works_is_kept_and_needs_no_other_python(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    kept = tmp_path / "venv" / "kept"
    kept.touch()
    done = install(tmp_path, "no-such-python")
    assert done.returncode == 0, done.stderr
    assert kept.exists()
