"""axe-core over what a page shows right now: WCAG 2.2 AA and good practice, in words where broken."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "(rules) => axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"


@cache
def axe_core() -> str:
    """The script itself, out of the installed package; nothing is fetched."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


async def violations(page: Page) -> list[str]:
    """Every broken rule with the elements that break it and why; empty when all is well."""
    await page.evaluate(axe_core())
    results = await page.evaluate(RUN, RULES)
    return [
        f"{broken['id']}: {node['html'][:200]} {node['failureSummary']}"
        for broken in results["violations"]
        for node in broken["nodes"]
    ]
