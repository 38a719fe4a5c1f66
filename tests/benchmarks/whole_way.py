"""Milliseconds per submission of the whole way, as a ratio to the least that running untrusted code can cost.

The whole way: load, send, read, run in the box, judge, send back, write the student's page, keep the grade. The floor:
a bare ``fork`` of a process with NumPy loaded, ``exec`` of the same source, each call once, the results through a pipe,
``waitpid``. Both take turns in one run on the same submissions, so that what else the machine does falls on both alike.

    python tests/benchmarks/whole_way.py [--submissions 40] [--rounds 5]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from floor import Calls, Floor
from msgspec.json import decode
from msgspec.structs import replace

from grader import batch, collect, files
from grader.batch import Done, Origin, Store, Task, Worker
from grader.collect import Handed
from grader.exercise.problemset import ProblemSet
from grader.grade import Grader
from grader.make import keys
from grader.make.writing import write
from grader.records import USUAL_BUDGET, Ask, Budget, Cell, Key, Limits, Outputs, encoded
from grader.sandbox import Box

SECRET = b"benchmark"


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--submissions", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), chosen.submissions, chosen.rounds)


def _measure(folder: Path, count: int, rounds: int) -> None:
    names = [f"s{number:03}" for number in range(count)]
    origin = Origin(assignment="homework6", keys=str(folder / "made" / "keys"), tier=batch.isolation().tier)
    grader = origin.grader()
    problems = grader.ring.problems
    write(problems, [(name, None) for name in names], SECRET, folder / "made")
    (folder / "handed_in").mkdir()
    sources = [_write(folder, problems, name, wrong=number % 2 == 1) for number, name in enumerate(names)]
    handed = collect.discover([folder / "handed_in"]).handed
    calls = [call for key in grader.ring.functions.values() for call in _calls(key)]
    box = Box()
    worker = Worker(encoded(replace(origin, ring=grader.ring.digest)), grader)
    whole: list[float] = []
    floor: list[float] = []
    boxed: list[float] = []
    judged: list[float] = []
    replay = Replay(box)
    with Store(folder / "gradebook.sqlite") as store, Floor() as bare, worker:
        for _ in range(rounds + 1):
            for one, source in zip(handed, sources, strict=True):
                floor.append(bare.seconds(source, calls))
                whole.append(_timed(lambda one=one: _whole_way(worker, grader, store, folder, one)))  # type: ignore[misc]
                boxed.append(_timed(lambda one=one: _box_only(box, grader, one)))  # type: ignore[misc]
                judged.append(_timed(lambda one=one: _read_and_judge(replay, grader, one)))  # type: ignore[misc]
    box.close()
    warm = slice(count, None)
    base = statistics.median(floor[warm])
    print(f"{count} submissions of {len(problems.problems)} questions, {len(calls)} calls each; {rounds} rounds")
    rows = {"bare fork": floor, "box alone": boxed, "reading and judging": judged, "whole way": whole}
    for name, times in rows.items():
        median = statistics.median(times[warm])
        print(f"{name:<20} {1000 * median:7.2f} ms   {median / base:5.2f} × a bare fork")


class Replay:
    """A box that says again what came when it was first asked the same: what is left is reading and judging."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._kept: dict[tuple[object, ...], Outputs] = {}

    def run(self, cells: Sequence[Cell], asks: Sequence[Ask], limits: Limits, budget: Budget = USUAL_BUDGET) -> Outputs:
        asked = tuple(cells), tuple((ask.question, len(ask.calls)) for ask in asks)
        if asked not in self._kept:
            self._kept[asked] = self._box.run(cells, asks, limits, budget)
        return self._kept[asked]


def _timed(action: Callable[[], Any]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _write(folder: Path, problems: ProblemSet, name: str, *, wrong: bool) -> str:
    data = keys.variant(problems, SECRET, name)[0]
    parts = []
    for problem in problems.problems:
        mistakes = problem.solution.mistakes_of(problem.steps)[:1] if wrong else []
        parts.append(problem.written(data.get(problem.id), mistakes))
    source = "\n\n".join(parts)
    (folder / "handed_in" / f"{name}.py").write_text(source, encoding="utf-8")
    return source


def _calls(key: Key) -> Calls:
    return [
        (key.name, [value if value.shape else value.item() for value in case.inputs.values()]) for case in key.cases
    ]


def _whole_way(worker: Worker, grader: Grader, store: Store, folder: Path, handed: Handed) -> None:
    task = Task(collect.load(handed), grader.ring.held(handed.student))
    done = decode(worker(encoded(task)), type=Done)
    files.put(folder / "feedback" / f"{done.grade.student}.html", done.page)
    store.put(done.fingerprint, done.grade, done.work)


def _read_and_judge(replay: Replay, grader: Grader, handed: Handed) -> None:
    grader.grade(collect.read(collect.load(handed), grader.ring.problems.wanted), replay)


def _box_only(box: Box, grader: Grader, handed: Handed) -> None:
    ring = grader.ring
    submission = collect.read(collect.load(handed), ring.problems.wanted)
    asks = grader.asks(ring.functions | ring.numbers(handed.student), grader.orders(submission))
    box.run(submission.cells, asks, ring.problems.assignment.limits)


if __name__ == "__main__":
    main()
