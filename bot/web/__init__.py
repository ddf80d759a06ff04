"""The process seen over HTTP: Telegram's webhook, health and metrics; knows no Telegram types and no SQL."""
