"""SQLAlchemy storage on SQLite and PostgreSQL behind the ports of the core."""
