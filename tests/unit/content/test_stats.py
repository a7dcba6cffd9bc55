from datetime import date

from content.areas import Area
from content.model import Kind, Verify
from content.stats import areas_by_level, summary, technologies_by_kind
from content.technologies import TECHNOLOGIES
from tests.unit.content.making import question, true_false

PROGRAM = Verify(tool="python", code="print(1)", expect={"where": "0", "having": "1", "order": "2"})
BANK = [
    question(verify=PROGRAM),
    question(Kind.MULTIPLE, level=5, reviewed=date(2026, 11, 1)),
    question(Kind.TRUE_FALSE, area=Area.APIS, technologies=("rest",)),
    question(Kind.TRUE_FALSE, id="no", answer=("false",), options=true_false(key="false"), technologies=("rest",)),
]


def test_areas_are_counted_by_level():
    table = areas_by_level(BANK)
    assert table.columns == ("1 beginner", "2 easy", "3 medium", "4 hard", "5 expert")
    assert len(table.rows) == len(Area)
    assert {row.title: row.counts for row in table.rows if row.total} == {
        "Databases": (0, 2, 0, 0, 1),
        "APIs": (0, 1, 0, 0, 0),
    }


def test_technologies_are_counted_by_kind_in_every_row_a_question_belongs_to():
    table = technologies_by_kind(BANK)
    assert [row.title for row in table.rows] == list(TECHNOLOGIES.values())
    counted = {row.title: dict(zip(table.columns, row.counts, strict=True)) for row in table.rows if row.total}
    assert set(counted) == {"PostgreSQL", "SQL", "REST"}
    assert (counted["SQL"]["single"], counted["SQL"]["multiple"], counted["REST"]["true-false"]) == (1, 1, 2)


def test_a_table_reads_in_straight_columns_with_dots_for_gaps():
    lines = areas_by_level(BANK).as_text().splitlines()
    assert lines[0] == "Areas by level"
    assert lines[4].split() == ["Databases", ".", "2", ".", ".", "1", "3"]
    assert len({len(line) for line in lines[1:]}) == 1


def test_the_summary_tells_shares_of_what_may_be_asked():
    retired = question(id="old", retired=date(2026, 1, 1), verify=PROGRAM)
    figures = summary([*BANK, retired], verified={"db-plain", "old"})
    assert (figures.questions, figures.retired) == (4, 1)
    assert (figures.with_program, figures.verified, figures.reviewed, figures.true_keys) == (25.0, 25.0, 25.0, 50.0)
    assert "questions     4 (and 1 retired)" in figures.as_text()


def test_an_empty_bank_has_zeros():
    assert summary([], set()).with_program == 0.0
    assert all(row.total == 0 for row in areas_by_level([]).rows)
