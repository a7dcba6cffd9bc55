import math

import numpy as np
import pytest

from benchmarks.learning import report
from benchmarks.learning.__main__ import POLICIES
from benchmarks.learning.memories import MODELS, Outside, outside
from benchmarks.learning.simulate import run
from benchmarks.learning.world import make_world
from content.bank import load_bank

SIZES = {"seed": 3, "days": 4, "per_day": 5, "learners": 2, "questions": 60}


class OutsideModel:
    """Half of what is lacking is learned at each exposure, and a tenth of it lost each day."""

    def recall(self, learner, question, exposures, at):
        known = float(learner.prior[question.number])
        for exposure in exposures:
            known += (1 - known) * 0.5 * math.exp(-0.1 * (at - exposure.at))
        return known


@pytest.fixture(scope="module")
def world():
    return make_world(load_bank(), **SIZES)


@pytest.mark.parametrize("name", POLICIES)
def test_every_policy_asks_the_same_number_of_questions_and_is_measured_each_day(world, name):
    done = run(world, "DASH", MODELS["DASH"], name, POLICIES[name])
    assert done.questions == 5 * sum(int(learner.present.sum()) for learner in world.learners)
    assert len(done.recall) == 4
    assert all(0 <= recall <= 1 for recall in done.recall)


@pytest.mark.parametrize("model", MODELS)
def test_every_memory_model_learns_from_an_exposure_and_forgets_afterwards(world, model):
    learner, question = world.learners[0], int(np.argmin(world.learners[0].prior))
    memory = MODELS[model](learner, world.questions)
    at = np.array([1.0, 20.0, 90.0])
    before, (right, _) = memory.recall(at)[question], memory.recall_after(0.5, at)
    memory.expose(question, 0.5, right=True)
    after = memory.recall(at)[question]
    assert after == pytest.approx(right[question])
    assert (after > before).all()
    assert list(after) == sorted(after, reverse=True)


def test_a_model_from_outside_takes_part(world):
    make = outside("tests.unit.test_learning_benchmark:OutsideModel")
    memory = make(world.learners[0], world.questions)
    assert isinstance(memory, Outside)
    assert run(world, "outside", make, "ours", POLICIES["ours"]).questions > 0


def test_the_same_seed_gives_the_same_run(world):
    once, again = (run(world, "MCM", MODELS["MCM"], "ours", POLICIES["ours"]) for _ in range(2))
    assert once.recall == again.recall


def test_a_sure_and_right_prediction_costs_nothing_and_the_average_costs_its_entropy():
    outcomes = np.array([1.0, 0.0, 1.0, 0.0])
    assert report.log_loss(outcomes, outcomes) == pytest.approx(0.0, abs=2e-3)
    assert report.log_loss(np.full(4, 0.5), outcomes) == pytest.approx(math.log(2))
    assert report.calibration_error(np.full(4, 0.7), outcomes) == pytest.approx(0.2)


def test_the_interval_is_students_t():
    mean, half_width = report.interval([1.0, 2.0, 3.0])
    assert mean == 2.0
    assert half_width == pytest.approx(4.30 / math.sqrt(3), rel=1e-3)
