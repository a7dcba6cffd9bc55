"""`csharp`: C# programs, by the compiler of an installed .NET SDK, without a project."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from content.model import Verify
from content.verify.sandbox import Program, Ran
from content.verify.tools.base import BlockFailed, CommandTool, joined

REFUSED = 96  # exit status of the script below when the compiler refuses the program
COMPILE_ERROR = re.compile(r"\berror (CS\d{4})\b")
FRAMEWORK = "Microsoft.NETCore.App"

# $1 is the compiler, $2 the folder with its arguments and its output.
COMPILE_AND_RUN = f"""\
dotnet exec "$1" -nologo -noconfig @"$2/arguments" >&2 || exit {REFUSED}
exec dotnet exec "$2/program.dll"
"""
QUIET = {
    "DOTNET_NOLOGO": "1",
    "DOTNET_CLI_TELEMETRY_OPTOUT": "1",
    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",  # prints alike everywhere, and needs no ICU
    "DOTNET_EnableDiagnostics": "0",
    "COMPlus_EnableDiagnostics": "0",
    "COMPlus_GCHeapHardLimit": "0x10000000",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sdk:
    """An installed SDK: its version, its compiler, the assemblies to refer to, and the runtime to run on."""

    version: str
    compiler: Path
    references: tuple[Path, ...]
    runtime: str


class CsharpTool(CommandTool):
    """A complete program; without a project there are no implicit usings."""

    name = "csharp"
    mend = "install a .NET SDK, 3.1 or newer"

    @cached_property
    def version(self) -> str | None:
        """The SDK's version; None as well with a runtime alone, which cannot compile."""
        return f".NET SDK {self._sdk.version}" if self._sdk else None

    @cached_property
    def _sdk(self) -> Sdk | None:
        sdks, runtimes = _listed("--list-sdks"), _listed("--list-runtimes")
        runtime = next((words[1] for words in reversed(runtimes) if words[0] == FRAMEWORK), None)
        if not sdks or runtime is None:
            return None
        version, folder = sdks[-1][0], Path(sdks[-1][1])
        packs = folder.parent / "packs" / f"{FRAMEWORK}.Ref"
        references = sorted(packs.glob(f"{_major(runtime)}.*/ref/*/*.dll"))
        compiler = folder / version / "Roslyn" / "bincore" / "csc.dll"
        if not references or not compiler.exists():
            return None
        newest = references[-1].parent
        return Sdk(version=version, compiler=compiler, references=tuple(newest.glob("*.dll")), runtime=runtime)

    @contextmanager
    def prepared(self, block: Verify, folder: Path) -> Iterator[Program]:
        """`code` first, so that it may hold usings and top-level statements; the types of `setup` after it."""
        assert self._sdk is not None, "asked to run without an SDK"
        home = folder.parent
        (home / "program.cs").write_text(joined(block.code, block.setup), "utf-8")
        config = f'{{"runtimeOptions": {{"framework": {{"name": "{FRAMEWORK}", "version": "{self._sdk.runtime}"}}}}}}'
        (home / "program.runtimeconfig.json").write_text(config, "utf-8")
        arguments = [f'-r:"{path}"' for path in self._sdk.references]
        arguments += ["-langversion:latest", "-warn:0", f'-out:"{home / "program.dll"}"', f'"{home / "program.cs"}"']
        (home / "arguments").write_text("\n".join(arguments), "utf-8")
        command = ("sh", "-c", COMPILE_AND_RUN, "sh", str(self._sdk.compiler), str(home))
        yield Program(command=command, folder=folder, environment=QUIET)

    def finding(self, ran: Ran) -> str:
        """The output; of a program that does not compile the first error's number."""
        refused = COMPILE_ERROR.search(ran.errors) if ran.status == REFUSED else None
        if refused:
            return f"compile error: {refused[1]}"
        if ran.failure:
            thrown = next((line for line in ran.errors.splitlines() if line.startswith("Unhandled exception")), "")
            raise BlockFailed(thrown or ran.failure)
        return ran.output


def _listed(flag: str) -> list[list[str]]:
    """The words of each line that `dotnet` lists, its folder without brackets; oldest version first."""
    path = shutil.which("dotnet")
    if path is None:
        return []
    try:
        ran = subprocess.run([path, flag], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return []
    lines = [re.sub(r"\[(.*)\]$", r"\1", line).split(" ") for line in ran.stdout.splitlines()]
    return [line for line in lines if len(line) > 1]


def _major(version: str) -> str:
    return ".".join(version.split(".")[:2])
