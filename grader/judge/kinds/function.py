"""Judges a function by what its calls returned: ran? → shape → NaN and infinity → values.

Hidden inputs decide the verdict, the mistakes and how many cases are right. Everything else that is told follows from
these and from what came before any hidden input was there, so that it tells nothing of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from grader import notation
from grader.compare import ROUNDOFF, Difference
from grader.judge.calls import Calls
from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Finding, line
from grader.judge.shown import Shown
from grader.judge.texts import shapes_text, type_text, values_text
from grader.judge.trouble import raised
from grader.records import Group, Line, Raised, Returned, Verdict
from grader.words import listed

_UNTOLD = Raised("", "")
_HIDDEN: dict[Verdict, str] = {
    "wrong": "wrong_hidden",
    "wrong_shape": "wrong_shape_hidden",
    "not_finite": "not_finite",
}
"""What is told by the verdict where nothing that may be shown is wrong."""


class Mark(NamedTuple):
    """What all calls together decide, those with hidden inputs, too.

    Attributes:
        verdict: the contract's.
        right: how many cases are right, each time.
        diagnosis: the mistakes that explain the values, and what can be seen of them in what may be shown.
        groups: the kinds of cases that are right without exception.
    """

    verdict: Verdict
    right: int = 0
    diagnosis: Diagnosis = Diagnosis()
    groups: tuple[Group, ...] = ()


def judge(examiner: Examiner, came: Came) -> Finding:
    """What a function's outputs are worth."""
    shown = came.shown
    assert shown is not None  # noqa: S101 - what did not end well was told before
    calls = Calls(examiner.laid, came.answer.results, _with_hidden_inputs(came), came.order)
    changed = _changed(shown.returned)
    if shown.right and calls.right:
        remarks = (*changed, *_other_shape(examiner, shown), *_single_precision(examiner, shown))
        return Finding("right", (line("fact", "right"), *remarks))
    if calls.all_raised and shown.raised is not None:
        return raised(examiner.problem, shown.raised, came.outputs)
    mark = _mark(examiner, calls, shown)
    told = shown.gave_numbers and shown.unsteady is None
    return Finding(
        mark.verdict,
        (*_lines(examiner, came, shown, mark), *changed),
        _example(examiner, shown, mark.verdict) if told else None,
        mark.diagnosis,
        right_groups=mark.groups,
        look_closer=told or shown.all_raised,
    )


def _with_hidden_inputs(came: Came) -> Sequence[Returned | Raised]:
    """What the calls with hidden inputs gave.

    A process that ended itself raised in every case that it was not asked for before.
    """
    if came.hidden is None:
        return ()
    results, cases = [*came.hidden.results], came.order.hidden
    if came.hidden.status == "died":
        so_far = dict(zip((*came.order.shown, *cases), (*came.answer.results, *results), strict=False))
        results += [so_far.get(case, _UNTOLD) for case in cases[len(results) :]]
    return results


def _mark(examiner: Examiner, calls: Calls, shown: Shown) -> Mark:
    right = _count_right(examiner, calls, shown)
    if shown.unsteady is not None or not calls.steady:
        # No mistake in the formula explains that.
        return Mark("raised" if calls.raised else "wrong", right)
    best = examiner.of_calls(calls.seen).best
    # What comes from an earlier call can look like several mistakes.
    if len(best) > 1 and (calls.constant or shown.kept):
        best = ()
    diagnosis = shown.diagnosis(best, len(calls.cases) - right, len(calls.cases))
    return Mark(_verdict(examiner, calls), right, diagnosis, _right_groups(examiner, calls.seen.cases))


def _count_right(examiner: Examiner, calls: Calls, shown: Shown) -> int:
    """How many cases came out right each time."""
    second = iter(shown.seen_again.cases)
    return sum(
        {one, again, next(second) if case.visible else "right"} == {"right"}
        for case, one, again in zip(examiner.key.cases, calls.seen.cases, calls.seen_again.cases, strict=True)
    )


def _verdict(examiner: Examiner, calls: Calls) -> Verdict:
    """The worst that was seen with ordinary inputs; with others, where those are all right.

    A sum divided by N − 1 is wrong, although with a single row it is a division by 0.
    """
    everything = list(zip(examiner.key.cases, calls.first, calls.seen.cases, strict=True))
    ordinary = [row for row in everything if row[0].group == "basic"]
    counting = everything if all(seen == "right" for _, _, seen in ordinary) else ordinary
    if any(isinstance(came, Raised) for _, came, _ in counting):
        return "raised"
    worst: tuple[Difference, ...] = ("wrong_shape", "not_finite")
    return next((one for one in worst if one in [seen for _, _, seen in counting]), "wrong")


def _right_groups(examiner: Examiner, seen: Sequence[Difference | None]) -> tuple[Group, ...]:
    wrong = {case.group for case, one in zip(examiner.key.cases, seen, strict=True) if one != "right"}
    return tuple(dict.fromkeys(case.group for case in examiner.key.cases if case.group not in wrong))


