"""The picture of one's levels week by week."""

import pytest

from bot.application.cards import Picture
from bot.application.replies import Reply
from bot.pictures.drawings import ProgressOverTime
from content.areas import Area
from tests.talk import Talk, elements, question, talk

QUESTIONS = [question(f"q{area.value}-{n}", area=area) for area in (Area.DATABASES, Area.APIS) for n in range(12)]


@pytest.fixture
async def me(sqlite_url):
    async with talk(sqlite_url, QUESTIONS) as conversation:
        yield conversation


async def week(me: Talk, area: str, text: str = "the right one") -> None:
    for _ in range(6):
        await me.say(f"quiz {area}")
        await me.say(text)


def over_time(reply: Reply) -> ProgressOverTime | None:
    drawings = [picture.drawing for picture in elements(reply, Picture)]
    return next((drawing for drawing in drawings if isinstance(drawing, ProgressOverTime)), None)


async def test_it_needs_a_second_week(me: Talk):
    await week(me, "databases")
    assert over_time(await me.say("progress")) is None
    me.clock.advance(days=7)
    drawing = over_time(await me.say("progress"))
    assert drawing is not None
    assert [series.title for series in drawing.series] == ["Databases"]
    assert drawing.weeks == 2


async def test_it_rises_with_right_answers_and_ends_at_the_present_level(me: Talk):
    await week(me, "databases")
    me.clock.advance(days=7)
    await week(me, "databases")
    await week(me, "apis")
    drawing = over_time(await me.say("progress"))
    assert drawing is not None
    levels = {series.title: series.values for series in drawing.series}
    learner = await me.learner()
    async with me.services.uow() as uow:
        rating = (await uow.learning.ratings(learner.id))["databases"]
    before, now = levels["Databases"]
    assert now == pytest.approx(3 + rating.value)
    assert before is not None
    assert before < 3 + rating.value
    assert levels["APIs"][0] is None


async def test_it_goes_back_twelve_weeks_at_most(me: Talk):
    await week(me, "databases")
    me.clock.advance(days=7 * 20)
    await week(me, "databases")
    me.clock.advance(days=7)
    drawing = over_time(await me.say("progress"))
    assert drawing is not None
    assert drawing.weeks == 12
    assert drawing.this_week == 11
