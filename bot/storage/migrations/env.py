"""Alembic's entry: works on the connection, and in the transaction, that it is handed."""

from alembic import context
from sqlalchemy import Connection

from bot.storage.schema import metadata

connection = context.config.attributes["connection"]
assert isinstance(connection, Connection)

context.configure(
    connection=connection,
    target_metadata=metadata,
    # SQLite changes a table by making a new one.
    render_as_batch=connection.dialect.name == "sqlite",
)

with context.begin_transaction():
    context.run_migrations()
