"""Partial credit by the rubric that an assignment declares: what it comes to, and what the student is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from grader.exercise.spec import Credit
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding
from grader.records import Text
from grader.words import say


def share(examiner: Examiner, finding: Finding, credit: Credit) -> tuple[Decimal, Text | None]:
    """The share of the points that wrong work earns, and why: the most that one part of the rubric gives.

    Kinds of cases count where every case of the kind is right; mistakes and steps count where one explanation, and no
    other, rests on enough cases.
    """
    none: tuple[Decimal, Text | None] = (Decimal(0), None)
    return max([none, *_earned(examiner, finding, credit)], key=lambda earned: earned[0])


def _earned(examiner: Examiner, finding: Finding, credit: Credit) -> Iterator[tuple[Decimal, Text]]:
    right = [group for group in credit.groups if group in finding.right_groups]
    if right:
        told = _listed([say(f"group_{group}") for group in right])
        yield _sum(credit.groups[group] for group in right), say("credit_groups", groups=told)
    diagnosis = finding.diagnosis
    if len(diagnosis.explanations) != 1 or not diagnosis.certain:
        return
    if credit.mistakes and all(one in credit.mistakes for one in diagnosis.best):
        earned = Decimal(1)
        for one in diagnosis.best:
            earned *= Decimal(repr(credit.mistakes[one]))
        yield earned, say("credit_mistakes")
    wrong = {examiner.told(diagnosis, mistake).step for mistake in diagnosis.best}
    steps = examiner.problem.solution.steps
    if credit.steps and wrong <= steps.keys():
        kept = [step for step in credit.steps if step not in wrong]
        told = _listed([steps[step].title for step in kept])
        yield _sum(credit.steps[step] for step in kept), say("credit_steps", steps=told)


def _sum(shares: Iterator[float] | list[float]) -> Decimal:
    return sum((Decimal(repr(one)) for one in shares), Decimal(0))


def _listed(texts: list[Text]) -> Text:
    return Text("、".join(text.ja for text in texts), ", ".join(text.en for text in texts))
