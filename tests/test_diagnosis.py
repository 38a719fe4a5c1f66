"""What is found out about wrong functions, and what right ones may look like: one source each, run in the box."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from grader import course
from grader.exercise import problemset
from grader.grade import Grader
from grader.make import small
from grader.make.ring import KeyRing
from grader.records import Cell, QuestionGrade, Submission
from grader.sandbox import Box

Graded = Callable[[str, str], QuestionGrade]

FORWARD = """
import numpy as np
def layers(x, w, b):
    mu = x @ w[:8].reshape(4, 2).T + b[:4]
    h = np.maximum(0, mu)
    return mu, h, 1 / (1 + np.exp(-(h @ w[8:] + b[4])))
"""
BACKPROP = (
    FORWARD
    + """
def backprop(x, t, w, b):
    mu, h, y = layers(x, w, b)
    d5 = {d5}
    d = d5[:, None] * w[8:] * {mask}
    W1, b1, W2, b2 = d.T @ x, {b1}, d5 @ h, d5.sum()
    return {returns}
"""
)
PARTS = {
    "d5": "2 / len(t) * (y - t) * y * (1 - y)",
    "mask": "(mu > 0)",
    "b1": "d.sum(axis=0)",
    "returns": "np.append(W1.ravel(), W2), np.append(b1, b2)",
}


def backprop(**other: str) -> str:
    return BACKPROP.format(**(PARTS | other))


@pytest.fixture(scope="module")
def graded() -> Iterator[Graded]:
    """The grade of a source's one function question."""
    with Box() as box:
        graders: dict[str, Grader] = {}

        def grade(exercise: str, source: str) -> QuestionGrade:
            if exercise not in graders:
                graders[exercise] = Grader(KeyRing(problemset.of_exercise(course.find(), exercise), secret=b"d" * 32))
            submission = Submission("s", ("s.py",), (Cell(f"import numpy as np\n{source}", "s.py"),), digest=source)
            return graders[exercise].grade(submission, box).questions[0]

        yield grade


# --- right, whatever it looks like


@pytest.mark.parametrize(
    ("exercise", "source"),
    [
        ("backprop", backprop(returns="np.concatenate([W1.ravel(), W2, b1, [b2]])")),
        ("backprop", backprop(returns="{'dw': np.append(W1.ravel(), W2), 'db': np.append(b1, b2)}")),
        ("backprop", backprop(returns="{'W1': W1, 'b1': b1, 'W2': W2[None], 'b2': b2}")),
        ("backprop", backprop(returns="{'dW1': W1.T, 'db1': b1, 'dW2': W2[:, None], 'db2': [b2]}")),
        ("backprop", backprop(returns="(W1, b1, W2, b2)")),
        ("backprop", backprop(mask="(mu >= 0)")),
        ("backprop", backprop(mask="np.where(mu > 0, 1, np.where(mu < 0, 0, 0.5))")),
        ("fwd", FORWARD + "def forward(x, w, b, *, verbose=False):\n    return layers(x, w, b)[2][:, None]\n"),
        ("gd", "def gd_step(w, grad, lr=0.1):\n    w -= lr * grad\n    return list(w)\n"),
        ("mse", "def mse(y, t):\n    t = t.astype(bool)\n    return np.mean(np.where(t, 1 - y, y) ** 2)\n"),
        ("mse", "def mse(y, t):\n    t = t.astype(int)\n    return np.array([[((y - t) ** 2).mean()]])\n"),
        ("ce", "def cross_entropy(y, t):\n    return -np.log(np.clip(y, 1e-7, 1)[t == 1] + 1e-7).sum()\n"),
        ("bce", "def binary_cross_entropy(y, t):\n    return -np.mean(np.log(np.abs(1 - t - y)))\n"),
    ],
)  # fmt: skip
def test_a_right_way_to_write_it_is_right(graded: Graded, exercise: str, source: str) -> None:
    found = graded(exercise, source)
    assert found.verdict == "right", found.message.en
    assert found.points == 1


