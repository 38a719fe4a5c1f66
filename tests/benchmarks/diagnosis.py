"""What it costs to name mistakes, as a ratio to a bare fork with the same calls, and beside plain loops over mistakes.

For each function of the homework, results that no known mistake explains are the worst case: everything is tried. The
tables of single mistakes are made once for a key; those of two and three together when the first result needs them;
after that a submission costs array comparisons. The loop compares one result after another with what one mistake after
another gives. All take turns in one run.

    python tests/benchmarks/diagnosis.py [--rounds 20]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence

from floor import Floor

from grader import course
from grader.compare import Result, same
from grader.exercise import problemset
from grader.judge import Examiner
from grader.make import keys

SECRET = b"benchmark of naming mistakes...."


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    print(
        f"{'':<20}{'mistakes':>9}{'2 and 3':>9}{'tables':>10}{'first 2+3':>11}{'fork':>9}"
        f"{'loop':>8}{'single':>8}{'all':>8}"
    )
    print(f"{'':<20}{'':>9}{'together':>9}{'ms, once':>10}{'ms, once':>11}{'ms':>9}" + 3 * f"{'× fork':>8}")
    problems = problemset.load(course.find(), "homework6")
    with Floor() as bare:
        for problem in problems.functions:
            key = keys.function_key(problem, SECRET)
            examiner = Examiner(problem, key)
            unknown: list[Result | None] = [tuple(array * 1.1 + 0.1 for array in one.expected) for one in key.cases]
            values = [one[0] if one is not None and len(one) == 1 else one for one in unknown]
            once = _timed(lambda: examiner.laid.check(values))  # noqa: B023 - called at once
            first = _timed(lambda: examiner.of_calls(examiner.laid.check(values)))  # noqa: B023
            source = problem.written()
            calls = [(key.name, list(case.inputs.values())) for case in key.cases]
            times: dict[str, list[float]] = {"fork": [], "loop": [], "single": [], "all": []}
            for _ in range(rounds):
                times["fork"].append(bare.seconds(source, calls))
                times["loop"].append(_timed(lambda: _loop(examiner, unknown)))  # noqa: B023
                times["single"].append(_timed(lambda: examiner.laid.check(values)))  # noqa: B023
                times["all"].append(_timed(lambda: examiner.of_calls(examiner.laid.check(values))))  # noqa: B023
            fork, *others = (statistics.median(took) for took in times.values())
            together = sum(len(list(problem.solution.composed(problem.steps, count))) for count in (2, 3))
            ratios = "".join(f"{took / fork:>8.2f}" for took in others)
            print(
                f"{problem.id:<20}{len(key.cases[0].mistakes):>9}{together:>9}{1000 * once:>10.1f}{1000 * first:>11.1f}"
                f"{1000 * fork:>9.2f}{ratios}"
            )


def _loop(examiner: Examiner, results: Sequence[Result | None]) -> list[str]:
    cases = examiner.key.cases
    fits = dict.fromkeys(cases[0].mistakes, 0)
    for case, result in zip(cases, results, strict=True):
        for name in fits:
            fits[name] += result is not None and same(result, case.mistakes[name], case.slack)
    return [name for name, count in fits.items() if count == len(cases)]


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
