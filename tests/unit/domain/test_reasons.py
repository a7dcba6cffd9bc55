import pytest

from bot.domain.reasons import DueReview, EarlyReview, Fit, NewQuestion, RepeatToday, reason_line


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        (
            DueReview(days_since=9, recall=0.841, lapses=0),
            "due for review: you last saw it 9 days ago, recall about 84%",
        ),
        (
            DueReview(days_since=1, recall=0.5, lapses=3),
            "due for review: you last saw it 1 day ago, recall about 50%, forgotten 3 times so far",
        ),
        (
            DueReview(days_since=1, recall=0.5, lapses=1),
            "due for review: you last saw it 1 day ago, recall about 50%",
        ),
        (NewQuestion(fit=Fit.AT_LEVEL, first_in_area=False), "new: about your level in Databases"),
        (NewQuestion(fit=Fit.EASIER, first_in_area=False), "new: a bit easier than your level in Databases"),
        (NewQuestion(fit=Fit.STRETCH, first_in_area=False), "new: a stretch for you in Databases"),
        (NewQuestion(fit=Fit.STRETCH, first_in_area=True), "new: your first question in Databases"),
        (
            EarlyReview(days_until_due=4, recall=0.96),
            "early: due in 4 days, recall about 96%; nothing here is due or new",
        ),
        (RepeatToday(), "once more today: you have been through everything else here"),
    ],
)
def test_every_reason_is_told_in_one_line(reason, line):
    assert reason_line(reason, "Databases") == line
