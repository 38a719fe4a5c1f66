"""Judges a choice: a wrong option stands for the mistake that leads to it."""

from __future__ import annotations

from decimal import Decimal

from grader.compare import is_empty
from grader.exercise.kinds import ChoiceQuestion
from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Finding, line
from grader.judge.kinds import options
from grader.judge.trouble import not_written


def judge(examiner: Examiner, question: ChoiceQuestion, came: Came) -> Finding:
    """What the chosen options are worth; of several right ones each earns a part, and each wrong one costs as much."""
    if is_empty(came.value):
        return not_written(examiner.problem, came.outputs)
    key, data = examiner.key, examiner.key.cases[0].arguments
    right = {place for place, one in enumerate(key.cases[0].expected[0].tolist()) if one}
    count = key.cases[0].expected[0].size
    chosen = options.read(question, data, came.value)
    if chosen is None:
        return Finding("wrong", (options.unread(key.name, count, came.value),))
    if len(set(chosen)) > 1 and not question.several:
        return Finding("wrong", (line("fact", "too_many_letters", name=key.name, got=options.written(chosen)),))
    if set(chosen) == right:
        return Finding("right", (line("fact", "right"),))
    stands_for = question.stands_for(examiner.problem.solution, data)
    mistakes = tuple(dict.fromkeys(one for place in chosen if (one := stands_for[place]) is not None))
    good, bad = len(right & set(chosen)), len(set(chosen) - right)
    share = Decimal(max(good - bad, 0)) / len(right)
    fact = line("fact", "chosen", got=options.told(question, data, sorted(set(chosen))))
    counted = [line("counted", "chosen_right", right=good, chosen=good + bad)]
    if good < len(right):
        counted.append(line("counted", "chosen_few"))
    return Finding(
        "partly" if share else "wrong",
        (fact, *counted) if question.several else (fact,),
        diagnosis=Diagnosis([mistakes] if mistakes else []),
        share=share if question.several else None,
    )
