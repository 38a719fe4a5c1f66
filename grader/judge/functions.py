"""Judges a function by what its calls returned: ran? → shape → NaN and infinity → values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import get_args

import numpy as np
from msgspec import structs

from grader import notation
from grader.compare import Difference, Result, same
from grader.exercise.spec import FunctionQuestion
from grader.judge.calls import Call, by_case, constant, steady
from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Finding
from grader.judge.trouble import ended, missing, raised
from grader.records import Answer, Array, Group, Opaque, Outputs, Raised, Returned, Text, Verdict
from grader.words import printable, say

_MOST_DECIMALS = 8
_SHOWN = 6
"""Significant digits of values in feedback."""


def judge_function(examiner: Examiner, answer: Answer, outputs: Outputs, order: Sequence[int]) -> Finding:
    """What a function question's outputs are worth; ``order`` has the case of each call."""
    if answer.status == "missing":
        return missing(examiner.problem, outputs)
    if answer.status != "done":
        return ended(examiner.problem, answer)
    cases = by_case(answer.results, order, examiner.key)
    calls = [call for same_inputs in cases for call in same_inputs]
    returned = [call.came for call in calls if isinstance(call.came, Returned)]
    if not returned:
        finding = raised(examiner.problem, _failed(calls)[0], outputs)
        return replace(finding, look_closer=finding.verdict == "raised")
    some = next((result.value for result in returned if result.value is not None), None)
    if some is None:
        printed = any(result.printed for result in returned)
        return Finding("wrong", say("printed" if printed else "returned_none", name=_name(examiner)))
    if all(call.numbers is None for call in calls):
        count = len(examiner.problem.returns)
        told = "not_numbers" if count == 1 else "not_results"
        return Finding("wrong", say(told, name=_name(examiner), type=_type_name(some), count=count))
    changed = _changed(returned)
    if all(call.seen == "right" for call in calls):
        remarks = (*changed, *_other_shape(examiner, cases[0][0]), *_single_precision(examiner, calls))
        return Finding("right", say("right"), remarks=remarks)
    judged = _judge_values if all(steady(same_inputs) for same_inputs in cases) else _unsteady
    return replace(judged(examiner, cases, outputs), remarks=changed)


def _judge_values(examiner: Examiner, cases: Sequence[Sequence[Call]], outputs: Outputs) -> Finding:
    calls = [same_inputs[0] for same_inputs in cases]
    results, seen, failed = [call.numbers for call in calls], [call.seen for call in calls], _failed(calls)
    diagnosis = examiner.of_function(results, [one == "right" for one in seen])
    if len(diagnosis.best) > 1 and constant(calls, examiner.key.cases):
        diagnosis = Diagnosis()
    if not diagnosis.explanations and _half_precision(calls):
        return Finding("wrong", say("half_precision", name=_name(examiner)))
    decimals = None if diagnosis.explanations or None in seen else _rounded_inside(examiner, results)
    if decimals is not None:
        return Finding("wrong", say("rounded_inside", name=_name(examiner), decimals=decimals))
    counted = _counted(seen)
    unlike = any(one not in (None, "right") for one in seen)
    fact = _fact(examiner, seen, results) if unlike or not failed else Text("", "")
    if not diagnosis.explanations and constant(calls, examiner.key.cases):
        counted += say("constant", name=_name(examiner))
    if failed:
        counted += raised(examiner.problem, _tellable(examiner, calls), outputs).fact
    verdict = _verdict(examiner, calls)
    return Finding(verdict, fact, counted, diagnosis, right_groups=_right_groups(examiner, seen), look_closer=True)


def _right_groups(examiner: Examiner, seen: Sequence[Difference | None]) -> tuple[Group, ...]:
    wrong = {case.group for case, one in zip(examiner.key.cases, seen, strict=True) if one != "right"}
    return tuple(dict.fromkeys(case.group for case in examiner.key.cases if case.group not in wrong))


def _unsteady(examiner: Examiner, cases: Sequence[Sequence[Call]], outputs: Outputs) -> Finding:
    """The same inputs gave different results: no mistake in the formula explains that."""
    fact = say("unsteady", name=_name(examiner))
    for case, calls in zip(examiner.key.cases, cases, strict=True):
        if case.visible and calls[0].numbers is not None and not steady(calls):
            # What later calls returned may hold hidden inputs that the function has kept.
            fact = (
                say("unsteady_visible", call=call_text(examiner, case.inputs), got=values_text(calls[0].numbers)) + fact
            )
            break
    counted = _counted(["right" if all(call.seen == "right" for call in calls) else "wrong" for calls in cases])
    failed = _failed(call for calls in cases for call in calls)
    if failed:
        counted += raised(examiner.problem, structs.replace(failed[0], message=""), outputs).fact
    return Finding("raised" if failed else "wrong", fact, counted)


