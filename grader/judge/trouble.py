"""What is said when a question gave no values: not there, not written, raised, out of time or memory."""

from __future__ import annotations

import re
from difflib import get_close_matches

from grader.judge.findings import Finding
from grader.make.exercises import Problem
from grader.make.spec import FunctionQuestion
from grader.records import Answer, Outputs, Raised, Text, Verdict
from grader.words import has, printable, say

_PARTS_TOLD = 3

_ENDED: dict[str, Verdict] = {
    "timeout": "timeout",
    "memory": "memory",
    "output_limit": "output_limit",
    "died": "raised",
}


def broken_parts(outputs: Outputs) -> tuple[Text, ...]:
    """What is said of the parts of a submission that ended in an error when they were run."""
    return tuple(_where(error) for error in outputs.broken[:_PARTS_TOLD])


def missing(problem: Problem, outputs: Outputs) -> Finding:
    """The function or variable is not there: perhaps misspelt, perhaps lost to an error."""
    name = problem.question.name
    is_function = isinstance(problem.question, FunctionQuestion)
    fact = say("missing_function" if is_function else "missing_variable", name=name)
    if is_function:
        similar = get_close_matches(name, outputs.functions, n=1, cutoff=0.6) or [
            other for other in outputs.functions if name in other.lower()
        ]
        if similar:
            fact += say("misnamed", similar=printable(similar[0]), name=name)
    word = re.compile(rf"\b{re.escape(name)}\b")
    lost = next((error for error in outputs.broken if word.search(f"{error.code} {error.block}")), None)
    return Finding("missing", fact if lost is None else fact + _where(lost))


def not_written(problem: Problem) -> Finding:
    """The starter code stands there untouched."""
    return Finding("missing", say("not_written", name=problem.question.name))


def raised(problem: Problem, error: Raised) -> Finding:
    """Every call ended in an exception."""
    if error.type == "NotImplementedError":
        return not_written(problem)
    if error.type == "MemoryError":
        return Finding("memory", say("memory", name=problem.question.name))
    question = problem.question
    if error.type == "TypeError" and "argument" in error.message and isinstance(question, FunctionQuestion):
        call = f"{question.name}({', '.join(question.arguments)})"
        return Finding(
            "raised", say("wrong_arguments", name=question.name, call=call, message=printable(error.message))
        )
    return Finding("raised", say("raised", name=question.name) + _where(error))


def ended(problem: Problem, answer: Answer) -> Finding:
    """The process was stopped, or stopped itself, while this question was being worked on."""
    reason = say(f"reason_{answer.reason}") if has(f"reason_{answer.reason}") else printable(answer.reason)
    return Finding(_ENDED[answer.status], say(f"ended_{answer.status}", name=problem.question.name, reason=reason))


def _where(error: Raised) -> Text:
    """Place, kind and message of an exception, and what such an error usually means."""
    told = f"{error.type}: {error.message}" if error.message else error.type
    place = say("place", cell=printable(error.cell), line=error.line) if error.line else Text("", "")
    fact = place + say("error", error=printable(told))
    if error.code.strip():
        fact += say("code", code=printable(error.code.strip()))
    usual = f"usual_{error.type}"
    return fact + say(usual) if has(usual) else fact
