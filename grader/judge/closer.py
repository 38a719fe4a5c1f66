"""A closer look at functions that are wrong: the smallest inputs that show it, and arguments taken in another order.

The calls for it are made before any hidden input is there, with inputs that anyone may know: small ones, and those of
the examples. What comes back is shown, but never changes a verdict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

from msgspec import structs

from grader.compare import right_in_case
from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Finding, line
from grader.judge.shown import Shown
from grader.judge.texts import shapes_text, values_text
from grader.records import Answer, Ask, Case, Line, Raised, Returned, Told
from grader.words import printable, say

ORDER = "ORDER"
"""The id of arguments taken in another order, where no mistake of the solution's is just that."""

MOST_CPU_SECONDS = 0.5
MOST_WALL_SECONDS = 4.0
"""What the closer look at one question may take at most, where its own limits are not narrower."""

_ALL_ORDERS = 3
"""Up to so many arguments every order is tried, from there on every two of them change places."""

Rearranged = tuple[int, ...]
"""For each argument, the place of the one that is given for it."""


def closer_ask(examiner: Examiner, shown: Answer) -> Ask:
    """The further calls for one question: small inputs, then the examples with the arguments in other orders.

    The latter only where the examples are wrong. Where they are right, hidden inputs may be wrong all the same, and
    some of the small ones can show it.

    Args:
        examiner: the question.
        shown: what came for the examples.
    """
    key, so_far = examiner.key, Shown(examiner, shown)
    calls = [key.small[number].inputs for number in so_far.tried]
    for places in () if so_far.right else _rearranged(len(_arguments(examiner))):
        calls += [_moved(case.inputs, places) for case in _visible(examiner).values()]
    limits = structs.replace(
        shown.limits,
        cpu_seconds=min(shown.limits.cpu_seconds, MOST_CPU_SECONDS),
        wall_seconds=min(shown.limits.wall_seconds, MOST_WALL_SECONDS),
    )
    return Ask(key.question, "function", key.name, tuple(calls), limits, "further")


def look_closer(examiner: Examiner, finding: Finding, shown: Shown) -> Finding:
    """The finding with what the further calls add to it; unchanged where there were none, or they did not end well."""
    if shown.others and not finding.diagnosis.is_one_mistake:
        finding = replace(finding, diagnosis=_other_order(examiner, shown.others) or finding.diagnosis)
    smallest = None if all(isinstance(came, Raised) for came in shown.small.values()) else _smallest(examiner, shown)
    return finding if smallest is None else replace(finding, shown=lambda: smallest)


def _smallest(examiner: Examiner, of: Shown) -> Line | None:
    """What came for the smallest inputs for which the function is wrong, as a call that can be pasted."""
    for number, came in of.small.items():
        one, case = of.seen_small.cases[number], examiner.key.small[number]
        if one == "right":
            continue
        shown, expected = examiner.small_shown[number]
        if isinstance(came, Raised):
            return line("call", "smallest_raised", call=shown, error=printable(came.type), expected=expected)
        result = of.seen_small.numbers.result(number)
        if result is None:
            return None
        if one == "wrong_shape":
            wanted = shapes_text(case.expected)
            return line("call", "smallest_shape", call=shown, got=shapes_text(result), expected=wanted)
        return line("call", "smallest", call=shown, got=values_text(result), expected=expected)
    return None


def _other_order(examiner: Examiner, results: Sequence[Returned | Raised]) -> Diagnosis | None:
    """Arguments in another order, if the function is right, or makes one known mistake, when it gets them so."""
    visible = _visible(examiner)
    for places in _rearranged(len(_arguments(examiner))):
        came, results = results[: len(visible)], results[len(visible) :]
        if _makes_no_difference(examiner, places):
            continue
        values: list[Any] = [None] * len(examiner.key.cases)
        for case, one in zip(visible, came, strict=True):
            values[case] = one.value if isinstance(one, Returned) else None
        seen = examiner.laid.check(values)
        if any(seen.cases[case] is None for case in visible):
            continue
        mistake, told = _order_mistake(examiner, places)
        if all(seen.cases[case] == "right" for case in visible):
            return Diagnosis([(mistake,)], told=told)
        if seen.scope in ("all", "ordinary") and len(seen.mistakes) == 1 and seen.explained.certain:
            return Diagnosis([(mistake, *seen.mistakes)], told=told)
    return None


def _makes_no_difference(examiner: Examiner, places: Rearranged) -> bool:
    """Whether the right function gives the same either way, as (y − t)² does."""
    problem = examiner.problem
    for case in _visible(examiner).values():
        try:
            result = problem.solution.answer(_moved(case.arguments, places), problem.steps)
        except (ArithmeticError, IndexError, TypeError, ValueError):
            return False
        if not right_in_case(result, case):
            return False
    return True


def _order_mistake(examiner: Examiner, places: Rearranged) -> tuple[str, dict[str, Told]]:
    """The id of the mistake that it is, and what is told of it where it is none of the solution's."""
    names, solution = _arguments(examiner), examiner.problem.solution
    moved = {name for place, name in zip(places, names, strict=True) if names[place] != name}
    for mistake in solution.mistakes_of(examiner.problem.steps):
        if mistake.swaps and set(mistake.swaps) == moved and mistake.id in examiner.key.told:
            return mistake.id, {}
    taken = [names[place] for place in places]
    name = examiner.key.name
    text = say("argument_order", asked=f"{name}({', '.join(names)})", taken=f"{name}({', '.join(taken)})")
    return ORDER, {ORDER: Told(text, step="", title=text, place=(0, 0))}


def _moved(inputs: Mapping[str, Any], places: Rearranged) -> dict[str, Any]:
    """The inputs with other values under the same names."""
    values = list(inputs.values())
    return dict(zip(inputs, (values[place] for place in places), strict=True))


def _arguments(examiner: Examiner) -> tuple[str, ...]:
    return tuple(examiner.key.cases[0].inputs)


def _visible(examiner: Examiner) -> dict[int, Case]:
    return {index: case for index, case in enumerate(examiner.key.cases) if case.visible}


def _rearranged(count: int) -> list[Rearranged]:
    """The orders to try, those first in which the fewest arguments have moved."""

    def moved(order: tuple[int, ...]) -> int:
        return sum(place != number for number, place in enumerate(order))

    most = count if count <= _ALL_ORDERS else 2
    return sorted((order for order in permutations(range(count)) if 0 < moved(order) <= most), key=moved)
