"""Practice problems of other sites, as plain frozen values."""

import msgspec

SITES = ("leetcode", "codewars")


class PracticeProblem(msgspec.Struct, frozen=True, kw_only=True):
    """A LeetCode problem or Codewars kata that anybody may open without paying.

    `title` comes from outside: plain text, to be escaped wherever it is shown. `level` is 1..5. `languages`
    are those it is known to be offered in; an empty tuple means any. `lists` names well-known study lists.
    """

    site: str
    id: str
    title: str
    url: str
    level: int
    areas: tuple[str, ...]
    technologies: tuple[str, ...]
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    lists: tuple[str, ...]

    @property
    def key(self) -> str:
        """Unique over all sites: `<site>:<id>`."""
        return f"{self.site}:{self.id}"
