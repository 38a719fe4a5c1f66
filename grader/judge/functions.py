"""Judges a function by what its calls returned: ran? → shape → NaN and infinity → values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

import numpy as np
from msgspec.structs import replace

from grader.compare import Difference, Result, Tolerance, as_result, difference, same
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding
from grader.judge.trouble import ended, missing, raised
from grader.make import prompts
from grader.make.spec import FunctionQuestion
from grader.records import Answer, Opaque, Outputs, Raised, Returned, Text, Verdict
from grader.words import printable, say

_MOST_DECIMALS = 8
_SHOWN = 6
"""Significant digits of values in feedback."""


def judge_function(examiner: Examiner, answer: Answer, outputs: Outputs) -> Finding:
    """What a function question's outputs are worth."""
    if answer.status == "missing":
        return missing(examiner.problem, outputs)
    if answer.status != "done":
        return ended(examiner.problem, answer)
    failed = [result for result in answer.results if isinstance(result, Raised)]
    returned = [result if isinstance(result, Returned) else None for result in answer.results]
    if len(failed) == len(answer.results):
        return raised(examiner.problem, failed[0])
    if all(result is None or result.value is None for result in returned):
        printed = any(result is not None and result.printed for result in returned)
        return Finding("wrong", say("printed" if printed else "returned_none", name=_name(examiner)))
    return _judge_values(examiner, returned, failed)


def _judge_values(examiner: Examiner, returned: Sequence[Returned | None], failed: Sequence[Raised]) -> Finding:
    key, count = examiner.key, len(examiner.problem.returns)
    read = [as_result(result.value, count) if result is not None else None for result in returned]
    if not any(read):
        some = next(result for result in returned if result is not None and result.value is not None)
        return Finding("wrong", say("not_numbers", name=_name(examiner), type=_type_name(some.value), count=count))
    results = [numbers[0] if numbers else None for numbers in read]
    seen: list[Difference | None] = [
        difference(numbers[0], case.expected, Tolerance(case.scale, case.slack), numbers[1]) if numbers else None
        for numbers, case in zip(read, key.cases, strict=True)
    ]
    if all(one == "right" for one in seen):
        return Finding("right", say("right"), remarks=_remarks(examiner, returned, results))
    explanations, certain = examiner.of_function(results)
    decimals = None if explanations or None in seen else _rounded_inside(examiner, results)
    if decimals is not None:
        return Finding("wrong", say("rounded_inside", name=_name(examiner), decimals=decimals))
    verdict: Verdict = next((one for one in _WORST_FIRST if one in seen), "wrong")
    unlike = any(one not in (None, "right") for one in seen)
    fact = _fact(examiner, seen, results) if unlike or not failed else _counted(seen)
    if failed:
        fact += raised(examiner.problem, _tellable(examiner, returned, failed[0])).fact
        verdict = "raised"
    return Finding(verdict, fact, explanations, certain)


_WORST_FIRST: tuple[Difference, ...] = tuple(one for one in get_args(Difference) if one != "right")


def _fact(examiner: Examiner, seen: Sequence[Difference | None], results: Sequence[Result | None]) -> Text:
    cases = examiner.key.cases
    total = _counted(seen)
    for case, one, result in sorted(
        zip(cases, seen, results, strict=True), key=lambda row: sum(array.size for array in row[0].inputs.values())
    ):
        if not case.visible or one in (None, "right") or result is None:
            continue
        if one == "wrong_shape":
            return (
                say("wrong_shape", name=_name(examiner), got=_shapes(result), expected=_shapes(case.expected)) + total
            )
        call, expected = _call(examiner, case.inputs), _values(case.expected)
        return say("wrong_visible", call=call, got=_values(result), expected=expected) + total
    for case, one in zip(cases, seen, strict=True):
        if one == "wrong_shape":
            return say("wrong_shape_hidden", name=_name(examiner), expected=_shapes(case.expected)) + total
    return (say("not_finite", name=_name(examiner)) if "not_finite" in seen else say("wrong_hidden")) + total


def _tellable(examiner: Examiner, returned: Sequence[Returned | None], first: Raised) -> Raised:
    """The first exception, without its message where it comes from a hidden case: a message can carry the inputs."""
    case = examiner.key.cases[returned.index(None)]
    return first if case.visible else replace(first, message="")


def _counted(seen: Sequence[Difference | None]) -> Text:
    return say("cases_right", right=sum(one == "right" for one in seen), total=len(seen))


def _remarks(
    examiner: Examiner, returned: Sequence[Returned | None], results: Sequence[Result | None]
) -> tuple[Text, ...]:
    remarks = []
    changed = sorted({name for result in returned if result is not None for name in result.changed})
    if changed:
        remarks.append(say("changed_arguments", names=", ".join(f"`{name}`" for name in changed)))
    expected = examiner.key.cases[0].expected
    first = results[0]
    if first is not None and [array.shape for array in first] != [array.shape for array in expected]:
        remarks.append(say("other_shape", got=_shapes(first), expected=_shapes(expected)))
    return tuple(remarks)


def _name(examiner: Examiner) -> str:
    return examiner.problem.question.name


def _call(examiner: Examiner, inputs: Mapping[str, object]) -> str:
    question = examiner.problem.question
    assert isinstance(question, FunctionQuestion)  # noqa: S101 - for the type checker
    return f"{question.name}({', '.join(prompts.literal(inputs[name]) for name in question.arguments)})"


def _values(result: Result) -> str:
    return ", ".join(prompts.literal(array, _SHOWN) for array in result)


def _shapes(result: Result) -> Text:
    shapes = [say("shape", shape=array.shape) if array.shape else say("shape_of_number") for array in result]
    return Text(", ".join(shape.ja for shape in shapes), ", ".join(shape.en for shape in shapes))


def _rounded_inside(examiner: Examiner, results: Sequence[Result | None]) -> int | None:
    """The decimals to which a function rounds what is right, if that is all that is wrong with it."""
    pairs = [(result, case.expected) for result, case in zip(results, examiner.key.cases, strict=True) if result]
    for decimals in range(1, _MOST_DECIMALS):
        rounded = [(result, tuple(np.round(array, decimals) for array in right)) for result, right in pairs]
        if all(same(result, right, closeness=1e-12) for result, right in rounded):
            return decimals
    return None


def _type_name(value: object) -> str:
    return printable(value.type if isinstance(value, Opaque) else type(value).__name__)
