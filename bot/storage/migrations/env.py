"""Alembic's entry: always run on a connection that `bot.storage.migrate` passes in."""

from alembic import context
from sqlalchemy import Connection

from bot.storage.tables import metadata


def run(connection: Connection) -> None:
    """Run the migrations on this connection, each in its own transaction where the database can."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
