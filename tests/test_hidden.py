"""Hidden inputs are hidden: whoever hands in what, a page says the same whatever they are."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import confusion
import numpy as np
import pytest
from swapped import differences, outcome, with_other_hidden_cases

from grader import collect, course
from grader.exercise import problemset
from grader.grade import Grader
from grader.judge import Examiner, closer_ask, judge, order
from grader.make.ring import KeyRing
from grader.records import Answer, AnswerStatus, Case, Outputs, QuestionGrade, Raised, Returned
from grader.report import pages
from grader.sandbox import Box

HERE = Path(__file__).parent / "submissions"
GRADER = Grader(KeyRing(problemset.load(course.find(), "homework6"), secret=confusion.COURSE_KEY.encode()))
FILES = sorted([*(HERE / "handed_in").glob("*.py"), *(HERE / "functions").glob("*/*.py")])


@pytest.fixture(scope="module")
def graders() -> tuple[Grader, Grader]:
    return GRADER, with_other_hidden_cases(GRADER)


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_page_is_the_same_with_other_hidden_inputs(file: Path, graders: tuple[Grader, Grader], box: Box) -> None:
    (handed,) = collect.discover([file]).handed
    grader, other = graders
    submission = collect.read(collect.load(handed), grader.ring.problems.wanted)
    one, swapped = grader.grade(submission, box), other.grade(submission, box)
    assert [*differences(one, swapped)] == []
    if one.questions == swapped.questions:
        assert pages.feedback(one, grader.ring.problems) == pages.feedback(swapped, other.ring.problems)


ENDINGS: tuple[AnswerStatus, ...] = ("done", "done", "done", "died", "timeout", "memory", "missing", "output_limit")
MANNERS = ("right", "nothing", "raises", "nan", "shape", "seven", "half", "text")


def given(manner: str, case: Case, told: str) -> Returned | Raised:
    """What a call gives that behaves in one manner, or makes one mistake."""
    if manner == "raises":
        return Raised(told, told)
    arrays = {
        "nan": [array * np.nan for array in case.expected],
        "shape": [np.ones(3)] * len(case.expected),
        "seven": [array * 0 + 7 for array in case.expected],
        "half": [array.astype(np.float16) for array in case.expected],
    }.get(manner, case.mistakes.get(manner, case.expected if manner == "right" else ()))
    values = [array if array.shape else array.item() for array in arrays]
    return Returned("text" if manner == "text" else tuple(values) if len(values) > 1 else values[0] if values else None)


def ended(examiner: Examiner, number: int, seed: int) -> Iterator[QuestionGrade]:
    """The grades of one submission for whose hidden inputs many different things come."""
    chance, key, question = random.Random(f"{number} {seed}"), examiner.key, examiner.key.question
    manners = [*chance.sample(MANNERS, 3), *chance.sample(sorted(key.cases[0].mistakes), 2)]

    def some(cases: Sequence[int]) -> dict[int, str]:
        usual = chance.sample(manners, chance.randint(1, 3))
        return {case: chance.choice(usual) for case in cases}

    calls, examples = order(key, str(seed)), some(range(len(key.cases)))
    shown = Answer(question, "done", tuple(given(examples[case], key.cases[case], "Error") for case in calls.shown))
    ask, manner = closer_ask(examiner, shown), chance.choice(["right", "nothing", "seven", "raises"])
    small = {id(case.inputs): case for case in key.small}
    more = (
        given(manner, small[id(inputs)], "Error") if id(inputs) in small else Returned(None) for inputs in ask.calls
    )
    further = {question: Answer(question, "done", tuple(more))}
    for _ in range(8):
        hidden, status = some(calls.hidden) | (examples if chance.random() < 0.5 else {}), chance.choice(ENDINGS)
        came = tuple(given(hidden[case], key.cases[case], "") for case in calls.hidden)
        cut = came if status == "done" else came[: chance.randrange(len(came))]
        outputs = Outputs({question: shown}, further=further, hidden={question: Answer(question, status, cut)})
        problems = GRADER.ring.problems
        (grade,) = (
            one for one in judge(problems, {question: examiner}, outputs, {question: calls}) if one.id == question
        )
        yield grade


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("number", range(len(GRADER.ring.problems.functions)))
def test_whatever_comes_of_hidden_inputs_only_the_outcome_tells_it(number: int, seed: int) -> None:
    problem = GRADER.ring.problems.functions[number]
    examiner = Examiner(problem, GRADER.ring.functions[problem.id])
    for again in range(6):
        told: dict[tuple[object, ...], QuestionGrade] = {}
        for grade in ended(examiner, again, seed):
            assert grade.verdict != "grader_error"
            assert told.setdefault(outcome(grade), grade) == grade
