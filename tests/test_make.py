"""From an exercise to handouts and keys: drawn the same for ever, certified, printed without the answers."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import mpmath
import msgspec
import nbformat
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from nbclient import NotebookClient

from grader import course, notation, typeset
from grader.compare import Tolerance, apart_by_digits, difference, rounds_to
from grader.course import Course
from grader.errors import CourseError, KeysError, OutputError, TiedError
from grader.exercise import loading, problemset, vocabulary
from grader.exercise.problemset import ProblemSet
from grader.make import certify, conditioning, keys, rules, sampling, secret, worked, writing
from grader.make.ring import KeyRing
from grader.make.sampling import Stream
from grader.records import Case, Key, Language, Limits
from grader.solution import Solution

SECRET = bytes(range(32))
STUDENTS: tuple[tuple[str, Language | None], ...] = (("s001", None), ("s002", "en"), ("s003", "ja"))
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")

repeatable = settings(derandomize=True, deadline=None, max_examples=60)

Drawn = dict[str, Any]
Edit = Callable[[str, str, str], Course]


def draw(names: tuple[str, ...] = ("a", "1"), **samplers: Any) -> Drawn:
    return sampling.draw(Stream(SECRET, *names), msgspec.convert(samplers, dict[str, vocabulary.Sampler]))


def kept(rule: Mapping[str, Any], value: Any) -> bool:
    return rules.kept([msgspec.convert({"of": "v", **rule}, vocabulary.Rule)], {"v": np.array(value)})


# --- a course of one small exercise

TINY = {
    "exercises/tiny.yaml": """
id: tiny
title: {ja: 合計, en: The sum}
data:
  N: {sampler: integer, low: 3, high: 4}
  a: {sampler: decimals, shape: [N], low: 1, high: 9, digits: 1}
rules:
  - {rule: distinct, of: a, gap: 0.5}
questions:
  - id: function
    kind: function
    name: total
    arguments: [a]
    returns: [total]
    data:
      a: {sampler: decimals, shape: [N], low: -9, high: 9, digits: 3}
    prompt: {ja: 合計を返してください。, en: Return the sum.}
  - id: number
    kind: number
    name: total_value
    answer: total
    digits: 2
    prompt: {ja: "合計 {{ vector(a) }}", en: "The sum of {{ vector(a) }}"}
""",
    "exercises/assignments/week1.yaml": """
id: week1
title: {ja: 第1週, en: Week 1}
year: 2027
due: "02-28 23:59"
timezone: Asia/Tokyo
exercises:
  - {exercise: tiny, points: {function: 2, number: 1}}
""",
    "solutions/tiny.py": """
import numpy as np
from grader.solution import Solution
solution = Solution("tiny")

@solution.step(formula="S", ja="合計", en="the sum")
def total(a):
    return a.sum()

def mean(a):
    return a.mean()

def largest(a):
    return a.max()

