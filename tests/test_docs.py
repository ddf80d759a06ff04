"""The documents say what the code does: settings, commands, targets, links, layers, names of metrics."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import DEFAULTS
from bot.storage.schema import metadata
from bot.web.metrics import PrometheusMetrics

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")


def table(text: str, head: str) -> list[list[str]]:
    """The rows of the table under that head, as cells."""
    lines = text.partition(head)[2].splitlines()[2:]
    rows = lines[: next(n for n, line in enumerate([*lines, ""]) if not line.startswith("|"))]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@functools.cache
def commands() -> set[str]:
    """What `python -m bot --help` names."""
    told = subprocess.run([sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(re.findall(r"^    ([a-z]+)\b", told.stdout, re.MULTILINE))


def targets() -> dict[str, str]:
    """The targets of the Makefile with what they say of themselves."""
    lines = re.findall(
        r"^([a-z]+):[^=\n]*?(?:## (.*))?$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    return dict(lines)


def test_every_setting_is_in_the_example_with_its_default_and_a_comment() -> None:
    file = ROOT / ".env.example"
    assert dict(dotenv_values(file, interpolate=False)) == DEFAULTS
    for block in file.read_text(encoding="utf-8").strip().split("\n\n"):
        assert block.startswith("# "), f"no comment above: {block}"


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    rows = table(README, "| name | default | meaning |")
    assert {row[0].strip("`"): row[1].strip("`") for row in rows} == dict(DEFAULTS)
    assert all(len(row) == 3 and row[2] for row in rows)


def test_every_command_is_in_the_readme_and_no_other() -> None:
    rows = table(README, "| command | does |")
    assert {row[0].strip("`").split()[0] for row in rows} == commands()


def test_every_table_of_the_schema_is_on_the_page_of_personal_data() -> None:
    rows = table((ROOT / "docs" / "personal-data.md").read_text(encoding="utf-8"), "| table | what it holds")
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row[0])} == set(metadata.tables)


def test_the_makefile_describes_itself() -> None:
    told = subprocess.run(["make", "help"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    described = {name: words for name, words in targets().items() if words}
    assert {"install", "demo", "run", "test", "check", "bench", "screenshots", "lock", "long", "help"} <= set(described)
    for name, words in described.items():
        assert re.search(rf"^  {name} +{re.escape(words)}$", told, re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_targets_and_commands_that_a_document_names_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    spans = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
    code = [line.split("#")[0] for block in blocks for line in block.splitlines()] + spans
    for line in code:
        for words in re.findall(r"\bmake ([a-z ]+)", line):
            assert set(words.split()) <= set(targets()), line
        assert set(re.findall(r"python -m bot ([a-z]+)", line)) <= commands(), line


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_resolve(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            path = document.parent / target.partition("#")[0]
            assert path.exists(), f"{document.relative_to(ROOT)}: {target}"
            assert path.resolve().is_relative_to(ROOT), f"{target} leads out of the project"


def test_ci_finds_the_readmes_test_command() -> None:
    assert re.findall(r"^(make [a-z]*) *# runs the tests.*$", README, re.MULTILINE) == ["make test"]
    assert "# runs the tests" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_every_decision_is_listed_and_has_its_parts() -> None:
    folder = ROOT / "docs" / "decisions"
    pages = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    listed = re.findall(
        r"^- \[(\d{4})\]\(([^)]+)\) (.+)$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [name for _, name, _ in listed] == [page.name for page in pages]
    assert [int(number) for number, _, _ in listed] == list(range(1, len(pages) + 1))
    for (number, _, title), page in zip(listed, pages, strict=True):
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(number)}. {title}\n")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Rejected", "Consequences"]


def test_the_layers_of_the_architecture_page_are_those_that_are_checked() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["name"] == "Imports point inward")
    checked = [name.strip() for layer in layers for name in layer.split("|")]
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = table(page, "| layer, outermost first | what it is |")
    assert sorted(re.findall(r"`([a-z0-9_]+)`", " ".join(row[0] for row in rows))) == sorted(checked)
    order = {name: number for number, row in enumerate(rows) for name in re.findall(r"`([a-z0-9_]+)`", row[0])}
    assert [order[name] for name in checked] == sorted(order[name] for name in checked)


def test_metrics_that_a_document_names_exist() -> None:
    known = {sample.name for family in PrometheusMetrics().registry.collect() for sample in family.samples}
    known |= {family.name for family in PrometheusMetrics().registry.collect()}
    known |= {f"{family.name}_total" for family in PrometheusMetrics().registry.collect() if family.type == "counter"}
    for document in DOCUMENTS:
        named = set(re.findall(r"mamandyq_[a-z_]+", document.read_text(encoding="utf-8")))
        assert named <= known, f"{document.name}: {named - known}"


def test_nothing_is_left_to_do_and_no_path_of_one_machine_is_named() -> None:
    unfinished = "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3))  # in pieces, so that this file may pass too
    words = re.compile(rf"\b(?:{unfinished})\b|(?<![\w.])/(?:work|tmp|home|root)/[a-z]")
    for folder in ("bot", "data", "locales", "docs", "tests", "benchmarks", ".ci", ".github", "requirements"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {
                ".py",
                ".md",
                ".yaml",
                ".yml",
                ".po",
                ".js",
                ".css",
                ".html",
                ".sh",
                ".in",
                ".lock",
                ".json",
            }:
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                    assert not words.search(line), f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
