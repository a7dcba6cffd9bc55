"""Practice problems: suggesting one that fits, and settling what became of it."""

from dataclasses import dataclass, replace
from uuid import UUID

from bot.application import activity, asking
from bot.application.actions import STALE, action
from bot.application.cards import Button, Buttons, Card, Footnote, Heading, Link, Style, Text, Tone, card
from bot.application.markup import escape
from bot.application.views.words import area_label, level_label, listing
from bot.application.visit import Visit
from bot.domain.attempts import Practice, PracticeState
from bot.domain.practice_choice import PastPractice, PracticeWish, choose_practice, practice_level
from bot.domain.rating import Rating
from bot.domain.streak_log import Activity
from bot.errors import NothingOpen, NotYourButton, StaleButton
from bot.ids import PracticeId
from content.practice import PracticeProblem

START_LEVEL = 2.0  # for those whose level is not known yet
SITE_NAMES = {"leetcode": "LeetCode", "codewars": "Codewars"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemWish:
    """What the learner asked for; nothing leaves the choice to the coach."""

    area: str | None = None
    site: str | None = None
    level: int | None = None

    def line(self) -> str:
        """What "another" goes on with; the level is left to what the learner says of the problems."""
        return " ".join(filter(None, [self.area, self.site]))


def wish_of(practice: Practice) -> ProblemWish:
    """The wish behind a suggested problem."""
    words = practice.wish.split()
    return ProblemWish(
        area=next((word for word in words if word not in SITE_NAMES), None),
        site=next((word for word in words if word in SITE_NAMES), None),
    )


async def suggest(visit: Visit, wish: ProblemWish) -> tuple[Card, ...]:
    """Suggest a problem that fits and remember that it was suggested."""
    learner, catalogue = visit.learner, visit.services.catalogue
    history = await visit.uow.practices.all(learner.id)
    past = [PastPractice(key=p.problem, level=p.level, outcome=p.state.value) for p in history]
    problems = catalogue.in_area(wish.area) if wish.area else catalogue.problems
    choice = choose_practice(
        problems,
        PracticeWish(
            level=practice_level(await _start_level(visit, wish.area), past),
            area=wish.area,
            exact_level=wish.level,
            sites=(wish.site,) if wish.site else learner.preferences.sites,
            languages=learner.preferences.languages,
        ),
        past,
        seed=f"{learner.id}:{visit.day}:{len(past)}",
    )
    if choice is None:
        return (_nothing(wish),)
    problem = choice.problem
    practice = Practice(
        id=PracticeId(visit.new_id()),
        learner_id=learner.id,
        account_id=visit.account.id,
        team_id=visit.team.id if visit.team else None,
        conversation=visit.conversation,
        problem=problem.key,
        level=problem.level,
        areas=problem.areas,
        suggested_at=visit.now,
        wish=wish.line(),
    )
    await visit.uow.practices.add(practice)
    return (problem_card(problem, practice, choice.reason),)


async def for_today(visit: Visit) -> tuple[Card, ...]:
    """The last part of today's plan: the practice problem, or the word that the plan is done."""
    done = await visit.uow.practices.done_on(visit.learner.id, visit.day)
    if done:
        return (
            card(
                Heading("Today's plan is done"),
                Text("Well done. `quiz` asks more if you like; see you tomorrow."),
                tone=Tone.RIGHT,
            ),
        )
    opened = await visit.uow.practices.latest_open(visit.learner.id, visit.conversation)
    if opened is not None:
        problem = visit.services.catalogue.get(opened.problem)
        if problem is not None and opened.suggested_at >= asking.day_began(visit):
            return (problem_card(problem, opened, "still open from today"),)
    return await suggest(visit, ProblemWish())


async def own_practice(visit: Visit, practice_id: UUID) -> Practice:
    """The practice a button refers to. Raises `StaleButton` or `NotYourButton`."""
    practice = await visit.uow.practices.get(PracticeId(practice_id))
    if practice is None:
        raise StaleButton(STALE)
    if practice.learner_id != visit.learner.id:
        raise NotYourButton("That problem was suggested to somebody else. Type `practice` for one of your own.")
    return practice


async def open_practice(visit: Visit) -> Practice:
    """The problem suggested last in this conversation. Raises `NothingOpen`."""
    practice = await visit.uow.practices.latest_open(visit.learner.id, visit.conversation)
    if practice is None:
        raise NothingOpen("There is no open practice problem here. Type `practice` for one.")
    return practice


async def settle(visit: Visit, practice: Practice, state: PracticeState) -> bool:
    """Store what became of a problem; done ones count for the day. False if it was settled before."""
    if practice.state is not PracticeState.SUGGESTED:
        return False
    settled = replace(practice, state=state, settled_at=visit.now)
    if state is PracticeState.DONE:
        settled = replace(settled, day=visit.day)
        await visit.uow.practices.save(settled)
        await activity.record(visit, Activity(at=visit.now, day=visit.day), reference=f"practice:{practice.id}")
    else:
        await visit.uow.practices.save(settled)
    return True


def problem_card(problem: PracticeProblem, practice: Practice, reason: str) -> Card:
    """A suggested problem with its link and what to say about it."""
    topics = listing([escape(topic.replace("-", " ")) for topic in problem.topics[:4]])
    areas = listing([area_label(area) for area in problem.areas])
    return card(
        Heading(f"Practice: {problem.title}"),
        Text(
            f"{SITE_NAMES[problem.site]}, {level_label(problem.level)}, for {areas}."
            + (f" Topics: {topics}." if topics else "")
        ),
        Link(f"Open it on {SITE_NAMES[problem.site]}", problem.url),
        Buttons(
            (
                Button("Done", action("practised", practice.id), "done", Style.PRIMARY),
                Button("Too hard", action("too-hard", practice.id), "too hard"),
                Button("Another", action("another", practice.id), "another"),
            ),
            rare=(Button("Too easy", action("too-easy", practice.id), "too easy"),),
        ),
        Footnote(f"{reason[0].upper()}{reason[1:]}. It counts for your streak when you say `done`."),
    )


async def _start_level(visit: Visit, area: str | None) -> float:
    if visit.learner.preferences.level:
        return float(visit.learner.preferences.level)
    ratings = await visit.uow.learning.ratings(visit.learner.id)
    rating: Rating | None = ratings.get(area or "problem-solving")
    if rating is None or not rating.answers:
        return START_LEVEL
    return max(1.0, min(5.0, 3.0 + rating.value))


def _nothing(wish: ProblemWish) -> Card:
    words = [SITE_NAMES[wish.site]] if wish.site else []
    words += [area_label(wish.area)] if wish.area else []
    words += [level_label(wish.level)] if wish.level else []
    where = f" for {listing(words)}" if words else ""
    return card(
        Text(f"Neither site has a problem that fits{where}. Try `practice` without that, or `quiz`."),
        tone=Tone.NOTICE,
    )
