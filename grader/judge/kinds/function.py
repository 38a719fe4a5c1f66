"""Judges a function by what its calls returned: ran? → shape → NaN and infinity → values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from grader import notation
from grader.compare import ROUNDOFF, Array, Difference, Result, same
from grader.judge.calls import Calls
from grader.judge.came import Came
from grader.judge.closer import tried
from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Finding, line
from grader.judge.texts import shapes_text, type_text, values_text
from grader.judge.trouble import raised
from grader.records import Group, Line, Raised, Returned, Verdict

_MOST_DECIMALS = 8


def judge(examiner: Examiner, came: Came) -> Finding:
    """What a function's outputs are worth."""
    hidden = came.hidden.results if came.hidden is not None else ()
    calls = Calls(examiner.laid, came.answer.results, hidden, came.order)
    failed = _failed(examiner, calls, came)
    if failed is not None and all(isinstance(one, Raised) for one in calls.all):
        return raised(examiner.problem, failed, came.outputs)
    returned = calls.returned
    if not calls.seen.numbers.read.any() and not calls.seen_again.numbers.read.any():
        return _no_numbers(examiner, returned)
    changed = _changed(returned)
    if calls.right:
        return Finding(
            "right",
            (line("fact", "right"), *changed, *_other_shape(examiner, calls), *_single_precision(examiner, calls)),
        )
    finding = _unsteady(examiner, calls, came) if calls.unsteady else _judge_values(examiner, calls, came)
    return replace(finding, lines=(*finding.lines, *changed))


def _no_numbers(examiner: Examiner, returned: Sequence[Returned]) -> Finding:
    """Nothing that can be read ever came: told by what may be shown of it."""
    name, count = examiner.key.name, len(examiner.problem.steps)
    some = next((result.value for result in returned if result.value is not None), None)
    if some is None:
        printed = any(result.printed for result in returned)
        return Finding("wrong", (line("fact", "printed" if printed else "returned_none", name=name),))
    told = "not_numbers" if count == 1 else "not_results"
    return Finding("wrong", (line("fact", told, name=name, type=type_text(some), count=count),))


def _judge_values(examiner: Examiner, calls: Calls, came: Came) -> Finding:
    name, seen, failed = examiner.key.name, calls.seen, _failed(examiner, calls, came)
    diagnosis = examiner.of_calls(seen)
    if len(diagnosis.best) > 1 and calls.constant:
        diagnosis = Diagnosis()
    if not diagnosis.explanations:
        if _half_precision(calls):
            return Finding("wrong", (line("fact", "half_precision", name=name),))
        decimals = None if None in seen.cases else _rounded_inside(calls)
        if decimals is not None:
            return Finding("wrong", (line("fact", "rounded_inside", name=name, decimals=decimals),))
    lines = [_counted(seen.cases)]
    unlike = any(one not in (None, "right") for one in seen.cases)
    if not diagnosis.explanations and calls.constant:
        lines.append(line("fact", "constant", name=name))
    if failed is not None:
        lines += raised(examiner.problem, failed, came.outputs).lines
    groups = _right_groups(examiner, seen.cases)
    return Finding(
        _verdict(examiner, calls),
        tuple(lines),
        partial(_shown, examiner, calls) if unlike or failed is None else None,
        diagnosis,
        right_groups=groups,
        look_closer=True,
    )


def _unsteady(examiner: Examiner, calls: Calls, came: Came) -> Finding:
    """The same inputs gave different results: no mistake in the formula explains that."""
    key, lines = examiner.key, []
    for case in calls.unsteady:
        first = calls.seen.numbers.result(case)
        if key.cases[case].visible and first is not None:
            call = notation.call(key.name, key.cases[case].inputs)
            lines.append(line("call", "unsteady_visible", call=call, got=values_text(first)))
            break
    lines.append(line("fact", "unsteady", name=key.name))
    pairs = zip(calls.seen.cases, calls.seen_again.cases, strict=True)
    lines.append(_counted(["right" if one == other == "right" else "wrong" for one, other in pairs]))
    failed = _failed(examiner, calls, came)
    if failed is not None:
        lines += raised(examiner.problem, failed, came.outputs).lines
    return Finding("raised" if failed is not None else "wrong", tuple(lines))


