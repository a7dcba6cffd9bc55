"""PNG with a palette of at most 256 colours: about a quarter of the size, and nothing to see of it."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_COLOURS = 256
_EXACT = 128  # the most frequent colours (areas, not edges of letters) are kept as they are
_MERGED = {True: 96, False: 32}  # what the others share: opaque ones, and those at the card's round corners


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
    opaque = colours[rest].view(np.uint8).reshape(-1, 4)[:, 3] == 255
    for solid, slots in _MERGED.items():  # apart, so that nothing inside the card turns translucent
        shades = rest[opaque == solid]
        if len(shades):
            added, which = _merged(colours[shades], slots)
            entries[shades] = (which + len(palette)).astype(np.uint8)
            palette = np.concatenate([palette, added])
    return palette, entries


def _merged(colours: NDArray[np.uint32], slots: int) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    """At most `slots` colours (rows of RGBA) that stand for all the given ones, and which for which."""
    row = Image.fromarray(colours.view(np.uint8).reshape(1, -1, 4))
    merged = row.quantize(slots, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).convert("RGBA")
    added, which = np.unique(np.array(merged).view(np.uint32), return_inverse=True)
    return added.view(np.uint8).reshape(-1, 4), which.reshape(-1)
