"""A digest as cards: the figures, the areas, the question most people missed, an idea for next week."""

from bot.application.actions import action
from bot.application.cards import (
    Button,
    Buttons,
    Card,
    Element,
    Field,
    Fields,
    Footnote,
    Heading,
    People,
    Person,
    Picture,
    Style,
    Text,
    card,
)
from bot.application.digest.facts import CROWD_MIN, AreaFacts, Crowd, DigestFacts, Extremes, Totals, extremes
from bot.application.views.prose import prose
from bot.application.views.solution import references, solution
from bot.application.views.words import area_label, listing, plural
from bot.domain.digest_windows import DigestWindow
from bot.pictures import words
from bot.pictures.drawings import (
    DayActivity,
    Drawing,
    HeatColumn,
    HeatRow,
    TeamActivity,
    TeamHeatMap,
    alt_text,
)
from content.model import Question

NAMES_MAX = 30  # of those who took part, in one digest
MOVED_MIN = 0.1  # levels; less is noise

QUIET = (
    f"Fewer than {CROWD_MIN} people were active, so there are no figures: whatever I told would be about one of "
    "you, not about the team."
)


def digest_cards(facts: DigestFacts, missed: Question | None) -> tuple[Card, ...]:
    """The digest. `missed` is the question of `facts.crowd.missed`, where there is one."""
    if facts.crowd is None:
        return (_quiet(facts),)
    parts = [_week(facts, facts.crowd), _areas(facts.crowd), _missed(facts.crowd, missed), _outlook(facts, facts.crowd)]
    return tuple(part for part in parts if part)


def title(window: DigestWindow) -> str:
    """The heading of a digest: the days it covers."""
    return f"Team digest, {words.span(window.days.first, window.days.last)}"


def _quiet(facts: DigestFacts) -> Card:
    return card(
        Heading(title(facts.window)),
        _left_out(facts.window),
        Text(QUIET),
        Text(f"{_idea(facts.suggestion)} Thank you to everyone who kept going."),
        _buttons(facts.suggestion),
    )


def _week(facts: DigestFacts, crowd: Crowd) -> Card:
    fields = [Field("Answers", _answers(crowd)), Field("Practice", plural(crowd.totals.practice, "problem"))]
    streaks = [f"{crowd.streaks_begun:,} begun"] if crowd.streaks_begun else []
    streaks += [f"{crowd.streaks_kept:,} kept"] if crowd.streaks_kept else []
    if streaks:
        fields.append(Field("Streaks", listing(streaks)))
    if crowd.before:
        fields.append(Field(f"Against the {_days(facts.window)} before", _against(crowd.totals, crowd.before)))
    activity = TeamActivity(
        first_day=facts.window.days.first,
        days=tuple(DayActivity(answers=day.answers, practice=day.practice) for day in crowd.days),
    )
    return card(
        Heading(title(facts.window)),
        _left_out(facts.window),
        _who(crowd),
        Fields(tuple(fields)),
        _picture(activity),
        *_steadiest(crowd),
    )


def _left_out(window: DigestWindow) -> Text | None:
    if window.left_out is None:
        return None
    days = words.span(window.left_out.first, window.left_out.last)
    return Text(f"The last digest was long ago: {days} had to be left out.")


def _who(crowd: Crowd) -> Element:
    named = crowd.named[:NAMES_MAX]
    others = crowd.active - len(named)
    if not named:
        return Text(f"**{plural(crowd.active, 'person', 'people')} took part.**")
    return People(
        f"**{plural(crowd.active, 'person', 'people')} took part:**",
        tuple(Person(account_id=account_id) for account_id in named),
        f"and {plural(others, 'other')}" if others else "",
        in_a_line=True,
    )


def _answers(crowd: Crowd) -> str:
    right = f", {crowd.right:.0%} right" if crowd.right is not None else ""
    return f"{crowd.totals.answers:,}{right}"


def _days(window: DigestWindow) -> str:
    return "week" if len(window.days) == 7 else plural(len(window.days), "day")


