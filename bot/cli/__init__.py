"""The `coach` command and the one composition root."""
