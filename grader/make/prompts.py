"""Prompts with a variant's numbers put in, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import jinja2
import numpy as np

from grader.errors import CourseError
from grader.exercise.problem import Problem
from grader.exercise.spec import NumberQuestion
from grader.notation import number, vector
from grader.records import Language

_ENVIRONMENT = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701 - Markdown; Markdown's own HTML is off


def prompt(problem: Problem, data: Mapping[str, Any], language: Language) -> str:
    """The question's prompt as Markdown.

    Raises:
        CourseError: the prompt uses a name that the variant does not have, or is no valid template.
    """
    question = problem.question
    names: dict[str, Any] = {**data, "table": table, "number": number, "vector": vector}
    if isinstance(question, NumberQuestion):
        names |= {"digits": question.digits, "name": question.name}
    try:
        return _template(question.prompt.get(language)).render(names)
    except jinja2.TemplateError as error:
        raise CourseError(
            f"exercises/{problem.exercise.id}.yaml: prompt.{language} of {problem.id}: {error}."
        ) from error


def table(**columns: Any) -> str:
    """A Markdown table with a numbered row for each sample; a single list of numbers lies on its side instead."""
    arrays = {name: np.asarray(value) for name, value in columns.items()}
    if len(arrays) == 1:
        ((name, only),) = arrays.items()
        if only.ndim == 1:
            return _markdown_table([f"{name}{i}" for i in range(1, len(only) + 1)], [_aligned(only.tolist())])
    names: list[str] = ["No."]
    texts: list[list[str]] = []
    for name, array in arrays.items():
        for index, column in enumerate(array.T if array.ndim > 1 else [array], start=1):
            names.append(f"{name}{index}" if array.ndim > 1 else name)
            texts.append(_aligned(column.tolist()))
    rows = [[str(i), *row] for i, row in enumerate(zip(*texts, strict=True), start=1)]
    return _markdown_table(names, rows)


@cache
def _template(source: str) -> jinja2.Template:
    return _ENVIRONMENT.from_string(source)


def _aligned(column: list[float]) -> list[str]:
    """Numbers of one column with as many decimals as the longest of them."""
    decimals = max(len(number(value).partition(".")[2]) for value in column)
    return [f"{value:.{decimals}f}" for value in column]


def _markdown_table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---:"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
