import random
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.candidates import Asked
from bot.domain.grades import Grade
from bot.domain.memory import is_due
from bot.domain.rating import Difficulty, Rating, chance
from bot.domain.reasons import DueReview, EarlyReview, Fit, NewQuestion, RepeatToday
from bot.domain.selection import JUST_ASKED, Appraisal, appraisal, choose
from tests.unit.domain.learning import (
    AREAS,
    MODEL,
    TODAY,
    asked,
    candidate,
    candidate_lists,
    leech,
    ratings,
    seen,
    situation,
    situations,
)


def chosen(candidates, **changes):
    choice = choose(candidates, situation(**changes), MODEL)
    return choice.question_id if choice else None


def reason_for(candidates, **changes):
    choice = choose(candidates, situation(**changes), MODEL)
    assert choice is not None
    return choice.reason


@st.composite
def cases(draw):
    candidates = draw(candidate_lists())
    return candidates, draw(situations(candidates))


@settings(max_examples=60)
@given(cases())
def test_suspended_just_asked_and_foreign_questions_are_never_chosen(case):
    candidates, where = case
    choice = choose(candidates, where, MODEL)
    if choice is None:
        return
    question = {c.question_id: c for c in candidates}[choice.question_id]
    assert not question.suspended
    assert question.question_id not in {recent.question_id for recent in where.recent[:JUST_ASKED]}
    assert where.level is None or question.level == where.level
    if where.areas is None:
        assert where.weights.get(question.area, 1) > 0
    else:
        assert question.area in where.areas


@settings(max_examples=60)
@given(cases())
def test_something_is_chosen_whenever_anything_may_be_asked(case):
    candidates, where = case
    just_asked = {recent.question_id for recent in where.recent[:JUST_ASKED]}
    allowed = [c for c in candidates if where.wants(c) and not c.suspended and c.question_id not in just_asked]
    assert (choose(candidates, where, MODEL) is None) == (not allowed)


@settings(max_examples=40)
@given(cases(), st.randoms(use_true_random=False))
def test_the_same_state_and_seed_give_the_same_choice_in_whatever_order(case, rng):
    candidates, where = case
    shuffled = list(candidates)
    rng.shuffle(shuffled)
    assert choose(shuffled, where, MODEL) == choose(candidates, where, MODEL)


@settings(max_examples=60)
@given(cases())
def test_the_reason_tells_the_truth(case):
    candidates, where = case
    choice = choose(candidates, where, MODEL)
    if choice is None:
        return
    question = {c.question_id: c for c in candidates}[choice.question_id]
    today = where.today
    assert question.was_asked_on(today) == isinstance(choice.reason, RepeatToday)
    match choice.reason:
        case DueReview(days_since=days, recall=recall):
            assert is_due(question.memory, today)
            assert (today - question.memory.last_day).days == days
            assert recall == MODEL.retrievability(question.memory, today)
        case NewQuestion(first_in_area=first):
            assert question.memory is None
            assert first == (question.area not in where.answered_areas)
        case EarlyReview(days_until_due=days):
            assert days > 0
            assert question.memory.due_day == today + timedelta(days=days)


@settings(max_examples=60)
@given(cases())
def test_the_first_question_in_an_area_is_of_kind_single_if_there_is_one(case):
    candidates, where = case
    choice = choose(candidates, where, MODEL)
    if choice is None:
        return
    question = {c.question_id: c for c in candidates}[choice.question_id]
    if question.area in where.answered_areas or question.kind == "single":
        return
    just_asked = {recent.question_id for recent in where.recent[:JUST_ASKED]}
    assert not any(
        c.kind == "single" and c.area == question.area and where.wants(c) and not c.suspended
        for c in candidates
        if c.question_id not in just_asked
    )


def test_nothing_is_chosen_from_nothing():
    assert chosen([]) is None


def test_a_review_worth_more_than_a_new_question_comes_first_and_one_worth_less_waits():
    forgotten, known = candidate("forgotten", memory=seen(60, Grade.AGAIN)), candidate("known", level=1)
    assert appraisal(forgotten, situation(), MODEL).gain > appraisal(known, situation(), MODEL).gain
    assert chosen([forgotten, known]) == "forgotten"
    fresh, unknown = candidate("fresh", memory=seen(2)), candidate("unknown")
    assert appraisal(fresh, situation(), MODEL).gain < appraisal(unknown, situation(), MODEL).gain
    assert chosen([fresh, unknown]) == "unknown"


