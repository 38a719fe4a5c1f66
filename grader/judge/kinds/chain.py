"""Judges a chain by hand: every blank earns its part of the points, also where it follows from an earlier wrong one."""

from __future__ import annotations

from decimal import Decimal

from grader.compare import Array, is_empty
from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding, line
from grader.judge.kinds import parts
from grader.judge.texts import type_text
from grader.judge.trouble import not_written
from grader.records import Line, Text

_WORDS = parts.Words("right_numbers", "other_blanks")


def judge(examiner: Examiner, came: Came) -> Finding:
    """What a chain is worth: of each blank the share of its numbers that are right or follow from earlier ones."""
    key, value = examiner.key, came.value
    if is_empty(value):
        return not_written(examiner.problem, came.outputs)
    judged = parts.judged(examiner, came, parts.in_blanks(key, value), _WORDS)
    if judged is None:
        names = ", ".join(examiner.problem.question.parts)
        return Finding("wrong", (line("fact", "not_a_chain", name=key.name, type=type_text(value), parts=names),))
    verdict = parts.verdict(judged.earning)
    if verdict == "right":
        return Finding("right", (line("fact", "right"), *judged.sizes))
    shares = [parts.share(part.earning, came.rounded_credit) for part in judged.parts]
    return Finding(
        verdict,
        (*_first_wrong(examiner, judged), *judged.lines),
        diagnosis=judged.diagnosis,
        share=sum(shares, Decimal(0)) / len(shares),
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
