"""Worked solutions with a student's own numbers: every step, its formula and its value. Secret until released."""

from __future__ import annotations

from typing import Any

import numpy as np
from markupsafe import Markup

from grader import notation, typeset
from grader.exercise.kinds import Question
from grader.exercise.problem import Problem
from grader.exercise.problemset import is_by_hand
from grader.make import asking
from grader.make.handout import Sheet
from grader.make.sampling import Data
from grader.solution import Repairs, Solution, mended
from grader.words import say

DECIMALS = 6
"""How many decimals intermediate values are shown with."""


def page(sheet: Sheet) -> str:
    """The worked solution of one student's questions by hand, and of code to be repaired, as a self-contained page."""
    questions = [
        {"title": say("report_question", number=number, title=item.problem.title), **shown}
        for number, item in sheet.numbered
        if (shown := _worked(item.problem, sheet)) is not None
    ]
    template = typeset.environment(sheet.problems.course.templates).get_template("worked.html.j2")
    return template.render(sheet=sheet, questions=questions)


def _worked(problem: Problem[Question], sheet: Sheet) -> dict[str, Any] | None:
    """One question; None for a function to be written, whose solution is no page's."""
    prompts = {
        language: asking.as_html(
            problem, sheet.data.get(problem.id, {}), (), language, with_code=language == sheet.languages[0]
        )
        for language in sheet.languages
    }
    if is_by_hand(problem):
        data, asked = sheet.data[problem.id], problem.question
        # Values are the same in every language, and stand there once.
        told = {asked.in_words(problem.solution, data, one): one for one in reversed(sheet.languages)}
        words = {one: typeset.to_html(text) for text, one in reversed(told.items())}
        answer = asked.written(problem.solution, data)
        return {
            "prompts": prompts,
            "steps": steps(problem.solution, data, problem.steps),
            "words": words,
            "answer": answer,
        }
    repairs = problem.question.repairs(problem.solution)
    if not repairs:
        return None
    rows = _repaired(problem.solution, repairs)
    return {"prompts": prompts, "steps": rows, "words": {}, "answer": mended(problem.starter, repairs)}


def _repaired(solution: Solution, repairs: Repairs) -> list[dict[str, Any]]:
    """The steps that went wrong in code that was handed out, with what stood there and what must stand there."""
    changed = Markup("<code>{}</code> → <code>{}</code>")
    steps = {mistake: solution.steps[solution.mistakes[mistake].step] for mistake in repairs}
    return [
        {
            "title": step.title,
            "formula": typeset.to_mathml(step.formula),
            "value": changed.format(repairs[mistake].wrong, repairs[mistake].right),
        }
        for mistake, step in steps.items()
    ]


def steps(solution: Solution, data: Data, returns: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows of a worked solution: title, formula as MathML, value as text."""
    return [
        {"title": step.title, "formula": typeset.to_mathml(step.formula), "value": _shown(value, DECIMALS)}
        for step, value in solution.worked(data, returns)
    ]


def _shown(value: Any, decimals: int) -> str:
    rounded = np.round(np.asarray(value, dtype=np.float64), decimals) + 0.0
    return notation.vector(rounded) if rounded.shape else notation.number(rounded.item())
