"""The rules of handing in: what is late and costs, which attempt counts, and that all ask the same place."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import Command

from grader import handing
from grader.handing import NEVER_LATE, Handing, LateRule
from grader.words import say

TOKYO, BERLIN = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Berlin")
FIRST = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
LAST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-12)))
MSE = "import numpy as np\n\n\ndef mse(y, t):\n    return np.mean((y - t) ** 2)\n"


def rules(due: str | None = "02-28 23:59", timezone: str = "Asia/Tokyo", rule: LateRule = "refuse") -> Handing:
    return handing.rules(2027, due, timezone, rule, 7)


def tokyo(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def test_the_minute_that_is_due_is_still_in_time() -> None:
    due = rules()
    assert due.late(tokyo("2027-02-28T23:59:59.999999")) is False
    assert due.late(tokyo("2027-03-01T00:00")) is True
    assert due.late(datetime(2027, 2, 28, 14, 59, 59, tzinfo=UTC)) is False
    assert due.late(datetime(2027, 2, 28, 15, 0, tzinfo=UTC)) is True
    assert due.due_text == "2027-02-28 23:59 (Asia/Tokyo)"
    assert due.solutions_from == datetime(2027, 3, 7, 15, 0, tzinfo=UTC)
    assert due.solutions_text == "2027-03-08 00:00 (Asia/Tokyo)"


def test_late_work_costs_everything_or_nothing_and_an_unknown_time_nothing() -> None:
    late = tokyo("2027-03-01T00:00")
    for due, cost, code in ((rules(), 1, "late_refused"), (rules(rule="accept"), 0, "report_late")):
        assert due.penalty(late) == cost
        assert due.remark(late) == say(code, due=due.due_text)
        for at in (None, tokyo("2027-02-28T12:00"), FIRST):
            assert due.penalty(at) == 0
            assert due.remark(at) is None
        assert due.late(None) is None


def test_without_a_deadline_nothing_is_ever_late_and_nothing_is_told() -> None:
    for never in (NEVER_LATE, rules(due=None)):
        assert [never.late(at) for at in (None, FIRST, LAST)] == [False] * 3
        assert (never.told(), never.due_text, never.solutions_text, never.solutions_from) == ((), "", "", None)


def test_the_ends_of_the_calendar_are_times_like_any_other() -> None:
    due = rules()
    assert (due.late(FIRST), due.late(LAST)) == (False, True)
    assert due.counts([LAST, FIRST, LAST]) == handing.Counted(1, "in_time")
    assert (due.shown(FIRST), due.shown(LAST)) == ("0001-01-01 00:00", "9999-12-31 23:59")
    assert due.shown(datetime(2027, 5, 23, 14, 58, 59, tzinfo=UTC)) == "2027-05-23 23:58"


@pytest.mark.parametrize(
    ("moments", "index", "why"),
    [
        (["02-27T10:00", "02-28T10:00", None, "03-01T10:00"], 1, "in_time"),
        (["02-28T10:00", "02-28T10:00"], 1, "in_time"),
        ([None, None, "03-01T10:00"], 1, "unknown"),
        (["03-02T10:00", "03-01T10:00"], 0, "late"),
        (["03-01T10:00"], 0, "late"),
    ],
)
def test_of_several_attempts_one_counts(moments: Sequence[str | None], index: int, why: handing.Why) -> None:
    attempts = [None if moment is None else tokyo(f"2027-{moment}") for moment in moments]
    for due in (rules(), rules(rule="accept")):
        assert due.counts(attempts) == handing.Counted(index, why)


def test_a_minute_that_comes_twice_is_the_later_one() -> None:
    due = rules("10-31 02:30", "Europe/Berlin")
    assert due.due_text == "2027-10-31 02:30+01:00 (Europe/Berlin)"
    assert rules("10-31 03:00", "Europe/Berlin").due_text == "2027-10-31 03:00 (Europe/Berlin)"
    twice = datetime(2027, 10, 31, 2, 45, tzinfo=BERLIN)
    assert due.late(datetime(2027, 10, 31, 1, 30, 59, tzinfo=UTC)) is False
    assert due.late(datetime(2027, 10, 31, 1, 31, tzinfo=UTC)) is True
    assert (due.late(twice), due.late(twice.replace(fold=1))) == (False, True)
    assert due.counts([twice.replace(minute=20, fold=1), twice]) == handing.Counted(0, "in_time")


def test_an_hour_that_clocks_leave_out_is_bridged() -> None:
    due = rules("03-28 01:59", "Europe/Berlin")
    assert due.late(datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC)) is False
    assert due.late(datetime(2027, 3, 28, 1, 0, tzinfo=UTC)) is True
    assert rules("03-21 01:59", "Europe/Berlin").solutions_text == "2027-03-28 03:00 (Europe/Berlin)"
    with pytest.raises(ValueError, match=r"due is '03-28 02:30' in 2027, which no clock .* such as 03-28 03:30"):
        rules("03-28 02:30", "Europe/Berlin")


# ------------------------------------------------------------------------------------------- through the commands


@pytest.fixture
def graded(grader: Command, tmp_path: Path) -> Any:
    """Grades s01 … s05, handed in early, late, when nobody knows, and at both ends of the calendar; s06 did not."""

    def run(late: str) -> dict[str, dict[str, Any]]:
        (tmp_path / "week.yaml").write_text(
            "id: week\ntitle: {ja: 週, en: Week}\nyear: 2027\ndue: '05-23 23:59'\ntimezone: Asia/Tokyo\n"
            f"late: {late}\nexercises: [{{exercise: mse, points: {{function: 1}}}}]\n",
            encoding="utf-8",
        )
        names = [f"s{number:02}" for number in range(1, 7)]
        (tmp_path / "roster.csv").write_text("\n".join(["student", *names]), encoding="utf-8")
        (tmp_path / "times.csv").write_text(
            "student,submitted_at\ns01,2027-05-23 23:59:30\ns02,2027-05-24 00:00\n"
            "s04,0001-01-01 00:00\ns05,9999-12-31T23:59:59Z\n",
            encoding="utf-8",
        )
        (tmp_path / "in").mkdir(exist_ok=True)
        for name in names[:-1]:
            (tmp_path / "in" / f"{name}.py").write_text(MSE, encoding="utf-8")
        options = ["--roster", tmp_path / "roster.csv", "--times", tmp_path / "times.csv", "--out", tmp_path / late]
        ended = grader("grade", tmp_path / "in", "--assignment", tmp_path / "week.yaml", *options, "--json")
        assert ended.status == 0, ended.err
        assert "due 2027-05-23 23:59 (Asia/Tokyo)" in ended.err
        return {row["student"]: row for row in json.loads(ended.out)}

    return run


@pytest.mark.parametrize(("rule", "status", "score"), [("refuse", "late", 0), ("accept", "graded", 1)])
def test_grades_follow_the_rule_and_say_null_where_the_time_is_unknown(
    graded: Any, tmp_path: Path, rule: str, status: str, score: int
) -> None:
    rows = graded(rule)
    assert [row["late"] for row in rows.values()] == [False, True, None, False, True, None]
    expected = [("graded", 1), (status, score), ("graded", 1), ("graded", 1), (status, score), ("missing", 0)]
    assert [(row["status"], row["score"]) for row in rows.values()] == expected
    page = (tmp_path / rule / "feedback" / "s02.html").read_text(encoding="utf-8")
    told = "was not graded" if rule == "refuse" else "It was handed in after the deadline"
    assert told in page
    assert "(2027-05-23 23:59 (Asia/Tokyo))" in page
    assert "9999-12-31 23:59" in (tmp_path / rule / "feedback" / "s05.html").read_text(encoding="utf-8")
    assert "0001-01-01 00:00" in (tmp_path / rule / "report.html").read_text(encoding="utf-8")
    book = (tmp_path / rule / "gradebook.csv").read_text(encoding="utf-8").splitlines()
    assert [row["student"] for row in csv.DictReader(book)] == list(rows)


def test_a_rule_that_costs_a_part_of_the_mark_is_a_matter_of_this_module_alone(
    graded: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def third(self: Handing, at: datetime | None) -> Decimal:
        return Decimal("0.3") if self.late(at) else Decimal(0)

    monkeypatch.setattr(Handing, "penalty", third)
    rows = graded("accept")
    assert [rows[student]["score"] for student in ("s01", "s02", "s03", "s05", "s06")] == [1, 0.7, 1, 0.7, 0]
    assert rows["s02"]["questions"][0]["points"] == 1


def test_one_student_may_have_other_rules(graded: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    longer = rules("05-30 23:59")
    monkeypatch.setattr(Handing, "of", lambda self, student: longer if student == "s02" else self)
    rows = graded("refuse")
    assert (rows["s02"]["status"], rows["s02"]["late"], rows["s05"]["status"]) == ("graded", False, "late")


def test_handouts_print_the_rules(grader: Command, roster: Path, tmp_path: Path) -> None:
    due, solutions = rules("05-23 23:59").told()
    assert grader("make", "homework6", "--roster", roster, "--out", tmp_path / "made").status == 0
    page = (tmp_path / "made" / "handouts" / "s01" / "homework6.html").read_text(encoding="utf-8")
    assert "2027-05-23 23:59 (Asia/Tokyo)" in due.en
    for text in (due, solutions):
        assert text.ja in page
        assert text.en in page