@given(ratings, st.integers(1, 5), st.integers(1, 5))
def test_a_new_question_wins_more_the_less_likely_it_is_known(rating, one, other):
    where = situation(ratings={"databases": rating})
    easier, harder = (appraisal(candidate("q", level=level), where, MODEL) for level in sorted((one, other)))
    assert easier.gain <= harder.gain
    assert easier.success >= harder.success


def test_better_knowledge_of_gain_and_success_can_stand_in_for_the_coachs_own():
    pool = [candidate("one"), candidate("other")]
    gains = {"one": 1.0, "other": 2.0}
    choice = choose(pool, situation(), MODEL, lambda c: Appraisal(gains[c.question_id], 0.8))
    assert choice is not None
    assert choice.question_id == "other"


def test_of_two_due_reviews_the_one_that_wins_more_recall_comes_first():
    assert MODEL.gain(seen(30), TODAY, 60) > MODEL.gain(seen(2), TODAY, 60)
    assert chosen([candidate("fresh", memory=seen(2)), candidate("fading", memory=seen(30))]) == "fading"


def test_a_question_not_yet_due_waits_for_the_new_ones():
    later = candidate("later", memory=seen(3, Grade.EASY))
    assert chosen([later, candidate("new")]) == "new"
    assert isinstance(reason_for([later]), EarlyReview)


def test_a_question_of_today_comes_back_only_when_nothing_else_is_left():
    again = candidate("again", memory=seen(0), last_asked=TODAY)
    assert chosen([again, candidate("later", memory=seen(3, Grade.EASY))]) == "later"
    assert isinstance(reason_for([again]), RepeatToday)


def test_what_was_just_asked_is_not_repeated_even_if_nothing_else_is_left():
    only = candidate("only", last_asked=TODAY)
    assert chosen([only], recent=asked(only)) is None


def test_a_skipped_question_waits_for_another_day():
    skipped = candidate("skipped", level=2, last_asked=TODAY)
    assert chosen([skipped, candidate("other", level=5)]) == "other"
    yesterday = candidate("skipped", last_asked=TODAY - timedelta(days=1))
    assert isinstance(reason_for([yesterday]), NewQuestion)


def test_a_skipped_review_waits_for_another_day_too():
    skipped = candidate("skipped", memory=seen(30), last_asked=TODAY)
    assert chosen([skipped, candidate("new")]) == "new"


def test_a_suspended_question_is_not_even_a_last_resort():
    assert chosen([candidate("leech", memory=leech())]) is None


def test_new_questions_follow_the_rating():
    levels = [candidate(f"level-{level}", level=level) for level in range(1, 6)]
    picks = [chosen(levels, ratings={"databases": Rating(value=float(value))}) for value in range(-5, 6)]
    assert picks == sorted(picks)
    assert picks[0] == "level-1"
    assert picks[-1] == "level-5"


def test_a_higher_target_success_never_brings_harder_questions():
    levels = [candidate(f"level-{level}", level=level, guess=0.0) for level in range(1, 6)]
    picks = [chosen(levels, target_success=target / 10) for target in range(1, 16)]
    assert picks == sorted(picks, reverse=True)
    assert picks[0] > picks[-1]


def test_learned_difficulty_counts_more_than_the_authors_level():
    impossible = candidate("impossible", level=2, difficulty=Difficulty(value=5.0), guess=0.0)
    assert appraisal(impossible, situation(), MODEL).success < 0.01
    known = candidate("known", level=5, difficulty=Difficulty(value=-4.0))
    assert chosen([known, candidate("honest", level=3)]) == "honest"


def test_an_explicit_level_is_obeyed_and_a_preferred_one_leaned_towards():
    easy, hard = candidate("easy", level=1), candidate("hard", level=5)
    assert chosen([easy, hard], level=5) == "hard"
    assert chosen([easy], level=5) is None
    assert chosen([easy, hard], preferred_level=5) == "hard"
    assert chosen([easy], preferred_level=5) == "easy"


def test_an_area_switched_off_is_asked_only_by_name():
    question = candidate("q", "security")
    assert chosen([question], weights={"security": 0}) is None
    assert chosen([question], weights={"security": 0}, areas=frozenset({"security"})) == "q"


def test_a_due_review_of_an_area_switched_off_stays_away_too():
    assert chosen([candidate("q", "security", memory=seen(40))], weights={"security": 0}) is None


def test_questions_about_other_languages_come_last_but_do_come():
    ruby, python = candidate("ruby", technologies=("ruby",)), candidate("python", technologies=("django",))
    for seed in "abcdef":
        assert chosen([ruby, python], languages=frozenset({"python"}), seed=seed) == "python"
    assert chosen([ruby], languages=frozenset({"python"})) == "ruby"


