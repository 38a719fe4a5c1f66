"""Choices and orderings: how options are dealt out, what stands on which side of the answer, how letters are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import mpmath
import numpy as np
import pytest

from grader import course, letters
from grader.exercise import problemset
from grader.make import keys
from grader.records import Key

IDS = 1000
SECRET = b"options are dealt out by lots..."
PROBLEMS = problemset.of_exercise(course.find(), "gd")
OPTIONS = (("傾きと逆の向き", "against the slope"), ("傾きの向き", "along it"), ("動かない", "stays as it is"))


@pytest.fixture(scope="module")
def dealt() -> Callable[[str], list[Key]]:
    """The keys of a question for a thousand students."""
    found: dict[str, list[Key]] = {}

    def of(question: str) -> list[Key]:
        if question not in found:
            variants = (keys.shared_variant(PROBLEMS, question, SECRET, f"s{number}")[1] for number in range(IDS))
            found[question] = [variant[question] for variant in variants]
        return found[question]

    return of


def chance(counts: Sequence[int]) -> float:
    """Of a χ² test: how likely counts as uneven as these are where every place is as likely."""
    mean = sum(counts) / len(counts)
    statistic = sum((count - mean) ** 2 for count in counts) / mean
    return float(mpmath.gammainc((len(counts) - 1) / 2, statistic / 2, regularized=True))


@pytest.mark.parametrize(("question", "count"), [("gd.direction", 4), ("gd.step", 5), ("gd.descents", 3)])
def test_the_right_option_is_in_every_place_as_often(
    dealt: Callable[[str], list[Key]], question: str, count: int
) -> None:
    places = Counter(int(np.argmax(key.cases[0].expected[0])) for key in dealt(question))
    assert chance([places[place] for place in range(count)]) > 0.001


def test_the_first_of_an_order_has_every_letter_as_often(dealt: Callable[[str], list[Key]]) -> None:
    first = Counter(int(key.cases[0].expected[0][0]) for key in dealt("gd.loop"))
    assert chance([first[place] for place in range(5)]) > 0.001


def test_values_lie_on_both_sides_of_the_answer_and_its_rank_among_them_varies(
    dealt: Callable[[str], list[Key]],
) -> None:
    ranks = Counter[int]()
    for key in dealt("gd.step"):
        case = key.cases[0]
        options = [tuple(option) for option in case.inputs["options"].tolist()]
        ranks[sorted(options).index(options[int(np.argmax(case.expected[0]))])] += 1
    # Mistakes give vectors that come before the right one and such that come after it, almost always.
    assert ranks[0] + ranks[4] < IDS / 20
    assert min(ranks[rank] for rank in (1, 2, 3)) > IDS / 5


def test_every_wrong_value_is_what_a_mistake_gives(dealt: Callable[[str], list[Key]]) -> None:
    (problem,) = (one for one in PROBLEMS.problems if one.id == "gd.step")
    for key in dealt("gd.step")[:50]:
        case = key.cases[0]
        data = {name: value for name, value in case.arguments.items() if name != "options"}
        for mistake, chosen in case.mistakes.items():
            option = case.inputs["options"][int(np.argmax(chosen[0]))]
            (gives,) = problem.solution.answer(data, ["updated"], replaced=[problem.solution.mistakes[mistake]])
            assert np.abs(gives - option).max() <= 0.0005 + 1e-9


def test_students_get_options_in_different_orders_and_the_same_student_the_same(
    dealt: Callable[[str], list[Key]],
) -> None:
    orders = {tuple(key.cases[0].inputs["options"].tolist()) for key in dealt("gd.loop")}
    assert len(orders) == 120
    again = keys.shared_variant(PROBLEMS, "gd.loop", SECRET, "s7")[1]["gd.loop"]
    assert again.parameters == dealt("gd.loop")[7].parameters


@pytest.mark.parametrize(
    ("answer", "places"),
    [
        ("A", (0,)), ("b", (1,)), ("Ｃ", (2,)), ("(b)", (1,)), ("B.", (1,)), ("選択肢 B", (1,)),
        ("答えはCです。", (2,)),
        ("my answer is b", (1,)), ("A と C", (0, 2)), ("AC", (0, 2)), ("a, c", (0, 2)), ("C → A → B", (2, 0, 1)),
        ("C>A>B", (2, 0, 1)), (["c", "A"], (2, 0)), (("B",), (1,)), ("against the slope", (0,)),
        ("Against the slope.", (0,)), ("傾きの向き", (1,)),
        ("B: along it", (1,)), ("b (along it)", (1,)), ("A\nC", (0, 2)),
        ("A: along it", None), ("D", None), ("x", None), ("A or B", None), ("AかB", None), ("A または B", None),
        ("not A", None), ("Aではない", None), ("", None), (None, None), (1, None), (["A", 1], None), ([], None),
        ("А", None), ("A" * 401, None), ([["A"] * 10] * 41, None),
    ],
)  # fmt: skip
def test_letters_are_read_as_people_write_them_and_never_guessed(
    answer: object, places: tuple[int, ...] | None
) -> None:
    assert letters.read(answer, OPTIONS) == places
