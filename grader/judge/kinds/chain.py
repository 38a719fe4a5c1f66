"""Judges a chain by hand: every blank earns its part of the points, also where it follows from an earlier wrong one."""

from __future__ import annotations

from decimal import Decimal

from grader.compare import is_empty
from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding, line
from grader.judge.kinds import parts
from grader.judge.texts import type_text
from grader.judge.trouble import not_written
from grader.records import Line

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
        return Finding("right", (line("fact", "right"),))
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
    title = examiner.problem.solution.steps[first.step].title
    code = "chain_first_wrong" if len(first.cells) == 1 else "chain_first_wrong_place"
    lines = [line("hint", code, name=first.name, step=title, place=first.first_wrong + 1, total=len(first.cells))]
    after = [cell for part in judged.parts[judged.parts.index(first) + 1 :] for cell in part.cells]
    if "carried" in after and set(after) <= {"right", "carried"}:
        lines.append(line("hint", "chain_consistent"))
    return lines
