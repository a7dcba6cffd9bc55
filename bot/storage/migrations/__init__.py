"""Alembic migrations; see `bot.storage.migrate`."""
