"""Looks at a finished picture: its pixels, and where a colour lies in them."""

import io
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.pictures.draw import draw
from bot.pictures.drawings import Drawing
from bot.pictures.samples import samples
from tests.unit.pictures.examples import EXAMPLES

ALL = {**EXAMPLES, **{f"sample-{name}": drawing for name, drawing in samples().items()}}


@lru_cache(maxsize=len(ALL))
def png_of(name: str) -> bytes:
    """An example as PNG, drawn once for all tests."""
    return draw(ALL[name])


def pixels(png: bytes) -> NDArray[np.uint8]:
    """Height by width by RGBA."""
    with Image.open(io.BytesIO(png)) as image:
        return np.array(image.convert("RGBA"))


def where(drawing: Drawing, colour: str, scale: float = 2.0) -> NDArray[np.bool_]:
    """Height by width: whether the pixel has exactly this colour (`#rrggbb`, opaque)."""
    wanted = [*(int(colour[start : start + 2], 16) for start in (1, 3, 5)), 255]
    same = pixels(draw(drawing, scale=scale)) == np.array(wanted, np.uint8)
    return np.asarray(same.all(axis=2), dtype=np.bool_)


def patches(mask: NDArray[np.bool_]) -> list[int]:
    """Sizes of the runs of columns that hold the colour, from left to right: bars that stand side by side."""
    columns = mask.sum(axis=0)
    sizes: list[int] = []
    inside = False
    for amount in columns:
        if amount and not inside:
            sizes.append(0)
        inside = bool(amount)
        if inside:
            sizes[-1] += int(amount)
    return sizes
