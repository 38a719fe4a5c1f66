"""Tolerances against exact values: what right work in float64 and float32 errs by lies within, and little else does."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest

from grader import course
from grader.compare import ROUNDOFF, Comparison, Tolerance, difference
from grader.exercise import problemset
from grader.make import keys
from grader.make.mutants import without_engine
from grader.records import Case

Exact = Callable[..., list[Any]]
FUNCTIONS = {
    problem.question.name: problem
    for name in course.find().exercise_names()
    for problem in problemset.of_exercise(course.find(), name).functions
    if problem.question.name
    in ("sse", "mse", "cross_entropy", "binary_cross_entropy", "gd_step", "forward", "backprop")
}
CASES = [
    pytest.param(name, case, id=f"{name}-{case.group}-{number}")
    for name, problem in FUNCTIONS.items()
    for number, case in enumerate(keys.function_key(problem, b"t" * 32).cases)
]


def exactly(array: np.ndarray) -> Any:
    """An array as nested lists of mpmath's numbers, each the float's exact value."""
    return [exactly(element) for element in array] if array.ndim else mpmath.mpf(float(array))


def squares(y: Any, t: Any) -> Any:
    return mpmath.fsum((a - b) ** 2 for a, b in zip(y, t, strict=True))


def cross_entropy(y: Any, t: Any) -> Any:
    return -mpmath.fsum(
        b * mpmath.log(a) for row, ones in zip(y, t, strict=True) for a, b in zip(row, ones, strict=True)
    )


def binary(y: Any, t: Any) -> Any:
    each = [b * mpmath.log(a) + (1 - b) * mpmath.log(1 - a) for a, b in zip(y, t, strict=True)]
    return -mpmath.fsum(each) / len(each)


def layers(x: Any, w: Any, b: Any) -> tuple[Any, Any, Any]:
    mu = [[w[2 * j] * row[0] + w[2 * j + 1] * row[1] + b[j] for j in range(4)] for row in x]
    h = [[max(value, mpmath.mpf(0)) for value in row] for row in mu]
    y = [1 / (1 + mpmath.exp(-(mpmath.fdot(w[8:], row) + b[4]))) for row in h]
    return mu, h, y


def gradients(x: Any, t: Any, w: Any, b: Any) -> tuple[Any, Any]:
    mu, h, y = layers(x, w, b)
    d5 = [2 * (a - c) * a * (1 - a) / len(x) for a, c in zip(y, t, strict=True)]
    d = [[d5[i] * w[8 + j] * (mu[i][j] > 0) for j in range(4)] for i in range(len(x))]
    rows = range(len(x))
    hidden = [mpmath.fsum(d[i][j] * x[i][k] for i in rows) for j in range(4) for k in range(2)]
    out = [mpmath.fsum(d5[i] * h[i][j] for i in rows) for j in range(4)]
    return hidden + out, [mpmath.fsum(d[i][j] for i in rows) for j in range(4)] + [mpmath.fsum(d5)]


EXACT: dict[str, Exact] = {
    "sse": lambda y, t: [[squares(y, t)]],
    "mse": lambda y, t: [[squares(y, t) / len(y)]],
    "cross_entropy": lambda y, t: [[cross_entropy(y, t)]],
    "binary_cross_entropy": lambda y, t: [[binary(y, t)]],
    "gd_step": lambda w, grad, lr: [[a - lr * g for a, g in zip(w, grad, strict=True)]],
    "forward": lambda x, w, b: [layers(x, w, b)[2]],
    "backprop": lambda x, t, w, b: list(gradients(x, t, w, b)),
}


@pytest.fixture(autouse=True)
def _fifty_digits() -> Any:
    with mpmath.workdps(50):
        yield


def exact(name: str, case: Case) -> list[list[Any]]:
    return EXACT[name](**{argument: exactly(value) for argument, value in case.inputs.items()})


def in_precision(name: str, case: Case, dtype: type[np.floating[Any]]) -> tuple[np.ndarray, ...]:
    """The function's formula computed in another precision from beginning to end."""
    problem = FUNCTIONS[name]
    with np.errstate(all="ignore"):
        inputs = {argument: value.astype(dtype)[()] for argument, value in case.inputs.items()}
        values = without_engine(problem.solution).run(inputs, until=problem.steps)
    return tuple(np.asarray(values[step], dtype=np.float64) for step in problem.steps)


