"""Judges a function that was handed out with mistakes in it: whether they are repaired, and which are still there."""

from __future__ import annotations

from dataclasses import replace

from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Finding, line
from grader.judge.kinds import function
from grader.judge.trouble import not_written


def judge(examiner: Examiner, came: Came) -> Finding:
    """What a repaired function is worth; right is right, however it was written."""
    problem, name = examiner.problem, examiner.key.name
    finding = function.judge(examiner, came)
    planted = set(problem.question.repairs(problem.solution))
    still = set(finding.diagnosis.best)
    # What is done elsewhere may have repaired it: another function under its name, one below an if.
    repaired = finding.verdict == "right" or (still and still < planted)
    if problem.id in came.outputs.unchanged and not repaired:
        return Finding("missing", (line("fact", "debug_unchanged", name=name),))
    if any(set(one) == planted for one in finding.diagnosis.explanations) and finding.diagnosis.slip is None:
        if problem.id in came.outputs.replaced:
            return not_written(problem, came.outputs)
        # To name them would repair it: nothing of that was done.
        told = [one for one in finding.lines if one.role not in {"lead", "mistake"}]
        unrepaired = line("lead", "debug_unrepaired", name=name)
        return replace(finding, lines=(unrepaired, *told), diagnosis=Diagnosis(), right_groups=())
    if still and still < planted:
        told_first = line("lead", "debug_left", repaired=len(planted - still), total=len(planted))
        return replace(finding, lines=(told_first, *finding.lines))
    return finding
