"""Round numbers for gridlines, and which of many labels there is room for."""

import math

from bot.pictures import words


def step_for(span: float, most: int) -> float:
    """The smallest of 1, 2, 5 times a power of ten that divides the span into at most `most` steps."""
    if span <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    return next(power * factor for factor in (1, 2, 5, 10, 20) if span / (power * factor) <= most + 1e-9)


def ticks(lowest: float, highest: float, most: int, *, least_step: float = 0.0) -> list[float]:
    """Round numbers from at or below `lowest` to at or above `highest`."""
    step = max(step_for(highest - lowest, most), least_step)
    first, last = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
    return [round(index * step, 9) for index in range(first, max(last, first + 1) + 1)]


def figures(marks: list[float]) -> list[str]:
    """The marks in words, all with as many decimals as their distance needs."""
    step = marks[1] - marks[0] if len(marks) > 1 else 1.0
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return [words.number(mark, decimals=decimals) for mark in marks]


def spread(wanted: list[float], gap: float, lowest: float, highest: float) -> list[float]:
    """Places for labels as near to the wanted ones as they can be, at least `gap` apart, within bounds.

    The wanted places may come in any order and keep it; the bounds must have room for all.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    places = [0.0] * len(wanted)
    floor = lowest
    for index in order:
        places[index] = floor = max(wanted[index], floor)
        floor += gap
    ceiling = highest
    for index in reversed(order):
        places[index] = min(places[index], ceiling)
        ceiling = places[index] - gap
    return places


def every(count: int, room: float, label: float) -> list[int]:
    """Which of `count` evenly spaced columns get a label that wide: the last, and back from it in steps."""
    if count == 0:
        return []
    step = max(1, math.ceil(label * count / room))
    return sorted(range(count - 1, -1, -step))
