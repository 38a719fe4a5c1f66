"""Judges a table by hand: every cell earns its part of the points."""

from __future__ import annotations

from grader.compare import is_empty
from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding, line
from grader.judge.kinds import parts
from grader.judge.kinds.cells import Part
from grader.judge.texts import type_text
from grader.judge.trouble import not_written
from grader.records import Line

_WORDS = parts.Words("right_cells", "other_columns")


def judge(examiner: Examiner, came: Came) -> Finding:
    """What a table is worth: the share of its cells that are right or follow from earlier ones."""
    key, value = examiner.key, came.value
    if is_empty(value):
        return not_written(examiner.problem, came.outputs)
    judged = parts.judged(examiner, came, value, _WORDS)
    if judged is None:
        names = ", ".join(examiner.problem.question.parts)
        return Finding("wrong", (line("fact", "not_a_table", name=key.name, type=type_text(value), parts=names),))
    verdict = parts.verdict(judged.earning)
    if verdict == "right":
        return Finding("right", (line("fact", "right"), *judged.sizes))
    return Finding(
        verdict,
        (*_first_wrong(examiner, judged.first), *judged.lines),
        diagnosis=judged.diagnosis,
        share=parts.share(judged.earning, came.rounded_credit),
    )


def _first_wrong(examiner: Examiner, first: Part | None) -> list[Line]:
    """Which step went wrong first, and in which row."""
    if first is None or first.first_wrong is None:
        return []
    title = examiner.problem.solution.steps[first.step].title
    if len(first.cells) == 1:
        return [line("hint", "table_first_wrong_cell", name=first.name, step=title)]
    return [line("hint", "table_first_wrong", name=first.name, step=title, row=first.first_wrong + 1)]
