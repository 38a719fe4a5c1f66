"""Which names that a submission defines are nearly those that are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches

from grader.exercise.kinds import Question
from grader.exercise.problem import Problem
from grader.exercise.problemset import is_called
from grader.records import Outputs

_NEAR = 0.6
"""From here on a name is a misspelt one: "mae" and "mse" are at 0.67."""
_SEVERAL = 2


def misspelt(problems: Sequence[Problem[Question]], outputs: Outputs) -> dict[str, str]:
    """For a question the name that is nearly its own, and no other's: of functions for functions, else of variables."""
    functions = {problem.question.name: problem.id for problem in problems if is_called(problem)}
    by_hand = {problem.question.name: problem.id for problem in problems if not is_called(problem)}
    return _nearest(functions, outputs.functions) | _nearest(by_hand, outputs.variables)


def _nearest(asked: dict[str, str], defined: Iterable[str]) -> dict[str, str]:
    found: dict[str, tuple[float, str]] = {}
    parts = Counter(part for one in asked for part in one.split("_"))
    for name in defined:
        near = get_close_matches(name, asked, n=1, cutoff=_NEAR)
        near = near or sorted((one for one in asked if one in name.lower()), key=len, reverse=True)
        # What several of them have in common, as "grad" or "value", is a name of its own.
        if name not in asked and near and parts[name] < _SEVERAL:
            likeness = SequenceMatcher(None, near[0], name).ratio()
            question = asked[near[0]]
            found[question] = max(found.get(question, (0.0, "")), (likeness, name))
    return {question: name for question, (_, name) in found.items()}