def _failed(examiner: Examiner, calls: Calls, came: Came) -> Raised | None:
    """The first exception; where only hidden inputs raised one, another that small inputs raise."""
    if calls.failed is None or calls.failed.type or came.further is None:
        return calls.failed
    small = came.further.results[: len(tried(examiner, came.answer))]
    return next((one for one in small if isinstance(one, Raised)), calls.failed)


def _right_groups(examiner: Examiner, seen: Sequence[Difference | None]) -> tuple[Group, ...]:
    wrong = {case.group for case, one in zip(examiner.key.cases, seen, strict=True) if one != "right"}
    return tuple(dict.fromkeys(case.group for case in examiner.key.cases if case.group not in wrong))


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


def _shown(examiner: Examiner, calls: Calls) -> Line:
    """What came for the smallest visible inputs for which it is not right; of hidden ones, of what kind it is."""
    name, seen = examiner.key.name, calls.seen.cases
    rows = [row for row in zip(examiner.key.cases, seen, calls.seen.numbers.results, strict=True) if row[0].visible]
    for case, one, result in sorted(rows, key=lambda row: sum(array.size for array in row[0].inputs.values())):
        if one in (None, "right") or result is None:
            continue
        if one == "wrong_shape":
            expected = shapes_text(case.expected)
            return line("fact", "wrong_shape", name=name, got=shapes_text(result), expected=expected)
        call, right = notation.call(name, case.inputs), values_text(case.expected)
        return line("call", "wrong_visible", call=call, got=values_text(result), expected=right)
    if "wrong_shape" in seen:
        return line("fact", "wrong_shape_hidden", name=name)
    return line("fact", "not_finite", name=name) if "not_finite" in seen else line("fact", "wrong_hidden")


def _counted(seen: Sequence[Difference | None]) -> Line:
    return line("counted", "cases_right", right=sum(one == "right" for one in seen), total=len(seen))


def _changed(returned: Sequence[Returned]) -> tuple[Line, ...]:
    names = sorted({name for result in returned for name in result.changed})
    return (line("remark", "changed_arguments", names=", ".join(f"`{name}`" for name in names)),) if names else ()


def _other_shape(examiner: Examiner, calls: Calls) -> tuple[Line, ...]:
    case = calls.order.shown[0]
    got, expected = calls.seen.numbers.result(case) or (), examiner.key.cases[case].expected
    if [array.shape for array in got] == [array.shape for array in expected]:
        return ()
    return (line("remark", "other_shape", got=shapes_text(got), expected=shapes_text(expected)),)


def _single_precision(examiner: Examiner, calls: Calls) -> tuple[Line, ...]:
    units = max(calls.seen.units[case] for case in calls.order.shown)
    return (line("remark", "single_precision", name=examiner.key.name),) if units > ROUNDOFF["float64"] else ()


def _half_precision(calls: Calls) -> bool:
    """Whether everything is right up to half precision, and came in it or is a number of it."""
    numbers, units = calls.seen.numbers, calls.seen.units
    return bool((units <= ROUNDOFF["float16"]).all()) and all(
        precision == "float16" or all(_is_half(array) for array in numbers.result(case) or ())
        for case, precision in enumerate(numbers.precision)
    )


@np.errstate(over="ignore")
def _is_half(array: Array) -> bool:
    return bool((array == array.astype(np.float16)).all())


def _rounded_inside(calls: Calls) -> int | None:
    """The decimals to which a function rounds what is right, if that is all that is wrong with it."""
    pairs: list[tuple[Result, Result]] = []
    for result, case in zip(calls.seen.numbers.results, calls.cases, strict=True):
        if result is not None:
            pairs.append((result, case.expected))
    for decimals in range(1, _MOST_DECIMALS):
        rounded = [(result, tuple(np.round(array, decimals) for array in right)) for result, right in pairs]
        if all(same(result, right, closeness=1e-12) for result, right in rounded):
            return decimals
    return None
