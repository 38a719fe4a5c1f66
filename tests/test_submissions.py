"""A class of hand-written submissions, graded all at once through the public command, against what each must get."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import confusion
import pytest
from confusion import KINDS, Judged, Row

EXPECTED = confusion.expected()
ONE, SEVERAL = KINDS[1:3]
NAMED = {ONE: 0.95, SEVERAL: 0.9}
"""What share of mistakes must be named, and named without another."""


@pytest.fixture(scope="session")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Row]:
    """The grades of the whole class by student, from one run of ``grader grade``."""
    return {row["student"]: row for row in confusion.grade(tmp_path_factory.mktemp("class"))}


@pytest.fixture(scope="session")
def judged(rows: Mapping[str, Row]) -> list[Judged]:
    return list(confusion.judged(list(rows.values()), EXPECTED))


def test_everybody_on_the_roster_or_with_a_hand_in_gets_one_row(rows: Mapping[str, Row]) -> None:
    assert len(EXPECTED) >= 300
    assert sorted(rows) == sorted(EXPECTED)


@pytest.mark.parametrize("student", EXPECTED)
def test_submission_gets_what_it_must_get(student: str, rows: Mapping[str, Row], judged: list[Judged]) -> None:
    expected, row = EXPECTED[student], rows[student]
    assert (row["status"], row["late"]) == (expected.status, expected.late if row["submitted_at"] else None)
    assert [one for one in judged if one.student == student and not one.verdict_fits] == []
    assert expected.known is None or expected.known == (row["submitted_at"] is not None)


def test_right_work_is_never_called_wrong_and_wrong_work_never_right(judged: list[Judged]) -> None:
    assert [one for one in judged if one.called_right != (one.kind == "right")] == []


@pytest.mark.parametrize("kind", NAMED)
def test_mistakes_are_named(kind: str, judged: list[Judged]) -> None:
    of_kind = [one for one in judged if one.kind == kind]
    assert len(of_kind) > 50
    assert sum(one.verdict_fits for one in of_kind) >= NAMED[kind] * len(of_kind)


@pytest.mark.parametrize("student", [name for name, expected in EXPECTED.items() if expected.says or expected.remarks])
def test_student_is_told_what_helps(student: str, rows: Mapping[str, Row]) -> None:
    expected, row = EXPECTED[student], rows[student]
    told = {each["id"]: each["message"]["en"] for each in row["questions"]}
    assert {question: words for question, words in expected.says.items() if words not in told[question]} == {}
    remarks = "\n".join(remark["en"] for remark in row["remarks"])
    assert [words for words in expected.remarks if words not in remarks] == []


def test_points_follow_from_verdicts_and_rubric_and_sum_up_exactly(rows: Mapping[str, Row]) -> None:
    share = {"right": 1.0, "carried": 1.0, "rounded": 0.5}
    for student, row in rows.items():
        for each in row["questions"]:
            got, most = each["points"], each["max_points"]
            assert got == EXPECTED[student].points.get(each["id"], got)
            assert got == most * share[each["verdict"]] if each["verdict"] in share else 0 <= got < most
        for score, part in (("score", "points"), ("max_score", "max_points")):
            exact = sum(Decimal(repr(each[part])) for each in row["questions"])
            assert Decimal(repr(row[score])) == exact, student