solution.mistake("T01", total, mean, ja="平均です。", en="This is the mean.")
solution.mistake("T02", total, largest, ja="最大です。", en="This is the largest.")
""",
}


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """The small course, with one text in one of its files replaced."""

    def edited(file: str, old: str, new: str) -> Course:
        for name, content in TINY.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            assert name != file or content.count(old) == 1
            path.write_text(content.replace(old, new) if name == file else content, encoding="utf-8")
        return course.find(tmp_path)

    return edited


@pytest.fixture
def tiny(edit: Edit) -> ProblemSet:
    return problemset.load(edit("", "", ""), "week1")


@pytest.fixture(scope="session")
def homework() -> ProblemSet:
    return problemset.load(course.find(), "homework6")


# --- sampling


def test_the_mapping_from_secret_to_numbers_never_changes() -> None:
    """Frozen: whoever changes these values changes the homework of a running course."""
    stream = Stream(b"secret", "a", "1")
    assert [stream.below(1000) for _ in range(10)] == [870, 65, 281, 650, 686, 891, 665, 201, 177, 567]
    stream = Stream(b"secret", "a1")
    assert [stream.below(1000) for _ in range(4)] == [103, 198, 476, 451]


def test_every_sampler_draws_what_it_always_drew() -> None:
    drawn = draw(
        n={"sampler": "integer", "low": 3, "high": 12},
        x={"sampler": "decimals", "shape": ["n"], "low": -1, "high": 1, "digits": 2},
        l={"sampler": "labels", "shape": ["n"]},
        o={"sampler": "one_hot", "shape": [2, 3]},
        p={"sampler": "distribution", "shape": [2, 3], "digits": 2, "least": 0.03},
        c={"sampler": "choice", "of": [0.1, 0.2, 0.3]},
        f={"sampler": "fixed", "value": 0.9},
        s={"sampler": "decimals", "low": 0, "high": 1, "digits": 4},
    )
    assert {name: np.asarray(value).tolist() for name, value in drawn.items()} == {
        "n": 9,
        "x": [0.07, -0.22, 0.75, -0.48, -0.6, -0.19, 0.19, 0.11, -0.94],
        "l": [0, 0, 0, 1, 1, 0, 1, 1, 0],
        "o": [[0, 0, 1], [0, 1, 0]],
        "p": [[0.21, 0.16, 0.63], [0.46, 0.47, 0.07]],
        "c": 0.1,
        "f": 0.9,
        "s": 0.5824,
    }


def test_a_students_variant_never_changes(tiny: ProblemSet) -> None:
    data, _ = keys.variant(tiny, SECRET, "s001")
    assert data["tiny.number"]["a"].tolist() == [2.1, 5.6, 3.2, 1.4]


@repeatable
@given(st.integers(-5, 5), st.integers(0, 8), st.integers(0, 3), st.text(max_size=3))
def test_decimals_stay_between_low_and_high_and_have_so_many_digits(
    low: int, width: int, digits: int, name: str
) -> None:
    drawn = draw(
        (name,), x={"sampler": "decimals", "shape": [4, 2], "low": low, "high": low + width, "digits": digits}
    )["x"]
    assert drawn.shape == (4, 2)
    for value in drawn.ravel().tolist():
        assert low <= value <= low + width
        assert value == round(value, digits)


@repeatable
@given(st.integers(1, 6), st.integers(2, 4), st.text(max_size=3))
def test_rows_of_a_distribution_sum_to_1_exactly_in_decimals(columns: int, digits: int, name: str) -> None:
    sampler = {"sampler": "distribution", "shape": [3, columns], "digits": digits, "least": 0.05}
    rows = draw((name,), p=sampler)["p"].tolist()
    assert [sum(Decimal(repr(value)) for value in row) for row in rows] == [1, 1, 1]
    assert min(min(row) for row in rows) >= 0.05


@pytest.mark.parametrize("columns", [1, 2, 5])
def test_every_row_of_one_hot_targets_has_a_single_1(columns: int) -> None:
    drawn = draw(t={"sampler": "one_hot", "shape": [20, columns]})["t"]
    assert set(np.unique(drawn)) <= {0.0, 1.0}
    assert drawn.sum(axis=1).tolist() == [1.0] * 20
    assert (drawn.sum(axis=0) > 0).all()


def test_one_hot_targets_may_all_be_of_one_class_and_choices_fill_a_shape() -> None:
    drawn = draw(
        t={"sampler": "one_hot", "shape": [5, 3], "column": 2}, c={"sampler": "choice", "of": [0, 1], "shape": [9, 2]}
    )
    assert drawn["t"].argmax(axis=1).tolist() == [2] * 5
    assert drawn["c"].shape == (9, 2)
    assert set(np.unique(drawn["c"])) == {0.0, 1.0}


def test_both_ends_of_a_range_and_all_choices_are_drawn() -> None:
    stream = Stream(SECRET, "ends")
    assert {stream.between(-1, 2) for _ in range(100)} == {-1, 0, 1, 2}
    drawn = {draw((str(i),), c={"sampler": "choice", "of": [0.1, 7]})["c"] for i in range(20)}
    assert drawn == {0.1, 7}


def test_a_digest_tells_data_apart_to_the_last_bit() -> None:
    data = {"a": np.array([0.1, 0.2]), "n": 2}
    assert sampling.digest(data) == sampling.digest({"n": 2, "a": np.array([0.1, 0.2])})
    assert sampling.digest(data) != sampling.digest({"a": np.array([0.1, np.nextafter(0.2, 1)]), "n": 2})
    assert sampling.digest(data) != sampling.digest({"b": np.array([0.1, 0.2]), "n": 2})


def test_a_variant_does_not_depend_on_the_other_students(tiny: ProblemSet) -> None:
    alone = keys.variant(tiny, SECRET, "s007")[1]["tiny.number"]
    for student in ("s001", "s999"):
        assert keys.variant(tiny, SECRET, student)[1]["tiny.number"].parameters != alone.parameters
    assert keys.variant(tiny, SECRET, "s007")[1]["tiny.number"].parameters == alone.parameters
    assert keys.variant(tiny, SECRET[::-1], "s007")[1]["tiny.number"].parameters != alone.parameters


# --- fairness rules


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ({"rule": "both_classes"}, [0, 1, 1], [1, 1, 1]),
        ({"rule": "both_classes"}, [0, 1], [0, 0.5]),
        ({"rule": "unequal_classes"}, [0, 1, 1], [0, 1, 0, 1]),
        ({"rule": "unequal_classes"}, [0, 0, 1], [0, 0, 0]),
        ({"rule": "between", "low": 0, "high": 1}, [0.01, 0.99], [0.0, 0.5]),
        ({"rule": "between", "low": 0, "high": 1}, 0.5, [0.5, 1.0]),
        ({"rule": "magnitude", "above": 0.2}, [-0.3, 5], [-0.2, 5]),
        ({"rule": "magnitude", "below": 2}, [-1.9, 0.1], [-2, 0.1]),
        ({"rule": "avoids", "values": [1, 0.5]}, [0.49, -0.99], [0.3, -1]),
        ({"rule": "mixed_signs"}, [[1, 1], [1, -1]], [[1, 0], [1, 1]]),
        ({"rule": "mixed_signs", "rows": True}, [[1, -1], [-2, 2]], [[1, -1], [1, 1]]),
        ({"rule": "distinct"}, [1, -2, 3], [1, 2, -1]),
        ({"rule": "distinct", "gap": 0.1}, [[0.1, 0.25], [0.4, 0.55]], [0.1, 0.35, 0.18]),
        ({"rule": "last_at_least", "value": 0.1}, [0, -0.1], [1, 0.09]),
        ({"rule": "columns_apart", "gap": 0.1}, [[0.1, 0.3], [0.3, 0.1]], [[0.1, 0.3], [0.3, 0.2]]),
        ({"rule": "active_columns", "at_least": 2}, [[1, -1, -1], [-1, -1, 1]], [[1, -1, -1], [1, -1, 0]]),
    ],
)
def test_each_rule_tells_fair_data_from_unfair(rule: dict[str, Any], good: Any, bad: Any) -> None:
    assert kept(rule, good)
    assert not kept(rule, bad)


# --- what a course may say


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("exercises/tiny.yaml", "title:", "titel:", ["unknown field `titel`"]),
        ("exercises/tiny.yaml", "low: 1,", "lower: 1,", ["unknown field `lower`", "$.data[...]"]),
        ("exercises/tiny.yaml", "digits: 2", 'digits: "2"', ["Expected `int`, got `str`", "$.questions[1].digits"]),
        ("exercises/tiny.yaml", "digits: 2", "digits: 0", ["questions[1].digits", "1 to 12"]),
        ("exercises/tiny.yaml", "en: Return the sum.", "fr: La somme.", ["$.questions[0].prompt"]),
        ("exercises/tiny.yaml", ", en: The sum}", "}", ["missing required field `en`", "$.title"]),
        (
            "exercises/tiny.yaml",
            "sampler: integer",
            "sampler: normal",
            ["Invalid value 'normal'", "$.data[...].sampler"],
        ),
        ("exercises/tiny.yaml", "rule: distinct", "rule: nice", ["Invalid value 'nice'", "$.rules[0].rule"]),
        ("exercises/tiny.yaml", "low: 3, high: 4", "low: 4, high: 3", ["low is 4 and high is 3", "$.data[...]"]),
        ("exercises/tiny.yaml", "high: 9, digits: 1", "high: 9.25, digits: 1", ["no more than 1 decimals"]),
        ("exercises/tiny.yaml", "high: 9, digits: 1", "high: .inf, digits: 1", ["more than a float holds"]),
        ("exercises/tiny.yaml", "low: 1, high: 9", "low: .nan, high: 9", ["low must not be above high"]),
        ("exercises/tiny.yaml", "low: 3, high: 4", "low: 0, high: 4", ["a.shape names 'N'"]),
        ("exercises/tiny.yaml", "[N], low: 1", "[M], low: 1", ["a.shape names 'M'"]),
        ("exercises/tiny.yaml", "[N], low: 1", "[0], low: 1", ["Expected `int` >= 1", ".shape[0]"]),
        (
            "exercises/tiny.yaml",
            "rules:",
            "  p: {sampler: distribution, shape: [2, 5], digits: 1, least: 0.3}\nrules:",
            ["p.least is 0.3; 5 of them are more than 1"],
        ),
        ("exercises/tiny.yaml", "rules:", "  c: {sampler: choice, of: []}\nrules:", ["length >= 1"]),
        ("exercises/tiny.yaml", "rules:", "  total: {sampler: fixed, value: 1}\nrules:", ["name of a step"]),
        ("exercises/tiny.yaml", "of: a,", "of: z,", ["a rule is of 'z'"]),
        ("exercises/tiny.yaml", "answer: total", "answer: sum", ["'sum' is no step", "questions[1]"]),
        ("exercises/tiny.yaml", "arguments: [a]", "arguments: [b]", ["argument 'b' is not in data", "questions[0]"]),
        ("exercises/tiny.yaml", "arguments: [a]", "arguments: [N]", ["takes 'a', which the student is not given"]),
        ("exercises/tiny.yaml", "      a: {", "      b: {", ["questions[0].data: 'b' replaces nothing"]),
        (
            "exercises/tiny.yaml",
            "    digits: 2",
            "    digits: 2\n    data: {N: {sampler: fixed, value: 3}}",
            ["by hand share"],
        ),
        ("exercises/tiny.yaml", "id: number", "id: function", ["questions[1].id: 'function' is there already"]),
        ("exercises/tiny.yaml", "id: number", f"id: {'n' * 29}", ["$.questions[1].id"]),
        ("exercises/tiny.yaml", "id: number", "id: Number", ["matching regex", "$.questions[1].id"]),
        ("exercises/tiny.yaml", "returns: [total]", "returns: [total]\n    visible: 0", ["$.questions[0].visible"]),
        ("exercises/tiny.yaml", "id: tiny", "id: small", ["id is 'small'; it must be 'tiny'"]),
        ("exercises/tiny.yaml", "id: tiny", "{", ["is not YAML"]),
        ("exercises/assignments/week1.yaml", "year: 2027\n", "", ["there is no year"]),
        ("exercises/assignments/week1.yaml", "year: 2027", "year: 27", ["$.year"]),
        ("exercises/assignments/week1.yaml", "02-28 23:59", "02-30 23:59", ["due is '02-30 23:59' in 2027"]),
        ("exercises/assignments/week1.yaml", "02-28 23:59", "02-29 23:59", ["due is '02-29 23:59' in 2027"]),
        ("exercises/assignments/week1.yaml", "02-28 23:59", "02-28 24:00", ["due is '02-28 24:00' in 2027"]),
        (
            "exercises/assignments/week1.yaml",
            '"02-28 23:59"\ntimezone: Asia/Tokyo',
            '"03-28 02:30"\ntimezone: Europe/Berlin',
            ["due is '03-28 02:30' in 2027", "no clock in Europe/Berlin shows", "such as 03-28 03:30"],
        ),
        (
            "exercises/assignments/week1.yaml",
            "timezone:",
            "solutions_after_days: 1000000000\ntimezone:",
            ["$.solutions_after_days"],
        ),
        (
            "exercises/assignments/week1.yaml",
            "timezone:",
            "year: 2028\ntimezone:",
            ["line 6", "'year'", "first on line 4"],
        ),
        (
            "exercises/tiny.yaml",
            "high: 9, digits: 1",
            "high: 9, digits: 1, high: 8",
            ["line 6", "'high'", "remove one"],
        ),
        ("exercises/assignments/week1.yaml", "02-28 23:59", "28 February", ["matching regex", "$.due"]),
        ("exercises/assignments/week1.yaml", '"02-28 23:59"', "2027-02-30", ["is not YAML"]),
        ("exercises/assignments/week1.yaml", "Asia/Tokyo", "Asia/Osaka", ["timezone is 'Asia/Osaka'", "Asia/Tokyo"]),
        ("exercises/assignments/week1.yaml", "Asia/Tokyo", "Asia", ["timezone is 'Asia'"]),
        ("exercises/assignments/week1.yaml", "Asia/Tokyo", "/etc/localtime", ["timezone is '/etc/localtime'"]),
        (
            "exercises/assignments/week1.yaml",
            "exercise: tiny",
            "exercise: huge",
            ["exercises[0].exercise: is 'huge'; known are tiny"],
        ),
        ("exercises/assignments/week1.yaml", "number: 1", "nummer: 1", ["points.nummer", "function, number"]),
        ("exercises/assignments/week1.yaml", "number: 1", "number: 0", ["exercises[0].points.number", "above 0"]),
        ("exercises/assignments/week1.yaml", "number: 1", "number: -1", ["above 0"]),
        ("exercises/assignments/week1.yaml", "number: 1", "number: .nan", ["above 0"]),
        ("exercises/assignments/week1.yaml", "number: 1", "number: .inf", ["above 0"]),
        (
            "exercises/assignments/week1.yaml",
            "number: 1}}",
            "number: 1}}\n  - {exercise: tiny, points: {number: 1}}",
            ["listed twice"],
        ),
        (
            "exercises/assignments/week1.yaml",
            "timezone:",
            "late: maybe\ntimezone:",
            ["Invalid enum value 'maybe'", "$.late"],
        ),
        ("exercises/assignments/week1.yaml", "timezone:", "rounded_credit: 2\ntimezone:", ["$.rounded_credit"]),
        ("exercises/assignments/week1.yaml", "timezone:", "limits: {cpu: 2}\ntimezone:", ["`cpu`", "$.limits"]),
        (
            "exercises/assignments/week1.yaml",
            "timezone:",
            "limits: {cpu_seconds: .nan}\ntimezone:",
            ["limits", "cpu_seconds"],
        ),
        (
            "exercises/assignments/week1.yaml",
            "timezone:",
            "limits: {cpu_seconds: 20}\ntimezone:",
            ["tiny.function has 20 cpu_seconds", "10 wall_seconds", "raise wall_seconds"],
        ),
        (
            "exercises/assignments/week1.yaml",
            "number: 1}}",
            "number: 1}, limits: {number: {cpu_seconds: 1}}}",
            ["exercises[0].limits.number", "only functions", "here function"],
        ),
        (
            "exercises/assignments/week1.yaml",
            "number: 1}}",
            "number: 1}, limits: {total: {}}}",
            ["exercises[0].limits.total", "here function"],
        ),
        (
            "exercises/tiny.yaml",
            "returns: [total]",
            "returns: [total]\n    extra: [{data: {b: {sampler: fixed, value: 1}}}]",
            ["questions[0].extra: 'b' replaces nothing; its data are N, a"],
        ),
        (
            "exercises/tiny.yaml",
            "returns: [total]",
            "returns: [total]\n    extra: [{group: corners, data: {}}]",
            ["Invalid enum value 'corners'", "$.questions[0].extra[0].group"],
        ),
        (
            "exercises/tiny.yaml",
            "returns: [total]",
            "returns: [total]\n    extra: [{data: {N: {sampler: fixed, value: 0.5}}}]",
            ["a.shape names 'N'"],
        ),
        (
            "exercises/tiny.yaml",
            "returns: [total]",
            "returns: [total]\n    extra: [{data: {}, rules: [{rule: between, of: b, low: 0, high: 1}]}]",
            ["a rule is of 'b'"],
        ),
        (
            "exercises/tiny.yaml",
            "returns: [total]",
            "returns: [total]\n    extra: [{data: {a: {sampler: one_hot, shape: [N, 3], column: 3}}}]",
            ["a.column is 3, counted from 0; columns are 3"],
        ),
        (
            "exercises/tiny.yaml",
            "returns: [total]",
            "returns: [total]\n    pieces: {W1: {of: totals}}",
            ["pieces.W1.of: is 'totals'; it must be one of total"],
        ),
        (
            "exercises/tiny.yaml",
            "returns: [total]",
            "returns: [total]\n    limits: {memory_mb: 0}",
            [">= 1", "$.questions[0].limits.memory_mb"],
        ),
        (
            "exercises/tiny.yaml",
            "returns: [total]",
            "returns: [total]\n    limits: {output_kb: 1.5}",
            ["Expected `int", "$.questions[0].limits.output_kb"],
        ),
        (
            "exercises/tiny.yaml",
            "    digits: 2",
            "    digits: 2\n    limits: {cpu_seconds: 1}",
            ["unknown field `limits`", "$.questions[1]"],
        ),
        ("exercises/assignments/week1.yaml", "timezone:", "languages: []\ntimezone:", ["$.languages"]),
        ("exercises/assignments/week1.yaml", "timezone:", "languages: [fr]\ntimezone:", ["$.languages[0]"]),
        ("solutions/tiny.py", "import numpy as np", "import numppy", ["cannot be imported", "numppy"]),
        ("solutions/tiny.py", 'Solution("tiny")', 'Solution("other")', ["must define solution = Solution('tiny')"]),
        ("solutions/tiny.py", "def mean(a)", "def mean(b)", ["takes 'b', which the student is not given"]),
    ],
)
def test_what_a_course_may_not_say_is_told_with_file_and_place(
    edit: Edit, file: str, old: str, new: str, told: list[str]
) -> None:
    changed = edit(file, old, new)
    with pytest.raises(CourseError) as caught:
        problemset.load(changed, "week1")
    for part in [Path(file).stem, *told]:
        assert part in str(caught.value)


def test_limits_of_a_question_are_the_assignment_s_then_the_exercise_s_then_those_for_all(edit: Edit) -> None:
    in_exercise = edit(
        "exercises/tiny.yaml", "returns: [total]", "returns: [total]\n    limits: {cpu_seconds: 5, memory_mb: 64}"
    )
    path = in_exercise.assignment_file("week1")
    text = path.read_text(encoding="utf-8").replace("timezone:", "limits: {output_kb: 8, memory_mb: 32}\ntimezone:")
    path.write_text(text.replace("number: 1}}", "number: 1}, limits: {function: {cpu_seconds: 3}}}"), encoding="utf-8")
    function, number = problemset.load(in_exercise, "week1").items
    assert function.limits == Limits(cpu_seconds=3, wall_seconds=10, memory_mb=64, output_kb=8)
    assert number.limits == Limits(cpu_seconds=2, wall_seconds=10, memory_mb=32, output_kb=8)


def test_numbers_may_have_an_exponent(edit: Edit) -> None:
    changed = edit("exercises/tiny.yaml", "gap: 0.5", "gap: 5e-1")
    assert [rule.gap for rule in problemset.load(changed, "week1").problems[0].rules] == [0.5]  # type: ignore[union-attr]
    changed = edit("exercises/assignments/week1.yaml", "number: 1}", "number: 25e-2}")
    assert [item.points for item in problemset.load(changed, "week1").items] == [2, Decimal("0.25")]


def test_a_solution_that_is_missing_is_told(edit: Edit) -> None:
    found = edit("", "", "")
    (found.solutions / "tiny.py").unlink()
    with pytest.raises(CourseError, match=r"solutions/tiny\.py: .* missing"):
        problemset.load(found, "week1")


def test_the_year_may_be_given_on_the_command_line(edit: Edit) -> None:
    without = edit("exercises/assignments/week1.yaml", "year: 2027\n", "")
    loaded = problemset.load(without, "week1", year=2028)
    assert loaded.assignment.handing.due == datetime(2028, 2, 28, 14, 59, tzinfo=UTC)
    leap = edit("exercises/assignments/week1.yaml", "02-28", "02-29")
    with pytest.raises(CourseError, match="due is '02-29 23:59' in 2027"):
        problemset.load(leap, "week1", year=2027)
    assert problemset.load(leap, "week1", year=2028).assignment.handing.due_text.startswith("2028-02-29")


# --- certifying


def test_two_mistakes_that_give_the_same_are_named_when_nothing_can_be_certified(edit: Edit) -> None:
    changed = edit("solutions/tiny.py", "return a.max()", "return a.sum() / len(a)")
    problems = problemset.of_exercise(changed, "tiny")
    (function,), (number,) = problems.functions, problems.by_hand["tiny"]
    with pytest.raises(TiedError, match=r"tiny\.number: .* T01 and T02 \(\d+ times\), the fairness rules"):
        certify.variant(Stream(SECRET), [number], tries=50)
    with pytest.raises(TiedError, match=r"tiny\.function: .* in the way stood T01 and T02 \("):
        certify.cases(Stream(SECRET), function, 8, visible=False, tries=50)


def test_a_mistake_that_gives_the_right_answer_is_named(edit: Edit) -> None:
    changed = edit("solutions/tiny.py", "return a.max()", "return np.sum(a)")
    with pytest.raises(TiedError, match="the right answer and T02"):
        certify.variant(Stream(SECRET), problemset.of_exercise(changed, "tiny").by_hand["tiny"], tries=50)


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (0.125, 0.135, False),
        (0.125, 0.1352, True),
        (0.125, np.nan, True),
        ([0.1, 0.2], [0.1, 0.205], False),
        ([0.1, 0.2], [0.1, 0.3], True),
        ([0.1, 0.2], 0.1, True),
    ],
)
def test_answers_by_hand_are_apart_when_no_rounding_can_make_them_equal(a: Any, b: Any, apart: bool) -> None:  # noqa: FBT001
    assert apart_by_digits((np.array(a),), (np.array(b),), 2) is apart


def test_answers_of_a_function_are_apart_when_single_precision_cannot_blur_them() -> None:
    one = (np.array(1.0),)
    near, nearer, far = (np.array(1 + 5e-6),), (np.array(1 + 2e-6),), (np.array(1 + 5e-5),)
    case = Case({}, one, (np.array(100.0),), (np.array(0.0),), {"NEAR": near, "NEARER": nearer, "FAR": far})
    assert not certify.apart_in_case(case, certify.RIGHT, "NEAR")
    assert certify.apart_in_case(case, certify.RIGHT, "FAR")
    assert certify.apart_in_case(case, "NEAR", "FAR")
    assert not certify.apart_in_case(case, "NEAR", "NEARER")


def test_a_mistake_that_seldom_shows_is_told_by_two_cases(edit: Edit) -> None:
    changed = edit("solutions/tiny.py", "return a.max()", "return a.sum() if a[0] < 8 else a.max()")
    (problem,) = problemset.of_exercise(changed, "tiny").functions
    for number in range(5):
        cases, _ = keys.ordinary_cases(problem, bytes([number]) * 32)
        assert len(cases) == 6
        assert sum(certify.apart_in_case(case, certify.RIGHT, "T02") for case in cases) >= 2


def test_rules_that_no_variant_keeps_are_named(edit: Edit) -> None:
    changed = edit("exercises/tiny.yaml", "gap: 0.5", "gap: 50")
    for problem in loading.load(changed, "tiny"):
        with pytest.raises(TiedError, match=r"in the way stood the fairness rules \(50 times\)"):
            certify.drawn(Stream(SECRET), problem, tries=50)


def test_a_certified_answer_by_hand_is_apart_from_every_mistake_after_rounding(homework: ProblemSet) -> None:
    ties = {problem.id: problem.question.ties for problem in homework.problems}
    for student in ("a", "b", "c"):
        for key in keys.variant(homework, SECRET, student)[1].values():
            assert key.digits is not None
            (case,) = key.cases
            for (name, value), (other, wrong) in permutations({"right": case.expected, **case.mistakes}.items(), 2):
                if any(name in tie and other in tie for tie in ties[key.question]):
                    continue
                assert not all(
                    rounds_to(np.round(one, key.digits).ravel(), another, key.digits)
                    for one, another in zip(value, wrong, strict=True)
                ), (name, other)


# --- keys


def test_hidden_cases_depend_on_the_secret_and_visible_ones_do_not(homework: ProblemSet) -> None:
    problem = homework.functions[1]
    one, other, public = (keys.function_key(problem, key) for key in (SECRET, SECRET[::-1], None))
    inputs = [{sampling.digest(case.inputs) for case in key.cases if not case.visible} for key in (one, other, public)]
    assert all(len(found) >= 10 for found in inputs)
    assert len(set.union(*inputs)) == sum(len(found) for found in inputs)
    shown = [[case for case in key.cases if case.visible] for key in (one, other, public, keys.visible_key(problem))]
    assert len({keys.encode([Key("q", "function", "f", tuple(cases))]) for cases in shown}) == 1
    assert len(shown[0]) == 2


@pytest.mark.parametrize("exercise", ["gd", "backprop"])
def test_keys_come_back_from_json_as_they_were(exercise: str, tmp_path: Path) -> None:
    problems = problemset.of_exercise(course.find(), exercise)
    made = [*keys.function_keys(problems, SECRET).values(), *keys.variant(problems, SECRET, "s001")[1].values()]
    path = tmp_path / "keys.json"
    path.write_bytes(keys.encode(made))
    read = keys.read(path)
    assert keys.encode(read) == keys.encode(made)
    for before, after in zip(made, read, strict=True):
        assert [list(case.inputs) for case in after.cases] == [list(case.inputs) for case in before.cases]
        for case, same in zip(after.cases, before.cases, strict=True):
            plain = msgspec.structs.replace(case, mistakes={**case.mistakes})
            np.testing.assert_equal(msgspec.structs.asdict(plain), msgspec.structs.asdict(same))


small = array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)


@repeatable
@given(
    st.one_of(
        arrays(np.float64, small, elements=st.floats()),
        arrays(np.float32, small, elements=st.floats(width=32)),
        arrays(np.int64, small),
        arrays(np.bool_, small),
    )
)
def test_arrays_in_keys_keep_every_bit(tmp_path_factory: pytest.TempPathFactory, array: np.ndarray) -> None:
    path = tmp_path_factory.getbasetemp() / "bits.json"
    path.write_bytes(keys.encode([Key("q", "number", "v", (Case({"a": array}, (), (), (), {}),))]))
    (read,) = keys.read(path)
    after = read.cases[0].inputs["a"]
    assert (after.dtype, after.shape) == (array.dtype, array.shape)
    np.testing.assert_array_equal(after, array)
    number = array == array  # noqa: PLR0124 - of NaN the sign says nothing
    np.testing.assert_array_equal(np.copysign(1, after[number]), np.copysign(1, array[number]))


@pytest.mark.parametrize(
    "array",
    ["3", "[]", '{"dtype":"<f8"}', '{"dtype":"no","shape":[],"values":[]}', '{"dtype":"<f8","shape":[3],"values":[1]}'],
)
def test_a_damaged_array_in_keys_is_told_with_its_file(tmp_path: Path, array: str) -> None:
    path = tmp_path / "s001.json"
    whole = keys.encode([Key("q", "number", "v", (Case({"a": np.zeros(1)}, (), (), (), {}),))]).decode()
    damaged = re.sub(r'("a":)\s*\{.*?\}', rf"\1 {array}", whole, flags=re.DOTALL)
    assert damaged != whole
    path.write_text(damaged, encoding="utf-8")
    with pytest.raises(KeysError, match=r"s001\.json: the keys are damaged"):
        keys.read(path)


def test_a_damaged_mistake_in_keys_is_told_with_its_file_when_it_is_read(tmp_path: Path) -> None:
    case = Case({}, (np.zeros(1),), (np.zeros(1),), (np.zeros(1),), {"M1": (np.ones(2),)})
    content = keys.encode([Key("q", "function", "v", (case,))]).replace(b'"M1": [', b'"M1": [1, ')
    path = tmp_path / "functions.keys"
    path.write_bytes(content)
    with pytest.raises(KeysError, match=r"functions\.keys: the keys are damaged"):
        keys.read(path)
    (later,) = keys.decode(content, path)
    with pytest.raises(KeysError, match=r"functions\.keys: the keys are damaged"):
        _ = later.cases[0].mistakes["M1"]


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"[{}]", b"\xff", b'[{"question": 1}]', b"[null]"])
def test_damaged_keys_are_told_with_their_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s001.json"
    path.write_bytes(content)
    with pytest.raises(KeysError, match=r"s001\.json: the keys are damaged"):
        keys.read(path)


def test_keys_that_are_not_there_are_told(tiny: ProblemSet, tmp_path: Path) -> None:
    with pytest.raises(KeysError, match=r"functions\.keys: the keys cannot be read"):
        _ = KeyRing(tiny, folder=tmp_path).functions
    assert KeyRing(tiny, folder=tmp_path).numbers("s001") == {}
    (tmp_path / "functions.keys").write_bytes(b"[]")
    assert KeyRing(tiny, folder=tmp_path).functions == {}
    assert "no key of tiny.function: ungraded" in KeyRing(tiny, folder=tmp_path).origin


def test_keys_of_other_questions_altogether_are_refused(tiny: ProblemSet, tmp_path: Path) -> None:
    (tmp_path / "functions.keys").write_bytes(keys.encode([Key("mse.function", "function", "mse", ())]))
    with pytest.raises(KeysError, match=r"functions\.keys: holds keys of mse\.function and none of this assignment"):
        _ = KeyRing(tiny, folder=tmp_path).functions


def test_function_keys_of_an_earlier_folder_are_read(
    made: SimpleNamespace, homework: ProblemSet, tmp_path: Path
) -> None:
    now = keys.read(made.out / "keys" / "functions.keys")
    before = [msgspec.structs.replace(key, told={}, small=()) for key in now]
    (tmp_path / "functions.json").write_bytes(keys.encode(before))
    assert KeyRing(homework, folder=tmp_path).digest == KeyRing(homework, folder=made.out / "keys").digest


# --- the course key


def test_the_course_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "course.key"
    assert secret.read(path) is None
    key = secret.read_or_create(path)
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert secret.read_or_create(path) == secret.read(path) == key
    assert secret.read_or_create(tmp_path / "other.key") != key


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o777])
def test_a_course_key_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "course.key"
    secret.read_or_create(path)
    path.chmod(mode)
    with pytest.raises(KeysError, match="chmod 600"):
        secret.read_or_create(path)


@pytest.mark.parametrize("content", [b"", b"00" * 31, b"00" * 33, b"zz" * 32, "鍵".encode(), b"\x00" * 32])
def test_a_damaged_course_key_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "course.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeysError, match=r"course\.key"):
        secret.read_or_create(path)
    assert path.read_bytes() == content


def test_a_place_where_no_course_key_can_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "file" / "course.key"):
        with pytest.raises(KeysError, match="course key"):
            secret.read_or_create(path)


# --- how far a right computation may be off


def bound(function: Callable[..., Any], values: list[float]) -> Any:
    """Σ |vᵢ ∂f/∂vᵢ| in 30 digits."""
    with mpmath.workdps(30):
        point = [mpmath.mpf(value) for value in values]
        slopes = [
            mpmath.diff(function, tuple(point), tuple(int(i == j) for j in range(len(point))))
            for i in range(len(point))
        ]
        return mpmath.fsum(abs(slope * value) for slope, value in zip(slopes, point, strict=True))


def test_the_scale_of_mse_is_the_first_order_bound_of_its_formula_times_the_roundings() -> None:
    solution = loading.load(course.find(), "mse")[0].solution
    y, t = [0.7, -0.4, 1.3], [1.0, 0.0, 1.0]
    residuals = [a - b for a, b in zip(y, t, strict=True)]
    squares = [r * r for r in residuals]
    wanted = sum(
        [
            bound(lambda a, b, c, d, e, f: ((a - d) ** 2 + (b - e) ** 2 + (c - f) ** 2) / 3, [*y, *t]),
            bound(lambda a, b, c: (a * a + b * b + c * c) / 3, residuals),
            bound(lambda a, b, c: (a + b + c) / 3, squares),
            bound(lambda s: s / 3, [sum(squares)]),
            sum(squares) / 3,
        ]
    )
    (scale,) = conditioning.scale(solution, {"y": np.array(y), "t": np.array(t)}, ["mse"])
    assert scale == pytest.approx(float(wanted) * (conditioning.ROUNDINGS + 3), rel=1e-5)


def test_a_sum_that_cancels_is_measured_by_its_terms_and_a_small_one_by_itself() -> None:
    solution = Solution("cancel")

    @solution.step(formula="d", ja="差", en="differences")
    def gap(a: Any, b: Any) -> Any:
        return a - b

    @solution.step(formula="s", ja="合計", en="sum")
    def total(gap: Any) -> Any:
        return gap.sum()

    inputs = {"a": np.array([1.1, 2.2, 3.3]), "b": np.array([3.1, 1.3, 2.2 - 1e-9])}
    right, scale = solution.answer(inputs, ["total"]), conditioning.scale(solution, inputs, ["total"])
    roundings = conditioning.ROUNDINGS + 3
    assert scale[0] == pytest.approx(roundings * (6.6 + 6.6 + (2.0 + 0.9 + 1.1) + 0), rel=1e-6)
    otherwise = (np.array(inputs["a"].sum() - inputs["b"].sum()),)
    assert otherwise[0] != right[0]
    assert difference(otherwise, right, Tolerance(scale, (np.array(0.0),))).seen == "right"
    tiny = {"a": inputs["a"] * 1e-9, "b": np.zeros(3)}
    (scale_of_tiny,) = conditioning.scale(solution, tiny, ["total"])
    assert scale_of_tiny == pytest.approx(roundings * 3 * 6.6e-9, rel=1e-6)


def test_what_is_forgiven_is_what_the_shift_moves() -> None:
    solution = loading.load(course.find(), "ce")[0].solution
    y, t = np.array([[0.2, 0.8], [0.5, 0.5]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    (slack,) = conditioning.slack(solution, {"y": y, "t": t}, ["ce"], {"y": 1e-7})
    assert slack == pytest.approx(1e-7 / 0.2 + 1e-7 / 0.5, rel=1e-5)
    (none,) = conditioning.slack(solution, {"y": y, "t": t}, ["ce"], {})
    assert none == 0


# --- writing handouts


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def made(homework: ProblemSet, tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """What ``grader make`` writes for three students."""
    out = tmp_path_factory.mktemp("made")
    count = writing.write(homework, STUDENTS, SECRET, out)
    return SimpleNamespace(out=out, count=count, files=tree(out))


def cells(notebook: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = nbformat.reads(notebook.decode(), as_version=4).cells
    return found


def visible_text(made: SimpleNamespace, student: str) -> str:
    """Notebook and page of one student as they are read, without the examples."""
    notebook = "\n".join(cell["source"] for cell in cells(made.files[f"handouts/{student}/homework6.ipynb"]))
    page = html.unescape(made.files[f"handouts/{student}/homework6.html"].decode())
    text = notebook + re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return re.sub(r"^.*# →.*$", "", text, flags=re.MULTILINE)


def test_the_same_course_key_makes_the_same_bytes_in_another_process(made: SimpleNamespace, tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from grader import course; from grader.exercise import problemset; "
        "from grader.make import writing; "
        "homework = problemset.load(course.find(), 'homework6'); "
        f"writing.write(homework, {STUDENTS!r}, {SECRET!r}, pathlib.Path(sys.argv[1]))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "12345", "LC_ALL": "C", "TZ": "America/New_York"}
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], env=environment, check=True)
    assert tree(tmp_path) == made.files


def test_a_student_gets_the_same_in_a_larger_class_in_another_order(
    made: SimpleNamespace, homework: ProblemSet, tmp_path: Path
) -> None:
    writing.write(homework, [("zz", None), *STUDENTS[:0:-1]], SECRET, tmp_path)
    others = tree(tmp_path)
    for name in ("keys/s002.json", "keys/s002.html", "keys/functions.keys", "handouts/s003/homework6.ipynb"):
        assert others[name] == made.files[name]
    assert not [name for name in others if "s001" in name]


def test_the_manifest_lists_every_file_with_its_hash(made: SimpleNamespace) -> None:
    manifest = json.loads(made.files["manifest.json"])
    assert manifest["files"] == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in sorted(made.files.items())
        if name != "manifest.json"
    }
    assert made.count == len(made.files) == 2 + 4 * len(STUDENTS)
    assert list(manifest["variants"]) == [student for student, _ in STUDENTS]


def test_the_manifest_holds_the_parameters_of_every_variant(made: SimpleNamespace) -> None:
    manifest = json.loads(made.files["manifest.json"])
    for student, _ in STUDENTS:
        for key in keys.read(made.out / "keys" / f"{student}.json"):
            recorded = manifest["variants"][student][key.question]
            assert recorded == {"tries": key.tries, "parameters": key.parameters}
            assert sampling.digest(key.cases[0].arguments) == key.parameters


def test_only_the_owner_may_look_into_the_keys(made: SimpleNamespace) -> None:
    assert stat.S_IMODE((made.out / "keys").stat().st_mode) == 0o700


def test_a_place_that_cannot_be_written_is_told(tiny: ProblemSet, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="--out"):
        writing.write(tiny, STUDENTS, SECRET, tmp_path / "file")


def test_keys_of_a_folder_are_the_keys_of_the_secret(made: SimpleNamespace, homework: ProblemSet) -> None:
    folder, derived = KeyRing(homework, folder=made.out / "keys"), KeyRing(homework, secret=SECRET)
    assert keys.encode([*folder.functions.values()]) == keys.encode([*derived.functions.values()])
    assert keys.encode([*folder.numbers("s001").values()]) == keys.encode([*derived.numbers("s001").values()])
    assert folder.digest == derived.digest


@pytest.mark.parametrize("student", [student for student, _ in STUDENTS])
def test_a_notebook_is_valid_and_has_a_cell_for_every_question(
    made: SimpleNamespace, homework: ProblemSet, student: str
) -> None:
    content = made.files[f"handouts/{student}/homework6.ipynb"]
    nbformat.validate(nbformat.reads(content.decode(), as_version=4))
    asked = [cell["metadata"].get("grader", {}).get("question") for cell in cells(content)]
    assert [question for question in asked if question] == [problem.id for problem in homework.problems]


def test_names_with_underscores_and_long_ones_make_valid_notebooks(edit: Edit, tmp_path: Path) -> None:
    changed = edit("exercises/tiny.yaml", "id: number", f"id: {'n_' * 14}")
    points = changed.exercises / "assignments" / "week1.yaml"
    points.write_text(points.read_text(encoding="utf-8").replace("number:", f"{'n_' * 14}:"), encoding="utf-8")
    writing.write(problemset.load(changed, "week1"), [("s", None)], SECRET, tmp_path / "out")
    nbformat.validate(nbformat.read(tmp_path / "out" / "handouts" / "s" / "week1.ipynb", as_version=4))


@pytest.mark.filterwarnings("ignore")
def test_a_notebook_runs_as_it_is_handed_out(
    made: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    notebook = nbformat.reads(made.files["handouts/s001/homework6.ipynb"].decode(), as_version=4)
    NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert all(cell.outputs == [] for cell in code)


def test_no_handout_holds_an_answer_or_a_hidden_case(made: SimpleNamespace) -> None:
    hidden = [case for key in keys.read(made.out / "keys" / "functions.keys") for case in key.cases if not case.visible]
    looked = 0
    for student, _ in STUDENTS:
        text = visible_text(made, student)
        for case in hidden:
            assert ", ".join(notation.literal(value) for value in case.inputs.values()) not in text
        for key in keys.read(made.out / "keys" / f"{student}.json"):
            for value in np.ravel(key.cases[0].expected[0]):
                shown = f"{abs(value):.{key.digits}f}"
                if len(shown.replace(".", "").strip("0")) > 2:
                    looked += 1
                    assert shown not in text
    assert looked > 50


def test_a_handout_prints_the_data_that_its_keys_were_made_from(made: SimpleNamespace) -> None:
    for student, _ in STUDENTS:
        by_question = {key.question: key for key in keys.read(made.out / "keys" / f"{student}.json")}
        texts = {cell["id"]: cell["source"] for cell in cells(made.files[f"handouts/{student}/homework6.ipynb"])}
        for question in ("mse.number", "fwd.h"):
            printed = {
                float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", texts[question.replace(".", "-") + "-text"])
            }
            for name in {"x", "w", "b", "y", "t"} & by_question[question].cases[0].inputs.keys():
                assert set(by_question[question].cases[0].inputs[name].ravel().tolist()) <= printed


def test_worked_solutions_hold_the_answers_and_lie_with_the_keys(made: SimpleNamespace) -> None:
    for key in keys.read(made.out / "keys" / "s001.json"):
        shown = [notation.number(round(float(value), key.digits) + 0.0) for value in np.ravel(key.cases[0].expected[0])]
        assert all(one in made.files["keys/s001.html"].decode() for one in shown)


def test_a_worked_solution_shows_every_step_to_six_decimals() -> None:
    solution = loading.load(course.find(), "mse")[0].solution
    steps = worked.steps(solution, {"y": np.array([0.7, 0.2, 0.1]), "t": np.array([1.0, 0.0, 0.0])}, ("mse",))
    assert [step["value"] for step in steps] == ["[-0.3, 0.2, 0.1]", "[0.09, 0.04, 0.01]", "0.14", "0.046667"]
    assert all("<math" in step["formula"] for step in steps)


def test_the_roster_decides_the_language(made: SimpleNamespace, homework: ProblemSet) -> None:
    title = homework.assignment.title
    texts = {
        student: "\n".join(
            cell["source"]
            for cell in cells(made.files[f"handouts/{student}/homework6.ipynb"])
            if cell["cell_type"] == "markdown"
        )
        for student, _ in STUDENTS
    }
    assert title.ja in texts["s001"]
    assert title.en in texts["s001"]
    assert title.en in texts["s002"]
    assert not JAPANESE.search(texts["s002"])
    assert title.ja in texts["s003"]
    assert title.en not in texts["s003"]
    assert "Write a function" not in texts["s003"]
    for name in ("handouts/s002/homework6.html", "keys/s002.html"):
        page = made.files[name].decode()
        assert '<html lang="en">' in page
        assert not JAPANESE.search(page)


# --- prompts and answers as text


@pytest.mark.parametrize(
    ("value", "shown"), [(3.0, "3"), (-0.25, "-0.25"), (1e-5, "1e-05"), (0.1 + 0.2, "0.30000000000000004")]
)
def test_numbers_are_printed_exactly(value: float, shown: str) -> None:
    assert notation.number(value) == shown
    assert float(shown) == value


def flat(value: Any) -> np.ndarray:
    return np.concatenate([np.ravel(part) for part in (value if isinstance(value, tuple) else (value,))])


def test_an_example_can_be_pasted_and_gives_what_it_says(homework: ProblemSet) -> None:
    for problem in homework.functions:
        namespace: dict[str, Any] = {"np": np}
        exec(problem.written(), namespace)  # noqa: S102 - the reference, written as a student would
        example = notation.example(problem.question.name, keys.visible_key(problem).cases[0])
        returned, shown = (flat(eval(f"({text})", namespace)) for text in example.split("# →"))  # noqa: S307
        np.testing.assert_allclose(returned, shown, rtol=5e-6, atol=1e-12)


def test_text_of_a_prompt_is_never_live_html() -> None:
    page = typeset.to_html("<script>alert(1)</script> $x < y$ [a](javascript:alert(2))")
    assert "<script" not in page
    assert "javascript:" not in re.findall(r'href="([^"]*)"', page)
    assert "<math" in page


@pytest.mark.parametrize("name", ["inference_value", "nano", "finite"])
def test_an_answer_by_hand_keeps_its_variables_name(edit: Edit, name: str) -> None:
    changed = edit("exercises/tiny.yaml", "name: total_value", f"name: {name}")
    problem = loading.load(changed, "tiny")[1]
    source = problem.written({"N": 2, "a": np.array([np.nan, np.inf])})
    assert source == f"{name} = float('nan')\n"
    assert problem.written({"N": 1, "a": np.array([-np.inf])}) == f"{name} = -float('inf')\n"
