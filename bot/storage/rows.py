"""Rows and values: columns are named as fields, so both directions go by name."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Dialect, RowMapping, Table
from sqlalchemy.dialects import postgresql, sqlite

Value = TypeVar("Value")


def row_of(value: Any, table: Table) -> dict[str, Any]:
    """The columns of a table that the value (a dataclass) has as fields."""
    return {field.name: getattr(value, field.name) for field in fields(value) if field.name in table.c}


def value_of(kind: Callable[..., Value], row: RowMapping | Mapping[str, Any], **more: Any) -> Value:
    """A value of a row that has exactly its fields as columns."""
    return kind(**{str(key): cell for key, cell in row.items()}, **more)


def insert_for(dialect: Dialect, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """An insert that knows `ON CONFLICT`, as both databases do."""
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)