def compared(case: Case, result: tuple[np.ndarray, ...]) -> Comparison:
    return difference(result, case.expected, Tolerance(case.scale, tuple(np.zeros_like(s) for s in case.slack)))


@pytest.mark.parametrize(("name", "case"), CASES)
def test_what_is_expected_is_exact_up_to_the_tolerance_of_float64(name: str, case: Case) -> None:
    for expected, scale, right in zip(case.expected, case.scale, exact(name, case), strict=True):
        for got, size, true in zip(expected.ravel(), scale.ravel(), right, strict=True):
            assert abs(mpmath.mpf(float(got)) - true) <= ROUNDOFF["float64"] * mpmath.mpf(float(size))


@pytest.mark.parametrize(("name", "case"), CASES)
def test_work_in_single_precision_is_right_and_seen_to_be_that(name: str, case: Case) -> None:
    single = compared(case, in_precision(name, case, np.float32))
    assert single.seen == "right"
    assert single.precision in ("float32", "float64")


@pytest.mark.parametrize("secret", [b"a", b"b", b"c"])
def test_what_is_right_by_another_convention_is_right_to_the_last_digit(secret: bytes) -> None:
    problem = FUNCTIONS["backprop"]
    found = [
        (case, problem.solution.answer(case.arguments, problem.steps, replaced=[way]))
        for case in keys.function_key(problem, secret).cases
        for way in problem.solution.also_right
    ]
    assert found
    for case, result in found:
        every = [difference(result, right, Tolerance(case.scale, case.slack)) for right in (case.expected, *case.also)]
        assert "float64" in [one.precision for one in every]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_work_in_half_precision_is_wrong_somewhere_and_seen_to_be_that(name: str) -> None:
    cases = [case for case in keys.function_key(FUNCTIONS[name], b"t" * 32).cases if case.group == "basic"]
    found = [compared(case, in_precision(name, case, np.float16)) for case in cases]
    assert any(one.seen == "wrong" for one in found)
    assert all(one.precision is not None for one in found)


@pytest.mark.parametrize(("name", "case"), [one for one in CASES if "basic" in str(one.id)])
def test_the_tolerance_is_a_few_roundoffs_of_the_terms_and_no_more(name: str, case: Case) -> None:
    for expected, scale in zip(case.expected, case.scale, strict=True):
        assert ROUNDOFF["float64"] * scale.max() < 1e-12 * np.abs(expected).max(), name


def by_tanh(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    h = np.clip(x @ w[:8].reshape(4, 2).T + b[:4], 0, None)
    y: np.ndarray = (1 + np.tanh((h @ w[8:] + b[4]) / 2)) / 2
    return y


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("sse", lambda y, t: math.fsum((a - b) ** 2 for a, b in zip(y, t, strict=True))),
        ("sse", lambda y, t: np.linalg.norm(y - t) ** 2),
        ("sse", lambda y, t: np.sum(y**2 - 2 * y * t + t**2)),
        ("mse", lambda y, t: np.var(y - t) + np.mean(y - t) ** 2),
        ("cross_entropy", lambda y, t: -np.log(np.prod((y * t).sum(axis=1)))),
        ("cross_entropy", lambda y, t: np.sum(-np.log(y[t == 1]))),
        ("binary_cross_entropy", lambda y, t: np.mean(np.logaddexp(0, np.log(y / (1 - y))) - t * np.log(y / (1 - y)))),
        ("gd_step", lambda w, grad, lr: (w / lr - grad) * lr),
        ("forward", by_tanh),
    ],
)  # fmt: skip
def test_the_same_formula_written_otherwise_is_right(name: str, way: Callable[..., Any]) -> None:
    for case in keys.function_key(FUNCTIONS[name], b"t" * 32).cases:
        result = (np.asarray(way(**{key: value[()] for key, value in case.inputs.items()}), dtype=np.float64),)
        assert compared(case, result).precision in ("float64", "float32"), case.group
