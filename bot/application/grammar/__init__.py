"""The one grammar: the same commands, arguments and mistakes on every platform."""
