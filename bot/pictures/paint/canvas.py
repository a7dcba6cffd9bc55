"""A sheet to draw on in logical pixels, y downwards, on matplotlib's objects alone (never pyplot)."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Patch, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from bot.pictures import style
from bot.pictures.paint.lettering import font
from bot.pictures.paint.png import encoded

Point = tuple[float, float]
Across = Literal["left", "center", "right"]


class Canvas:
    """Shapes are placed in any order from the top down; the height is only told at the end."""

    def __init__(self) -> None:
        self._figure = Figure(figsize=(style.WIDTH / 72, 1), dpi=72, facecolor=(1, 1, 1, 0), edgecolor="none")
        self._agg = FigureCanvasAgg(self._figure)
        self._to_device = Affine2D()

    def _add(self, artist: Artist) -> None:
        self._figure.add_artist(artist)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = "none",
        *,
        edge: str = "none",
        edge_width: float = 1.0,
        radius: float = 0.0,
        stripes: str | None = None,
        layer: float = 1,
    ) -> None:
        """A rectangle; `radius` rounds its corners, `stripes` lays diagonal lines of that colour over it."""
        patch: Patch
        if radius and min(width, height) > 0:
            bend = f"round,pad=0,rounding_size={min(radius, width / 2, height / 2)}"
            patch = FancyBboxPatch((x, y), width, height, boxstyle=bend)
        else:
            patch = Rectangle((x, y), width, height)
        self._place(patch, fill, edge, edge_width, layer)
        if stripes is not None:
            self._stripe(patch, (x, y, width, height), stripes, layer)

    def _stripe(self, clip: Patch, box: tuple[float, float, float, float], colour: str, layer: float) -> None:
        x, y, width, height = box
        start = x - height - (x - height - y) % 5  # on one raster for the whole sheet
        while start < x + width:
            line = Line2D([start, start + height], [y + height, y], color=colour, linewidth=1.4, zorder=layer + 0.1)
            line.set_transform(self._to_device)
            self._add(line)
            line.set_clip_path(clip)
            start += 5

    def _place(self, patch: Patch, fill: str, edge: str, edge_width: float, layer: float) -> None:
        patch.set(facecolor=fill, edgecolor=edge, linewidth=edge_width, zorder=layer, antialiased=True)
        patch.set_transform(self._to_device)
        self._add(patch)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        fill: str = "none",
        *,
        edge: str = "none",
        edge_width: float = 1.0,
        layer: float = 3,
    ) -> None:
        """A circle around a point."""
        self._place(Circle((x, y), radius), fill, edge, edge_width, layer)

    def polygon(
        self,
        points: Sequence[Point],
        fill: str = "none",
        *,
        edge: str = "none",
        edge_width: float = 1.0,
        layer: float = 2,
    ) -> None:
        """A closed shape."""
        self._place(Polygon(list(points), closed=True, joinstyle="round"), fill, edge, edge_width, layer)

    def line(
        self,
        points: Sequence[Point],
        colour: str = style.GRID,
        *,
        width: float = 1.0,
        dash: tuple[float, ...] = (),
        layer: float = 2,
    ) -> None:
        """A line through the points; `dash` holds lengths of strokes and gaps in logical pixels."""
        line = Line2D(
            [x for x, _ in points],
            [y for _, y in points],
            color=colour,
            linewidth=width,
            zorder=layer,
            solid_capstyle="round",
            solid_joinstyle="round",
            dash_joinstyle="round",
        )
        if dash:
            line.set_linestyle((0, tuple(length / width for length in dash)))
        line.set_transform(self._to_device)
        self._add(line)

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        *,
        size: float = style.SMALL,
        colour: str = style.INK,
        bold: bool = False,
        across: Across = "left",
        upwards: bool = False,
    ) -> None:
        """One line of text on its baseline; `upwards` turns it to read from below, starting at the point."""
        self._add(
            Text(
                x,
                baseline,
                text,
                color=colour,
                fontproperties=font(size, bold=bold),
                horizontalalignment=across,
                verticalalignment="baseline",
                rotation=90 if upwards else 0,
                rotation_mode="anchor",
                parse_math=False,
                usetex=False,
                zorder=5,
                transform=self._to_device,
            )
        )

    def png(self, height: float, scale: float) -> bytes:
        """The sheet as PNG, `round(WIDTH * scale)` by `round(height * scale)` pixels, without metadata."""
        pixels = round(style.WIDTH * scale), round(height * scale)
        dpi = 72 * scale
        self._figure.set_dpi(dpi)
        # A hair more than the whole number, because the size is cut to whole pixels, not rounded.
        self._figure.set_size_inches((pixels[0] + 0.01) / dpi, (pixels[1] + 0.01) / dpi)
        self._to_device.clear().scale(scale, -scale).translate(0, pixels[1])
        self.rect(
            0.5,
            0.5,
            style.WIDTH - 1,
            height - 1,
            style.CARD,
            edge=style.BORDER,
            radius=style.RADIUS,
            layer=0,
        )
        self._agg.draw()  # type: ignore[no-untyped-call]  # this backend has no annotations
        pixels_drawn = self._agg.buffer_rgba()  # type: ignore[no-untyped-call]
        return encoded(np.asarray(pixels_drawn, dtype=np.uint8))
