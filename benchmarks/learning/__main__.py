"""How much more learners know after the same minutes: policies side by side on simulated learners.

    python -m benchmarks.learning [--seeds N] [--first-seed N] [--days N] [--per-day N] [--learners N]
        [--questions N] [--model module:factory] [--policies a,b] [--processes N] [--json FILE] [--out DIR]

Each seed is a team with its own learners, questions' true difficulties, days off and luck, the same for every policy.
`--questions 0` takes the bank as it is; another number samples or copies its structure to that size. `--model` adds a
memory model from outside and leaves out ours (protocol: the head of `memories.py`).
"""

import argparse
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks.learning import oracles, ours, policies, report
from benchmarks.learning.memories import MODELS, outside
from benchmarks.learning.simulate import Run, run
from benchmarks.learning.world import World, make_world
from content.bank import QuestionBank, load_bank

POLICIES: dict[str, Callable[[World], policies.Policy]] = {
    "random": policies.RandomOrder,
    "sequential": policies.Sequential,
    "Leitner": policies.Leitner,
    "SM-2": policies.Sm2,
    "Memrise": policies.Memrise,
    "ours": ours.Ours,
    "limited oracle": ours.LimitedOracle,
    "free oracle": oracles.FreeOracle,
}


def one_seed(bank: QuestionBank, seed: int, model: str, names: tuple[str, ...], sizes: dict[str, int]) -> list[Run]:
    """All policies with one seed and one model."""
    make = MODELS[model] if model in MODELS else outside(model)
    world = make_world(bank, seed=seed, **sizes)
    return [run(world, model, make, name, POLICIES[name]) for name in names]


def main() -> None:
    """Run, and write table, plot and JSON."""
    parser = argparse.ArgumentParser(prog="benchmarks.learning", description=(__doc__ or "").splitlines()[0])
    for name, default in (("seeds", 20), ("first-seed", 1), ("days", 180), ("per-day", 6), ("learners", 4)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--questions", type=int, default=0, help="size of the bank; 0 takes it as it is")
    parser.add_argument("--model", help="module:factory of a memory model from outside")
    parser.add_argument("--policies", help="only these, comma-separated; random is always one of them")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--out", type=Path, help="folder for results.md and recall.png")
    given = parser.parse_args()
    wanted = given.policies.split(",") if given.policies else POLICIES
    if unknown := set(wanted) - set(POLICIES):
        parser.error(f"unknown policies: {', '.join(sorted(unknown))}; there are {', '.join(POLICIES)}")
    names = tuple(name for name in POLICIES if name in wanted or name == "random")
    sizes = {"days": given.days, "per_day": given.per_day, "learners": given.learners, "questions": given.questions}
    models = (given.model,) if given.model else tuple(MODELS)
    bank = load_bank()  # once: an edit while this runs must not mix two banks
    runs = _all(bank, range(given.first_seed, given.first_seed + given.seeds), models, names, sizes, given.processes)
    found = report.summary(runs)
    size = given.questions or len(bank)
    head = (
        f"`python -m benchmarks.learning {' '.join(sys.argv[1:])}` at commit {_commit()}: {given.seeds} seeds from "
        f"{given.first_seed}, {given.learners} learners each, {size} questions, {given.per_day} a day over "
        f"{given.days} days. ± is half a 95 % interval over seeds."
    )
    told = report.table(found, head)
    Console().print(Markdown(told))
    if given.out:
        given.out.mkdir(parents=True, exist_ok=True)
        (given.out / "results.md").write_text(told, encoding="utf-8")
        report.plot(runs, given.out / "recall.png")
    if given.json:
        settings = {**sizes, "seeds": given.seeds, "first seed": given.first_seed, "bank": size, "commit": _commit()}
        report.write_json(given.json, found, dict(settings))


def _all(
    bank: QuestionBank,
    seeds: range,
    models: tuple[str, ...],
    names: tuple[str, ...],
    sizes: dict[str, int],
    processes: int,
) -> list[Run]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    runs: dict[tuple[str, int], list[Run]] = {}
    with Progress(*columns, console=Console(stderr=True)) as progress, ProcessPoolExecutor(processes) as pool:
        task = progress.add_task("seeds x models", total=len(seeds) * len(models))
        jobs = {pool.submit(one_seed, bank, s, m, names, sizes): (m, s) for s in seeds for m in models}
        for job in as_completed(jobs):
            runs[jobs[job]] = job.result()
            progress.advance(task)
    return [run for model in models for seed in seeds for run in runs[model, seed]]


def _commit() -> str:
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return asked.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
