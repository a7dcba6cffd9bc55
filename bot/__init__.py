"""Skill Coach: the platform-neutral core, its settings and the `coach` command."""
