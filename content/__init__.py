"""The question bank and the practice catalogue: types, loader, checks and verification."""
