"""Column types: instants in UTC, enumerations by value, structured values as JSON."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any

import msgspec
from sqlalchemy import JSON, DateTime, Integer, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class Instant(TypeDecorator[datetime]):
    """An aware instant; kept as `timestamptz`, on SQLite as UTC without a zone. Naive ones are refused."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """`timestamptz` on PostgreSQL."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Into the database, in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Out of the database, aware, UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Word(TypeDecorator[Any]):
    """An enumeration by its value (text or number)."""

    impl = String
    cache_ok = True

    def __init__(self, members: type[Enum]) -> None:
        self.members = members
        super().__init__()

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text for text values, an integer for numbers."""
        number = isinstance(next(iter(self.members)).value, int)
        return dialect.type_descriptor(Integer() if number else String(40))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """The member's value."""
        return None if value is None else self.members(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """The member."""
        return None if value is None else self.members(value)


class Json(TypeDecorator[Any]):
    """A structured value of a given type as JSON (`jsonb` on PostgreSQL)."""

    impl = JSON
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        self.kind = kind
        super().__init__(none_as_null=True)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """`jsonb` on PostgreSQL."""
        kind = JSONB(none_as_null=True) if dialect.name == "postgresql" else JSON(none_as_null=True)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """As plain JSON values, in a fixed order."""
        return None if value is None else msgspec.to_builtins(value, order="deterministic")

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """As the structured value."""
        return None if value is None else msgspec.convert(value, self.kind)
