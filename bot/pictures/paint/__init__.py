"""How each drawing is painted. Importing this package loads matplotlib: only `draw` does, when it draws."""

from bot.pictures.paint.painters import paint

__all__ = ["paint"]
