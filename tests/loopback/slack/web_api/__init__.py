"""The Web API, one module for each family of methods."""

from tests.loopback.slack.web_api import auth, chat, conversations, files, oauth, users, views
from tests.loopback.slack.web_api.registry import METHODS, Call, Method

__all__ = ["METHODS", "Call", "Method", "auth", "chat", "conversations", "files", "oauth", "users", "views"]
