"""Drawings as PNG. Importing this module is cheap: matplotlib is loaded by the first picture drawn."""

import threading

from bot.pictures.values import Drawing

SCALE_MIN, SCALE_MAX = 0.5, 4.0

# matplotlib is not thread-safe (its fonts are shared), so one picture is drawn at a time in a process.
_one_at_a_time = threading.Lock()


def draw(drawing: Drawing, *, scale: float = 2.0) -> bytes:
    """The drawing as PNG, `360 * scale` pixels wide; equal drawings give equal bytes.

    May be called from any thread, and takes some hundred milliseconds (the first picture of a process a
    second or two longer): call it with `asyncio.to_thread`. `scale` runs from 0.5 to 4, else ValueError.
    """
    if not SCALE_MIN <= scale <= SCALE_MAX:
        raise ValueError(f"scale must be from {SCALE_MIN:g} to {SCALE_MAX:g}, not {scale!r}")
    with _one_at_a_time:
        from bot.pictures.paint import paint

        return paint(drawing).png(scale)
