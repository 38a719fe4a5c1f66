"""Functions that give another value each time, or keep something between calls, are found out and told so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from msgspec.structs import replace

from grader import course, judge
from grader.compare import Laid
from grader.exercise import problemset
from grader.judge import Calls
from grader.make import keys
from grader.records import Raised, Returned

ASSIGNMENT = """
id: called
title: {ja: 試し, en: A trial}
exercises:
  - {exercise: mse, points: {function: 2, number: 1}}
"""
RIGHT = "((y - t) ** 2).mean()"
KEY = keys.function_key(problemset.load(course.find(), "homework6").functions[1], None)

Graded = Callable[..., Any]


@pytest.fixture
def graded(grader: Command, tmp_path: Path) -> Graded:
    """The grade of ``mse`` in a source."""

    def grade(source: str, question: str = "mse.function") -> dict[str, Any]:
        (tmp_path / "called.yaml").write_text(ASSIGNMENT, encoding="utf-8")
        (tmp_path / "s01.py").write_text(source, encoding="utf-8")
        out = tmp_path / "out"
        ended = grader("grade", tmp_path / "s01.py", "--assignment", tmp_path / "called.yaml", "--out", out, "--json")
        assert ended.status == 0, ended.err
        found: dict[str, Any] = next(each for each in json.loads(ended.out)[0]["questions"] if each["id"] == question)
        return found

    return grade


def counting(body: str) -> str:
    """A function that counts its calls in ``n``."""
    return f"n = 0\nkept = []\ndef mse(y, t):\n    global n\n    n += 1\n    {body}\n"


KEEPING = {
    "adds up": counting(f"kept.append({RIGHT}); return sum(kept)"),
    "a list that grows": counting("kept.extend((y - t) ** 2); return sum(kept) / len(kept)"),
    "a default that grows": f"def mse(y, t, seen=[]):\n    seen.append({RIGHT})\n    return sum(seen) / len(seen)\n",
    "random": f"import random\ndef mse(y, t):\n    return {RIGHT} * random.random()\n",
    "random now and then": f"import random\ndef mse(y, t):\n    return {RIGHT} + (random.random() < 0.3)\n",
    "one call behind": counting(f"kept.append({RIGHT}); return ([0] + kept)[-2]"),
    "a mistake every second time": counting(f"return {RIGHT} if n % 2 else ((y - t) ** 2).sum()"),
    "every third time wrong": counting(f"return {RIGHT} if n % 3 else 0.0"),
    "nothing at first": counting(f"return {RIGHT} if n > 1 else None"),
    "another shape later": counting(f"return {RIGHT} if n < 3 else (y - t) ** 2"),
}
LATER = {
    "another value": counting(f"kept.append(y.tolist()); return {RIGHT} if kept.count(y.tolist()) < 3 else 0.0"),
    "another shape": counting(f"kept.append(y.tolist()); return {RIGHT} if kept.count(y.tolist()) < 3 else y - t"),
}
"""The third call with the same inputs is one with an example, after hidden inputs."""


@pytest.mark.parametrize("source", KEEPING.values(), ids=KEEPING)
def test_a_function_that_keeps_something_is_named_and_no_mistake_is(graded: Graded, source: str) -> None:
    question = graded(source)
    assert (question["verdict"], question["points"], question["mistakes"]) == ("wrong", 0, [])
    assert "different values for the same inputs" in question["message"]["en"]
    assert "同じ引数に対して違う値" in question["message"]["ja"]


@pytest.mark.parametrize("source", LATER.values(), ids=LATER)
def test_what_changes_only_after_hidden_inputs_is_wrong_and_no_more_is_told(graded: Graded, source: str) -> None:
    question = graded(source)
    assert (question["verdict"], question["points"], question["mistakes"]) == ("wrong", 0, [])
    hidden = "The values are wrong in tests that are not shown."
    assert question["message"]["en"] == f"{hidden}\n{len(KEY.cases) - 2} of the {len(KEY.cases)} cases tried are right."


def test_an_example_that_came_out_wrong_once_is_not_counted_as_right(graded: Graded) -> None:
    message = graded(counting(f"return {RIGHT} if n != 3 else 0.0"))["message"]["en"]
    assert "something else later" in message
    assert f"{len(KEY.cases) - 1} of the {len(KEY.cases)} cases tried are right." in message


@pytest.mark.parametrize(("calls", "told"), [(1, "line 3"), (12, "tests that are not shown")])
def test_a_function_that_breaks_after_a_while_is_told_where_if_that_may_be_shown(
    graded: Graded, calls: int, told: str
) -> None:
    question = graded(f"left = [0] * {calls}\ndef mse(y, t):\n    left.pop()\n    return {RIGHT}\n")
    assert question["verdict"] == "raised"
    assert told in question["message"]["en"]


@pytest.mark.parametrize(
    "source",
    [
        counting(f"kept.append({RIGHT}); return kept[0]"),
        "import numpy as np\nyy, tt = np.ones(3), np.zeros(3)\ndef mse(y, t):\n    return ((yy - tt) ** 2).mean()\n",
    ],
    ids=["the first result for ever", "other variables than its arguments"],
)
def test_one_value_for_all_inputs_is_told_as_that(graded: Graded, source: str) -> None:
    question = graded(source)
    assert (question["verdict"], question["mistakes"]) == ("wrong", [])
    assert "the same value for all inputs" in question["message"]["en"]
    assert "different values" not in question["message"]["en"]


@pytest.mark.parametrize(
    "body",
    [
        f"return {RIGHT} * (1 + 1e-13 * random.random())",
        f"seen.append(y.tolist()); return {RIGHT}",
        f"return random.choice([float, np.float64, np.atleast_1d])({RIGHT})",
    ],
    ids=["roundoff", "a log of calls", "another type"],
)
def test_what_does_not_change_the_value_costs_nothing(graded: Graded, body: str) -> None:
    question = graded(f"import random\nimport numpy as np\nseen = []\ndef mse(y, t):\n    {body}\n")
    assert (question["verdict"], question["points"]) == ("right", 2)


def test_a_dict_of_arrays_is_no_number_however_often_it_comes(graded: Graded) -> None:
    question = graded("def mse(y, t):\n    return {'loss': (y - t) ** 2}\n")
    assert question["verdict"] == "wrong"
    assert "cannot be read as numbers" in question["message"]["en"]


def test_a_steady_mistake_is_still_named(graded: Graded) -> None:
    assert graded("def mse(y, t):\n    return ((y - t) ** 2).sum()\n")["mistakes"] == ["MSE01"]


def test_a_visible_case_is_shown_with_what_came_before_any_hidden_input(graded: Graded) -> None:
    source = counting(f"kept.append(y[0] + 777000); return {RIGHT} if n < 3 else kept[-2]")
    message = graded(source)["message"]["en"]
    assert "something else later" in message
    assert re.search(r"mse\(np\.array\(\[.*\]\)\)` returned `0\.\d+`", message)
    assert "777" not in message


def test_hidden_inputs_do_not_leak_through_an_error_in_a_later_call(graded: Graded) -> None:
    source = counting(f"kept.append(777)\n    if n > 12: raise ValueError(kept)\n    return {RIGHT}")
    message = graded(source)["message"]["en"]
    assert "ended in an error" in message
    assert "ValueError" not in message
    assert "777" not in message


def test_calls_of_a_function_do_not_fill_in_answers_by_hand(graded: Graded) -> None:
    source = f"def mse(y, t):\n    global mse_value\n    mse_value = {RIGHT}\n    return mse_value\n"
    assert graded(source)["verdict"] == "right"
    assert graded(source, "mse.number")["verdict"] in ("missing", "ungraded")


def test_overwritten_arguments_are_named_beside_a_mistake_and_cost_nothing_more(graded: Graded) -> None:
    question = graded("def mse(y, t):\n    y -= t\n    return (y ** 2).sum()\n")
    assert question["mistakes"] == ["MSE01"]
    assert "overwrites its arguments `y` (no points lost)" in question["message"]["en"]


def test_the_order_of_calls_is_the_same_everywhere_and_another_for_each_submission() -> None:
    orders = {judge.order(KEY, "ring", f"submission {number}", KEY.question) for number in range(50)}
    assert len(orders) == 50
    assert judge.order(KEY, "ring", "submission 7", KEY.question) in orders
    everywhere = ((0, 1, 1, 0), (6, 2, 8, 5, 3, 4, 9, 7, 1, 0))
    ten = replace(KEY, parameters="p", cases=KEY.cases[:10])
    assert judge.order(ten, "ring", "submission", "mse.function") == everywhere


@pytest.mark.parametrize("number", range(20))
def test_examples_are_called_twice_before_any_hidden_input_and_again_after_all(number: int) -> None:
    shown, hidden = judge.order(KEY, "ring", str(number))
    examples = [case for case, one in enumerate(KEY.cases) if one.visible]
    others = [case for case in range(len(KEY.cases)) if case not in examples]
    assert examples == [0, 1]
    assert shown == (0, 1, 1, 0)
    assert hidden[-2:] == (1, 0)
    assert sorted(hidden[:-2]) == others


def test_results_of_calls_that_were_finished_belong_to_their_cases() -> None:
    shown, hidden = judge.order(KEY, "ring", "submission")
    results = [Raised("Error", str(case)) if case % 3 == 0 else Returned(float(case)) for case in hidden[:7]]
    examples = [Returned(0.0), Returned(1.0), Returned(1.5), Returned(0.5)]
    calls = Calls(Laid(KEY), examples, results, judge.Order(shown, hidden))
    expected = {0: (0.0, 0.5), 1: (1.0, 1.5)} | {case: (float(case), float(case)) for case in hidden[:7]}
    for case, (first, again) in enumerate(zip(calls.first, calls.again, strict=True)):
        if case not in expected:
            assert first is again is None
        elif case > 1 and case % 3 == 0:
            assert first == again == Raised("Error", str(case))
        else:
            assert (first, again) == tuple(map(Returned, expected[case]))


def test_a_wrong_shape_is_told_whatever_is_in_it(graded: Graded) -> None:
    question = graded("import random\ndef mse(y, t):\n    return [random.random() for _ in range(100)]\n")
    assert question["verdict"] == "wrong_shape"
