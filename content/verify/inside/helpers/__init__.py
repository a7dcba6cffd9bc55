"""Modules that programs may import by their bare names."""
