"""What judging a question of each kind costs, as a ratio to judging a function: right, with a mistake, unexplained.

A mistake is each of some that can show; unexplained is what has to be looked at most: the first number of a chain off
and everything after it following from it, a value that no mistake gives. Functions are judged as in a class, with what
is worked out for all students at hand; answers by hand with nothing at hand, as each student has numbers of their own.
All take turns in one run.

    python tests/benchmarks/kinds.py [--rounds 20]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader import course
from grader.exercise import problemset
from grader.exercise.kinds import Question
from grader.exercise.problem import Problem
from grader.exercise.problemset import Item, ProblemSet
from grader.grade import Grader
from grader.judge import Examiner, judge
from grader.make import keys
from grader.make.ring import KeyRing
from grader.records import Cell, Key, Limits, Outputs, Submission, Text
from grader.sandbox import Box
from grader.solution import Mistake

SECRET = b"benchmark of kinds of questions."
WORK = Submission("s001", (), (), digest="benchmark")
MOST = 12
"""How many single mistakes of a question are tried."""
WAYS = ("right", "mistake", "unexplained")


def main() -> None:
    """Print milliseconds and ratios by question."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    problems = problemset.load(course.find(), "kinds")
    grader = Grader(KeyRing(problems, secret=SECRET))
    data, by_hand = keys.variant(problems, SECRET, WORK.student)
    shared = {
        problem.id: Examiner(problem, grader.ring.functions[problem.id])
        for problem in problems.problems
        if problem.id in grader.ring.functions
    }
    with Box() as box:
        work = [
            (item, way, _outputs(grader, box, item.problem, source, by_hand))
            for item in problems.items
            for way, source in _sources(item.problem, data.get(item.problem.id, {}))
        ]
    took: list[list[float]] = [[] for _ in work]
    for _ in range(rounds):
        for (item, _, outputs), times in zip(work, took, strict=True):
            times.append(_judged(grader, item, outputs, shared, by_hand))
    means = {item.problem.id: dict.fromkeys(WAYS, 0.0) for item in problems.items}
    for question, mean in means.items():
        for way in WAYS:
            of_way = [
                1000 * statistics.median(times)
                for (item, made, _), times in zip(work, took, strict=True)
                if (item.problem.id, made) == (question, way)
            ]
            mean[way] = statistics.mean(of_way)
    unit = {way: statistics.mean(means[question][way] for question in shared) for way in WAYS}
    print(f"{'':<20}{'ms':>30}{'× the mean of functions':>36}")
    print(f"{'':<20}" + 2 * "".join(f"{way:>12}" for way in WAYS))
    for question, mean in means.items():
        cells = [f"{mean[way]:>12.2f}" for way in WAYS] + [f"{mean[way] / unit[way]:>12.2f}" for way in WAYS]
        print(f"{question:<20}" + "".join(cells))


def _sources(problem: Problem[Question], data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is handed in, and which way it is."""
    yield "right", problem.written(data)
    yield from (("mistake", one.source) for one in problem.question.tries(problem.solution, data) if one.mistakes)
    if problem.question.is_by_letter:
        yield "unexplained", f'{problem.question.name} = "I do not know"\n'
        return
    for mistake in problem.solution.mistakes_of(problem.steps)[:MOST]:
        yield "mistake", problem.written(data, (mistake,))
    if problemset.is_called(problem):
        head, _, returned = problem.written(data).rstrip().rpartition("return ")
        yield "unexplained", f"{head}return {', '.join(f'1.1 * {name} + 0.137' for name in returned.split(', '))}\n"
        return
    step = problem.steps[0]
    yield "unexplained", problem.written(data, (Mistake("", step, _first_off, (step,), Text("", "")),))


def _first_off(value: Any) -> Any:
    moved = np.array(value, dtype=np.float64)
    moved.flat[0] = 1.1 * moved.flat[0] + 0.137
    return moved


def _outputs(grader: Grader, box: Box, problem: Problem[Question], source: str, by_hand: Mapping[str, Key]) -> Outputs:
    asks = grader.asks({**grader.ring.functions, **by_hand}, grader.orders(WORK))
    own = [ask for ask in asks if ask.question == problem.id]
    return box.run([Cell(f"import numpy as np\n{source}", "work")], own, Limits())


def _judged(
    grader: Grader, item: Item, outputs: Outputs, shared: Mapping[str, Examiner], by_hand: Mapping[str, Key]
) -> float:
    """How many seconds judging takes that question alone."""
    problem, problems, orders = item.problem, grader.ring.problems, grader.orders(WORK)
    alone = ProblemSet(problems.course, problems.assignment, (item,))
    examiner = shared.get(problem.id) or Examiner(problem, by_hand[problem.id])
    start = time.perf_counter()
    (grade,) = judge(alone, {problem.id: examiner}, outputs, orders)
    took = time.perf_counter() - start
    if grade.verdict == "grader_error":
        raise SystemExit(f"{problem.id}: {grade.message.en}")
    return took


if __name__ == "__main__":
    main()
