"""A Telegram Bot API server of our own for the demo and for tests; it imports nothing of the product."""
