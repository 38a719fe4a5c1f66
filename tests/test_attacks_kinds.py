"""Chains, choices and code to repair, as somebody answers them who wants marks for nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from grader import collect, course, letters
from grader.collect.load import File, Loaded
from grader.exercise import problemset
from grader.exercise.problem import Problem
from grader.grade import Grader
from grader.judge.kinds.reading import looked_over
from grader.make import keys
from grader.make.ring import KeyRing
from grader.records import QuestionGrade
from grader.sandbox import Box

SECRET = b"attacks on kinds"
PROBLEMS = problemset.load(course.find(), "kinds")
GRADER = Grader(KeyRing(PROBLEMS, secret=SECRET))
STUDENTS = [f"s{number:02}" for number in range(8)]
BY_ID: Mapping[str, Problem[Any]] = {problem.id: problem for problem in PROBLEMS.problems}
CHAINS = ["fwd.chain", "backprop.chain"]
NEXT_TO_NOTHING = 0.25
"""What an invented chain may earn: numbers that are right by themselves, as zeros behind relu."""

Answer = dict[str, Any]


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box


@contextmanager
def cpu(seconds: float) -> Iterator[None]:
    """What is done takes less CPU time, on any machine: the limit is ten times what it takes and more."""
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


def grade(box: Box, student: str, source: str) -> dict[str, QuestionGrade]:
    submission = collect.read(Loaded(student, (File("a.py", "py", source.encode()),)), PROBLEMS.wanted)
    return {one.id: one for one in GRADER.grade(submission, box).questions}


def share(box: Box, student: str, question: str, answer: Answer) -> float:
    source = f"{BY_ID[question].question.name} = {answer!r}\n".replace("nan", "None")
    one = grade(box, student, source)[question]
    return float(one.points) / float(one.max_points)


def data_of(student: str, question: str) -> dict[str, Any]:
    return keys.variant(PROBLEMS, SECRET, student)[0][question]


def follows(question: str, data: Mapping[str, Any], given: Mapping[str, np.ndarray] | None = None) -> Answer:
    """A chain in which everything is computed from the data and from the blanks that are given, by step."""
    problem = BY_ID[question]
    values = problem.solution.answer(data, problem.steps, given=given)
    rounded = [np.round(value, problem.question.digits).tolist() for value in values]
    return dict(zip(problem.question.parts, rounded, strict=True))


def right(question: str, data: Mapping[str, Any], step: str) -> np.ndarray:
    return np.asarray(BY_ID[question].solution.answer(data, (step,))[0])


# ------------------------------------------------------------------------- chains


@pytest.mark.parametrize("question", CHAINS)
def test_a_chain_of_another_students_sheet_earns_next_to_nothing(box: Box, question: str) -> None:
    for student, other in pairwise(STUDENTS):
        answer = follows(question, data_of(other, question))
        assert share(box, student, question, answer) < NEXT_TO_NOTHING, student


@pytest.mark.parametrize("number", [0.0, 0.1, 0.5, 1.0, -1.0, 1e308, 5e-324])
@pytest.mark.parametrize("question", CHAINS)
def test_the_same_number_in_every_blank_earns_next_to_nothing(box: Box, question: str, number: float) -> None:
    for student in STUDENTS[:3]:
        blanks = follows(question, data_of(student, question))
        answer = {name: np.full_like(np.array(blank, float), number).tolist() for name, blank in blanks.items()}
        assert share(box, student, question, answer) < NEXT_TO_NOTHING / 2, student


@pytest.mark.parametrize("step", ["mu", "h"])
@pytest.mark.parametrize("question", CHAINS)
def test_nothing_is_earned_with_zeros_that_make_what_follows_trivial(box: Box, question: str, step: str) -> None:
    for student in STUDENTS:
        data = data_of(student, question)
        answer = follows(question, data, {step: np.zeros_like(right(question, data, step))})
        before = [name for name in answer if name == "mu" and step == "h"]
        honest = len(before) / len(answer)
        # Where neurons are off, gradients are 0 for everybody.
        assert share(box, student, question, answer) <= honest + NEXT_TO_NOTHING, student


def test_nothing_follows_from_hidden_neurons_that_were_all_turned_off(box: Box) -> None:
    for student in STUDENTS:
        data = data_of(student, "fwd.chain")
        off = -np.abs(right("fwd.chain", data, "mu"))
        answer = follows("fwd.chain", data, {"mu": np.round(off, 4)})
        assert answer["mu5"] == [round(float(data["b"][4]), 4)] * 2
        submitted = share(box, student, "fwd.chain", {**answer, "mu": None, "y": None})
        assert submitted < NEXT_TO_NOTHING, student


def test_a_threshold_in_two_of_three_samples_does_not_spare_their_gradients(box: Box) -> None:
    for student in STUDENTS:
        data = data_of(student, "backprop.chain")
        mu5 = right("backprop.chain", data, "mu5")
        answer = follows("backprop.chain", data, {"mu5": np.array([mu5[0], 20.0, 20.0])})
        answer |= dict.fromkeys(("mu", "h"))
        assert share(box, student, "backprop.chain", answer) < 2 * NEXT_TO_NOTHING, student


def test_an_honest_mistake_costs_its_own_blank_only(box: Box) -> None:
    solution = BY_ID["fwd.chain"].solution
    for mistake in ("FWH01", "FWH05", "FWY09"):
        for student in STUDENTS[:4]:
            data, steps = data_of(student, "fwd.chain"), BY_ID["fwd.chain"].steps
            values = solution.answer(data, steps, replaced=[solution.mistakes[mistake]])
            names = BY_ID["fwd.chain"].question.parts
            digits = BY_ID["fwd.chain"].question.digits
            answer = {name: np.round(one, digits).tolist() for name, one in zip(names, values, strict=True)}
            assert share(box, student, "fwd.chain", answer) >= 0.75, (mistake, student)


# -------------------------------------------------------------------------- debug

CODE: str = BY_ID["mse.debug"].question.code
RIGHT_BODY = "    return np.mean((y - t) ** 2)\n"
ELSEWHERE = {
    "another name for it": "def own(y, t):\n" + RIGHT_BODY + "lecture_loss = own\n",
    "a lambda": "lecture_loss = lambda y, t: np.mean((y - t) ** 2)\n",
    "two names at once": "f = lecture_loss = lambda y, t: np.mean((y - t) ** 2)\n",
    "below an if": "if True:\n    def lecture_loss(y, t):\n    " + RIGHT_BODY,
    "below a try": "try:\n    def lecture_loss(y, t):\n    " + RIGHT_BODY + "finally:\n    pass\n",
    "a class": "class lecture_loss:\n    def __new__(cls, y, t):\n    " + RIGHT_BODY,
    "below it": "def lecture_loss(y, t):\n" + RIGHT_BODY,
}


@pytest.mark.parametrize("how", ELSEWHERE)
def test_a_right_repair_beside_an_untouched_copy_is_right(box: Box, how: str) -> None:
    source = f"import numpy as np\n{CODE}\n{ELSEWHERE[how]}"
    assert grade(box, "s00", source)["mse.debug"].verdict == "right"


def test_half_a_repair_beside_an_untouched_copy_earns_its_half(box: Box) -> None:
    source = f"import numpy as np\n{CODE}\ndef own(y, t):\n    return np.mean(abs(y - t))\nlecture_loss = own\n"
    one = grade(box, "s00", source)["mse.debug"]
    assert (one.verdict, one.mistakes, float(one.points)) == ("wrong", ("MSE04",), float(one.max_points) / 2)


@pytest.mark.parametrize("more", ["", "x = 1\n", "# repaired\n", "def unused():\n    pass\n"])
def test_code_as_it_was_handed_out_stays_unanswered(box: Box, more: str) -> None:
    one = grade(box, "s00", f"import numpy as np\n{CODE}\n{more}")["mse.debug"]
    assert (one.verdict, float(one.points)) == ("missing", 0)


# ------------------------------------------------------------------------ letters

ABCD = [("one", "one"), ("two", "two"), ("three", "three"), ("four", "four")]
NAMES_NONE = ["А", "Α", "A…Z", "A〜D", "not A", "A以外", "A or B", "ABのどちらか", "すべて", "all", "①", "1", "a\u0301"]


@pytest.mark.parametrize("text", NAMES_NONE)
def test_what_only_looks_like_letters_names_none(text: str) -> None:
    assert letters.read(text, ABCD) is None


@pytest.mark.parametrize(("typed", "read"), [(".2500", None), ("2.500", (1,)), ("0.250", (0,)), ("2.500。", (1,))])
def test_a_number_is_not_read_as_an_option_with_its_point_elsewhere(typed: str, read: tuple[int, ...] | None) -> None:
    assert letters.read(typed, [("0.250", "0.250"), ("2.500", "2.500")]) == read


@pytest.mark.parametrize(
    "answer", ["ABCD", "DCBA", ["A", "B", "C", "D"], ["A"] * 2 + ["B"] * 3 + ["C", "D"], "A B C D" * 9]
)
def test_naming_everything_earns_nothing(box: Box, answer: object) -> None:
    source = "".join(f"{BY_ID[one].question.name} = {answer!r}\n" for one in ("gd.direction", "gd.rates"))
    found = grade(box, "s00", source)
    assert [(found[one].verdict, float(found[one].points)) for one in ("gd.direction", "gd.rates")] == [
        ("wrong", 0),
        ("wrong", 0),
    ]


def test_a_students_own_check_takes_the_value_of_an_option_of_their_own_sheet() -> None:
    value = np.asarray(data_of("s00", "gd.step")["options"])[0].tolist()
    key = keys.variant(PROBLEMS, b"somebody else", "nobody")[1]["gd.step"]
    assert looked_over(BY_ID["gd.step"].question, [key], value) == ("there", None)
    assert looked_over(BY_ID["gd.step"].question, [key], [1.0, 2.0, 3.0])[0] == "unreadable"


# ------------------------------------------------------------------- what is slow or large

HOSTILE = [
    "{str(number): number for number in range(100_000)}",
    '{"\\u0301\\u0316" * 50 + str(number): 1 for number in range(9000)}',
    "{None: 1}",
    "[0.5] * 1_000_000",
    '["A"] * 1_000_000',
    '"A" * 1_000_000',
    '"\\ufdfa" * 400',
    '["\\ufdfa" * 400] * 40',
    '"A" + "\\u0301\\u0316" * 199',
    "10**9999",
    'np.array([1, None, "a"], dtype=object)',
    "np.zeros((0, 5))",
    "[np.zeros(3), np.zeros(4)]",
    '{"mu": {"mu": {"mu": 1}}, "h": [[1, 2], [3]], "mu5": 1j, "y": float("inf"), "L": b"1"}',
    '{"mu": [[1e308, -1e308, 1e308, 5e-324]] * 3, "h": [[9e307] * 4] * 3, "mu5": [1e308] * 3, "y": [-1e308] * 3}',
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_answer_costs_its_own_question_only_and_little_time(box: Box, value: str) -> None:
    asked = ["backprop.chain", "mse.table", "gd.rates", "gd.step", "gd.loop", "gd.curve", "gd.descents"]
    source = "import numpy as np\n" + "".join(f"{BY_ID[one].question.name} = {value}\n" for one in asked)
    source += "def gd_step(w, grad, lr):\n    return w - lr * grad\n"
    grade(box, "s00", "")  # what is made once for all is not counted
    with cpu(10):
        found = grade(box, "s00", source)
    assert {float(found[one].points) for one in asked} == {0}
    assert "grader_error" not in {one.verdict for one in found.values()}
    assert found["gd.function"].verdict == "right"
