"""One module per repository of `bot.application.ports.storage`."""