def _against(now: Totals, before: Totals) -> str:
    return listing(
        [
            f"{words.number(now.answers - before.answers, signed=True)} answers",
            f"{words.number(now.practice - before.practice, signed=True)} problems",
        ]
    )


def _steadiest(crowd: Crowd) -> tuple[Element, ...]:
    if not crowd.steadiest:
        return ()
    people = tuple(
        Person(
            account_id=place.who,
            mark=f"{place.rank}.",
            note=f"{plural(place.value.days, 'day')}, {plural(place.value.points, 'point')}",
        )
        for place in crowd.steadiest
    )
    return (People("**Steadiest**, by days practised, then points (see `help leaderboard`):", people),)


def _areas(crowd: Crowd) -> Card | None:
    told = [area for area in crowd.areas if area.level is not None or area.answers is not None]
    if not told:
        return None
    return card(Heading("Areas"), Text("\n".join(_strengths(told))), _picture(_heat_map(told)))


def _strengths(areas: list[AreaFacts]) -> list[str]:
    lines = []
    ends = extremes(areas)
    if ends is not None:
        for word, those in (("Strongest", ends.strongest), ("Weakest", ends.weakest)):
            lines.append(
                f"- {word}: **{listing([area_label(area.area) for area in those])}** ({_strength(ends, those)})"
            )
    moved = sorted(((a.moved or 0.0, area_label(a.area)) for a in areas), reverse=True)
    changes = [f"{label} {words.change(by)}" for by, label in moved if abs(by) >= MOVED_MIN]
    lines.append(f"- Moved: {listing(changes)}" if changes else "- Moved: no area by a tenth of a level or more")
    return lines


def _strength(ends: Extremes, those: tuple[AreaFacts, ...]) -> str:
    if ends.by_level:
        return f"level {words.level(those[0].level or 0.0)}"
    return f"{those[0].right or 0.0:.0%} right"


def _heat_map(areas: list[AreaFacts]) -> TeamHeatMap:
    """A column for each measure that has anything to say; the first is the one that areas are called strong by."""
    moved = [area.moved for area in areas]
    columns: tuple[tuple[HeatColumn, str, list[float | None]], ...] = (
        (HeatColumn(title="level"), "the team's level", [a.level for a in areas]),
        (HeatColumn(title="right", unit="%"), "share of right answers", [_percent(a.right) for a in areas]),
        (HeatColumn(title="answers"), "answers", [None if a.answers is None else float(a.answers) for a in areas]),
        (HeatColumn(title="moved", signed=True), "change of level", moved if any(moved) else [None]),
    )
    told = [column for column in columns if any(value is not None for value in column[2])]
    return TeamHeatMap(
        title="The team by area",
        measure=f"{', '.join(what for _, what, _ in told)}; only of {CROWD_MIN} people or more",
        columns=tuple(column for column, _, _ in told),
        rows=tuple(
            HeatRow(title=area_label(area.area), values=tuple(values[row] for _, _, values in told))
            for row, area in enumerate(areas)
        ),
        one_scale=False,
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else float(round(100 * share))


def _missed(crowd: Crowd, question: Question | None) -> Card | None:
    if crowd.missed is None or question is None:
        return None
    people = plural(crowd.missed.people, "person", "people")
    return card(
        Heading("Most missed"),
        Text(f"**{crowd.missed.missed} of {people}** missed this one ({question.area.label}):"),
        *prose(question.prompt),
        *solution(question),
        *references(question),
    )


def _outlook(facts: DigestFacts, crowd: Crowd) -> Card:
    return card(
        Heading("Next week"),
        Text(_idea(facts.suggestion)),
        Text(f"Thank you, all {crowd.active} of you."),
        _buttons(facts.suggestion),
        Footnote("Names stand here only of those who said `settings named on`."),
    )


def _idea(area: str) -> str:
    return f"An idea for next week: a little more **{area_label(area)}**."


def _buttons(area: str) -> Buttons:
    return Buttons((Button(f"A question on {area_label(area)}", action("quiz", area), f"quiz {area}", Style.PRIMARY),))


def _picture(drawing: Drawing) -> Picture:
    return Picture(drawing, alt_text(drawing))
