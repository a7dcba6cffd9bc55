"""The coverage of the question bank: a shaded count per cell, gaps outlined, totals at the edges."""

from collections.abc import Sequence

from bot.pictures import style
from bot.pictures.paint.card import Card, opened
from bot.pictures.paint.matrix import Cell, column_room, heat_cell, label_room, paint_matrix
from bot.pictures.values import CoverageMap

_MANY_ROWS = 20
_NAMES_MIN = 60.0
_GAP_CELL = Cell(text="0", colour=style.ORANGE, edge=style.ORANGE, bold=True)


def paint_coverage(coverage: CoverageMap) -> Card:
    """All rows, however many: a table of fifty technologies is a tall picture."""
    card = opened(coverage, generic_title="Question bank")
    if not coverage.rows:
        return card
    highest = max(count for row in coverage.rows for count in row.counts)
    rows = [
        (
            row.title,
            [_cell(count, highest) for count in row.counts] + [Cell(text=f"{row.total:,}", bold=True)],
        )
        for row in coverage.rows
    ]
    names = label_room([title for title, _ in rows])
    with_sums = [*rows, ("total", _sums(coverage))]
    if style.INNER - sum(_needs(with_sums)) >= names:
        rows = with_sums
    needs = _needs(rows)
    # Figures come before names: if need be the names are wrapped or cut, down to a floor.
    fair = (style.INNER - names - needs[-1]) / len(coverage.columns)
    most = (style.INNER - _NAMES_MIN - needs[-1]) / len(coverage.columns)
    wide = float(int(min(max(fair, *needs[:-1]), most, 56)))
    paint_matrix(
        card,
        [*coverage.columns, "total"],
        rows,
        [wide] * len(coverage.columns) + [needs[-1]],
        least_height=20.0 if len(rows) > _MANY_ROWS else 24.0,
    )
    return card


def _needs(rows: Sequence[tuple[str, Sequence[Cell]]]) -> list[float]:
    """The width that each column needs for its figures."""
    columns = zip(*(cells for _, cells in rows), strict=True)
    needs = [column_room([cell.text for cell in column], bold=column[0].bold) for column in columns]
    widest = max(needs[:-1])
    return [*([widest] * (len(needs) - 1)), max(needs[-1], 32.0)]


def _sums(coverage: CoverageMap) -> list[Cell]:
    sums = [sum(column) for column in zip(*(row.counts for row in coverage.rows), strict=True)]
    return [Cell(text=f"{total:,}", bold=True) for total in (*sums, coverage.total)]


def _cell(count: int, highest: int) -> Cell:
    if not count:
        return _GAP_CELL
    return heat_cell(f"{count:,}" if count < 1000 else f"{count // 1000:,}k+", count, 0, highest)
