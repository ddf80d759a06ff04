"""One suite for every adapter of a port: in memory, on SQLite, on PostgreSQL."""