def test_single_precision_is_right_and_told_and_half_precision_is_wrong_with_the_reason(graded: Graded) -> None:
    single, half = (
        graded("mse", f"def mse(y, t):\n    r = (y - t).astype(np.{dtype})\n    return {out}(np.mean(r * r))\n")
        for dtype, out in (("float32", "float"), ("float16", ""))
    )
    assert single.verdict == "right"
    assert "the precision of float32 (no points lost)" in single.message.en
    assert half.verdict == "wrong"
    assert half.mistakes == ()
    assert "about 3 digits, the precision of float16" in half.message.en


# --- what is found out about wrong ones


@pytest.mark.parametrize(
    ("exercise", "source", "mistakes"),
    [
        ("ce", "def cross_entropy(t, y):\n    return -np.sum(t * np.log(y + 1e-12))\n", ["CE04"]),
        ("ce", "def cross_entropy(t, y):\n    return -np.sum(t * np.log(y))\n", ["CE04"]),
        ("ce", "def cross_entropy(y, t):\n    return -np.sum(y * np.log(t + 1e-9))\n", ["CE04"]),
        ("ce", "def cross_entropy(t, y):\n    return np.sum(t * np.log(y + 1e-15))\n", ["CE01", "CE04"]),
        ("bce", "def binary_cross_entropy(t, y):\n    return -np.mean(t*np.log(y) + (1-t)*np.log(1-y))\n", ["BCE07"]),
        ("gd", "def gd_step(grad, w, lr):\n    return w - lr * grad\n", ["ORDER"]),
        ("gd", "def gd_step(lr, w, grad):\n    return w - lr * grad\n", ["ORDER"]),
        ("gd", "def gd_step(w, lr, grad):\n    return w + lr * grad\n", ["GD01"]),
        ("fwd", FORWARD + "def forward(w, b, x):\n    return layers(x, w, b)[2]\n", ["ORDER"]),
        ("backprop", backprop(d5="(t - y) / len(t) * y * (1 - y)", mask="1"), ["BPH01", "BPO01", "BPO03"]),
        ("backprop", backprop(d5="(y - t) * y * (1 - y)", b1="d.mean(axis=0)"), ["BPH19", "BPO01", "BPO02"]),
        ("sse", "def sse(y, t):\n    return -np.sum(np.abs(y - t)) / 2\n", ["SSE02", "SSE05", "SSE11"]),
        ("gd", "def gd_step(w, grad, lr):\n    return w + abs(grad)\n", ["GD01", "GD02", "GD05"]),
    ],
)
def test_mistakes_are_found(graded: Graded, exercise: str, source: str, mistakes: list[str]) -> None:
    found = graded(exercise, source)
    assert not found.points
    assert sorted(found.mistakes) == mistakes, found.message.en


def test_the_order_in_which_arguments_were_taken_is_told(graded: Graded) -> None:
    found = graded("gd", "def gd_step(grad, w, lr):\n    return w - lr * grad\n")
    assert "It is called as `gd_step(w, grad, lr)`, but yours works as `gd_step(grad, w, lr)`." in found.message.en


def test_arguments_that_may_change_places_are_no_explanation(graded: Graded) -> None:
    found = graded("sse", "def sse(y, t):\n    return np.sum((t - y) ** 2) if len(y) > 1 else 99.0\n")
    assert found.mistakes == ()


def test_a_slip_in_a_few_cases_is_told_from_a_misconception(graded: Graded) -> None:
    slip = graded("mse", "def mse(y, t):\n    s = ((y - t) ** 2).sum()\n    return s if len(y) > 99 else s / len(y)\n")
    misconception = graded("mse", "def mse(y, t):\n    return ((y - t) ** 2).sum()\n")
    assert slip.mistakes == misconception.mistakes == ("MSE01",)
    assert "It is wrong in only 1 of the" in slip.message.en
    assert "consistent with" in slip.message.en
    assert "wrong in only" not in misconception.message.en
    assert "consistent with" not in misconception.message.en


def test_all_that_would_explain_it_is_listed(graded: Graded) -> None:
    one_row_only = "def mse(y, t):\n    if len(y) > 1:\n        raise ValueError\n    return abs(y[0] - t[0])\n"
    message = graded("mse", one_row_only).message.en
    assert "consistent with any of these" in message
    assert "absolute values" in message
    assert "square root" in message


