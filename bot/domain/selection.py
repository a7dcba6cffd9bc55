"""The next question: which one, and why.

Candidates fall into three pools, and the first that is not empty is used:

1. *open* ones: due reviews and new questions, weighed in one currency: days of recall that asking wins over the
   coming weeks (`Appraisal.gain`). A review is worth what FSRS expects of it; a new question the chance that it is not
   known yet times what one exposure will leave. New ones lean towards the target success, reviews do not: a question
   forgotten is worth asking however hard it is. Areas count by weight, weakness and how long they have waited;
2. *early* reviews, soonest due first;
3. questions already asked *today*, but not just now; they are practice and move no memory.

Within a pool neighbours are kept apart: first only candidates of another area than the last question and of a
topic not asked lately, then of another topic, then any. Never chosen, whatever is left: suspended questions,
the last few asked, and anything outside an explicit wish or in an area switched off. The first question a
learner meets in an area is of kind `single` if there is one within the wish.

Cost: linear in the candidates given. They may be a preselection, if over time every question is in one.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.candidates import Candidate, Situation
from bot.domain.memory import MemoryModel, is_due
from bot.domain.rating import response
from bot.domain.reasons import DueReview, EarlyReview, Fit, NewQuestion, Reason, RepeatToday
from bot.domain.ties import tie_break

LOOKED_AT = 50  # memories that a choice looks at, soonest due first
JUST_ASKED = 5  # questions; not repeated however little else there is
SIBLING_GAP = 3  # questions between two of one topic
GAIN_HORIZON_DAYS = 90  # what an answer wins is counted this far ahead
LEANING = 0.25  # distance below the target success that costs a new question a factor e; newcomers meet levels 2 and 3
SHARE_SOFTNESS = 0.3  # exponent on what areas deserve: 0 would mind gain alone
EASIER_BY, STRETCH_BY = 0.1, 0.2  # distance from the target success that is worth a word
OTHER_LANGUAGE = 0.2  # worth of a new question about a language that is not among the learner's

FIRST_KIND = "single"

Worth = Callable[[Candidate], float]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What asking a candidate today wins, in days of recall, and the chance, 0..1, of a right answer."""

    gain: float
    success: float


