"""Figures of many runs: means with intervals, as a table, a plot and JSON."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

import matplotlib
import numpy as np
from numpy.typing import NDArray

from benchmarks.learning.simulate import Run

matplotlib.use("Agg")
from matplotlib import pyplot as plt

# Two-sided 95 % quantile of Student's t, by degrees of freedom; beyond the table the next smaller row is used.
T95 = {1: 12.71, 2: 4.30, 3: 3.18, 4: 2.78, 5: 2.57, 7: 2.36, 9: 2.26, 14: 2.14, 19: 2.09, 29: 2.05, 59: 2.00}
CALIBRATION_BINS = 10

Values = NDArray[np.float64]


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Mean, and half the width of its 95 % interval over seeds."""
    found = np.array(values)
    if len(found) < 2:
        return float(found.mean()), math.inf
    quantile = T95[max((freedom for freedom in T95 if freedom < len(found)), default=1)]
    return float(found.mean()), float(quantile * found.std(ddof=1) / math.sqrt(len(found)))


def log_loss(chances: Values, outcomes: Values) -> float:
    """Mean negative log likelihood, in nats."""
    bounded = np.clip(chances, 1e-3, 1 - 1e-3)
    return float(-np.mean(outcomes * np.log(bounded) + (1 - outcomes) * np.log(1 - bounded)))


