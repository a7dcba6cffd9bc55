"""The terminal: the whole coach without any platform or token."""
