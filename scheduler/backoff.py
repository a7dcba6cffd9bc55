"""How long to wait before the next try."""

import random


def backoff_s(tries: int, *, first_s: float, most_s: float) -> float:
    """Seconds before the next try after so many failed ones: doubling, with half of it left to chance.

    Chance spreads those out that failed together.
    """
    longest = min(most_s, first_s * 2.0 ** min(tries - 1, 30))
    return longest * random.uniform(0.5, 1.0)
