"""Link codes: short, for a quarter of an hour, and stored as a hash only."""

import secrets
from datetime import timedelta
from hashlib import sha256

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that looks like another
LENGTH = 8  # 30 ** 8 codes: 600 billion, for fifteen minutes
VALID = timedelta(minutes=15)


def new_code() -> str:
    """A code as it is shown: `ABCD-EFGH`."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{letters[: LENGTH // 2]}-{letters[LENGTH // 2 :]}"


def hash_of(code: str) -> str:
    """What is stored of a code, however it was typed."""
    letters = "".join(c for c in code.upper() if c.isalnum())
    return sha256(f"link-account:{letters}".encode()).hexdigest()
