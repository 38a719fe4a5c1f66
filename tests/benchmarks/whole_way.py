"""Milliseconds per submission of the whole way, as a ratio to the least that running untrusted code can cost.

The whole way: find, read, run in the box, judge, write the student's page, keep the grade. The floor: a bare ``fork``
of a process with NumPy loaded, ``exec`` of the same source and the same calls, the results through a pipe, ``waitpid``.
Both take turns in one run on the same submissions, so that what else the machine does falls on both alike.

    python tests/benchmarks/whole_way.py [--submissions 40] [--rounds 5]
"""

from __future__ import annotations

import argparse
import os
import pickle
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from grader import author, collect, course
from grader.batch.store import Store
from grader.batch.workers import Task, Worker
from grader.collect import Handed
from grader.grade import Grader, ask
from grader.make import assignment as assignments
from grader.make.assignment import ProblemSet
from grader.make.ring import KeyRing
from grader.make.spec import FunctionQuestion
from grader.records import Key
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
    problems = assignments.load(course.find(), "homework6")
    names = [f"s{number:03}" for number in range(count)]
    assignments.write(problems, [(name, None) for name in names], SECRET, folder / "made")
    (folder / "handed_in").mkdir()
    (folder / "feedback").mkdir()
    ring = KeyRing(problems, folder / "made" / "keys")
    sources = [_write(folder, problems, name, wrong=number % 2 == 1) for number, name in enumerate(names)]
    handed = collect.discover([folder / "handed_in"]).handed
    calls = [call for key in ring.functions.values() for call in _calls(key)]
    worker = Worker(Grader(ring), folder)
    box = Box()
    whole: list[float] = []
    floor: list[float] = []
    boxed: list[float] = []
    with Store(folder / "gradebook.sqlite") as store:
        for _ in range(rounds + 1):
            for one, source in zip(handed, sources, strict=True):
                floor.append(_timed(lambda source=source: _bare_fork(source, calls)))  # type: ignore[misc]
                whole.append(_timed(lambda one=one: _whole_way(worker, store, one)))  # type: ignore[misc]
                boxed.append(_timed(lambda one=one: _box_only(box, problems, ring, one)))  # type: ignore[misc]
    worker.close()
    box.close()
    warm = slice(count, None)
    base = statistics.median(floor[warm])
    print(f"{count} submissions of {len(problems.problems)} questions, {len(calls)} calls each; {rounds} rounds")
    for name, times in (("bare fork", floor), ("box alone", boxed), ("whole way", whole)):
        median = statistics.median(times[warm])
        print(f"{name:<10} {1000 * median:7.2f} ms   {median / base:5.2f} × a bare fork")


def _timed(action: Callable[[], Any]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _write(folder: Path, problems: ProblemSet, name: str, *, wrong: bool) -> str:
    data = problems.variant(SECRET, name)[0]
    parts = []
    for problem in problems.problems:
        mistakes = problem.solution.mistakes_of(problem.returns)[:1] if wrong else []
        if isinstance(problem.question, FunctionQuestion):
            parts.append(author.function_source(problem, mistakes))
        else:
            parts.append(author.number_source(problem, data[problem.exercise.id], mistakes))
    source = "\n\n".join(parts)
    (folder / "handed_in" / f"{name}.py").write_text(source, encoding="utf-8")
    return source


def _calls(key: Key) -> list[tuple[str, list[Any]]]:
    return [
        (key.name, [value if value.shape else value.item() for value in case.inputs.values()]) for case in key.cases
    ]


def _bare_fork(source: str, calls: Sequence[tuple[str, list[Any]]]) -> object:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        names: dict[str, Any] = {}
        exec(compile(source, "submission", "exec"), names)  # noqa: S102 - the benchmark's own source
        results = [
            names[name](*[np.copy(value) if np.ndim(value) else value for value in values]) for name, values in calls
        ]
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(results, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    os.waitpid(child, 0)
    return content


def _whole_way(worker: Worker, store: Store, handed: Handed) -> None:
    done = worker(Task(handed))
    store.put(done.fingerprint, done.grade)


def _box_only(box: Box, problems: ProblemSet, ring: KeyRing, handed: Handed) -> None:
    submission = collect.read(handed, problems.wanted)
    ringed = ring.functions | ring.numbers(handed.student)
    asks = [ask(problem, ringed[problem.id]) for problem in problems.problems]
    box.run(submission.cells, asks, problems.assignment.limits)


if __name__ == "__main__":
    main()
