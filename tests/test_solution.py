"""Steps found by name, mistakes that replace them, and what a declaration may not say."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import course
from grader.errors import CourseError
from grader.exercise import loading
from grader.make import certify
from grader.make.sampling import Stream
from grader.solution import Solution

Y, T = np.array([0.7, 0.2, 0.9, 0.4]), np.array([1.0, 0.0, 0.0, 1.0])
INPUTS = {"y": Y, "t": T}
SQUARES = [0.09, 0.04, 0.81, 0.36]

Declaration = Callable[[Solution], None]


def losses() -> Solution:
    """Σ(y − t)² and its half in five steps, so that steps branch and not every answer needs all of them."""
    solution = Solution("losses")

    @solution.step(formula="r", ja="差", en="residuals")
    def residual(y: Any, t: Any) -> Any:
        return y - t

    @solution.step(formula="r^2", ja="二乗", en="squares")
    def square(residual: Any) -> Any:
        return residual**2

    @solution.step(formula="S", ja="合計", en="sum")
    def total(square: Any) -> Any:
        return square.sum()

    @solution.step(formula="S/2", ja="半分", en="half")
    def half(total: Any) -> Any:
        return total / 2

    @solution.step(formula="S/N", ja="平均", en="mean")
    def mean(total: Any, y: Any) -> Any:
        return total / len(y)

    @solution.mistake("ABS", of=square, ja="絶対値", en="absolute")
    def absolute(residual: Any) -> Any:
        return np.abs(residual)

    @solution.mistake("RAW", of=square, ja="入力", en="inputs", also=("RAW2",))
    def raw(y: Any, t: Any) -> Any:
        return y**2 - t**2

    @solution.mistake("SUM", of=mean, ja="合計", en="sum")
    def summed(total: Any) -> Any:
        return total

    @solution.mistake("LATE", of=mean, beside=half, ja="半分のそば", en="beside half")
    def beside_half(total: Any) -> Any:
        return total / 4 + 1

    return solution


def test_a_step_takes_inputs_and_earlier_steps_by_parameter_name() -> None:
    values = losses().run(INPUTS)
    assert values["residual"] == pytest.approx([-0.3, 0.2, 0.9, -0.6])
    assert values["square"] == pytest.approx(SQUARES)
    assert values["mean"] == pytest.approx(1.3 / 4)
    assert values["y"] is Y


def test_until_leaves_out_the_steps_that_are_not_needed() -> None:
    assert set(losses().run(INPUTS, until=["half"])) == {"y", "t", "residual", "square", "total", "half"}


def test_a_mistake_replaces_its_step_for_all_that_follow() -> None:
    solution = losses()
    assert solution.answer(INPUTS, ["mean"], replaced=[solution.mistakes["ABS"]])[0] == pytest.approx(2.0 / 4)
    assert solution.answer(INPUTS, ["mean"], replaced=[solution.mistakes["RAW"]])[0] == pytest.approx(-0.5 / 4)


def test_two_mistakes_compose() -> None:
    solution = losses()
    both = [solution.mistakes["ABS"], solution.mistakes["SUM"]]
    assert solution.answer(INPUTS, ["mean"], replaced=both)[0] == pytest.approx(2.0)


def test_compositions_never_make_two_mistakes_in_one_step() -> None:
    pairs = [tuple(mistake.id for mistake in pair) for pair in losses().composed(["mean"], 2)]
    assert pairs == [("ABS", "SUM"), ("RAW", "SUM")]


def test_mistakes_on_top_of_one_step_compose_in_every_order() -> None:
    solution = losses()

    @solution.mistake("HALF", of=solution.steps["mean"].function, ja="半分", en="halved")
    def halved(mean: Any) -> Any:
        return mean / 2

    @solution.mistake("ROOT", of=solution.steps["mean"].function, ja="平方根", en="root")
    def rooted(mean: Any) -> Any:
        return np.sqrt(mean)

    halves = [pair for pair in solution.composed(["mean"], 2) if {one.id for one in pair} == {"HALF", "ROOT"}]
    values = [solution.answer(INPUTS, ["mean"], replaced=pair)[0] for pair in halves]
    assert values == [pytest.approx(np.sqrt(1.3 / 4 / 2)), pytest.approx(np.sqrt(1.3 / 4) / 2)]


def test_a_given_step_is_carried_forward_as_it_is() -> None:
    given = {"square": np.array([1.0, 1.0, 1.0, 5.0])}
    values = losses().run(INPUTS, given=given)
    assert values["residual"] == pytest.approx([-0.3, 0.2, 0.9, -0.6])
    assert (values["total"], values["mean"]) == (8.0, 2.0)


def test_decimals_round_every_step_on_the_way() -> None:
    values = losses().run(INPUTS, rounded=dict.fromkeys(losses().steps, 1))
    assert values["square"].tolist() == [0.1, 0.0, 0.8, 0.4]
    assert (values["total"], values["half"], values["mean"]) == (1.3, 0.6, 0.3)


def test_a_mistake_shows_only_where_its_step_and_the_step_beside_it_are_asked_for() -> None:
    solution = losses()
    assert [mistake.id for mistake in solution.mistakes_of(["half"])] == ["ABS", "RAW"]
    assert [mistake.id for mistake in solution.mistakes_of(["mean"])] == ["ABS", "RAW", "SUM"]
    assert [mistake.id for mistake in solution.mistakes_of(["half", "mean"])] == ["ABS", "RAW", "SUM", "LATE"]


def test_the_worked_solution_lists_the_needed_steps_in_order_with_their_values() -> None:
    worked = losses().worked(INPUTS, ["mean"])
    assert [step.name for step, _ in worked] == ["residual", "square", "total", "mean"]
    assert worked[1][1] == pytest.approx(SQUARES)
    assert worked[2][1] == pytest.approx(1.3)
    assert worked[3][1] == pytest.approx(0.325)


def test_a_mistake_that_cannot_be_computed_is_nan_and_the_right_answer_is_not_hidden_so() -> None:
    solution = Solution("divided")

    @solution.step(formula="q", ja="商", en="quotient")
    def quotient(a: Any) -> Any:
        return 1 / a

    @solution.mistake("FAR", of=quotient, ja="範囲外", en="out of range")
    def far(a: Any) -> Any:
        return [][a]

    assert np.isnan(solution.answer({"a": 2}, ["quotient"], replaced=[solution.mistakes["FAR"]])[0])
    with pytest.raises(ZeroDivisionError):
        solution.answer({"a": 0}, ["quotient"])


# --- declarations that cannot be meant


def step_twice(solution: Solution) -> None:
    @solution.step(formula="", ja="", en="")
    def square(residual: Any) -> Any: ...


def step_takes_itself(solution: Solution) -> None:
    @solution.step(formula="", ja="", en="")
    def again(again: Any) -> Any: ...


def step_after_the_step_that_takes_it(solution: Solution) -> None:
    @solution.step(formula="", ja="", en="")
    def y(residual: Any) -> Any: ...


def step_after_the_mistake_that_takes_it(solution: Solution) -> None:
    @solution.mistake("EARLY", of=lookup(solution, "mean"), ja="", en="")
    def early(scale: Any) -> Any: ...

    @solution.step(formula="", ja="", en="")
    def scale(total: Any) -> Any: ...


def mistake_twice(solution: Solution) -> None:
    @solution.mistake("ABS", of=lookup(solution, "total"), ja="", en="")
    def again(square: Any) -> Any: ...


def mistake_of_no_step(solution: Solution) -> None:
    def unknown(y: Any) -> Any: ...

    @solution.mistake("NEW", of=unknown, ja="", en="")
    def wrong(y: Any) -> Any: ...


def mistake_beside_no_step(solution: Solution) -> None:
    def unknown(y: Any) -> Any: ...

    @solution.mistake("NEW", of=lookup(solution, "total"), beside=unknown, ja="", en="")
    def wrong(y: Any) -> Any: ...


def mistake_takes_a_later_step(solution: Solution) -> None:
    @solution.mistake("NEW", of=lookup(solution, "square"), ja="", en="")
    def wrong(total: Any) -> Any: ...


def lookup(solution: Solution, step: str) -> Callable[..., Any]:
    return solution.steps[step].function


@pytest.mark.parametrize(
    ("declare", "told"),
    [
        (step_twice, "step 'square' is declared twice"),
        (step_takes_itself, "step 'again' takes itself"),
        (step_after_the_step_that_takes_it, "step 'y' is taken by step 'residual'"),
        (step_after_the_mistake_that_takes_it, "step 'scale' is taken by mistake 'EARLY'"),
        (mistake_twice, "mistake 'ABS' is declared twice"),
        (mistake_of_no_step, "mistake 'NEW' is of 'unknown', which is no step"),
        (mistake_beside_no_step, "mistake 'NEW' is beside 'unknown', which is no step"),
        (mistake_takes_a_later_step, "mistake 'NEW' takes 'total'"),
    ],
)
def test_a_declaration_that_cannot_be_meant_is_refused_by_name(declare: Declaration, told: str) -> None:
    with pytest.raises(CourseError, match=r"solutions/losses\.py: ") as caught:
        declare(losses())
    assert told in str(caught.value)


# --- the solutions of the course


@pytest.mark.parametrize("exercise", course.find().exercise_names())
def test_no_step_and_no_mistake_of_the_course_changes_its_inputs(exercise: str) -> None:
    problem = loading.load(course.find(), exercise)[0]
    solution, inputs = problem.solution, certify.drawn(Stream(b"unchanged", exercise), problem)
    before = copy.deepcopy(inputs)
    for replaced in [(), *((mistake,) for mistake in solution.mistakes.values())]:
        solution.answer(inputs, problem.steps, replaced=replaced)
        np.testing.assert_equal(inputs, before, err_msg=f"{[mistake.id for mistake in replaced]} changes its inputs")
