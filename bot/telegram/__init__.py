"""The only place that speaks aiogram."""
