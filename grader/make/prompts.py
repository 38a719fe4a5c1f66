"""Prompts with a variant's numbers put in: Markdown for notebooks, HTML with MathML for sheets and pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import jinja2
import latex2mathml.converter
import numpy as np
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from grader.errors import CourseError
from grader.make.exercises import Problem
from grader.make.spec import FunctionQuestion, NumberQuestion
from grader.records import Case, Language

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


def example(problem: Problem, case: Case) -> str:
    """A visible case as a call that can be pasted, with what it must return."""
    question = problem.question
    assert isinstance(question, FunctionQuestion)  # noqa: S101 - for the type checker
    call = ", ".join(literal(case.inputs[name]) for name in question.arguments)
    returned = ", ".join(literal(value, digits=6) for value in case.expected)
    return f"{question.name}({call})  # → {returned}"


def literal(value: Any, digits: int | None = None) -> str:
    """A value as NumPy source text: ``np.array([0.5, 1])`` or ``0.5``."""
    array = np.asarray(value)
    return f"np.array({_nested(array.tolist(), digits)})" if array.shape else number(array.item(), digits)


def number(value: float, digits: int | None = None) -> str:
    """A number as short as it can be written, whole numbers without a point."""
    plain = f"{value:.{digits}g}" if digits else repr(float(value))
    return plain.removesuffix(".0")


def vector(value: Any) -> str:
    """A list of numbers in brackets."""
    return _nested(np.asarray(value).tolist(), None)


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


@lru_cache(maxsize=256)
def to_html(markdown: str) -> str:
    """Markdown with ``$…$`` formulas as HTML with MathML; HTML inside the Markdown is shown as text."""
    return str(_markdown().render(markdown))


@cache
def to_mathml(latex: str, *, block: bool = False) -> str:
    """A formula as MathML, which browsers show without any script."""
    return str(latex2mathml.converter.convert(latex, display="block" if block else "inline"))


@cache
def _template(source: str) -> jinja2.Template:
    return _ENVIRONMENT.from_string(source)


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return markdown.use(
        dollarmath_plugin, renderer=lambda latex, options: to_mathml(latex, block=bool(options.get("display_mode")))
    )


def _aligned(column: list[float]) -> list[str]:
    """Numbers of one column with as many decimals as the longest of them."""
    decimals = max(len(number(value).partition(".")[2]) for value in column)
    return [f"{value:.{decimals}f}" for value in column]


def _markdown_table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---:"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _nested(value: Any, digits: int | None) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_nested(element, digits) for element in value)}]"
    return number(value, digits)
