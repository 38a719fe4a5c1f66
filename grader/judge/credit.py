"""Partial credit by the rubric that an assignment declares: what it comes to, and what the student is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from grader.exercise.spec import Credit
from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Finding
from grader.records import Group, Text
from grader.words import say


def share(examiner: Examiner, finding: Finding, credit: Credit) -> tuple[Decimal, Text | None]:
    """The share of the points that wrong work earns, and why: the most that one part of the rubric gives.

    Kinds of cases count where every case of the kind is right; mistakes and steps count where one explanation, and no
    other, rests on enough cases.
    """
    none: tuple[Decimal, Text | None] = (Decimal(0), None)
    return max([none, *_earned(examiner, finding, credit)], key=lambda earned: earned[0])


def _earned(examiner: Examiner, finding: Finding, credit: Credit) -> Iterator[tuple[Decimal, Text]]:
    """What hidden inputs decide comes last: of two reasons for the same points the first is told."""
    if len(finding.diagnosis.explanations) == 1 and finding.diagnosis.certain:
        yield from _of_mistakes(examiner, finding.diagnosis, credit)
    right = [group for group in credit.groups if group in finding.right_groups]
    if right:
        yield _of_groups(credit, right), _told_of_groups(credit, right)


def _of_groups(credit: Credit, groups: Sequence[Group]) -> Decimal:
    return _sum(credit.groups[group] for group in groups)


def _told_of_groups(credit: Credit, right: Sequence[Group]) -> Text:
    """Which kinds of cases are right, where the points alone say that, too."""
    every = (some for count in range(1, len(credit.groups) + 1) for some in combinations(credit.groups, count))
    if sum(_of_groups(credit, some) == _of_groups(credit, right) for some in every) > 1:
        return say("credit_some_groups")
    return say("credit_groups", groups=_listed([say(f"group_{group}") for group in right]))


def _of_mistakes(examiner: Examiner, diagnosis: Diagnosis, credit: Credit) -> Iterator[tuple[Decimal, Text]]:
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
