"""`shell` and `git`: bash scripts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from content.model import Verify
from content.verify.sandbox import Program, Ran
from content.verify.tools.base import BlockFailed, CommandTool, first_line, joined

SETUP_FAILED = 97  # exit status by which the script below tells a broken setup from a broken command

UNREADABLE = re.compile(r"(?:setup|code)\.sh: (line \d+: .*(?:syntax error|unexpected (?:end|EOF)).*)")

# One shell for both, so that the setup's folder, variables and functions hold. $1 and $2 are the two scripts.
SHELL = f"""\
trap 'exit {SETUP_FAILED}' ERR
set -eE
. "$1" > /dev/null
trap - ERR
set +eE
. "$2"
"""

FIRST_SECOND = 1767268800  # 2026-01-01 12:00 UTC
# `tick` moves the clock of later commits on; the numbers are seconds since 1970 and the zone.
REPOSITORY = f"""\
tick() {{
    GIT_COMMITTER_DATE="$(( ${{GIT_COMMITTER_DATE%% *}} + 60 )) +0000"
    GIT_AUTHOR_DATE="$GIT_COMMITTER_DATE"
}}
export GIT_COMMITTER_DATE="{FIRST_SECOND} +0000" GIT_AUTHOR_DATE="{FIRST_SECOND} +0000"
git init --quiet .
"""

GIT_CONFIG = """\
[user]
    name = Ada
    email = ada@example.com
[init]
    defaultBranch = main
[core]
    pager = cat
    editor = true
[sequence]
    editor = true
[advice]
    detachedHead = false
[commit]
    gpgSign = false
[protocol "file"]
    allow = always
[gc]
    auto = 0
"""


class ShellTool(CommandTool):
    """What the script prints counts, not its exit status; the setup must succeed and its output does not count."""

    name = "shell"
    executable = "bash"
    mend = "install `bash`"
    before_setup = ""

    @contextmanager
    def prepared(self, block: Verify, folder: Path) -> Iterator[Program]:
        """Both scripts outside the folder, which is theirs alone."""
        home = folder.parent
        for name, text in (("setup.sh", joined(self.before_setup, block.setup)), ("code.sh", joined(block.code))):
            (home / name).write_text(text, "utf-8")
        command = ("bash", "--noprofile", "--norc", "-c", SHELL, "bash", str(home / "setup.sh"), str(home / "code.sh"))
        yield Program(command=command, folder=folder, environment=self._environment(home))

    def finding(self, ran: Ran) -> str:
        """Whatever was printed, unless the setup broke, the script cannot be read or it was stopped."""
        unreadable = UNREADABLE.search(ran.errors)
        if unreadable:
            raise BlockFailed(unreadable[1])
        if ran.status is None or ran.status < 0:
            raise BlockFailed(ran.failure)
        if ran.status == SETUP_FAILED:
            raise BlockFailed(f"the setup failed: {ran.failure}")
        return ran.output

    def _environment(self, home: Path) -> dict[str, str]:
        return {}


class GitTool(ShellTool):
    """The script starts in a fresh repository on branch `main`, with a fixed author and clock."""

    name = "git"
    mend = "install `git` and `bash`"
    before_setup = REPOSITORY

    @cached_property
    def version(self) -> str | None:
        """Git's version; None as well when there is no bash."""
        return first_line("git", "--version") if first_line("bash", "--version") else None

    def _environment(self, home: Path) -> dict[str, str]:
        config = home / "gitconfig"
        config.write_text(GIT_CONFIG, "utf-8")
        return {
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": str(config),
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_CEILING_DIRECTORIES": str(home),
        }