def calibration_error(chances: Values, outcomes: Values) -> float:
    """Mean distance between predicted and observed success over ten equal bins, weighted by their size."""
    bins = np.minimum((chances * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [
        abs(chances[bins == b].mean() - outcomes[bins == b].mean()) * (bins == b).mean()
        for b in range(CALIBRATION_BINS)
        if (bins == b).any()
    ]
    return float(sum(gaps))


def summary(runs: Sequence[Run]) -> dict[str, dict[str, dict[str, object]]]:
    """Figures by model and policy. Paired: gains and leads are taken within each seed, before averaging."""
    found: dict[str, dict[str, dict[str, object]]] = {}
    for model in dict.fromkeys(run.model for run in runs):
        by_policy: dict[str, dict[int, Run]] = {}
        for run in runs:
            if run.model == model:
                by_policy.setdefault(run.policy, {})[run.seed] = run
        found[model] = {name: _figures(name, by_policy) for name in by_policy}
    return found


def _figures(name: str, by_policy: dict[str, dict[int, Run]]) -> dict[str, object]:
    mine = by_policy[name]
    runs = list(mine.values())
    figures: dict[str, object] = {
        "mean recall": interval([run.mean_recall for run in runs]),
        "recall on the last day": interval([run.recall[-1] for run in runs]),
        "over random": interval([run.mean_recall - by_policy["random"][s].mean_recall for s, run in mine.items()]),
        "success": sum(run.right for run in runs) / sum(run.questions for run in runs),
        "minutes a day": sum(run.seconds for run in runs) / 60 * runs[0].per_day / sum(run.questions for run in runs),
    }
    if name == "ours":
        others = [policy for policy in by_policy if policy != "ours" and "oracle" not in policy]
        figures["lead"] = {
            other: interval([run.mean_recall - by_policy[other][s].mean_recall for s, run in mine.items()])
            for other in others
        }
        for oracle in ("limited oracle", "free oracle"):
            if oracle in by_policy:
                figures[f"share of {oracle}"] = _share(mine, by_policy[oracle], by_policy["random"])
        chances, outcomes = (np.array(column, dtype=float) for column in zip(*_told(runs), strict=True))
        constant = np.full_like(outcomes, outcomes.mean())
        figures["log loss"] = log_loss(chances, outcomes)
        figures["log loss of the constant average"] = log_loss(constant, outcomes)
        figures["calibration error"] = calibration_error(chances, outcomes)
    for key in runs[0].extra:
        figures[key] = interval([run.extra[key] for run in runs])
    return figures


def _told(runs: Sequence[Run]) -> list[tuple[float, bool]]:
    return [prediction for run in runs for prediction in run.predictions]


def _share(ours: dict[int, Run], oracle: dict[int, Run], random: dict[int, Run]) -> tuple[float, float]:
    """Our gain over random as a share of the oracle's, with a jackknife interval over seeds."""
    gained = np.array([run.mean_recall - random[seed].mean_recall for seed, run in ours.items()])
    best = np.array([oracle[seed].mean_recall - random[seed].mean_recall for seed in ours])
    count = len(gained)
    if count < 2:
        return float(gained.sum() / best.sum()), math.inf
    left_out = (gained.sum() - gained) / (best.sum() - best)
    spread = math.sqrt((count - 1) / count * float(((left_out - left_out.mean()) ** 2).sum()))
    return float(gained.sum() / best.sum()), 2.09 * spread


def _pair(value: object, scale: float = 100.0, digits: int = 1) -> str:
    assert isinstance(value, tuple)
    return f"{value[0] * scale:.{digits}f} ± {value[1] * scale:.{digits}f}"


def table(found: dict[str, dict[str, dict[str, object]]], head: str) -> str:
    """All figures in Markdown. Recall is in percent; ± is half a 95 % interval over seeds."""
    lines = ["# Learning effect, measured", "", head, ""]
    for model, policies in found.items():
        lines += [
            f"## {model}",
            "",
            "| policy | mean recall, % | over random, points | last day, % | right answers | min a day |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
        ]
        for name, f in policies.items():
            lines.append(
                f"| {name} | {_pair(f['mean recall'])} | {_pair(f['over random'])} | "
                f"{_pair(f['recall on the last day'])} | {f['success']:.0%} | {f['minutes a day']:.1f} |"
            )
        lines += ["", *_ours(policies.get("ours", {})), ""]
    return "\n".join(lines)


def _ours(f: dict[str, object]) -> list[str]:
    if not f:
        return []
    lead = f["lead"]
    assert isinstance(lead, dict)
    lines = [
        "Ours ahead, points, paired by seed: "
        + ", ".join(f"{_pair(value, digits=2)} over {other}" for other, value in lead.items())
        + "."
    ]
    for oracle in ("limited oracle", "free oracle"):
        if f"share of {oracle}" in f:
            lines.append(f"Share of the {oracle}'s gain over random: {_pair(f[f'share of {oracle}'], digits=0)} %.")
    lines += [
        f"Predicted success: log loss {f['log loss']:.3f} (constant average "
        f"{f['log loss of the constant average']:.3f}), calibration error {f['calibration error']:.3f}.",
        f"Difficulty: correlation with the truth {_pair(f['difficulty correlation'], 1.0, 2)} "
        f"(authors' levels {_pair(f['level correlation'], 1.0, 2)}). "
        f"Placement: {_pair(f['placement questions'], 1.0)} questions. "
        f"Seen: {_pair(f['coverage'])} % of the bank; put away as leeches: {_pair(f['suspended'])} % of those.",
    ]
    return [f"- {line}" for line in lines]


def plot(runs: Sequence[Run], path: Path) -> None:
    """Mean recall over the bank by day, one panel a model."""
    models = list(dict.fromkeys(run.model for run in runs))
    figure, panels = plt.subplots(1, len(models), figsize=(5 * len(models), 4.2), sharey=True, squeeze=False)
    for panel, model in zip(panels[0], models, strict=True):
        for name in dict.fromkeys(run.policy for run in runs):
            curve = np.mean([run.recall for run in runs if run.model == model and run.policy == name], axis=0)
            style = {"ours": {"linewidth": 2.5, "color": "black"}}.get(name, {"linewidth": 1.2})
            panel.plot(100 * curve, label=name, linestyle="--" if "oracle" in name else "-", **style)
        panel.set_title(model)
        panel.set_xlabel("day")
        panel.grid(alpha=0.3)
    panels[0][0].set_ylabel("recall over the whole bank, %")
    panels[0][-1].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)


def write_json(path: Path, found: dict[str, dict[str, dict[str, object]]], settings: dict[str, object]) -> None:
    """Settings and figures; pairs are mean and half interval."""
    path.write_text(json.dumps({"settings": settings, "figures": found}, indent=1), encoding="utf-8")
