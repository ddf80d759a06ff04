"""The plugin that lets CI fail where anything was skipped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PASSES = "def test_passes(): pass\n"


def run(folder: Path, source: str, *options: str) -> subprocess.CompletedProcess[str]:
    file = folder / "test_it.py"
    file.write_text("import pytest\n" + PASSES + source)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, f"--rootdir={folder}", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize(
    "source",
    [
        "@pytest.mark.skip(reason='no server')\ndef test_x(): pass\n",
        "def test_x(): pytest.skip('no server')\n",
        "@pytest.fixture\ndef server(): pytest.skip('no server')\ndef test_x(server): pass\n",
        "pytest.skip('no server', allow_module_level=True)\n",
    ],
)
def test_a_skip_fails_the_run(tmp_path: Path, source: str) -> None:
    strict = run(tmp_path, source, "-p", "tests.no_skips")
    assert strict.returncode != 0
    assert "here nothing may be" in strict.stdout


def test_a_run_without_skips_passes_and_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    expected = "@pytest.mark.xfail(reason='known')\ndef test_x(): raise AssertionError\n"
    ran = run(tmp_path, expected, "-p", "tests.no_skips")
    assert ran.returncode == 0
    assert "nothing may be" not in ran.stdout
