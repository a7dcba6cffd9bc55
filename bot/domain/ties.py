"""Breaking ties by a seed: the same state and seed always give the same choice, with no global randomness."""

from hashlib import blake2b


def tie_break(seed: str, key: str) -> int:
    """A number in 0..2**64 that depends on seed and key alone and looks random over either."""
    return int.from_bytes(blake2b(f"{seed}\0{key}".encode(), digest_size=8).digest())
