"""Steps found by name, mistakes that replace them, and what a declaration may not say."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
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

    solution.mistake("ABS", square, lambda residual: residual * np.sign(residual), ja="絶対値", en="absolute")
    solution.mistake("RAW", square, lambda y, t: y**2 - t**2, ja="入力", en="inputs", also=("RAW2",))
    solution.mistake("SUM", mean, lambda total: total, ja="合計", en="sum")
    solution.mistake("LATE", mean, lambda total: total / 4 + 1, beside=half, ja="半分のそば", en="beside half")
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

    solution.mistake("HALF", lookup(solution, "mean"), lambda mean: mean / 2, ja="半分", en="halved")
    solution.mistake("ROOT", lookup(solution, "mean"), lambda mean: mean**0.5, ja="平方根", en="root")
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

    solution.mistake("FAR", quotient, lambda a: [][a], ja="範囲外", en="out of range")
    assert np.isnan(solution.answer({"a": 2}, ["quotient"], replaced=[solution.mistakes["FAR"]])[0])
    with pytest.raises(ZeroDivisionError):
        solution.answer({"a": 0}, ["quotient"])


# --- many ways on the same inputs


def test_ways_worked_out_together_give_what_each_gives_alone() -> None:
    problem = loading.load(course.find(), "backprop")[0]
    solution, returns = problem.solution, problem.steps
    inputs = certify.drawn(Stream(b"together"), problem)
    ways = [(), *(way for count in (1, 2) for way in solution.composed(returns, count))]
    assert len(ways) > 1000
    for way, answer in solution.runs(inputs).answers(ways, returns).items():
        alone = solution.answer(inputs, returns, replaced=way)
        np.testing.assert_equal(answer, alone, err_msg=str([one.id for one in way]))


def test_what_ways_have_in_common_is_worked_out_once() -> None:
    called: list[str] = []
    solution = losses()
    for name, step in solution.steps.items():

        def counted(*values: Any, name: str = name, function: Callable[..., Any] = step.function) -> Any:
            called.append(name)
            return function(*values)

        solution.steps[name] = replace(step, function=counted)
    solution.runs(INPUTS).answers([(), *solution.composed(["mean"], 2)], ["mean"])
    assert [called.count(name) for name in solution.steps] == [1, 1, 3, 0, 1]


def test_of_three_mistakes_at_once_at_most_one_is_an_included_one() -> None:
    solution = loading.load(course.find(), "backprop")[0].solution
    together = [{one.id: one.included for one in some} for some in solution.composed(["dw", "db"], 3)]
    assert max(sum(some.values()) for some in together) == 1
    assert {"FWH02", "BPO01", "BPH01"} in [set(some) for some in together]
    assert {"FWH02", "FWY03"} in [{one.id for one in pair} for pair in solution.composed(["dw", "db"], 2)]


def test_a_mistake_is_not_composed_with_another_that_cuts_its_step_off() -> None:
    solution = losses()
    solution.mistake("DIFF", lookup(solution, "residual"), lambda y: y, ja="差なし", en="no difference")
    pairs = {frozenset(one.id for one in pair) for pair in solution.composed(["mean"], 2)}
    assert frozenset({"DIFF", "ABS"}) in pairs
    assert frozenset({"DIFF", "RAW"}) not in pairs


# --- a solution that includes another


def root(*included: Solution) -> Solution:
    """The root of the mean: a solution that needs the steps of ``losses``."""
    solution = Solution("root")
    for other in included:
        solution.include(other)

    @solution.step(formula="R", ja="根", en="root")
    def rooted(mean: Any) -> Any:
        return mean**0.5

    solution.mistake("ROOT1", rooted, lambda mean: mean, ja="根なし", en="no root")
    return solution


def test_an_included_solution_brings_its_steps_mistakes_and_other_right_ways() -> None:
    inner = losses()
    inner.other_way(lookup(inner, "half"), lambda total: total * 0.5)
    solution = root(inner)
    assert list(solution.steps) == [*inner.steps, "rooted"]
    assert solution.run(INPUTS, until=["rooted"])["rooted"] == pytest.approx((1.3 / 4) ** 0.5)
    assert [(one.id, one.included) for one in solution.mistakes_of(["rooted"])] == [
        ("ROOT1", False),
        ("ABS", True),
        ("RAW", True),
        ("SUM", True),
    ]
    absolute = solution.answer(INPUTS, ["rooted"], replaced=[solution.mistakes["ABS"]])
    assert absolute[0] == pytest.approx(0.5**0.5)
    assert solution.also_right == inner.also_right
    assert not any(one.included for one in inner.mistakes.values())


def test_what_two_included_solutions_share_is_taken_once() -> None:
    inner = losses()
    solution = root(inner, inner)
    assert list(solution.steps) == list(root(inner).steps)


def clash(declare: Declaration) -> str:
    other = Solution("other")
    declare(other)
    with pytest.raises(CourseError, match=r"solutions/root\.py: ") as caught:
        root(losses(), other)
    return str(caught.value)


def test_what_is_there_already_cannot_be_included() -> None:
    def step(other: Solution) -> None:
        @other.step(formula="", ja="", en="")
        def mean(y: Any) -> Any: ...

    def mistake(other: Solution) -> None:
        @other.step(formula="", ja="", en="")
        def sign(y: Any) -> Any: ...

        other.mistake("SIGN", sign, lambda y: y, also=["RAW2"], ja="", en="")

    assert "step 'mean', included from 'other', is declared twice" in clash(step)
    assert "mistake 'SIGN', included from 'other', is also called 'RAW2', which is declared twice" in clash(mistake)


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
    solution.mistake("EARLY", lookup(solution, "mean"), lambda scale: scale, ja="", en="")

    @solution.step(formula="", ja="", en="")
    def scale(total: Any) -> Any: ...


def mistake_twice(solution: Solution) -> None:
    solution.mistake("ABS", lookup(solution, "total"), lambda square: square, ja="", en="")


def mistake_by_the_other_name_of_one(solution: Solution) -> None:
    solution.mistake("RAW2", lookup(solution, "total"), lambda square: square, ja="", en="")


def step_without_a_name(solution: Solution) -> None:
    solution.step(formula="", ja="", en="")(lambda y: y)


def mistake_of_no_step(solution: Solution) -> None:
    def unknown(y: Any) -> Any: ...

    solution.mistake("NEW", unknown, lambda y: y, ja="", en="")


def mistake_beside_no_step(solution: Solution) -> None:
    def unknown(y: Any) -> Any: ...

    solution.mistake("NEW", lookup(solution, "total"), lambda y: y, beside=unknown, ja="", en="")


def mistake_takes_a_later_step(solution: Solution) -> None:
    solution.mistake("NEW", lookup(solution, "square"), lambda total: total, ja="", en="")


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
        (mistake_by_the_other_name_of_one, "mistake 'RAW2' is declared twice"),
        (step_without_a_name, "step '<lambda>' has no name"),
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
    for problem in loading.load(course.find(), exercise):
        solution, inputs = problem.solution, certify.drawn(Stream(b"unchanged", exercise), problem)
        before = copy.deepcopy(inputs)
        for replaced in [(), *((mistake,) for mistake in solution.mistakes_of(problem.steps))]:
            solution.answer(inputs, problem.steps, replaced=replaced)
            told = f"{[mistake.id for mistake in replaced]} changes its inputs"
            np.testing.assert_equal(inputs, before, err_msg=told)
