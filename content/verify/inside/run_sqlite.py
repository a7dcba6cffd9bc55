"""Runs SQL statements one by one and prints their rows: python run_sqlite.py SETUP CODE (files)."""

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path


def statements(script: str) -> Iterator[str]:
    """The statements of a script; a semicolon inside a text or a trigger ends none."""
    statement = ""
    for piece in script.split(";"):
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            if statement.strip(" \t\r\n;"):
                yield statement
            statement = ""
    if statement.strip(" \t\r\n;"):
        yield statement


def shown(value: object) -> str:
    """A value as a column of a printed row."""
    if value is None:
        return "NULL"
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def main() -> None:
    """Set up, then run and print; a refused statement is printed as an error and the next one runs."""
    setup, code = (Path(name).read_text("utf-8") for name in sys.argv[1:3])
    database = sqlite3.connect("scratch.db", isolation_level=None)
    database.executescript(setup)
    for statement in statements(code):
        try:
            for row in database.execute(statement):
                print("|".join(shown(value) for value in row))
        except sqlite3.Error as error:
            print(f"ERROR: {error}")


if __name__ == "__main__":
    main()
