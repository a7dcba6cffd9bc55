"""The team-by-area heat map: a row per area, a column per week or per measure, the number in each cell."""

from bot.pictures import style, words
from bot.pictures.paint.card import Card, opened
from bot.pictures.paint.lettering import drawable, measure
from bot.pictures.paint.matrix import Cell, column_room, heat_cell, label_room, paint_matrix
from bot.pictures.takeaway import heat_text
from bot.pictures.values import TeamHeatMap

_WIDEST = 64.0
_NOTHING = Cell(text=words.DASH, fill=style.PANEL, colour=style.MUTED)


def paint_heat_map(heat_map: TeamHeatMap) -> Card:
    """As many columns as a phone has room for: of weeks the latest, of measures the first; a note tells."""
    card = opened(heat_map, generic_title="Team by area")
    if not heat_map.rows:
        return card
    label = label_room([row.title for row in heat_map.rows])
    texts, unit = _texts(heat_map, style.INNER - label)
    shown, widths = _columns(heat_map, texts, style.INNER - label)
    bounds = _bounds(heat_map)
    rows = [
        (
            row.title,
            [
                _NOTHING if value is None else heat_cell(texts[at][index], value, *bounds[index])
                for index in shown
                for value in (row.values[index],)
            ],
        )
        for at, row in enumerate(heat_map.rows)
    ]
    heads = [heat_map.columns[index].title for index in shown]
    paint_matrix(card, heads, rows, widths)
    card.y += 6
    if heat_map.one_scale and any(low < high for low, high in bounds):
        _paint_ramp(card, heat_map, *bounds[-1])
    notes = [drawable(heat_map.measure) + (f", in {unit}" if unit and unit not in heat_map.measure else "")]
    if not heat_map.one_scale:
        notes.append("darker is higher within a column")
    if len(shown) < len(heat_map.columns):
        notes.append(f"{'latest' if heat_map.one_scale else 'first'} {len(shown)} of {len(heat_map.columns)} columns")
    if any(value is None for row in heat_map.rows for value in row.values):
        notes.append(f"{words.DASH} none, or too little to show")
    card.note("; ".join(notes), most=4)
    return card


def _texts(heat_map: TeamHeatMap, room: float) -> tuple[list[list[str]], str]:
    """The cells' texts, and the unit if it is one for all and had to leave the cells for want of room."""
    units = {column.unit for column in heat_map.columns}
    texts = [
        ["" if value is None else heat_text(heat_map, index, value) for index, value in enumerate(row.values)]
        for row in heat_map.rows
    ]
    need = max(column_room(row) for row in texts)
    unit = units.pop()
    if units or not unit or need * len(heat_map.columns) <= room:
        return texts, ""
    return [[text.removesuffix(unit).rstrip() for text in row] for row in texts], unit


def _columns(heat_map: TeamHeatMap, texts: list[list[str]], room: float) -> tuple[list[int], list[float]]:
    """Which columns are shown and how wide: weeks all alike, measures as their figures and headings need."""
    figures = [column_room([row[index] for row in texts]) for index in range(len(heat_map.columns))]
    if heat_map.one_scale:
        figures = [max(figures)] * len(figures)
        shown = list(range(len(figures)))[-max(1, int(room // figures[0])) :]
        return shown, [min(_WIDEST, room // len(shown))] * len(shown)
    heads = [
        max(
            need,
            *(min(_WIDEST, measure(word, style.SMALL) + 4) for word in drawable(column.title, "?").split()),
        )
        for need, column in zip(figures, heat_map.columns, strict=True)
    ]
    needs = heads if sum(heads) <= room else figures
    while len(needs) > 1 and sum(needs) > room:
        needs = needs[:-1]
    slack = max(0.0, room - sum(needs)) / len(needs)
    widths = [max(min(need, room), min(_WIDEST, need + slack)) for need in needs]
    return list(range(len(needs))), widths


def _bounds(heat_map: TeamHeatMap) -> list[tuple[float, float]]:
    """Lowest and highest value per column, or of all columns if they share one scale."""
    columns = [
        [value for row in heat_map.rows if (value := row.values[index]) is not None]
        for index in range(len(heat_map.columns))
    ]
    if heat_map.one_scale:
        columns = [[value for column in columns for value in column]] * len(columns)
    return [(min(values, default=0.0), max(values, default=0.0)) for values in columns]


def _paint_ramp(card: Card, heat_map: TeamHeatMap, lowest: float, highest: float) -> None:
    last = len(heat_map.columns) - 1
    low, high = (heat_text(heat_map, last, bound) for bound in (lowest, highest))
    x = float(style.MARGIN)
    card.canvas.text(x, card.y + 11, low, colour=style.MUTED)
    x += measure(low, style.SMALL) + 6
    for fill in style.HEAT:
        card.canvas.rect(x, card.y + 1, 22, 11, fill)
        x += 22
    card.canvas.text(x + 6, card.y + 11, high, colour=style.MUTED)
    card.y += 18
