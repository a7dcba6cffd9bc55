"""One module per tool that runs `verify` blocks.

A new tool is a module here and an entry in `all_tools`; its contract stands in `docs/content-format.md`.
"""

from content.verify.tools.base import BlockFailed, Tool
from content.verify.tools.csharp import CsharpTool
from content.verify.tools.java import JavaTool
from content.verify.tools.node import NodeTool
from content.verify.tools.postgresql import PostgresqlTool
from content.verify.tools.python import PythonTool
from content.verify.tools.ruby import RubyTool
from content.verify.tools.shell import GitTool, ShellTool
from content.verify.tools.sqlite import SqliteTool


def all_tools() -> dict[str, Tool]:
    """Every tool by name, also those that are not installed here. Close each when done."""
    tools: tuple[Tool, ...] = (
        PythonTool("python"),
        PythonTool("regex"),
        PythonTool("steps"),
        PythonTool("json-schema", package="jsonschema"),
        PythonTool("http", helpers=True),
        SqliteTool(),
        PostgresqlTool(),
        ShellTool(),
        GitTool(),
        NodeTool(),
        JavaTool(),
        RubyTool(),
        CsharpTool(),
    )
    return {tool.name: tool for tool in tools}


TOOL_NAMES = tuple(all_tools())

__all__ = ["TOOL_NAMES", "BlockFailed", "Tool", "all_tools"]
