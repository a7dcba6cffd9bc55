"""The radar of skill areas: level as a blue outline, its uncertainty as a band, the level earlier dashed."""

import math
from collections.abc import Callable

from bot.pictures import style, words
from bot.pictures.paint.canvas import Across, Canvas, Point
from bot.pictures.paint.card import Card, opened
from bot.pictures.paint.lettering import drawable, fit, measure, wrap
from bot.pictures.values import LEVEL_MAX, AreaLevel, AreaRadar

_RADIUS = 96.0
_LABEL_GAP = 11.0
_LINE = 15.0  # height of a label's line
_RINGS = 5


def paint_radar(radar: AreaRadar) -> Card:
    """Rings at levels 1 to 5, areas clockwise from the top; each names its level and how it has changed."""
    card = opened(radar, generic_title="Skill areas")
    canvas = card.canvas
    labels = [_Label(area, index, len(radar.areas)) for index, area in enumerate(radar.areas)]
    middle = (style.WIDTH / 2, card.y - min(label.top for label in labels))
    spokes = [_direction(index, len(radar.areas)) for index in range(len(radar.areas))]

    def at(levels: list[float]) -> list[Point]:
        return [
            (
                middle[0] + _RADIUS * level / LEVEL_MAX * dx,
                middle[1] + _RADIUS * level / LEVEL_MAX * dy,
            )
            for level, (dx, dy) in zip(levels, spokes, strict=True)
        ]

    for ring in range(1, _RINGS + 1):
        edge = style.EDGE if ring == _RINGS else style.GRID
        canvas.polygon(at([float(ring)] * len(spokes)), edge=edge, edge_width=0.8, layer=1.5)
    for tip in at([LEVEL_MAX] * len(spokes)):
        canvas.line([middle, tip], style.GRID, width=0.8, layer=1.5)
    _paint_levels(canvas, radar, at)
    for label in labels:
        label.paint(canvas, middle)
    card.y = middle[1] + max(label.bottom for label in labels) + 12
    _paint_key(card, radar)
    return card


def _direction(index: int, count: int) -> Point:
    angle = 2 * math.pi * index / count
    return math.sin(angle), -math.cos(angle)


def _paint_levels(canvas: Canvas, radar: AreaRadar, at: Callable[[list[float]], list[Point]]) -> None:
    levels = [area.level or 0.0 for area in radar.areas]
    if any(area.low is not None for area in radar.areas):
        outer = at([area.high if area.high is not None else area.level or 0.0 for area in radar.areas])
        inner = at([area.low if area.low is not None else area.level or 0.0 for area in radar.areas])
        # Out along the upper bounds, back along the lower ones: what lies between is filled.
        canvas.polygon([*outer, outer[0], inner[0], *reversed(inner)], style.BAND, layer=1.2)
    if any(area.earlier is not None for area in radar.areas):
        earlier = at([area.earlier or 0.0 for area in radar.areas])
        canvas.line([*earlier, earlier[0]], style.MUTED, width=1.4, dash=(4, 3), layer=2)
    points = at(levels)
    if any(area.level is not None for area in radar.areas):
        canvas.polygon(points, edge=style.BLUE, edge_width=2.2, layer=2.5)
    for area, (x, y) in zip(radar.areas, points, strict=True):
        if area.level is not None:
            canvas.circle(x, y, 3.6, style.BLUE, edge=style.CARD)


class _Label:
    """An area's name, level and change at the tip of its spoke; offsets are from the middle of the radar."""

    def __init__(self, area: AreaLevel, index: int, count: int) -> None:
        dx, dy = _direction(index, count)
        self.area = area
        self.x = (_RADIUS + _LABEL_GAP) * dx
        self.across: Across = "center" if abs(dx) < 0.1 else "left" if dx > 0 else "right"
        edge = style.WIDTH / 2 - 10
        # A name in the middle must leave room for its neighbours, which begin where their spokes end.
        between = 2 * (_RADIUS + _LABEL_GAP) * math.sin(2 * math.pi / count) - 10
        middle = min(150.0, between) if count > 6 else 150.0
        self.room = middle if self.across == "center" else edge - abs(self.x)
        self.names = wrap(drawable(area.title, "?"), self.room, style.SMALL, lines=2)
        height = _LINE * (len(self.names) + 1)
        y = (_RADIUS + _LABEL_GAP) * dy
        # From wholly above its point at the top of the radar to wholly below at its bottom.
        self.top = y - height * (1 - dy) / 2
        self.bottom = self.top + height

    def paint(self, canvas: Canvas, middle: Point) -> None:
        x, y = middle[0] + self.x, middle[1] + self.top + _LINE - 3.5
        for name in self.names:
            canvas.text(x, y, name, across=self.across)
            y += _LINE
        if self.area.level is None:
            canvas.text(x, y, fit("not yet", self.room, style.SMALL), colour=style.MUTED, across=self.across)
            return
        level = words.level(self.area.level)
        change = self.area.change
        moved = "" if change is None else words.change(change)
        colour = style.TEAL if change and change > 0 else style.ORANGE if change else style.MUTED
        wide = measure(level, style.BODY, bold=True)
        both = wide + (5 + measure(moved, style.SMALL) if moved else 0)
        left = x - {"left": 0, "center": both / 2, "right": both}[self.across]
        canvas.text(left, y, level, size=style.BODY, bold=True)
        if moved:
            canvas.text(left + wide + 5, y, moved, colour=colour)


def _paint_key(card: Card, radar: AreaRadar) -> None:
    """A row of signs with their meaning, only for what the radar shows."""
    then = fit(drawable(radar.earlier_label, "earlier"), 90, style.SMALL)
    keys = [
        (text, sign)
        for text, sign, shown in (
            ("now", "now", any(area.level is not None for area in radar.areas)),
            ("likely range", "band", any(area.low is not None for area in radar.areas)),
            (then, "then", any(area.earlier is not None for area in radar.areas)),
        )
        if shown
    ]
    if not keys:
        return
    total = sum(24 + measure(text, style.SMALL) for text, _ in keys) + 18 * (len(keys) - 1)
    x = (style.WIDTH - total) / 2
    y = card.y + 8
    for text, sign in keys:
        if sign == "band":
            card.canvas.rect(x, y - 5, 18, 10, style.BAND, edge=style.EDGE, edge_width=0.8, radius=2)
        elif sign == "then":
            card.canvas.line([(x, y), (x + 18, y)], style.MUTED, width=1.4, dash=(4, 3))
        else:
            card.canvas.line([(x, y), (x + 18, y)], style.BLUE, width=2.2)
            card.canvas.circle(x + 9, y, 3.6, style.BLUE, edge=style.CARD)
        card.canvas.text(x + 24, y + 4.5, text, colour=style.MUTED)
        x += 24 + measure(text, style.SMALL) + 18
    card.y = y + 26
    scale = "centre: level 0, outer ring: level 5"
    card.canvas.text(style.WIDTH / 2, card.y, scale, colour=style.MUTED, across="center")
