"""Mistakes that a question cannot tell apart: it says so, certifies all the same, and tells them as alternatives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader import course, verify
from grader.course import Course
from grader.errors import CourseError
from grader.exercise import loading
from grader.sandbox import Box

EXERCISE = """
id: tiny
title: {{ja: 合計, en: The sum}}
data:
  N: {{sampler: integer, low: 3, high: 4}}
  a: {{sampler: decimals, shape: [N], low: 1, high: 9, digits: 1}}
rules:
  - {{rule: distinct, of: a, gap: 0.5}}
questions:
  - id: function
    kind: function
    name: total
    arguments: [a]
    returns: [total]
    ties: {ties}
    prompt: {{ja: 合計を返してください。, en: Return the sum.}}
  - id: number
    kind: number
    name: total_value
    answer: total
    digits: 2
    ties: {ties}
    prompt: {{ja: "合計 {{{{ vector(a) }}}}", en: "The sum of {{{{ vector(a) }}}}"}}
"""
SOLUTION = """
from grader.solution import Solution
solution = Solution("tiny")

@solution.step(formula="S", ja="合計", en="the sum")
def total(a):
    return a.sum()

solution.mistake("T01", total, lambda a: a.mean(), ja="平均です。", en="This is the mean.")
solution.mistake("T02", total, lambda a: a.sum() / len(a), ja="N で割っています。", en="You divided by N.")
solution.mistake("T03", total, lambda a: a.max(), ja="最大です。", en="This is the largest.")
"""
NAMED, SEPARATE = "every mistake fails and is named", "variants separate"


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[[str], Course]:
    """The small course, in which T01 and T02 are the same, with these ties in both of its questions."""

    def written(ties: str) -> Course:
        for file, text in (("exercises/tiny.yaml", EXERCISE.format(ties=ties)), ("solutions/tiny.py", SOLUTION)):
            (tmp_path / file).parent.mkdir(exist_ok=True)
            (tmp_path / file).write_text(text, encoding="utf-8")
        return course.find(tmp_path)

    return written


def faults(bench: verify.Bench, check: str) -> list[str]:
    return [line for line in verify.CHECKS[check](bench) if not isinstance(line, verify.Note)]


def test_a_question_with_mistakes_that_are_the_same_is_certified_only_if_it_says_so(
    tiny: Callable[[str], Course],
) -> None:
    with Box() as box:
        (fault,) = faults(verify.Bench(tiny("[]"), "tiny", box, variants=3), SEPARATE)
        assert "T01 and T02" in fault
        bench = verify.Bench(tiny("[[T01, T02]]"), "tiny", box, variants=3)
        assert {check: faults(bench, check) for check in (SEPARATE, NAMED)} == {SEPARATE: [], NAMED: []}


def test_a_tie_does_not_excuse_what_is_right_or_what_is_not_in_it(tiny: Callable[[str], Course]) -> None:
    found = tiny("[[T01, T02]]")
    path = found.solutions / "tiny.py"
    for other, told in (("a.sum() / 1", "the right answer and T02"), ("a.max()", "T02 and T03")):
        path.write_text(SOLUTION.replace("a.sum() / len(a)", other), encoding="utf-8")
        with Box() as box:
            (fault,) = faults(verify.Bench(found, "tiny", box, variants=3), SEPARATE)
        assert told in fault


@pytest.mark.parametrize("question", ["tiny.function", "tiny.number"])
def test_tied_mistakes_are_told_as_alternatives(tiny: Callable[[str], Course], question: str) -> None:
    with Box() as box:
        bench = verify.Bench(tiny("[[T01, T02]]"), "tiny", box)
        (problem,) = (one for one in bench.problems.problems if one.id == question)
        source = problem.written(bench.data.get(question), [problem.solution.mistakes["T02"]])
        grade = bench.grade(source)[question]
    assert (grade.verdict, grade.mistakes) == ("wrong", ("T01",))
    assert "This is the mean." in grade.message.en
    assert "You divided by N." in grade.message.en


@pytest.mark.parametrize(
    ("ties", "told"),
    [
        ("[[T01, T20]]", r"tiny\.yaml: questions\[0\]\.ties\[0\]: 'T20' cannot show here; .* T01, T02, T03"),
        ("[[T01, T02], [T03]]", r"tiny\.yaml: questions\[0\]\.ties\[1\]: is \['T03'\]; name the two"),
    ],
)
def test_ties_of_what_is_not_there_are_refused(tiny: Callable[[str], Course], ties: str, told: str) -> None:
    with pytest.raises(CourseError, match=told):
        loading.load(tiny(ties), "tiny")
