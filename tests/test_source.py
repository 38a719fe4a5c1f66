"""What is read from a solution's source: the right function, however it is written, as a student would write it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import engine
from grader.errors import CourseError
from grader.exercise.importing import solution_module
from grader.exercise.source import body, definition
from grader.make.mutants import mutants
from grader.solution import Solution

X = np.array([-2.0, 0.5, 3.0])


def written(function: Callable[..., Any]) -> str:
    """A function's own source under the name ``f``, without what it needs."""
    return ast.unparse(definition(function, "f", {}))


def alone(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function made from nothing but its written-out source and its helpers."""
    helpers: dict[str, str] = {}
    source = definition(function, "f", helpers)
    namespace: dict[str, Any] = {"np": np}
    exec("\n".join([*helpers.values(), ast.unparse(source)]), namespace)  # noqa: S102 - our own
    found: Callable[..., Any] = namespace["f"]
    return found


def test_lambdas_on_one_line_are_told_apart() -> None:
    # fmt: off
    both = (lambda x: x + 1, lambda x: x + 2); same = (lambda x: x * 2, lambda x: x * 2)  # noqa: E702
    # fmt: on
    assert [written(one) for one in both] == ["def f(x):\n    return x + 1", "def f(x):\n    return x + 2"]
    assert [written(one) for one in same] == 2 * ["def f(x):\n    return x * 2"]


def test_a_lambda_inside_another_is_not_taken_for_it() -> None:
    outer: Callable[..., Any] = lambda x: lambda y: x * y  # noqa: E731
    assert written(outer) == "def f(x):\n    return lambda y: x * y"
    assert written(outer(3)) == "def f(y):\n    return x * y"


def test_a_lambda_may_go_over_several_lines_and_begin_behind_other_text() -> None:
    some = [
        "a text with lambda x: in it", lambda x: (
            x
            + 1  # a comment
        ), lambda x, y: x
        * y,
    ]  # fmt: skip
    assert [written(one) for one in some[1:] if callable(one)] == [
        "def f(x):\n    return x + 1",
        "def f(x, y):\n    return x * y",
    ]


def test_a_def_is_taken_without_its_decorators_and_beside_others_of_its_name() -> None:
    solution = Solution("twice")

    def declared(add: int) -> Callable[..., Any]:
        if add == 1:

            @solution.step(formula="", ja="", en="")
            def one(x: Any) -> Any:
                return x + 1

        else:

            def one(x: Any) -> Any:
                more = x + 2
                return more  # noqa: RET504

        return one

    assert body(declared(1)) == "return x + 1"
    assert body(declared(2)) == "more = x + 2\nreturn more"


def test_what_has_no_source_is_refused_by_its_place() -> None:
    with pytest.raises(CourseError, match=r"<string>, line 1: the source of <lambda> cannot be found"):
        body(eval("lambda x: x + 1"))  # noqa: S307 - our own


# --- what a student would write where a step calls the engine


@pytest.mark.parametrize("function", [lambda x: engine.relu(x - 1), lambda x: engine.sigmoid(2 * x)])
def test_a_step_that_calls_the_engine_is_written_out_with_helpers(function: Callable[..., Any]) -> None:
    np.testing.assert_allclose(alone(function)(X), function(X), rtol=1e-15)


def test_the_helpers_are_what_a_student_would_write() -> None:
    helpers: dict[str, str] = {}
    definition(lambda x: engine.relu(engine.sigmoid(x)), "f", helpers)
    assert helpers == {
        "relu": "def relu(x):\n    return np.maximum(x, 0.0)\n",
        "sigmoid": "def sigmoid(x):\n    return 1.0 / (1.0 + np.exp(-x))\n",
    }


def test_whatever_the_engine_computes_in_plain_numpy_can_be_written_out() -> None:
    gradient: Callable[..., Any] = lambda x: engine.numerical_gradient(lambda z: float(np.sum(z**2)), x)  # noqa: E731
    np.testing.assert_array_equal(alone(gradient)(X), gradient(X))


@pytest.mark.parametrize(
    ("function", "told"),
    [
        (lambda y: engine.sse(y, y), r"'f' uses engine.sse, which needs residual, which needs same_shape: only"),
        (lambda x: engine.trace(x, x, x), "uses engine.trace, which needs ForwardTrace"),
        (lambda x: engine.soft(x + 1), "uses engine.soft, which is no function of the engine"),  # type: ignore[attr-defined]
    ],
)
def test_what_no_student_has_is_refused_by_name(function: Callable[..., Any], told: str) -> None:
    with pytest.raises(CourseError, match=told):
        written(function)


def test_slips_in_a_helper_reach_the_helpers_that_call_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "s.py").write_text(
        "from grader import engine\nfrom grader.solution import Solution\nsolution = Solution('s')\n"
        "@solution.step(formula='', ja='', en='')\ndef out(x):\n    return engine.thrice(x)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(engine, "thrice", thrice, raising=False)
    monkeypatch.setattr(engine, "twice", twice, raising=False)
    solution = solution_module(tmp_path, "s").solution
    slips = {one.id: one.function for one in mutants(solution, ("out",), ("x",))}
    assert slips["out: twice: x * 2 → x / 2"](3.0) == 1.5 + 3.0


def twice(x: Any) -> Any:
    """A function of the engine."""
    return x * 2


def thrice(x: Any) -> Any:
    """A function of the engine that calls another."""
    return twice(x) + x


# --- a file that changes


def test_the_source_of_a_function_is_the_one_it_was_loaded_with(tmp_path: Path) -> None:
    path = tmp_path / "s.py"
    path.write_text("solution = lambda x: x + 1\n", encoding="utf-8")
    first = solution_module(tmp_path, "s").solution
    path.write_text("\nsolution = lambda x: x + 2\n", encoding="utf-8")
    second = solution_module(tmp_path, "s").solution
    assert [body(first), body(second)] == ["return x + 1", "return x + 2"]
