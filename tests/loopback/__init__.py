"""Platforms that live on this machine for the length of a test."""
