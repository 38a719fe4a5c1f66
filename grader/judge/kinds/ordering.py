"""Judges an ordering: two options that stand the wrong way round may be known to be so by a mistake."""

from __future__ import annotations

from grader.compare import is_empty
from grader.exercise.kinds import OrderingQuestion
from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Finding, line
from grader.judge.kinds import options
from grader.judge.trouble import not_written


def judge(examiner: Examiner, question: OrderingQuestion, came: Came) -> Finding:
    """What an order is worth: everything, or nothing; every mistake that turns two options of it round is named."""
    if is_empty(came.value):
        return not_written(examiner.problem, came.outputs)
    key, case = examiner.key, examiner.key.cases[0]
    right = [int(place) for place in case.expected[0].tolist()]
    order = options.read(question, case.arguments, came.value)
    if order is None:
        return Finding("wrong", (options.unread(key.name, len(right), came.value),))
    if sorted(order) != sorted(right):
        told = line("fact", "not_an_order", name=key.name, got=options.written(order), count=len(right))
        return Finding("wrong", (told,))
    if [*order] == right:
        return Finding("right", (line("fact", "right"),))
    pairs = {mistake: [int(place) for place in gives[0].tolist()] for mistake, gives in case.mistakes.items()}
    made = tuple(mistake for mistake, (one, other) in pairs.items() if order.index(one) < order.index(other))
    first = next(place for place, (one, other) in enumerate(zip(order, right, strict=True)) if one != other)
    lines = [line("fact", "ordered", got=options.written(order))]
    lines.append(line("hint", "order_from", place=first + 1))
    return Finding("wrong", tuple(lines), diagnosis=Diagnosis([made] if made else []))