def _lines(examiner: Examiner, came: Came, shown: Shown, mark: Mark) -> list[Line]:
    """What is told beside mistakes and the example that shows them."""
    key, lines = examiner.key, list[Line]()
    if not shown.gave_numbers and not shown.all_raised:
        lines.append(_no_numbers(examiner, came, shown.returned))
    elif shown.unsteady is not None:
        lines += _unsteady(examiner, shown)
    elif not mark.diagnosis.explanations and not shown.all_raised:
        lines += _manner(examiner, shown)
    if mark.right or shown.gave_numbers:
        lines.append(line("counted", "cases_right", right=mark.right, total=len(key.cases)))
    small_raised = shown.small_raised if mark.verdict == "raised" else None
    failed = shown.raised or small_raised or (_UNTOLD if mark.verdict == "raised" else None)
    return lines if failed is None else [*lines, *raised(examiner.problem, failed, came.outputs).lines]


def _no_numbers(examiner: Examiner, came: Came, returned: Sequence[Returned]) -> Line:
    """Nothing that can be read came for the examples."""
    name, count = examiner.key.name, len(examiner.problem.steps)
    some = next((result.value for result in returned if result.value is not None), None)
    if some is None and examiner.problem.id in came.outputs.replaced:
        return line("fact", "starter_below", name=name)
    if some is None:
        printed = any(result.printed for result in returned)
        return line("fact", "printed" if printed else "returned_none", name=name)
    return line("fact", "not_numbers" if count == 1 else "not_results", name=name, type=type_text(some), count=count)


def _unsteady(examiner: Examiner, shown: Shown) -> list[Line]:
    """The same inputs gave different results."""
    name, case = examiner.key.name, shown.unsteady or 0
    first = shown.seen.numbers.result(case)
    told = [line("fact", "unsteady", name=name), *_kept(name, shown)]
    if first is None:
        return told
    call = notation.call(name, examiner.examples[case].inputs)
    return [line("call", "unsteady_visible", call=call, got=values_text(first)), *told]


def _manner(examiner: Examiner, shown: Shown) -> list[Line]:
    """In which way it is wrong where no mistake in the formula explains it."""
    name = examiner.key.name
    if shown.half_precision:
        return [line("fact", "half_precision", name=name)]
    decimals = shown.rounded_inside
    if decimals is not None:
        return [line("fact", "rounded_inside", name=name, decimals=decimals)]
    return [*([line("fact", "constant", name=name)] if shown.constant else []), *_kept(name, shown)]


def _kept(name: str, shown: Shown) -> list[Line]:
    """What the function keeps from one call for the next, if it does."""
    names = listed([f"`{one}`" for one in shown.kept])
    return [line("fact", "kept", name=name, names=names)] if names else []


def _example(examiner: Examiner, shown: Shown, verdict: Verdict) -> partial[Line] | None:
    """Makes the line with the smallest example that is not right; with none, tells by the verdict what is wrong."""
    cases, seen = examiner.examples, shown.seen.cases
    wrong = [number for number, one in enumerate(seen) if one not in (None, "right")]
    if wrong:
        smallest = min(wrong, key=lambda number: sum(array.size for array in cases[number].inputs.values()))
        return partial(_shown, examiner, shown, smallest)
    if verdict not in _HIDDEN or shown.raised is not None:
        return None
    return partial(line, "fact", _HIDDEN[verdict], name=examiner.key.name)


def _shown(examiner: Examiner, shown: Shown, number: int) -> Line:
    """What came for one of the examples, and what is right."""
    name, case = examiner.key.name, examiner.examples[number]
    result = shown.seen.numbers.result(number) or ()
    if shown.seen.cases[number] == "wrong_shape":
        return line("fact", "wrong_shape", name=name, got=shapes_text(result), expected=shapes_text(case.expected))
    call, right = notation.call(name, case.inputs), values_text(case.expected)
    return line("call", "wrong_visible", call=call, got=values_text(result), expected=right)


def _changed(returned: Sequence[Returned]) -> tuple[Line, ...]:
    names = sorted({name for result in returned for name in result.changed})
    return (line("remark", "changed_arguments", names=", ".join(f"`{name}`" for name in names)),) if names else ()


def _other_shape(examiner: Examiner, shown: Shown) -> tuple[Line, ...]:
    got, expected = shown.seen.numbers.result(0) or (), examiner.examples[0].expected
    if [array.shape for array in got] == [array.shape for array in expected]:
        return ()
    return (line("remark", "other_shape", got=shapes_text(got), expected=shapes_text(expected)),)


def _single_precision(examiner: Examiner, shown: Shown) -> tuple[Line, ...]:
    if max(shown.seen.units) <= ROUNDOFF["float64"]:
        return ()
    return (line("remark", "single_precision", name=examiner.key.name),)
