"""The HTTP API v10, a module for each family of routes."""
