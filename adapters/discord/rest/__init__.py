"""Discord's HTTP API v10: one request at a time, with clear outcomes."""
