"""Screens: pure functions from domain values and a translator to what a person sees; no aiogram, no I/O."""