def _failed(calls: Iterable[Call]) -> list[Raised]:
    return [call.came for call in calls if isinstance(call.came, Raised)]


_WORST_FIRST: tuple[Difference, ...] = tuple(one for one in get_args(Difference) if one != "right")


def _verdict(examiner: Examiner, calls: Sequence[Call]) -> Verdict:
    """The worst that was seen with ordinary inputs; with others, where those are all right.

    A sum divided by N − 1 is wrong, although with a single row it is a division by 0.
    """
    ordinary = [call for case, call in zip(examiner.key.cases, calls, strict=True) if case.group == "basic"]
    counting = calls if all(call.seen == "right" for call in ordinary) else ordinary
    if _failed(counting):
        return "raised"
    return next((one for one in _WORST_FIRST if one in [call.seen for call in counting]), "wrong")


def _fact(examiner: Examiner, seen: Sequence[Difference | None], results: Sequence[Result | None]) -> Text:
    cases = examiner.key.cases
    for case, one, result in sorted(
        zip(cases, seen, results, strict=True), key=lambda row: sum(array.size for array in row[0].inputs.values())
    ):
        if not case.visible or one in (None, "right") or result is None:
            continue
        if one == "wrong_shape":
            return say(
                "wrong_shape", name=_name(examiner), got=shapes_text(result), expected=shapes_text(case.expected)
            )
        call, expected = call_text(examiner, case.inputs), values_text(case.expected)
        return say("wrong_visible", call=call, got=values_text(result), expected=expected)
    for case, one in zip(cases, seen, strict=True):
        if one == "wrong_shape":
            return say("wrong_shape_hidden", name=_name(examiner), expected=shapes_text(case.expected))
    return say("not_finite", name=_name(examiner)) if "not_finite" in seen else say("wrong_hidden")


def _tellable(examiner: Examiner, calls: Sequence[Call]) -> Raised:
    """The first exception, without its message where it comes from a hidden case: a message can carry the inputs."""
    pairs = zip(examiner.key.cases, calls, strict=True)
    case, first = next((case, call.came) for case, call in pairs if isinstance(call.came, Raised))
    return first if case.visible else structs.replace(first, message="")


def _counted(seen: Sequence[Difference | None]) -> Text:
    return say("cases_right", right=sum(one == "right" for one in seen), total=len(seen))


def _changed(returned: Sequence[Returned]) -> tuple[Text, ...]:
    names = sorted({name for result in returned for name in result.changed})
    return (say("changed_arguments", names=", ".join(f"`{name}`" for name in names)),) if names else ()


def _other_shape(examiner: Examiner, first: Call) -> tuple[Text, ...]:
    got, expected = first.numbers, examiner.key.cases[0].expected
    if got is None or [array.shape for array in got] == [array.shape for array in expected]:
        return ()
    return (say("other_shape", got=shapes_text(got), expected=shapes_text(expected)),)


def _single_precision(examiner: Examiner, calls: Sequence[Call]) -> tuple[Text, ...]:
    precisions = {call.compared.precision for call in calls if call.compared is not None}
    return (say("single_precision", name=_name(examiner)),) if "float32" in precisions else ()


def _half_precision(calls: Sequence[Call]) -> bool:
    """Whether everything is right up to half precision, and came in it or is a number of it."""
    return all(
        call.numbers is not None
        and call.compared is not None
        and call.compared.precision is not None
        and (call.precision == "float16" or all(_is_half(array) for array in call.numbers))
        for call in calls
    )


@np.errstate(over="ignore")
def _is_half(array: Array) -> bool:
    return bool((array == array.astype(np.float16)).all())


def _name(examiner: Examiner) -> str:
    return examiner.problem.question.name


def call_text(examiner: Examiner, inputs: Mapping[str, object]) -> str:
    """A call that can be pasted."""
    question = examiner.problem.question
    assert isinstance(question, FunctionQuestion)  # noqa: S101 - for the type checker
    return f"{question.name}({', '.join(notation.literal(inputs[name]) for name in question.arguments)})"


def values_text(result: Result) -> str:
    """What was returned, as source text."""
    return ", ".join(notation.literal(array, _SHOWN) for array in result)


def shapes_text(result: Result) -> Text:
    """The shapes of what was returned, in words."""
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
