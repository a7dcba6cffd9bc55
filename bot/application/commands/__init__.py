"""One module per command. A new command is a new module here and its place in `COMMANDS`."""

from bot.application.commands import (
    areas,
    ask,
    challenge,
    daily,
    data,
    digest,
    help,
    journey,
    leaderboard,
    link,
    pause,
    practice,
    progress,
    question,
    quiz,
    settings,
    start,
    streak,
    team,
)
from bot.application.commands.base import CommandModule
from bot.application.grammar.parse import Grammar

COMMANDS: dict[str, CommandModule] = {
    module.spec.name: module
    for module in (
        start.MODULE,
        quiz.MODULE,
        daily.MODULE,
        practice.MODULE,
        question.MODULE,
        ask.MODULE,
        streak.MODULE,
        progress.MODULE,
        journey.MODULE,
        areas.MODULE,
        leaderboard.MODULE,
        challenge.MODULE,
        digest.MODULE,
        team.MODULE,
        settings.MODULE,
        pause.PAUSE_MODULE,
        pause.RESUME_MODULE,
        link.LINK_MODULE,
        link.UNLINK_MODULE,
        data.EXPORT_MODULE,
        data.FORGET_MODULE,
        help.MODULE,
    )
}

GRAMMAR = Grammar([module.spec for module in COMMANDS.values()])
