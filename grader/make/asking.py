"""A question as a student reads it: the prompt, the picture, and what the kind shows beneath them."""

from __future__ import annotations

import base64
import html
from collections.abc import Mapping, Sequence
from typing import Any

from grader import typeset
from grader.exercise.kinds import Question
from grader.exercise.problem import Problem
from grader.make import drawing, prompts
from grader.records import Case, Language


def as_markdown(
    problem: Problem[Question], data: Mapping[str, Any], visible: Sequence[Case], language: Language
) -> str:
    """It as Markdown for a notebook; a picture is in it as data, so that the notebook needs no other file.

    Args:
        problem: the question.
        data: the student's, where it is answered by hand.
        visible: the cases that students may see.
        language: of the text.
    """
    parts = [prompts.prompt(problem, data, language)]
    picture = _picture(problem, data, language)
    if picture is not None:
        alt, svg = picture
        parts.append(f"![{typeset.literal(alt)}]({_as_data(svg)})")
    parts.append(problem.question.shown(visible, data, language))
    return "\n\n".join(part for part in parts if part)


def as_html(problem: Problem[Question], data: Mapping[str, Any], visible: Sequence[Case], language: Language) -> str:
    """The same as HTML."""
    parts = [typeset.to_html(prompts.prompt(problem, data, language))]
    picture = _picture(problem, data, language)
    if picture is not None:
        alt, svg = picture
        parts.append(f'<p><img class="picture" alt="{html.escape(alt)}" src="{_as_data(svg)}"></p>\n')
    parts.append(typeset.to_html(problem.question.shown(visible, data, language)))
    return "".join(parts)


def _picture(problem: Problem[Question], data: Mapping[str, Any], language: Language) -> tuple[str, str] | None:
    """What a picture shows, in words, and itself as SVG; None for a question without one."""
    illustration = problem.question.illustration
    if illustration is None:
        return None
    alt = prompts.rendered(problem, "alt", illustration.alt, data, language)
    between = "" if language == "ja" else " "
    svg = drawing.draw(illustration.picture, data, problem.question.labels(data))
    return between.join(line.strip() for line in alt.splitlines()).strip(), svg


def _as_data(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
