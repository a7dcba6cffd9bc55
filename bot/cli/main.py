"""The `coach` command."""

import errno
import os
import sys
import zoneinfo
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.settings import Settings, gathered, read_settings
from bot.errors import OperatorError

app = typer.Typer(
    name="coach",
    help="Skill Coach: keeps a backend team's skills growing, in Slack, in Discord and here.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
db = typer.Typer(help="The database.", no_args_is_help=True)
app.add_typer(db, name="db")
digest = typer.Typer(help="The weekly team digest.", no_args_is_help=True)
app.add_typer(digest, name="digest")


def settings() -> Settings:
    """The settings of this process. Raises `SettingsError`."""
    return read_settings(gathered(os.environ, Path(".env")))


@app.command()
def chat() -> None:
    """Talk to the coach here, in the terminal; no tokens needed."""
    from bot.cli.chat import chat as talk  # here: each command imports only what it needs, so all start fast

    if not talk(settings()):
        raise typer.Exit(2)


@app.command()
def discord() -> None:
    """Hold Discord's gateway: talk with people there."""
    from bot.cli.discord import discord as hold

    hold(settings())


@app.command()
def web() -> None:
    """Serve Slack: by Socket Mode, over HTTP, or both."""
    from bot.cli.web import serve

    serve(settings())


@app.command()
def worker() -> None:
    """Plan and send: daily prompts, nudges, digests, challenge results."""
    from bot.cli.worker import work

    work(settings())


@app.command()
def run() -> None:
    """Run everything that is configured in one process: Slack, Discord, prompts and web pages."""
    from bot.cli.run import run as run_all

    run_all(settings())


@app.command()
def doctor() -> None:
    """Say what is on, off, reachable or missing, and how to mend it."""
    from bot.cli.doctor import doctor as examine

    if not examine(settings()):
        raise typer.Exit(1)


@app.command(
    "content",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
def content(context: typer.Context) -> None:
    """Check, prove, count and export the question bank."""
    from bot.cli.content import content as run  # its own app; handed the rest of the line as it is

    run(context.args)


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database up to date (`coach run` and the others do it by themselves)."""
    from bot.cli.database import upgrade

    upgrade(settings())


@db.command("current")
def db_current() -> None:
    """Say which revision the database is at."""
    from bot.cli.database import current

    current(settings())


@digest.callback()
def _digest() -> None:
    """The weekly team digest."""


@digest.command("preview")
def digest_preview(
    team: Annotated[str, typer.Option(help="The team: its id on its platform, or ours.", metavar="ID")],
    out: Annotated[Path, typer.Option(help="The folder for the text and the pictures.", metavar="DIR")],
) -> None:
    """Write a team's digest as it would be posted now: text and pictures. Posts nothing."""
    from bot.cli.digest import preview

    preview(settings(), team=team, out=out)


def main() -> None:
    """Run a command; what an operator can mend is said in plain lines, with exit code 1."""
    zoneinfo.reset_tzpath(to=())  # the pinned tzdata package, not whatever this machine has
    try:
        app()
    except OperatorError as error:
        for line in str(error).splitlines():
            print(f"coach: {line}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        _drop_output()  # whoever read it has left; there is nobody to tell
        sys.exit(141)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(f"coach: cannot write any more: {error.strerror}", file=sys.stderr)
        _drop_output()
        sys.exit(1)


def _drop_output() -> None:
    """Let what is still to be written at exit go nowhere, without another error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
