"""`python -m bot.i18n extract` adds new texts of the code to the catalogues, `prune` drops unused, `check` checks."""

from __future__ import annotations

import sys

from bot.i18n.extraction import problems, update


def main(arguments: list[str]) -> int:
    """Run one of them; 0 when all is well, 1 with problems, 2 when misused."""
    if arguments not in (["extract"], ["prune"], ["check"]):
        sys.stderr.write("usage: python -m bot.i18n extract|prune|check\n")
        return 2
    if arguments != ["check"]:
        update(prune=arguments == ["prune"])
    found = problems()
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
