"""Discord's documented limits as pure functions over request bodies."""
