"""Judges a table by hand: every cell earns its part of the points."""

from __future__ import annotations

from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding, line
from grader.judge.kinds import parts
from grader.records import Line

_WORDS = parts.Words("right_cells", "other_columns", "not_a_table")


def judge(examiner: Examiner, came: Came) -> Finding:
    """What a table is worth: the share of its cells that are right or follow from earlier ones."""
    return parts.judge(examiner, came, came.value, _WORDS, lambda judged: [judged.earning], _first_wrong)


def _first_wrong(examiner: Examiner, judged: parts.Judged) -> list[Line]:
    """Which step went wrong first, and in which row."""
    first = judged.first
    if first is None or first.first_wrong is None:
        return []
    title = examiner.problem.solution.steps[first.step].title
    if len(first.cells) == 1:
        return [line("hint", "table_first_wrong_cell", name=first.name, step=title)]
    return [line("hint", "table_first_wrong", name=first.name, step=title, row=first.first_wrong + 1)]
