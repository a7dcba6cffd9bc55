"""`csharp`: C# programs, compiled by the compiler of an installed .NET SDK without a project."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from content.model import Verify
from content.verify.sandbox import Program, Ran
from content.verify.tools.base import BlockFailed, CommandTool, first_line, joined

COMPILE_ERROR = re.compile(r"error (CS\d{4})")
USINGS = "System System.Collections.Generic System.IO System.Linq System.Text System.Threading System.Threading.Tasks"
GLOBAL_USINGS = "".join(f"global using {name};\n" for name in USINGS.split())
REFUSED = 96  # exit status of the script below when the compiler refuses the program

# $1 is the compiler, $2 the folder of the runtime's assemblies, $3 the folder of the sources.
COMPILE_AND_RUN = f"""\
references=$(printf -- '-r:%s ' "$2"/System*.dll "$2"/netstandard.dll "$2"/mscorlib.dll "$2"/Microsoft.CSharp.dll)
dotnet exec "$1" -nologo -noconfig -nostdlib -langversion:latest -nullable:enable -warn:0 \\
    $references -out:"$3/program.dll" "$3/program.cs" "$3/usings.cs" >&2 || exit {REFUSED}
exec dotnet exec "$3/program.dll"
"""


class CsharpTool(CommandTool):
    """Top-level statements with the usual namespaces in scope."""

    name = "csharp"
    executable = "dotnet"
    mend = "install the .NET SDK, 8 or newer"

    @cached_property
    def version(self) -> str | None:
        """The SDK's version; None with a runtime alone, which cannot compile."""
        version = first_line("dotnet", "--version") if self._compiler else None
        return f".NET SDK {version}" if version else None

    @contextmanager
    def prepared(self, block: Verify, folder: Path) -> Iterator[Program]:
        """`code` first, because top-level statements must come before the types of `setup`."""
        home = folder.parent
        (home / "program.cs").write_text(joined(block.code, block.setup), "utf-8")
        (home / "usings.cs").write_text(GLOBAL_USINGS, "utf-8")
        (home / "program.runtimeconfig.json").write_text(self._runtime_config, "utf-8")
        command = ("sh", "-c", COMPILE_AND_RUN, "sh", str(self._compiler), str(self._assemblies), str(home))
        quiet = {"DOTNET_NOLOGO": "1", "DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_gcServer": "0"}
        small = {"DOTNET_GCHeapHardLimit": "0x8000000", "DOTNET_TieredPGO": "0", "DOTNET_EnableDiagnostics": "0"}
        yield Program(command=command, folder=folder, environment=quiet | small)

    def finding(self, ran: Ran) -> str:
        """The output; of a program that does not compile the first error's number."""
        refused = COMPILE_ERROR.search(ran.errors) if ran.status == REFUSED else None
        if refused:
            return f"compile error: {refused[1]}"
        if ran.failure:
            thrown = next((line for line in ran.errors.splitlines() if line.startswith("Unhandled exception")), "")
            raise BlockFailed(thrown or ran.failure)
        return ran.output
