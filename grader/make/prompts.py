"""Prompts with a variant's numbers put in, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import jinja2

from grader.errors import CourseError
from grader.exercise.kinds import Question
from grader.exercise.problem import Problem
from grader.notation import number, table, vector
from grader.records import Language

_ENVIRONMENT = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701 - Markdown; Markdown's own HTML is off


def prompt(problem: Problem[Question], data: Mapping[str, Any], language: Language) -> str:
    """The question's prompt as Markdown.

    Raises:
        CourseError: the prompt uses a name that the variant does not have, or is no valid template.
    """
    question = problem.question
    names = {**question.names(data), "table": table, "number": number, "vector": vector}
    try:
        return _template(question.prompt.get(language)).render(names)
    except jinja2.TemplateError as error:
        raise CourseError(
            f"exercises/{problem.exercise.id}.yaml: prompt.{language} of {problem.id}: {error}."
        ) from error


@cache
def _template(source: str) -> jinja2.Template:
    return _ENVIRONMENT.from_string(source)
