"""The commands put together."""

import typer

from content.cli.export import export
from content.cli.lint import lint_command
from content.cli.stats import stats
from content.cli.verify import verify
from content.lint import Judge


def build_app(*, command_words: frozenset[str] | None = None, judge: Judge | None = None) -> typer.Typer:
    """The `content` commands, to be mounted under `coach`.

    `command_words` are what no accepted answer may be (default: the common list); `judge` marks typed answers as the
    coach does, without it the samples of free-text questions are not tried.
    """
    app = typer.Typer(
        name="content",
        help="Check, prove, count and export the question bank.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    app.callback()(_about)
    app.command("lint")(lint_command(command_words, judge))
    app.command()(verify)
    app.command()(stats)
    app.command()(export)
    return app


def _about() -> None:
    """Check, prove, count and export the question bank."""
