"""One submission through the whole way: the only place where what students' code returned meets the answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import msgspec

from grader import __version__
from grader.errors import KeysError, SandboxError, faults
from grader.judge import Examiner, broken_parts, judge, order
from grader.make.ring import KeyRing
from grader.records import (
    Ask,
    Grade,
    Key,
    Line,
    Outputs,
    QuestionGrade,
    Status,
    Submission,
    Text,
    Verdict,
    encoded,
    plain,
)
from grader.sandbox import Box
from grader.words import say


@dataclass(frozen=True, eq=False)
class Trace:
    """A grade and all that it followed from; nothing was run where the work was not graded."""

    grade: Grade
    outputs: Outputs | None = None
    examiners: Mapping[str, Examiner] = field(default_factory=dict)
    orders: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Grader:
    """Grades submissions to one assignment with one ring of keys; ``roster`` is None where nobody is a stranger."""

    ring: KeyRing
    roster: frozenset[str] | None = None

    def grade(self, submission: Submission, box: Box) -> Grade:
        """The grade of one submission; whatever happens, there is one."""
        try:
            return self.trace(submission, box).grade
        except SandboxError:
            raise
        except Exception:
            faults.exception("grading of %s", submission.student)
            return self.ungraded(submission, "grader_error", "grader_error", say("grader_error"))

    def trace(self, submission: Submission, box: Box) -> Trace:
        """The grade of one submission with what it followed from; faults of the program are raised."""
        problems, assignment = self.ring.problems, self.ring.problems.assignment
        if submission.problem is not None:
            return Trace(self.ungraded(submission, "unreadable", "unreadable", submission.problem))
        if self._late(submission) and assignment.late == "refuse":
            due = assignment.due_text
            return Trace(self.ungraded(submission, "late", "ungraded", say("late_refused", due=due)))
        examiners = self._with_numbers(submission.student)
        orders = self.orders(submission)
        asks = self.asks({question: examiner.key for question, examiner in examiners.items()}, orders)
        outputs = box.run(submission.cells, asks, assignment.limits)
        outputs = msgspec.structs.replace(outputs, packages=assignment.packages)

        def again(asks: Sequence[Ask]) -> Outputs:
            return box.run(submission.cells, asks, assignment.limits)

        questions = judge(problems, examiners, outputs, orders, again)
        status: Status = "graded"
        if not self._listed(submission.student):
            status = "not_on_roster"
        elif any(question.verdict == "timeout" for question in questions):
            status = "timeout"
        return Trace(self._row(submission, status, questions, outputs), outputs, examiners, orders)

    def missing(self, student: str) -> Grade:
        """The row of a student who handed in nothing."""
        nothing = Submission(student, files=(), cells=(), digest="")
        return self.ungraded(nothing, "missing", "missing", say("not_handed_in"))

    def ungraded(self, submission: Submission, status: Status, verdict: Verdict, message: Text) -> Grade:
        """A row without points in which every question says why."""
        questions = tuple(
            QuestionGrade(
                item.problem.id, verdict, Decimal(0), plain(item.points), (), message, (Line("fact", message),)
            )
            for item in self.ring.problems.items
        )
        return self._row(submission, status, questions)

    def fingerprint(self, submission: Submission) -> str:
        """SHA-256 of all that decides a grade: a run that is resumed keeps grades whose fingerprint is the same."""
        content = (
            self._fingerprint,
            submission.digest,
            submission.files,
            submission.submitted_at,
            submission.remarks,
            self._listed(submission.student),
            self.ring.digest_of(submission.student),
        )
        return hashlib.sha256(encoded(content)).hexdigest()

    def orders(self, submission: Submission) -> dict[str, tuple[int, ...]]:
        """For each function question, the case of each call: the same everywhere, another for each submission."""
        keys = self.ring.functions
        return {question: order(key, self.ring.digest, submission.digest, question) for question, key in keys.items()}

    def asks(self, keys: Mapping[str, Key], orders: Mapping[str, Sequence[int]]) -> list[Ask]:
        """What the box is asked: names and inputs, nothing of the answers.

        Answers by hand come first, so that no call of a function can change or fill them.
        """
        functions, by_hand = [], []
        for item in self.ring.problems.items:
            question = item.problem.id
            key = keys.get(question)
            if key is None:
                continue
            if key.digits is None:
                calls = tuple(key.cases[case].inputs for case in orders[question])
                functions.append(Ask(question, "function", key.name, calls, item.limits))
            else:
                by_hand.append(Ask(question, "number", key.name))
        return by_hand + functions

    @cached_property
    def _fingerprint(self) -> str:
        problems = self.ring.problems
        items = [(item.problem.id, item.points, item.limits) for item in problems.items]
        return encoded((__version__, problems.assignment, items, self.ring.digest)).decode()

    @cached_property
    def _examiners(self) -> dict[str, Examiner]:
        problems = {problem.id: problem for problem in self.ring.problems.problems}
        return {question: Examiner(problems[question], key) for question, key in self.ring.functions.items()}

    def _listed(self, student: str) -> bool:
        return self.roster is None or student in self.roster

    def _with_numbers(self, student: str) -> dict[str, Examiner]:
        try:
            numbers = self.ring.numbers(student)
        except KeysError:
            faults.exception("keys of %s", student)
            numbers = {}
        by_id = {problem.id: problem for problem in self.ring.problems.problems}
        return self._examiners | {
            question: Examiner(by_id[question], key) for question, key in numbers.items() if question in by_id
        }

    def _late(self, submission: Submission) -> bool:
        deadline = self.ring.problems.assignment.deadline
        return deadline is not None and submission.submitted_at is not None and submission.submitted_at >= deadline

    def _row(
        self,
        submission: Submission,
        status: Status,
        questions: tuple[QuestionGrade, ...],
        outputs: Outputs | None = None,
    ) -> Grade:
        return Grade(
            student=submission.student,
            assignment=self.ring.problems.assignment.id,
            submission=submission.files,
            digest=submission.digest,
            status=status,
            score=plain(sum((question.points for question in questions), Decimal(0))),
            max_score=plain(self.ring.problems.max_points),
            questions=questions,
            submitted_at=submission.submitted_at,
            late=self._late(submission),
            remarks=(*submission.remarks, *(broken_parts(outputs) if outputs is not None else ())),
            tier=outputs.tier if outputs is not None else "",
        )
