"""Chooses the cases that find what ordinary ones would let pass: two mistakes at once, and slips in the reference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from grader import notation
from grader.compare import Result, right_in_case, same
from grader.exercise.kinds import Called
from grader.exercise.problem import Problem
from grader.make import certify
from grader.make.mutants import mutants, without_engine
from grader.make.sampling import Data, Stream
from grader.records import Case
from grader.solution import Made, Mistake, Runs, Solution, quiet

POOL = 30
"""How many more cases are looked at for what nothing has found yet."""

DIGITS = np.finfo(np.longdouble).precision - 1
"""How many digits of extended precision two equal formulas can be expected to share."""

SEED = b"inputs that could show a slip"


def ways(problem: Problem[Called]) -> list[Made]:
    """All that the cases must find beside single mistakes: two together, and the mutants of the reference."""
    question = problem.question
    slips = mutants(problem.solution, problem.steps, question.arguments)
    return [*problem.solution.composed(problem.steps, 2), *((one,) for one in slips)]


def more(stream: Stream, problem: Problem[Called], chosen: Sequence[Case]) -> tuple[Case, ...]:
    """Further ordinary cases, each of which finds something that no case before it found; often none."""
    alive = passing(problem, ways(problem), chosen)
    found: list[Case] = []
    for _ in range(POOL):
        if not alive:
            break
        data = certify.drawn(stream, problem)
        if _all_equal(problem, alive, data):
            continue
        case = certify.case(problem, data)
        left = passing(problem, alive, [case])
        if len(left) < len(alive):
            alive = left
            found.append(case)
    return tuple(found)


def killer(problem: Problem[Called], way: Made, inputs: int) -> str | None:
    """A call that shows a way to be wrong, looked for among so many inputs; None if it gives the same on all of them.

    The same means: to ``DIGITS`` digits in extended precision, on the question's data and those of its extra cases.
    """
    question = problem.question
    solution = without_engine(problem.solution)
    exact = [solution.mistakes.get(one.id, one) for one in way]
    sources = [problem, problem.example, *(problem.beyond(extra) for extra in question.extra)]
    for number in range(inputs):
        source = sources[number % len(sources)]
        data = certify.drawn(Stream(SEED, problem.id, str(number)), source)
        if not _same_in_full(solution, exact, problem.steps, data):
            return notation.example(problem.question.name, certify.case(source, data, diagnosed=False))
    return None


@quiet()
def _same_in_full(solution: Solution, way: Sequence[Mistake], returns: Sequence[str], data: Data) -> bool:
    """Whether a way and a right one give the same in extended precision."""
    inputs = {
        name: value if isinstance(value, int) else np.asarray(value, np.longdouble) for name, value in data.items()
    }
    values = solution.run(inputs, until=returns, replaced=way)
    for right in ((), *((other,) for other in solution.also_right)):
        wanted = solution.run(inputs, until=returns, replaced=right)
        if all(_close(np.asarray(values[name]), np.asarray(wanted[name])) for name in returns):
            return True
    return False


def _close(a: npt.NDArray[np.longdouble], b: npt.NDArray[np.longdouble]) -> bool:
    allowed = np.longdouble(10) ** -DIGITS * np.abs(b).max(initial=np.longdouble(0))
    return a.size == b.size and bool((np.abs(a.ravel() - b.ravel()) <= allowed).all())


def passing(problem: Problem[Called], some: Iterable[Made], cases: Sequence[Case]) -> list[Made]:
    """Those ways that no case finds: they give what is right in all of them."""
    left = list(some)
    for case in cases:
        runs = problem.solution.runs(case.arguments)
        results = [_result(problem, runs, way) for way in left]
        left = [
            way for way, result in zip(left, results, strict=True) if result is not None and right_in_case(result, case)
        ]
    return left


def _all_equal(problem: Problem[Called], some: Iterable[Made], data: Data) -> bool:
    """Whether all ways give what is right to the last digits: no tolerance is needed to see that they pass."""
    runs, right = problem.solution.runs(data), problem.solution.answer(data, problem.steps)
    results = (_result(problem, runs, way) for way in some)
    return all(result is not None and same(result, right, closeness=1e-13) for result in results)


@quiet()
def _result(problem: Problem[Called], runs: Runs, way: Made) -> Result | None:
    try:
        values = runs.values(way)
        return tuple(np.array(values[name], dtype=np.float64) for name in problem.steps)
    except Exception:
        return None
