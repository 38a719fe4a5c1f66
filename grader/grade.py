"""One submission through the whole way: the only place where what students' code returned meets the answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import msgspec

from grader import __version__
from grader.errors import KeysError, SandboxError, faults
from grader.exercise.problemset import Item
from grader.handing import EVERYTHING, Handing
from grader.judge import Examiner, Order, broken_parts, closer_ask, judge, misspelt, order
from grader.make.ring import KeyRing
from grader.records import (
    Answer,
    Ask,
    Box,
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
from grader.versions import graded_with
from grader.words import say


@dataclass(frozen=True, eq=False)
class Trace:
    """A grade and all that it followed from; nothing was run where the work was not graded."""

    grade: Grade
    outputs: Outputs | None = None
    examiners: Mapping[str, Examiner] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Grader:
    """Grades submissions to one assignment with one ring of keys.

    Attributes:
        ring: the assignment and its keys.
        roster: the names of those on it, by id; None where nobody is a stranger.
    """

    ring: KeyRing
    roster: Mapping[str, str] | None = None

    def grade(self, submission: Submission, box: Box, held: bytes | None = None) -> Grade:
        """The grade of one submission; whatever happens, there is one.

        Args:
            submission: what was handed in.
            box: where it is run.
            held: the file of the student's keys, where it was read elsewhere.
        """
        return self.safely(submission, box, held).grade

    def safely(self, submission: Submission, box: Box, held: bytes | None = None) -> Trace:
        """The same with what it followed from."""
        try:
            return self.trace(submission, box, held)
        except SandboxError:
            raise
        except Exception:
            faults.exception("grading of %s", submission.student)
            return Trace(self.ungraded(submission, "grader_error", "grader_error", say("grader_error")))

    def trace(self, submission: Submission, box: Box, held: bytes | None = None) -> Trace:
        """The grade of one submission with what it followed from; faults of the program are raised."""
        problems, assignment = self.ring.problems, self.ring.problems.assignment
        if submission.refusal is not None:
            return Trace(self.ungraded(submission, "unreadable", "unreadable", submission.refusal))
        handing, at = self._handing(submission), submission.submitted_at
        remark = handing.remark(at)
        if remark is not None and handing.penalty(at) == EVERYTHING:
            return Trace(self.ungraded(submission, "late", "ungraded", remark))
        numbers = self._numbers(submission.student, held)
        changed = _changed(submission, assignment.id, numbers)
        examiners = self._with_numbers({question: key for question, key in numbers.items() if question not in changed})
        orders = self.orders(submission)
        asks = self.asks({question: examiner.key for question, examiner in examiners.items()}, orders)
        outputs = box.run(submission.cells, asks, assignment.limits, assignment.budget)
        outputs = msgspec.structs.replace(
            outputs,
            packages=assignment.packages,
            leftovers=submission.leftovers,
            carets=submission.carets,
            replaced=submission.replaced,
            unchanged=submission.unchanged,
            misspelt=misspelt(problems.problems, outputs),
        )
        judged = zip(problems.items, judge(problems, examiners, outputs, orders), strict=True)
        questions = tuple(
            _without_points(item, "ungraded", say("variant_changed")) if question.id in changed else question
            for item, question in judged
        )
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

    def name(self, student: str) -> str:
        """A student's name; empty where nobody knows it."""
        return (self.roster or {}).get(student, "")

    def ungraded(self, submission: Submission, status: Status, verdict: Verdict, message: Text) -> Grade:
        """A row without points in which every question says why."""
        questions = tuple(_without_points(item, verdict, message) for item in self.ring.problems.items)
        return self._row(submission, status, questions)

    def fingerprint(self, submission: Submission, held: bytes) -> str:
        """SHA-256 of all that decides a grade: a run that is resumed keeps grades whose fingerprint is the same."""
        content = (
            self._fingerprint,
            submission.digest,
            submission.files,
            submission.submitted_at,
            submission.remarks,
            self._listed(submission.student),
            held,
        )
        return hashlib.sha256(encoded(content)).hexdigest()

    def orders(self, submission: Submission) -> dict[str, Order]:
        """For each function question, the case of each call: the same everywhere, another for each submission."""
        keys = self.ring.functions
        return {question: order(key, self.ring.digest, submission.digest, question) for question, key in keys.items()}

    def asks(self, keys: Mapping[str, Key], orders: Mapping[str, Order]) -> list[Ask]:
        """What the box is asked: names and inputs, nothing of the answers.

        Answers by hand come first, so that no call of a function can change or fill them.
        """
        by_hand, shown, hidden = list[Ask](), list[Ask](), list[Ask]()
        for item in self.ring.problems.items:
            question = item.problem.id
            key = keys.get(question)
            if key is None:
                continue
            if key.digits is not None:
                by_hand.append(Ask(question, "variable", key.name))
                continue
            first, later = (tuple(key.cases[case].inputs for case in part) for part in orders[question])
            shown.append(Ask(question, "function", key.name, first, item.limits, further=self._further))
            hidden.append(Ask(question, "function", key.name, later, item.limits, "hidden"))
        return [*by_hand, *shown, *hidden]

    @cached_property
    def _fingerprint(self) -> str:
        problems = self.ring.problems
        items = [(item.problem.id, item.points, item.limits) for item in problems.items]
        versions = __version__, graded_with(problems.assignment.packages)
        return encoded((versions, problems.assignment, items, self.ring.digest, self.ring.digest_by_hand)).decode()

    @cached_property
    def _examiners(self) -> dict[str, Examiner]:
        problems = {problem.id: problem for problem in self.ring.problems.problems}
        return {question: Examiner(problems[question], key) for question, key in self.ring.functions.items()}

    def _further(self, answer: Answer) -> Ask | None:
        """What a closer look at a function asks; it decides nothing, so that a fault in it costs nobody a mark."""
        try:
            return closer_ask(self._examiners[answer.question], answer)
        except Exception:
            faults.exception("a closer look at %s", answer.question)
            return None

    def _listed(self, student: str) -> bool:
        return self.roster is None or student in self.roster

    def _numbers(self, student: str, held: bytes | None) -> dict[str, Key]:
        try:
            return self.ring.numbers(student, held)
        except KeysError:
            faults.exception("keys of %s", student)
            return {}

    def _with_numbers(self, numbers: Mapping[str, Key]) -> dict[str, Examiner]:
        by_id = {problem.id: problem for problem in self.ring.problems.problems}
        return self._examiners | {
            question: Examiner(by_id[question], key) for question, key in numbers.items() if question in by_id
        }

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(problem.question.name for problem in self.ring.problems.problems)

    @cached_property
    def _rules(self) -> Handing:
        return self.ring.problems.assignment.handing

    def _handing(self, submission: Submission) -> Handing:
        return self._rules.of(submission.student)

    def _row(
        self,
        submission: Submission,
        status: Status,
        questions: tuple[QuestionGrade, ...],
        outputs: Outputs | None = None,
    ) -> Grade:
        handing, at = self._handing(submission), submission.submitted_at
        earned = sum((question.points for question in questions), Decimal(0))
        return Grade(
            student=submission.student,
            assignment=self.ring.problems.assignment.id,
            submission=submission.files,
            digest=submission.digest,
            status=status,
            score=plain(earned * (EVERYTHING - handing.penalty(at))),
            max_score=plain(self.ring.problems.max_points),
            questions=questions,
            submitted_at=at,
            late=handing.late(at),
            remarks=(*submission.remarks, *(broken_parts(outputs, self._asked) if outputs is not None else ())),
            tier=outputs.tier if outputs is not None else "",
            name=self.name(submission.student),
            not_graded=submission.others,
            graded_with=graded_with(self.ring.problems.assignment.packages) if outputs is not None else "",
        )


def _changed(submission: Submission, assignment: str, numbers: Mapping[str, Key]) -> frozenset[str]:
    """The questions by hand whose keys are not those of the handout that the student says to have had.

    Their exercise was changed since, so that right answers would be called wrong. What the handout of somebody else,
    or of another assignment, says is passed over. At worst, a false word costs the student who wrote it the points of
    that question.
    """
    own = [
        handout.variants
        for handout in submission.handouts
        if handout.student == submission.student and handout.assignment in ("", assignment)
    ]
    changed = [
        question
        for question, key in numbers.items()
        if any(variants.get(question, key.parameters) != key.parameters for variants in own)
    ]
    if changed:
        # A warning, as at worst it is only the student's word.
        faults.warning(
            "%s: the handout was made with other data than the keys now hold for %s, which stay ungraded. The exercise "
            "was changed since: give the keys that were made with the handouts, with --keys.",
            submission.student,
            ", ".join(changed),
        )
    return frozenset(changed)


def _without_points(item: Item, verdict: Verdict, message: Text) -> QuestionGrade:
    points = plain(item.points)
    return QuestionGrade(item.problem.id, verdict, Decimal(0), points, (), message, (Line("fact", message),))
