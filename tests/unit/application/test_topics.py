"""What a message is about, by its words alone."""

import pytest

from bot.application.grammar.topics import areas_in, home_of, technologies_in
from content.areas import Area
from content.technologies import TECHNOLOGIES


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Does anybody know why Postgres ignores this index?", "postgresql"),
        ("the docker image is too big", "docker"),
        ("Please look at my pull request", "pull-requests"),
        ("c# or java? I prefer C#.", "csharp"),
        ("unit testing the login", "unit-testing"),
    ],
)
def test_a_message_is_about_the_technology_it_names_most(text: str, first: str):
    assert technologies_in(text)[0] == first


@pytest.mark.parametrize("text", ["", "lunch?", "the rest of us express our thanks", "x" * 10_000, "\x00 <@U1> ```"])
def test_everyday_words_name_no_technology(text: str):
    assert technologies_in(text) == ()


def test_areas_are_read_by_name():
    assert areas_in("My database, the database and CI/CD") == (Area.DATABASES, Area.CI_CD)


def test_most_technologies_have_an_area_that_names_them():
    assert home_of("authentication") is Area.SECURITY
    assert sum(home_of(slug) is not None for slug in TECHNOLOGIES) > len(TECHNOLOGIES) / 2