def test_the_same_area_does_not_come_twice_running_if_it_can_be_helped():
    last = candidate("last", "databases", last_asked=TODAY)
    same, other = candidate("same", "databases"), candidate("other", "security", level=5)
    assert chosen([same, other, last], recent=asked(last)) == "other"
    assert chosen([same, last], recent=asked(last)) == "same"


def test_siblings_are_kept_apart_even_within_one_area():
    last = candidate("last", topic="indexes", last_asked=TODAY)
    sibling, other = candidate("sibling", topic="indexes"), candidate("other", topic="joins", level=5)
    assert chosen([sibling, other], recent=asked(last), areas=frozenset({"databases"})) == "other"
    assert chosen([sibling], recent=asked(last), areas=frozenset({"databases"})) == "sibling"


def test_due_reviews_are_interleaved_too():
    last = candidate("last", "databases", last_asked=TODAY)
    same, other = candidate("same", memory=seen(30)), candidate("other", "apis", memory=seen(3))
    assert chosen([same, other], recent=asked(last)) == "other"


def test_new_questions_are_shared_out_by_the_weights():
    weights = {"apis": 3, "databases": 2, "security": 1, "testing": 0}
    questions = [candidate(f"{area}-{n}", area) for area in AREAS for n in range(40)]
    recent: list[Asked] = []
    counts = dict.fromkeys(AREAS, 0)
    for _ in range(60):
        question_id = chosen(questions, weights=weights, recent=tuple(recent[:20]))
        question = next(c for c in questions if c.question_id == question_id)
        questions.remove(question)
        counts[question.area] += 1
        recent.insert(0, Asked(question_id=question_id, area=question.area, topic=question.topic))
    assert counts["apis"] > counts["databases"] > counts["security"] > 0
    assert counts["testing"] == 0


def test_a_weak_area_gets_the_first_new_question():
    weak, strong = Rating(value=-1.0), Rating(value=1.0)
    fitting = [candidate("weak", "apis", level=1), candidate("strong", "testing", level=3)]
    assert chosen(fitting, ratings={"apis": weak, "testing": strong}) == "weak"


def test_the_first_question_in_an_area_is_a_single_choice_one():
    typed = candidate("typed", kind="short-text", guess=0.0, level=2)
    single = candidate("single", level=1)
    assert chosen([typed, single], answered_areas=frozenset()) == "single"
    assert chosen([typed, single]) == "typed"
    assert chosen([typed], answered_areas=frozenset()) == "typed"


def test_the_seed_decides_between_equals():
    equals = [candidate(f"q{number}") for number in range(10)]
    picks = {chosen(equals, seed=str(seed)) for seed in range(30)}
    assert len(picks) > 4


def test_the_reason_of_a_new_question_says_how_it_sits_with_the_level():
    fits = [
        reason_for([candidate("q", level=level)], ratings={"databases": Rating(value=0.0)}).fit for level in range(1, 6)
    ]
    assert fits == [Fit.EASIER, Fit.AT_LEVEL, Fit.AT_LEVEL, Fit.STRETCH, Fit.STRETCH]


def test_every_question_is_reached_in_time():
    rng = random.Random(7)
    bank = {
        f"{area}-{n}": candidate(
            f"{area}-{n}", area, topic=f"t{n % 3}", level=n % 5 + 1, kind=("single", "output")[n % 2]
        )
        for area in AREAS
        for n in range(10)
    }
    recent: tuple[Asked, ...] = ()
    answered: frozenset[str] = frozenset()
    for offset in range(40):
        day = TODAY + timedelta(days=offset)
        for _ in range(5):
            where = situation(today=day, recent=recent[:20], answered_areas=answered, seed=str(offset))
            choice = choose(bank.values(), where, MODEL)
            assert choice is not None
            question = bank[choice.question_id]
            known = max(
                chance(Rating(), question.difficulty, question.guess),
                MODEL.retrievability(question.memory, day),
            )
            grade = Grade.GOOD if rng.random() < known else Grade.AGAIN
            memory = MODEL.after(question.memory, grade, day)
            bank[question.question_id] = replace(question, memory=memory, last_asked=day)
            recent = asked(question) + recent
            answered |= {question.area}
    assert [question_id for question_id, question in bank.items() if question.memory is None] == []


def test_a_newcomer_meets_questions_of_the_lower_and_middle_levels_first():
    questions = [candidate(f"q{level}", level=level) for level in range(1, 6)]
    first = chosen(questions, answered_areas=frozenset())
    assert first in {"q2", "q3"}
