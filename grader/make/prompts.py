"""Prompts with a variant's numbers put in, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import jinja2

from grader.errors import CourseError
from grader.exercise.kinds import Question
from grader.exercise.problem import Problem
from grader.notation import number, table, vector
from grader.records import Language, Text

_ENVIRONMENT = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701 - Markdown; Markdown's own HTML is off


_JAPANESE = r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_BROKEN = re.compile(rf"(?<={_JAPANESE})\n(?={_JAPANESE})|(?<=[、。])\n(?=[A-Za-z`(]|\$(?!\$))")
"""Where a line of Japanese was broken in the YAML: Markdown would make a space of it."""


def prompt(problem: Problem[Question], data: Mapping[str, Any], language: Language) -> str:
    """The question's prompt as Markdown.

    Raises:
        CourseError: the prompt uses a name that the variant does not have, or for what it is not, or is no valid
            template.
    """
    return rendered(problem, "prompt", problem.question.prompt, data, language)


def rendered(problem: Problem[Question], key: str, text: Text, data: Mapping[str, Any], language: Language) -> str:
    """A text of the question, with a variant's numbers put in; ``key`` is its key in the YAML.

    Raises:
        CourseError: like ``prompt``.
    """
    names = {**problem.question.names(data), "table": table, "number": number, "vector": vector}
    try:
        return _BROKEN.sub("", _template(text.get(language)).render(names))
    except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        where = f"exercises/{problem.exercise.id}.yaml: {key}.{language} of {problem.id}"
        raise CourseError(f"{where}: {error}.") from error


@cache
def _template(source: str) -> jinja2.Template:
    return _ENVIRONMENT.from_string(source)
