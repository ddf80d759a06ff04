"""The use cases: a class per subject, a verb per method; know no Telegram, no SQL and no HTTP."""
