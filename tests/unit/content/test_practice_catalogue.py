import re
from collections import Counter
from importlib.resources import files

import msgspec
import pytest

from content.areas import Area
from content.catalogue import Catalogue, CatalogueFile, Row, load_catalogue, slug_of
from content.catalogue_build import (
    CodewarsFacts,
    LeetcodeFacts,
    codewars_catalogue,
    encode,
    leetcode_catalogue,
    main,
)
from content.practice import SITES
from content.technologies import TECHNOLOGIES

LINKS = {
    "leetcode": re.compile(r"https://leetcode\.com/problems/[a-z0-9]+(-[a-z0-9]+)*/"),
    "codewars": re.compile(r"https://www\.codewars\.com/kata/[0-9a-f]{24}"),
}
COMMITTED = {site: files("content") / "catalogue" / f"{site}.json" for site in SITES}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_every_free_leetcode_problem_and_every_kata_is_there(catalogue):
    assert Counter(problem.site for problem in catalogue.problems) == {"leetcode": 3246, "codewars": 1656}


def test_problems_that_need_a_subscription_are_not(catalogue):
    paid = {"leetcode:157", "leetcode:158", "leetcode:253", "leetcode:271"}
    assert all(catalogue.get(key) is None for key in paid)
    assert catalogue.get("leetcode:1").title == "Two Sum"


def test_every_link_is_of_its_sites_form_and_leads_somewhere_else(catalogue):
    assert all(LINKS[problem.site].fullmatch(problem.url) for problem in catalogue.problems)
    assert len({problem.url for problem in catalogue.problems}) == len(catalogue.problems)


def test_keys_are_unique_and_lead_back_to_their_problem(catalogue):
    assert len({problem.key for problem in catalogue.problems}) == len(catalogue.problems)
    assert all(catalogue.get(problem.key) is problem for problem in catalogue.problems)


def test_a_slug_that_does_not_follow_from_the_title_is_kept(catalogue):
    odd = [p for p in catalogue.problems if p.site == "leetcode" and slug_of(p.title) not in p.url]
    assert 1 <= len(odd) < 30


def test_levels_areas_and_technologies_are_ours(catalogue):
    for problem in catalogue.problems:
        assert 1 <= problem.level <= 5
        assert problem.areas
        assert set(problem.areas) <= set(Area)
        assert set(problem.technologies) <= set(TECHNOLOGIES)
        assert problem.title.strip() == problem.title != ""


def test_every_area_has_problems(catalogue):
    sizes = {area.value: len(catalogue.in_area(area)) for area in Area}
    assert min(sizes.values()) >= 9, sizes
    assert catalogue.in_area("no-such-area") == ()


@pytest.mark.parametrize("area", ["problem-solving", "languages", "databases"])
def test_the_main_areas_have_problems_of_every_level(catalogue, area):
    levels = Counter(problem.level for problem in catalogue.in_area(area))
    assert set(levels) == {1, 2, 3, 4, 5}
    assert min(levels.values()) >= 5


@pytest.mark.parametrize(
    ("key", "areas"),
    [
        ("leetcode:175", {"databases"}),
        ("leetcode:193", {"servers", "security"}),
        ("leetcode:1114", {"languages", "servers"}),
        ("leetcode:146", {"languages", "problem-solving", "servers"}),
        ("leetcode:278", {"problem-solving", "version-control", "testing"}),
        ("leetcode:207", {"problem-solving", "ci-cd"}),
    ],
)
def test_sql_shell_concurrency_and_design_serve_their_own_areas(catalogue, key, areas):
    assert set(catalogue.get(key).areas) == areas


def test_the_committed_files_are_small_and_say_where_and_when_their_facts_are_from():
    assert sum(len(path.read_bytes()) for path in COMMITTED.values()) < 600_000
    for path in COMMITTED.values():
        stored = msgspec.json.decode(path.read_bytes(), type=CatalogueFile)
        assert stored.as_of
        assert all(re.fullmatch(r"[0-9a-f]{40}", source.commit) for source in stored.source)


def test_the_committed_files_have_one_problem_a_line():
    for path in COMMITTED.values():
        lines = path.read_text(encoding="utf-8").splitlines()
        stored = msgspec.json.decode(path.read_bytes(), type=CatalogueFile)
        rows = [msgspec.json.decode(line.rstrip(","), type=Row) for line in lines if line.startswith("[")]
        assert tuple(rows) == stored.problems
        assert encode(stored) == path.read_bytes()


