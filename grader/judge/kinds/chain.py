"""Judges a chain by hand: every blank earns its part of the points, also where it follows from an earlier wrong one."""

from __future__ import annotations

from grader.compare import Array
from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding, line
from grader.judge.kinds import parts
from grader.records import Line, Text

_WORDS = parts.Words("right_numbers", "other_blanks", "not_a_chain")


def judge(examiner: Examiner, came: Came) -> Finding:
    """What a chain is worth: of each blank the share of its numbers that are right or follow from earlier ones."""
    value = parts.in_blanks(examiner.key, came.value)
    return parts.judge(
        examiner, came, value, _WORDS, lambda judged: [part.earning for part in judged.parts], _first_wrong
    )


def _first_wrong(examiner: Examiner, judged: parts.Judged) -> list[Line]:
    """Which blank went wrong first, and whether everything after it is consistent with it."""
    first = judged.first
    if first is None or first.first_wrong is None:
        return []
    title, at = examiner.problem.solution.steps[first.step].title, judged.parts.index(first)
    lines = [_place(first.name, title, first.first_wrong, examiner.key.cases[0].expected[at])]
    after = [cell for part in judged.parts[at + 1 :] for cell in part.cells]
    if "carried" in after and set(after) <= {"right", "carried"}:
        lines.append(line("hint", "chain_consistent"))
    return lines


def _place(name: str, step: Text, place: int, right: Array) -> Line:
    """Where a blank went wrong: its only number, one of a list, or one in a list of lists."""
    if right.size == 1:
        return line("hint", "chain_first_wrong", name=name, step=step)
    if right.ndim == 1:
        return line("hint", "chain_first_wrong_place", name=name, step=step, place=place + 1, total=right.size)
    row, column = divmod(place, right.shape[-1])
    return line("hint", "chain_first_wrong_row", name=name, step=step, row=row + 1, place=column + 1)
