"""What a digest tells, and what it never tells."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.application.digest.facts import CROWD_MIN, Crowd, Missed, Totals
from bot.application.digest.view import digest_cards
from bot.application.ports.teamwork import TeamAnswer
from bot.domain.digest_windows import DayRange, DigestWindow
from tests.talk import question
from tests.unit.application.team_work import FIRST, LAST, PERIOD, account, answer, facts, practice, work

NAMES = ("ann", "ben", "cem", "dee", "eli")
AREAS = ("databases", "apis", "security")


def crowd(*done: object, **more: object) -> Crowd:
    found = facts(work(*done, **more)).crowd  # type: ignore[arg-type]
    assert found is not None
    return found


def each(*names: str, hour: float = 0, **more: object) -> list[TeamAnswer]:
    return [answer(name, hour, **more) for name in names]  # type: ignore[arg-type]


# Who took part, and how much


def test_whoever_answered_or_practised_took_part():
    told = crowd(answer("ann"), answer("ann", 5), practice("ben"), answer("cem"))
    assert told.active == 3
    assert told.totals == Totals(answers=3, practice=1)


def test_only_those_who_opted_in_are_named():
    told = crowd(*each("ann", "ben", "cem"), named=["ann", "dee"])
    assert told.named == (account("ann"),)


def test_what_lies_outside_of_the_period_does_not_count():
    told = crowd(*each("ann", "ben", "cem"), answer("ann", -0.01), answer("ben", 7 * 24), answer("dee", 7 * 24 + 1))
    assert told.totals.answers == 3
    assert told.active == 3


def test_the_days_are_the_teams_own():
    told = crowd(*each("ann", "ben", "cem"), answer("ann", 23.99), answer("ann", 24), practice("ann", 7 * 24 - 0.01))
    assert [(day.answers, day.practice) for day in told.days] == [(4, 0), (1, 0), *[(0, 0)] * 4, (0, 1)]


def test_the_share_of_right_answers_is_told():
    assert crowd(*each("ann", "ben", "cem"), answer("ann", correct=False)).right == pytest.approx(3 / 4)
    assert crowd(practice("ann"), practice("ben"), practice("cem")).right is None


def test_the_week_before_is_told_if_enough_people_were_active_in_it():
    now = each("ann", "ben", "cem")
    before = each("ann", "ben", "dee", hour=-20)
    assert crowd(*now, *before, practice("dee", -50)).before == Totals(answers=3, practice=1)
    assert crowd(*now, *before[:2]).before is None
    assert crowd(*now, *each("ann", "ben", "cem", hour=-8 * 24)).before is None


# Streaks


def test_a_streak_that_began_in_the_period_was_begun_and_an_older_one_was_kept():
    daily = [answer("ann", 24 * day) for day in range(-3, 7)]
    told = crowd(*daily, answer("ben", 24 * 3), answer("ben", 24 * 4), answer("cem", 24 * 4))
    assert (told.streaks_begun, told.streaks_kept) == (2, 1)


def test_a_streak_that_ended_is_not_spoken_of():
    told = crowd(answer("ann", 0), answer("ben", 0), answer("cem", 24 * 4))
    assert (told.streaks_begun, told.streaks_kept) == (1, 0)


def test_what_was_done_since_the_period_tells_nothing_of_it():
    told = crowd(*each("ann", "ben", "cem", hour=24 * 4), answer("ann", 7 * 24 + 1))
    assert (told.streaks_begun, told.streaks_kept) == (3, 0)


# Areas


def test_an_area_is_told_only_of_enough_people():
    told = crowd(*each("ann", "ben", "cem"), *each("ann", "ben", area="apis"))
    by_area = {area.area: area for area in told.areas}
    assert by_area["databases"].answers == 3
    assert by_area["databases"].right == 1.0
    assert by_area["apis"].answers is by_area["apis"].right is by_area["apis"].moved is None


def test_a_level_is_the_mean_of_enough_people_whose_level_is_known():
    ratings = {"apis": {"ann": 1.0, "ben": 0.0, "cem": 0.5}, "security": {"ann": 2.0, "ben": 2.0}}
    levels = {area.area: area.level for area in crowd(*each("ann", "ben", "cem"), ratings=ratings).areas}
    assert levels["apis"] == 3.5
    assert levels["security"] is None


def test_what_moved_is_told_per_head_and_without_what_only_found_a_level_out():
    known = [answer(name, gain=0.6, uncertainty=0.0) for name in ("ann", "ben")]
    told = crowd(*known, answer("cem", gain=0.9, uncertainty=1.2))
    assert next(area.moved for area in told.areas if area.area == "databases") == 0.4


# The most missed question


def test_the_question_that_most_people_missed_is_told():
    first = [answer(name, question="hard", correct=False) for name in ("ann", "ben")]
    told = crowd(*first, answer("cem", question="hard"), *each("ann", "ben", "cem", question="easy"))
    assert told.missed == Missed(question_id="hard", people=3, missed=2)


def test_a_question_counts_by_each_persons_first_answer():
    again = [answer(name, hour, question="hard", correct=hour > 0) for name in ("ann", "ben", "cem") for hour in (0, 9)]
    assert crowd(*again).missed == Missed(question_id="hard", people=3, missed=3)


def test_a_question_that_few_met_or_one_missed_is_not_told():
    assert crowd(*[answer(name, question=name, correct=False) for name in NAMES[:3]]).missed is None
    assert crowd(answer("ann", correct=False), *each("ben", "cem")).missed is None


def test_a_question_that_may_not_be_shown_to_the_team_is_never_the_most_missed():
    told = crowd(*[answer(name, question="secret", correct=False) for name in ("ann", "ben", "cem")])
    assert told.missed is None


# Ranking, suggestion


def test_the_steadiest_are_of_those_who_opted_in_and_only_of_enough_of_them():
    done = [answer("ann", 24 * day) for day in range(3)] + [answer("ben"), *each("cem", "dee", hour=24)]
    assert crowd(*done, named=["ann", "ben"]).steadiest == ()
    told = crowd(*done, named=["ann", "ben", "cem"]).steadiest
    assert [(place.rank, place.value.days) for place in told] == [(1, 3), (2, 1), (2, 1)]
    assert told[0].who == account("ann")


def test_the_suggestion_is_the_weakest_area():
    ratings = {area: dict.fromkeys(("ann", "ben", "cem"), value) for area, value in (("apis", 1.0), ("security", -1.0))}
    assert facts(work(*each("ann", "ben", "cem"), ratings=ratings)).suggestion == "security"


# Nobody is singled out


activities = st.lists(
    st.one_of(
        st.builds(
            answer,
            st.sampled_from(NAMES),
            st.integers(-200, 7 * 24 + 6).map(float),
            st.sampled_from(["q1", "q2"]),
            area=st.sampled_from(AREAS),
            correct=st.booleans(),
            gain=st.floats(-1, 1),
            uncertainty=st.floats(0.3, 1.2),
        ),
        st.builds(practice, st.sampled_from(NAMES), st.integers(-200, 7 * 24 + 6).map(float)),
    ),
    max_size=30,
)
levels = st.dictionaries(
    st.sampled_from(AREAS), st.dictionaries(st.sampled_from(NAMES), st.floats(-3, 3), max_size=5), max_size=3
)


def shown(done: object) -> str:
    told = facts(done)  # type: ignore[arg-type]
    missed = question("q1") if told.crowd and told.crowd.missed else None
    return msgspec.json.encode(digest_cards(told, missed), enc_hook=str).decode()


def active(done: object) -> set[object]:
    entries = [*done.answers, *done.practice]  # type: ignore[attr-defined]
    return {entry.learner_id for entry in entries if PERIOD.since <= entry.at < PERIOD.until}


NOTHING_DONE = shown(work(members=NAMES))


@given(
    done=activities, named=st.sets(st.sampled_from(NAMES)), who=st.sets(st.sampled_from(NAMES), max_size=2), r=levels
)
def test_the_digest_of_a_small_team_is_the_same_whatever_its_members_did(done, named, who, r):
    """So it can hold neither a name nor a figure of anybody: it would differ from that of an idle team."""
    ids = {answer(name).learner_id for name in who}
    few = work(*[entry for entry in done if entry.learner_id in ids], members=NAMES, named=sorted(named), ratings=r)
    assert len(active(few)) < CROWD_MIN
    assert shown(few) == NOTHING_DONE


@given(done=activities, named=st.sets(st.sampled_from(NAMES)), r=levels)
def test_no_digest_names_anybody_who_did_not_opt_in_or_was_not_there(done, named, r):
    everything = work(*done, members=NAMES, named=sorted(named), ratings=r)
    there = {name for name in NAMES if answer(name).learner_id in active(everything)}
    told = shown(everything)
    for name in set(NAMES) - (named & there):
        assert str(account(name)) not in told


@given(done=activities, r=levels)
def test_every_figure_of_an_area_or_a_question_is_of_enough_people(done, r):
    told = facts(work(*done, members=NAMES, ratings=r)).crowd
    if told is None:
        return
    inside = [e for e in done if hasattr(e, "area") and PERIOD.since <= e.at < PERIOD.until]
    for area in told.areas:
        people = {entry.learner_id for entry in inside if entry.area == area.area}
        if len(people) < CROWD_MIN:
            assert (area.answers, area.right, area.moved) == (None, None, None)
        if len(r.get(area.area, {})) < CROWD_MIN:
            assert area.level is None
    if told.missed:
        assert len({e.learner_id for e in inside if e.question_id == told.missed.question_id}) >= CROWD_MIN


@given(done=activities, named=st.sets(st.sampled_from(NAMES)), order=st.randoms())
def test_the_facts_do_not_depend_on_the_order_in_which_people_are_read(done, named, order):
    there = work(*done, members=NAMES, named=sorted(named))
    shuffled = list(there.members)
    order.shuffle(shuffled)
    assert facts(replace(there, members=shuffled)) == facts(there)


# A longer silence


def test_days_that_were_left_out_are_named():
    window = DigestWindow(
        days=DayRange(first=FIRST, last=LAST),
        left_out=DayRange(first=FIRST - timedelta(days=9), last=FIRST - timedelta(days=1)),
    )
    done = work(*each("ann", "ben", "cem"))
    assert "2 to 10 Jan 2027 had to be left out" in shown_of(done, replace(PERIOD, window=window))
    assert "left out" not in shown_of(done, PERIOD)


def shown_of(done: object, period: object) -> str:
    told = facts(done, period)  # type: ignore[arg-type]
    return msgspec.json.encode(digest_cards(told, None), enc_hook=str).decode()
