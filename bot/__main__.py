"""`python -m bot`: the commands."""

from bot.cli import main

main()
