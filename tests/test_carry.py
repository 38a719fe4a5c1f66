"""Error carried forward between answers by hand: whoever goes on right from a wrong answer gets the points of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from grader import course
from grader.exercise import problemset
from grader.grade import Grader
from grader.make import keys
from grader.make.ring import KeyRing
from grader.records import Cell, Submission
from grader.sandbox import Box

SECRET = b"carried"
PROBLEMS = problemset.of_exercise(course.find(), "fwd")
GRADER = Grader(KeyRing(PROBLEMS, secret=SECRET))
SOLUTION = PROBLEMS.problems[0].solution
OF_H = ["FWH01", "FWH02", "FWH07", "FWH11"]
STUDENTS = [f"s{number:02}" for number in range(12)]


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box


def verdicts(box: Box, student: str, h: object, y: object) -> tuple[str, str]:
    source = f"fwd_h = {h!r}\nfwd_y = {y!r}\n".replace("nan", "float('nan')").replace("inf", "float('inf')")
    submission = Submission(student, ("work.py",), (Cell(source, "work.py"),), digest="")
    grade = GRADER.grade(submission, box)
    found = {question.id: question.verdict for question in grade.questions}
    return found["fwd.h"], found["fwd.y"]


def y_of(data: dict[str, np.ndarray], h: np.ndarray) -> np.ndarray:
    """The outputs for given hidden outputs, written as the lecture has it."""
    mu5 = (h * data["w"][8:]).sum(axis=1) + data["b"][4]
    return np.asarray(1 / (1 + np.exp(-mu5)))


def with_a_slip(data: dict[str, np.ndarray]) -> np.ndarray:
    """Hidden outputs of which the first row is off by a slip that nothing explains."""
    (h,) = SOLUTION.answer(data, ("h",))
    h = np.round(np.asarray(h), 3)
    h[0] += 0.3 * np.sign(data["w"][8:])
    return h


@pytest.mark.parametrize("written", ["as they were written", "unrounded"])
@pytest.mark.parametrize("mistake", OF_H)
def test_what_follows_from_a_mistake_is_carried_in_the_digits_of_the_earlier_answer(
    box: Box, mistake: str, written: str
) -> None:
    for student in STUDENTS:
        data = keys.variant(PROBLEMS, SECRET, student)[0]["fwd.y"]
        (h,) = SOLUTION.answer(data, ("h",), replaced=[SOLUTION.mistakes[mistake]])
        shown = np.round(h, 3)
        y = np.round(y_of(data, shown if written == "as they were written" else h), 4)
        assert verdicts(box, student, shown.ravel().tolist(), y.tolist()) == ("wrong", "carried"), student


def test_a_slip_of_ones_own_is_carried_and_what_does_not_follow_from_it_is_wrong(box: Box) -> None:
    for student in STUDENTS:
        data = keys.variant(PROBLEMS, SECRET, student)[0]["fwd.y"]
        h = with_a_slip(data)
        y = np.round(y_of(data, h), 4)
        assert verdicts(box, student, h.ravel().tolist(), y.tolist()) == ("wrong", "carried"), student
        assert verdicts(box, student, h.ravel().tolist(), (y + 0.03).tolist()) == ("wrong", "wrong"), student


def test_what_follows_from_a_misplaced_decimal_point_is_carried(box: Box) -> None:
    for student in STUDENTS:
        data = keys.variant(PROBLEMS, SECRET, student)[0]["fwd.y"]
        (h,) = SOLUTION.answer(data, ("h",))
        h = np.round(h, 3)
        place = np.unravel_index(h.argmax(), h.shape)
        for shift in (0.1, 10):
            moved = h.copy()
            moved[place] = round(moved[place] * shift, 3)
            y = np.round(y_of(data, moved), 4)
            assert verdicts(box, student, moved.ravel().tolist(), y.tolist()) in [
                ("wrong", "carried"),
                ("wrong", "right"),
            ]


@pytest.mark.parametrize("h", [0.4, 0.5, 0.6])
def test_nothing_follows_from_the_same_number_everywhere(box: Box, h: float) -> None:
    for student in STUDENTS[:3]:
        data = keys.variant(PROBLEMS, SECRET, student)[0]["fwd.y"]
        y = np.round(y_of(data, np.full((2, 4), h)), 4).tolist()
        assert verdicts(box, student, [h] * 8, y) == ("wrong", "wrong")


@pytest.mark.parametrize("h", [1e17, -1e17, 1e300, 0.0, 60.0, float("inf"), float("nan")])
@pytest.mark.parametrize("y", [[1, 1], [0, 0], [0, 1], [1, 0], [0.5, 0.5]])
def test_nothing_follows_from_nonsense(box: Box, h: float, y: list[float]) -> None:
    for student in STUDENTS[:3]:
        assert "carried" not in verdicts(box, student, [h] * 8, y)


@pytest.mark.parametrize("end", [1.0, 0.0])
def test_nothing_follows_from_invented_numbers_that_drive_the_sigmoid_to_its_end(box: Box, end: float) -> None:
    reached = 0
    for student in [f"n{number:02}" for number in range(30)]:
        data = keys.variant(PROBLEMS, SECRET, student)[0]["fwd.y"]
        (right,) = SOLUTION.answer(data, ("h",))
        h = np.tile(np.where((data["w"][8:] > 0) == (end > 0), round(2.9 * right.max(), 2), 0.0), (2, 1))
        if (np.round(y_of(data, h), 4) == end).all():
            reached += 1
            assert verdicts(box, student, h.ravel().tolist(), [end, end]) == ("wrong", "wrong"), student
    assert reached


def test_a_slip_that_is_gone_on_with_in_too_few_decimals_is_rounded(box: Box) -> None:
    for student in STUDENTS:
        data = keys.variant(PROBLEMS, SECRET, student)[0]["fwd.y"]
        h = with_a_slip(data)
        y = np.round(y_of(data, h), 3)
        assert verdicts(box, student, h.ravel().tolist(), y.tolist())[1] in ("rounded", "carried", "right"), student


def test_what_follows_from_two_mistakes_together_is_carried(box: Box) -> None:
    pair = [SOLUTION.mistakes["FWH06"], SOLUTION.mistakes["FWH08"]]
    for student in STUDENTS:
        data = keys.variant(PROBLEMS, SECRET, student)[0]["fwd.y"]
        (h,) = SOLUTION.answer(data, ("h",), replaced=pair)
        h = np.round(h, 3)
        assert verdicts(box, student, h.ravel().tolist(), np.round(y_of(data, h), 4).tolist()) in [
            ("wrong", "carried"),
            ("wrong", "right"),
            ("right", "right"),
        ], student


def solved(data: dict[str, np.ndarray], first: float) -> np.ndarray:
    """Hidden outputs whose weighted sum is just the bias with a minus sign, so that every sigmoid is a half."""
    w, b = data["w"][8:], data["b"][4]
    one, other = np.argsort(-np.abs(w))[:2]
    h = np.zeros((2, 4))
    h[:, other] = first, first + 1
    h[:, one] = (-b - h[:, other] * w[other]) / w[one]
    return h


@pytest.mark.parametrize("first", [0.5, 1.0])
def test_nothing_follows_from_numbers_that_make_every_output_a_half(box: Box, first: float) -> None:
    for student in STUDENTS:
        data = keys.variant(PROBLEMS, SECRET, student)[0]["fwd.y"]
        h = np.round(solved(data, first), 3)
        assert verdicts(box, student, h.ravel().tolist(), [0.5, 0.5]) in [("wrong", "wrong"), ("wrong", "right")]
