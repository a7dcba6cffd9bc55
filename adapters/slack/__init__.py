"""Slack: events in, Block Kit out. What a learner sees is decided in the core; here is only how Slack shows it."""
