"""What is said when a question gave no values: not there, not written, raised, out of time or memory."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Sequence
from difflib import get_close_matches

from grader.exercise.kinds import Question
from grader.exercise.problem import Problem
from grader.exercise.problemset import is_called
from grader.judge.advice import advice, shown
from grader.judge.findings import Finding, line
from grader.judge.names import lost_to, unknown
from grader.records import ASLEEP_SECONDS, Answer, AnswerStatus, Line, Outputs, Raised, Text, Verdict
from grader.words import has, listed, printable, say

_PARTS_TOLD = 3
_ALWAYS_THERE = sys.stdlib_module_names | {"numpy"}
_OFTEN_MEANT = (
    "collections", "copy", "csv", "datetime", "decimal", "fractions", "functools", "itertools", "json", "math",
    "matplotlib", "numpy", "os", "random", "statistics", "sys", "time", "typing",
)  # fmt: skip
_KNOWN = frozenset({
    "PIL", "autograd", "cupy", "cv2", "google", "jax", "jaxtyping", "keras", "numba", "pandas", "polars", "scipy",
    "seaborn", "sklearn", "statsmodels", "sympy", "tensorflow", "torch", "torchvision", "tqdm", "xgboost",
})  # fmt: skip
"""Packages of others: nobody has a file of such a name."""
_LETTERS = re.compile("[A-Ja-j]{1,10}")
"""Written without quotes, letters are the name of a variable."""
_SIMILAR = 0.78
"""From here on a name is a misspelt one; "cupy" and "copy" are at 0.75."""
_OF_A_CALL = re.compile(r"^[\w.<>]{1,100}+\(\) (?:takes|missing|got) ")
"""What Python says of a call with other arguments than a function takes."""
_UNTOLD = re.compile(r" \((?:/[^()]*+|unknown location)\)?$|(?<=\.)\N{REPLACEMENT CHARACTER}.*+")
"""The file in which a name was looked for, at the end of a message that may be cut; and further lines of one."""
_QUOTED = re.compile(r"'([\w.]+)'")

_ENDED: dict[str, Verdict] = {
    "timeout": "timeout",
    "memory": "memory",
    "output_limit": "output_limit",
    "died": "raised",
    "missing": "missing",
}


def broken_parts(outputs: Outputs, asked: Collection[str] = ()) -> tuple[Text, ...]:
    """What is said of the parts of a submission that ended in an error when they were run: each cause once.

    Args:
        outputs: what came out of the box.
        asked: the names that are asked for: none of them is a misspelling of another.
    """
    causes: list[Raised] = []
    for error in outputs.broken:
        name = unknown(error)
        if name and (_lost(error, outputs) in causes or name in map(unknown, causes)):
            continue
        causes.append(error)
    return tuple(_one_text(_where(error, outputs, is_spelt=unknown(error) in asked)) for error in causes[:_PARTS_TOLD])


def missing(problem: Problem[Question], outputs: Outputs) -> Finding:
    """The function or variable is not there: perhaps misspelt, perhaps lost to an error."""
    name = problem.question.name
    lines = [line("fact", "missing_function" if is_called(problem) else "missing_variable", name=name)]
    named = (error for error in outputs.broken if _has_word(f"{error.code} {error.block}", name))
    lost = lost_to(name, outputs.broken) or next(named, None)
    if lost is not None and _is_bare_letter(problem, lost):
        return Finding("missing", (*lines, Line("fact", lost_answer(problem, lost))))
    if lost is not None:
        return Finding("missing", (*lines, *_where(lost, outputs)))
    if problem.id in outputs.misspelt:
        code = "misnamed_function" if is_called(problem) else "misnamed_variable"
        lines.append(line("fact", code, similar=printable(outputs.misspelt[problem.id]), name=name))
    return Finding("missing", (*lines, *_single_variables(problem, outputs)))


def _single_variables(problem: Problem[Question], outputs: Outputs) -> list[Line]:
    """That the parts of an answer stand in variables of their own, and not in the dictionary that is asked for."""
    found = [part for part in problem.question.parts if part in outputs.variables]
    if 2 * len(found) < len(problem.question.parts) or not found:
        return []
    names, first = listed([f"`{one}`" for one in found]), found[0]
    return [line("fact", "single_variables", name=problem.question.name, names=names, first=first)]


def not_written(problem: Problem[Question], outputs: Outputs) -> Finding:
    """The starter code stands there untouched, below the answer, or its last line takes the answer away again."""
    code = "not_written"
    if problem.id in outputs.replaced:
        code = "starter_below"
    elif problem.id in outputs.leftovers:
        code = "leftover_raise" if is_called(problem) else "leftover_none"
    name, similar = problem.question.name, outputs.misspelt.get(problem.id)
    lines = [line("fact", code, name=name)]
    if code == "not_written" and is_called(problem) and similar is not None:
        lines.append(line("fact", "perhaps_misnamed", similar=printable(similar), name=name))
    return Finding("missing", (*lines, *_single_variables(problem, outputs)))


def raised(problem: Problem[Question], error: Raised, outputs: Outputs) -> Finding:
    """A call, or every call, ended in an exception; one without a type was raised for hidden inputs only."""
    if error.type == "NotImplementedError":
        return not_written(problem, outputs)
    name = problem.question.name
    if not error.type:
        return Finding("raised", (line("fact", "raised_hidden", name=name),), look_closer=True)
    if error.type == "TypeError" and not error.line and _OF_A_CALL.search(error.message) and is_called(problem):
        message = printable(error.message)
        told = line("fact", "wrong_arguments", name=name, call=problem.question.call, message=message)
        return Finding("raised", (told,), look_closer=True)
    return Finding("raised", (line("fact", "raised", name=name), *_where(error, outputs)), look_closer=True)


def ended(problem: Problem[Question], answer: Answer) -> Finding:
    """The process was stopped, or stopped itself, while this question was being worked on, or before."""
    if answer.reason.startswith("budget"):
        limit = _limit(answer)
        return Finding("timeout", (line("fact", "ended_budget", name=problem.question.name, limit=limit),))
    reason = say(f"reason_{answer.reason}") if has(f"reason_{answer.reason}") else printable(answer.reason)
    name, limit = problem.question.name, _limit(answer)
    lines = [line("fact", f"ended_{answer.status}", name=name, reason=reason, limit=limit)]
    if answer.raised is not None:
        lines += [*_place(answer.raised), *_code(answer.raised)]
    return Finding(_ENDED[answer.status], tuple(lines))


def ended_hidden(problem: Problem[Question], status: AnswerStatus) -> Finding:
    """The same, where hidden inputs were there: why and where is not known."""
    return Finding(_ENDED[status], (line("fact", f"hidden_{status}", name=problem.question.name),))


def _limit(answer: Answer) -> Text | str:
    """The limit that was reached, with its unit."""
    limits = answer.limits
    if answer.status == "memory":
        return f"{limits.memory_mb} MB"
    if answer.status == "output_limit":
        return f"{limits.output_kb} kB"
    match answer.reason.removeprefix("budget_"):
        case "asleep":
            return say("limit_asleep", seconds=f"{ASLEEP_SECONDS:g}")
        case "wall":
            return say("limit_wall", seconds=f"{limits.wall_seconds:g}")
    return say("limit_cpu", seconds=f"{limits.cpu_seconds:g}")


def _place(error: Raised) -> list[Line]:
    return [line("place", "place", cell=error.cell, line=error.line)] if error.line else []


def _code(error: Raised) -> list[Line]:
    return [line("place", "code", code=shown(error))] if error.code.strip() else []


def _where(error: Raised, outputs: Outputs, *, is_spelt: bool = False) -> list[Line]:
    """Place, kind and message of an exception, and what is not possible here or such an error usually means.

    ``is_spelt`` if the name that is not there is no misspelt one.
    """
    told = f"{error.type}: {_UNTOLD.sub('', error.message)}" if error.message else error.type
    lines = [*_place(error), *_code(error), line("error", "error", error=printable(told))]
    if error.refused == "module":
        return [*lines, *_not_importable(error, outputs.packages)]
    if error.refused:
        return [*lines, line("error", f"refused_{error.refused}")]
    lost = _lost(error, outputs)
    if lost is not None:
        lines.append(Line("error", _lost_text(unknown(error), lost)))
        return [*lines, *(_not_importable(lost, outputs.packages) if lost.refused == "module" else ())]
    cause = advice(error, None if is_spelt else (*outputs.functions, *outputs.variables))
    return lines if cause is None else [*lines, Line("error", cause)]


def lost_answer(problem: Problem[Question], lost: Raised) -> Text:
    """That an answer is not there because of an error: a letter without quotes, or one elsewhere."""
    name = problem.question.name
    if _is_bare_letter(problem, lost):
        return say("letter_in_quotes", name=name, letter=unknown(lost))
    return _lost_text(name, lost)


def _lost_text(name: str, lost: Raised) -> Text:
    """That a name is not there because of an error elsewhere."""
    return say("advice_lost", name=name, cell=lost.cell, line=lost.line)


def _is_bare_letter(problem: Problem[Question], lost: Raised) -> bool:
    """Whether an answer by letter was lost for want of quotes."""
    return problem.question.is_by_letter and _LETTERS.fullmatch(unknown(lost)) is not None


def _lost(error: Raised, outputs: Outputs) -> Raised | None:
    """The error of a line that should have set the name that another one does not find."""
    name = unknown(error)
    lost = lost_to(name, outputs.broken) if name else None
    return None if lost == error else lost


def _not_importable(error: Raised, packages: Sequence[str]) -> list[Line]:
    """Which module could not be imported, and what can be instead."""
    module = _quoted(error.message)
    top = module.partition(".")[0]
    if not top or top in _ALWAYS_THERE or top in packages:
        return [line("error", "usual_ModuleNotFoundError")]
    allowed = Text("、".join(("NumPy", *packages)), ", ".join(("NumPy", *packages)))
    refused = line("error", "module_refused", module=printable(module), allowed=allowed)
    if top in _KNOWN:
        return [refused]
    similar = get_close_matches(top.lower(), [*_OFTEN_MEANT, *packages], n=1, cutoff=_SIMILAR)
    told = line("error", "module_misspelt", similar=similar[0]) if similar else line("error", "module_of_your_own")
    return [refused, told]


def _one_text(lines: Sequence[Line]) -> Text:
    text = Text("", "")
    for one in lines:
        text += one.text
    return text


def _quoted(message: str) -> str:
    """The name that Python puts into quotes in its message; empty if there is none."""
    found = _QUOTED.search(message)
    return found[1] if found else ""


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None
