"""From a finding to what is told: lines in their order, the mistake first, then what shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Explanation, Finding, line
from grader.records import Line, Role, Text
from grader.words import say

Hints = Literal["where", "what", "formula"]

_ORDER: tuple[Role, ...] = ("lead", "mistake", "hint", "call", "fact", "place", "error", "counted", "credit", "remark")


def lines(examiner: Examiner | None, finding: Finding, credit: Text | None, hints: Hints) -> tuple[Line, ...]:
    """Everything that is told of a question, by role.

    Args:
        examiner: the question with its key; None where there is no key.
        finding: what was found.
        credit: why there are points for work that is not right.
        hints: how much is told of a mistake: where it is, what it is, or also the right formula.
    """
    told = [*((finding.shown(),) if finding.shown is not None else ()), *finding.lines]
    if credit is not None:
        told.append(Line("credit", credit))
    if examiner is not None:
        told += _mistakes(examiner, finding.diagnosis, hints)
    return tuple(sorted(told, key=lambda one: _ORDER.index(one.role)))


def message(told: Sequence[Line]) -> Text:
    """What the student is told as one text: each line on its own, several mistakes as a list."""
    shown = [one for one in told if not one.staff]
    several = sum(one.role == "mistake" for one in shown) > 1
    text = Text("", "")
    for one in shown:
        text += say("bullet", text=one.text) if several and one.role == "mistake" else one.text
    return text


def _mistakes(examiner: Examiner, diagnosis: Diagnosis, hints: Hints) -> Iterator[Line]:
    """The mistakes as far as the hint level lets them be told."""
    if not diagnosis.explanations:
        return
    if hints == "where":
        yield from _where(examiner, diagnosis)
        return
    if diagnosis.slip is not None:
        made, could = diagnosis.slip
        yield line("lead", "slip", made=made, could=could)
    if len(diagnosis.explanations) > 1:
        yield line("lead", "one_of")
        for explanation in diagnosis.explanations:
            yield _alternative(examiner, diagnosis, explanation, hints)
        return
    if not diagnosis.certain:
        yield line("lead", "consistent_with")
    best = [examiner.told(diagnosis, mistake) for mistake in diagnosis.best]
    if len(best) > 1:
        yield line("lead", "together", count=len(best))
    elif best[0].convention:
        yield line("hint", "convention")
    for told in best:
        yield Line("mistake", told.text, told.formula if hints == "formula" else "")


def _alternative(examiner: Examiner, diagnosis: Diagnosis, explanation: Explanation, hints: Hints) -> Line:
    """One of several explanations; if it is several mistakes, in one line."""
    all_told = [examiner.told(diagnosis, mistake) for mistake in explanation]
    text = Text(" ".join(told.text.ja for told in all_told), " ".join(told.text.en for told in all_told))
    return Line("mistake", text, all_told[0].formula if hints == "formula" and len(all_told) == 1 else "")


def _where(examiner: Examiner, diagnosis: Diagnosis) -> Iterator[Line]:
    for mistake in diagnosis.best:
        told = examiner.told(diagnosis, mistake)
        number, total = told.place
        yield (
            line("hint", "hint_where", step=told.title, number=number, total=total)
            if total
            else Line("mistake", told.text)
        )