def test_another_convention_is_said_to_be_one(graded: Graded) -> None:
    found = graded("bce", "def binary_cross_entropy(y, t):\n    return -np.mean(t*np.log2(y) + (1-t)*np.log2(1-y))\n")
    assert "another convention" in found.message.en
    assert "流儀" in found.message.ja


# --- the smallest counterexample


@pytest.mark.parametrize(
    ("exercise", "name", "body", "right"),
    [
        ("mse", "mse", "np.mean(np.abs(y - t)) if y.max() > 0.7 else np.mean((y - t) ** 2)", "np.mean((y - t) ** 2)"),
        ("sse", "sse", "np.sum(y - t) ** 2", "np.sum((y - t) ** 2)"),
        ("sse", "sse", "np.sum(np.clip(y - t, -1, 1) ** 2)", "np.sum((y - t) ** 2)"),
    ],
)
def test_the_call_that_is_shown_can_be_pasted(graded: Graded, exercise: str, name: str, body: str, right: str) -> None:
    message = graded(exercise, f"def {name}(y, t):\n    return {body}\n").message.en
    found = re.search(r"inputs found: `(.*?)` returned `(.*?)`; right is `(.*?)`", message)
    assert found is not None, message
    for written, shown in ((body, found[2]), (right, found[3])):
        value = eval(found[1], {name: eval(f"lambda y, t: {written}", {"np": np}), "np": np})  # noqa: S307 - ours
        assert value == pytest.approx(float(shown), rel=1e-5)


def test_a_counterexample_needs_as_few_rows_as_show_it(graded: Graded) -> None:
    message = graded("sse", "def sse(y, t):\n    return np.sum(y - t) ** 2\n").message.en
    assert re.search(r"`sse\(np.array\(\[-?[\d.]+, -?[\d.]+\]\)", message), message


def test_a_function_that_fails_on_small_inputs_only_is_told_which(graded: Graded) -> None:
    message = graded("sse", "def sse(y, t):\n    return np.sum((y[1:] - t[1:]) ** 2) / (len(y) > 1)\n").message.en
    assert "The smallest inputs found: `sse(np.array([" in message


def test_what_fails_for_all_inputs_needs_no_smallest(graded: Graded) -> None:
    message = graded("mse", "def mse(y):\n    return y.mean()\n").message.en
    assert "`mse` is called as `mse(y, t)`" in message
    assert "smallest" not in message


@pytest.mark.parametrize("returns", ["W1", "d5, W1, b1", "{'W1': W1, 'b2': b2}", "np.mean((y - t) ** 2)"])
def test_results_that_are_not_all_there_are_asked_for(graded: Graded, returns: str) -> None:
    found = graded("backprop", backprop(returns=returns))
    assert found.verdict == "wrong"
    assert "cannot be taken as the 2 results that are asked for" in found.message.en


def test_what_changes_from_call_to_call_is_not_looked_at_closer(graded: Graded) -> None:
    message = graded("mse", "n = [0]\ndef mse(y, t):\n    n[0] += 1\n    return n[0]\n").message.en
    assert "smallest" not in message


def test_a_closer_look_that_never_ends_changes_nothing_else(graded: Graded) -> None:
    source = "def mse(y, t):\n    while len(y) < 4:\n        pass\n    return np.sum((y - t) ** 2)\n"
    problems = problemset.of_exercise(course.find(), "mse")
    shortest = min(len(case.inputs["y"]) for case in small.ladder(problems.functions[0]))
    assert shortest < 4
    found = graded("mse", source.replace("len(y) < 4", "1 < len(y) < 4"))
    assert found.mistakes == ("MSE01",)
    assert "smallest" not in found.message.en


@pytest.mark.parametrize("exercise", course.find().exercise_names())
def test_small_inputs_are_small_short_and_in_the_question_s_range(exercise: str) -> None:
    problem = problemset.of_exercise(course.find(), exercise).functions[0]
    cases = small.ladder(problem)
    sizes = [sum(array.size for array in case.inputs.values()) for case in cases]
    assert len(cases) >= 6
    assert sizes == sorted(sizes)
    for case in cases:
        for name, value in case.inputs.items():
            sampler: Any = problem.samplers[name]
            if hasattr(sampler, "low"):
                assert sampler.low <= value.min() <= value.max() <= sampler.high
                assert (np.round(value, 2) == value).all()
