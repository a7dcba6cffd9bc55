"""PNG with a palette of at most 256 colours: about a quarter of the size, and nothing to see of it."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_COLOURS = 256
_EXACT = 128  # the most frequent colours (areas, not edges of letters) are kept as they are


def encoded(pixels: NDArray[np.uint8]) -> bytes:
    """The pixels (height, width, RGBA) as PNG without metadata; equal pixels give equal bytes."""
    height, width = pixels.shape[:2]
    packed = np.ascontiguousarray(pixels).view(np.uint32).reshape(-1)
    colours, places, counts = np.unique(packed, return_inverse=True, return_counts=True)
    palette, entries = _palette(colours, counts)
    image = Image.fromarray(entries[places].reshape(height, width))
    image.putpalette(palette.tobytes(), "RGBA")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _palette(colours: NDArray[np.uint32], counts: NDArray[np.intp]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The palette's colours (rows of RGBA), and which of them stands for each given colour."""
    order = np.argsort(-counts, kind="stable")
    exact = _COLOURS if len(colours) <= _COLOURS else _EXACT
    kept, rest = order[:exact], order[exact:]
    entries = np.zeros(len(colours), np.uint8)
    entries[kept] = np.arange(len(kept), dtype=np.uint8)
    palette = colours[kept].view(np.uint8).reshape(-1, 4)
    if len(rest):
        shades = Image.fromarray(colours[rest].view(np.uint8).reshape(1, -1, 4))
        merged = shades.quantize(_COLOURS - _EXACT, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        mixed = np.array(merged.convert("RGBA")).reshape(-1, 4)
        added, which = np.unique(np.ascontiguousarray(mixed).view(np.uint32), return_inverse=True)
        palette = np.concatenate([palette, added.view(np.uint8).reshape(-1, 4)])
        entries[rest] = (which.reshape(-1) + len(kept)).astype(np.uint8)
    return palette, entries
