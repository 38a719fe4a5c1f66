"""Hidden inputs are hidden: whoever hands in what, a page says the same whatever they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import confusion
import pytest
from swapped import differences, with_other_hidden_cases

from grader import collect, course
from grader.exercise import problemset
from grader.grade import Grader
from grader.make.ring import KeyRing
from grader.report import pages
from grader.sandbox import Box

HERE = Path(__file__).parent / "submissions"
FILES = sorted([*(HERE / "handed_in").glob("*.py"), *(HERE / "functions").glob("*/*.py")])


@pytest.fixture(scope="module")
def graders() -> tuple[Grader, Grader]:
    grader = Grader(KeyRing(problemset.load(course.find(), "homework6"), secret=confusion.COURSE_KEY.encode()))
    return grader, with_other_hidden_cases(grader)


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