SOURCE = [{"repo": "someone/somewhere", "commit": "0" * 40, "date": "2026-08-22"}]


def leetcode_fact(number, **changes):
    return {
        "id": number,
        "title": f"Problem {number}",
        "slug": f"problem-{number}",
        "difficulty": "Easy",
        "paid_only": False,
        "category": "algorithms",
        "topics": [],
        "ac_rate": 70.0,
        "lists": [],
        **changes,
    }


def kata_fact(number, **changes):
    return {
        "id": f"{number:024x}",
        "name": f"Kata {number}",
        "rank": 6,
        "category": None,
        "tags": [],
        "languages": [],
        **changes,
    }


def leetcode(*facts):
    link = "https://leetcode.com/problems/{slug}/"
    raw = {"source": SOURCE, "as_of": "2026-08-22", "link": link, "problems": facts}
    return msgspec.convert(raw, LeetcodeFacts)


def codewars(*facts):
    link = "https://www.codewars.com/kata/{id}"
    return msgspec.convert({"source": SOURCE, "as_of": "2026", "link": link, "problems": facts}, CodewarsFacts)


@pytest.mark.parametrize(
    ("difficulty", "accepted", "level"),
    [
        ("Easy", 72.0, 1),
        ("Easy", 40.0, 2),
        ("Medium", 75.0, 2),
        ("Medium", 50.0, 3),
        ("Medium", 30.0, 4),
        ("Hard", 60.0, 4),
        ("Hard", 30.0, 5),
    ],
)
def test_leetcode_levels_follow_difficulty_and_acceptance(difficulty, accepted, level):
    facts = leetcode(leetcode_fact(1, difficulty=difficulty, ac_rate=accepted))
    assert leetcode_catalogue(facts).problems[0].level == level


@pytest.mark.parametrize(("kyu", "level"), [(8, 1), (7, 1), (6, 2), (5, 3), (4, 4), (3, 4), (2, 5), (1, 5)])
def test_codewars_levels_follow_the_kyu(kyu, level):
    assert codewars_catalogue(codewars(kata_fact(1, rank=kyu))).problems[0].level == level


def test_paid_problems_are_left_out_when_building():
    built = leetcode_catalogue(leetcode(leetcode_fact(1), leetcode_fact(2, paid_only=True)))
    assert [row.id for row in built.problems] == ["1"]


@pytest.mark.parametrize("slug", ["two sum", "Two-Sum", "../admin", "two--sum", "", "two-sum/?x=1"])
def test_a_slug_that_could_bend_a_link_stops_the_build(slug):
    with pytest.raises(ValueError, match="cannot be part of"):
        leetcode_catalogue(leetcode(leetcode_fact(1, slug=slug)))


@pytest.mark.parametrize("kata_id", ["xyz", "", "50654ddff44f80020000000", "50654DDFF44F800200000004"])
def test_a_kata_id_that_could_bend_a_link_stops_the_build(kata_id):
    with pytest.raises(ValueError, match="cannot be part of"):
        codewars_catalogue(codewars(kata_fact(1, id=kata_id)))


def test_the_builder_writes_what_it_says_and_the_same_every_time(tmp_path, capsys):
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "leetcode.json").write_bytes(
        msgspec.json.encode(leetcode(leetcode_fact(1, topics=["stack"]), leetcode_fact(2, slug="other-name")))
    )
    (facts / "codewars.json").write_bytes(msgspec.json.encode(codewars(kata_fact(1, tags=["Ciphers"]))))
    written = []
    for target in ("one", "two"):
        main(["--from", str(facts), "--to", str(tmp_path / target)])
        written.append([(tmp_path / target / f"{site}.json").read_bytes() for site in SITES])
    assert written[0] == written[1]
    assert "leetcode: 2 problems" in capsys.readouterr().out
    stored = msgspec.json.decode(written[0][0], type=CatalogueFile)
    assert [row.slug for row in stored.problems] == ["", "other-name"]
    assert stored.profiles[stored.problems[0].profile].technologies == ("algorithms", "data-structures")
