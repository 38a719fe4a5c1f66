"""Small inputs with short numbers, from the smallest on: the ladder on which a counterexample is looked for."""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec

from grader import notation
from grader.errors import TiedError
from grader.exercise.kinds import Called
from grader.exercise.problem import Problem
from grader.exercise.vocabulary import Between, Decimals, Distribution, Fixed, Integer, Magnitude, Sampler
from grader.make import certify
from grader.make.sampling import Stream
from grader.records import Case

SEED = b"small inputs of nn-grader"
"""Not a secret: students are shown these inputs."""
ROWS = (1, 2, 3)
DRAWS = 3
"""How many inputs of each size and kind."""
_TRIES = 300


def ladder(problem: Problem[Called]) -> tuple[Case, ...]:
    """Cases of a function question with few rows and numbers of one decimal, smallest and shortest to write first.

    Half of them are drawn from the data of the examples, half from those of the question.
    """
    found: dict[str, Case] = {}
    for kind, source in (("example", problem.example), ("question", problem)):
        for rows in ROWS if _lengths(source) else (2,):
            small = _small(source, rows)
            stream = Stream(SEED, problem.id, kind, str(rows))
            for case in _drawn(stream, small):
                found.setdefault(notation.example(problem.question.name, case), case)
    return tuple(found[call] for call in sorted(found, key=lambda call: (_size(found[call]), len(call), call)))


def _size(case: Case) -> int:
    return sum(array.size for array in case.inputs.values())


def _drawn(stream: Stream, problem: Problem[Called]) -> Iterator[Case]:
    try:
        for _ in range(DRAWS):
            data = certify.drawn(stream, problem, _TRIES)
            yield certify.case(problem, data, visible=True, diagnosed=False)
    except TiedError:
        return


def _small(problem: Problem[Called], rows: int) -> Problem[Called]:
    """The question with so many rows, short numbers, and only those rules that keep the formulas defined."""
    lengths = _lengths(problem)
    data = {name: Fixed(rows) if name in lengths else _short(one) for name, one in problem.samplers.items()}
    rules = tuple(rule for rule in problem.rules if isinstance(rule, Between | Magnitude))
    return problem.on(data, rules)


def _lengths(problem: Problem[Called]) -> set[str]:
    return {name for name, sampler in problem.samplers.items() if isinstance(sampler, Integer)}


def _short(sampler: Sampler) -> Sampler:
    """The same with one decimal, where its range has room for that."""
    match sampler:
        case Decimals(low=low, high=high, digits=digits) if digits > 1:
            low, high = math.ceil(round(low * 10, 9)) / 10, math.floor(round(high * 10, 9)) / 10
            return msgspec.structs.replace(sampler, low=low, high=high, digits=1) if low < high else sampler
        case Distribution(shape=(_, int() as columns)) if columns <= 10:  # noqa: PLR2004 - tenths in all
            return msgspec.structs.replace(sampler, digits=1, least=0.1)
    return sampler