Appraise = Callable[[Candidate], Appraisal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The question to ask, and why."""

    question_id: str
    reason: Reason


def choose(
    candidates: Iterable[Candidate], situation: Situation, model: MemoryModel, appraise: Appraise | None = None
) -> Choice | None:
    """The next question, or None when nothing within the wish may be asked now.

    Depends on nothing but its arguments, and not on the order of the candidates. `appraise` stands in for the
    coach's own appraisal, to tell what the same rules reach with better knowledge.
    """
    allowed = allowed_candidates(candidates, situation)
    today = situation.today
    opened = [c for c in allowed if (c.memory is None or is_due(c.memory, today)) and not c.was_asked_on(today)]
    return (
        _choose_open(opened, situation, model, appraise)
        or _choose_early(allowed, situation, model)
        or _choose_again(allowed, situation)
    )


def appraisal(candidate: Candidate, situation: Situation, model: MemoryModel) -> Appraisal:
    """What the coach expects of asking a candidate today, from its memory, or from ratings before the first answer."""
    if candidate.memory is not None:
        known = model.retrievability(candidate.memory, situation.today)
        gain = model.gain(candidate.memory, situation.today, GAIN_HORIZON_DAYS)
    else:
        known = response(situation.rating(candidate.area).value, candidate.difficulty.value, 0.0).chance
        gain = model.first_gain(known, GAIN_HORIZON_DAYS)
    return Appraisal(gain, known + (1.0 - known) * candidate.guess)


def allowed_candidates(candidates: Iterable[Candidate], situation: Situation) -> list[Candidate]:
    """Candidates that may be asked at all, by the rules of "never chosen" above."""
    just_asked = {asked.question_id for asked in situation.recent[:JUST_ASKED]}
    allowed = [
        candidate
        for candidate in candidates
        if situation.wants(candidate) and not candidate.suspended and candidate.question_id not in just_asked
    ]
    gentle = {c.area for c in allowed if c.kind == FIRST_KIND} - situation.answered_areas
    return [c for c in allowed if c.kind == FIRST_KIND or c.area not in gentle]


def choose_due(allowed: Sequence[Candidate], situation: Situation, model: MemoryModel) -> Choice | None:
    """The due review that wins most, out of allowed candidates; None when none is due."""
    today = situation.today
    due = [c for c in allowed if is_due(c.memory, today) and not c.was_asked_on(today)]
    return _choose_open(due, situation, model)


def choose_new(allowed: Sequence[Candidate], situation: Situation, model: MemoryModel) -> Choice | None:
    """The new question that wins most, out of allowed candidates; None when none is left for today."""
    new = [c for c in allowed if c.memory is None and not c.was_asked_on(situation.today)]
    return _choose_open(new, situation, model)


def _choose_open(
    opened: Sequence[Candidate], situation: Situation, model: MemoryModel, appraise: Appraise | None = None
) -> Choice | None:
    def estimated(candidate: Candidate) -> Appraisal:
        return appraisal(candidate, situation, model)

    appraise = appraise or estimated
    shares = _area_shares({c.area for c in opened}, situation)

    def worth(candidate: Candidate) -> float:
        found = appraise(candidate)
        leaning = 1.0 if candidate.memory else _leaning(candidate, situation, found.success)
        return shares[candidate.area] * found.gain * leaning

    best = _best(opened, situation, worth)
    if best is None:
        return None
    if best.memory is not None:
        days_since = (situation.today - best.memory.last_day).days
        recall = model.retrievability(best.memory, situation.today)
        due = DueReview(days_since=days_since, recall=recall, lapses=best.memory.lapses)
        return Choice(question_id=best.question_id, reason=due)
    above_target = appraise(best).success - situation.target_success
    first = best.area not in situation.answered_areas
    return Choice(question_id=best.question_id, reason=NewQuestion(fit=_fit(above_target), first_in_area=first))


def _choose_early(allowed: Sequence[Candidate], situation: Situation, model: MemoryModel) -> Choice | None:
    today = situation.today

    def soon(candidate: Candidate) -> float:
        return -float((candidate.memory.due_day - today).days) if candidate.memory else 0.0

    best = _best([c for c in allowed if c.memory and not c.was_asked_on(today)], situation, soon)
    if best is None or best.memory is None:
        return None
    reason = EarlyReview(
        days_until_due=(best.memory.due_day - today).days, recall=model.retrievability(best.memory, today)
    )
    return Choice(question_id=best.question_id, reason=reason)


def _choose_again(allowed: Sequence[Candidate], situation: Situation) -> Choice | None:
    places = {asked.question_id: place for place, asked in enumerate(situation.recent)}
    longest_ago = len(places)
    best = _best(allowed, situation, lambda c: float(places.get(c.question_id, longest_ago)))
    return Choice(question_id=best.question_id, reason=RepeatToday()) if best else None


def _best(pool: Sequence[Candidate], situation: Situation, worth: Worth) -> Candidate | None:
    """The candidate of most worth among those furthest from what was asked lately."""
    if not pool:
        return None
    last_area = situation.recent[0].area if situation.recent else None
    topics = {(asked.area, asked.topic) for asked in situation.recent[:SIBLING_GAP]}
    other_topic = [c for c in pool if (c.area, c.topic) not in topics]
    other_area = [c for c in other_topic if c.area != last_area]
    spread = other_area or other_topic or pool
    return max(spread, key=lambda c: (worth(c), tie_break(situation.seed, c.question_id)))


def _area_shares(areas: set[str], situation: Situation) -> dict[str, float]:
    """How much each area deserves the next question.

    Weight times weakness, divided by its questions among the recent ones (the highest-averages method of
    apportionment), and that softened: among questions of equal gain shares come out in proportion, while a much
    better question elsewhere still wins. Weakness lies between 1 and 2, by how far the area falls behind the
    learner's mean.
    """
    asked = Counter(recent.area for recent in situation.recent)
    values = {area: situation.rating(area).value for area in sorted(areas)}
    mean = sum(values.values()) / max(1, len(values))
    return {
        area: (situation.weight(area) * (1.0 + _logistic(mean - value)) / (1 + asked[area])) ** SHARE_SOFTNESS
        for area, value in values.items()
    }


def _leaning(candidate: Candidate, situation: Situation, success: float) -> float:
    """How well a new question suits, 0..1: its success (or level, if one is preferred) and the learner's languages."""
    if situation.preferred_level is not None:
        leaning = 0.5 ** abs(candidate.level - situation.preferred_level)
    else:
        leaning = math.exp(-((max(0.0, situation.target_success - success) / LEANING) ** 2))
    return leaning if candidate.speaks(situation.languages) else leaning * OTHER_LANGUAGE


def _fit(above_target: float) -> Fit:
    if above_target > EASIER_BY:
        return Fit.EASIER
    return Fit.STRETCH if above_target < -STRETCH_BY else Fit.AT_LEVEL


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))
