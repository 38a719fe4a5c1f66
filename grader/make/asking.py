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
from grader.make.canvas import Drawn
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
        alt, drawn = picture
        parts.append(f"![{typeset.literal(alt)}]({_as_data('png', drawn.png)})")
    parts.append(problem.question.shown(visible, data, language))
    return "\n\n".join(part for part in parts if part)


def as_html(
    problem: Problem[Question],
    data: Mapping[str, Any],
    visible: Sequence[Case],
    language: Language,
    *,
    with_code: bool = False,
) -> str:
    """The same as HTML; ``with_code`` puts the code that is to be repaired beneath the prompt."""
    parts = [typeset.to_html(prompts.prompt(problem, data, language))]
    picture = _picture(problem, data, language)
    if picture is not None:
        alt, drawn = picture
        source = _as_data("svg+xml", drawn.svg.encode())
        parts.append(f'<p><img class="picture" alt="{html.escape(alt)}" src="{source}"></p>\n')
    if with_code and problem.question.is_given:
        parts.append(f'<pre class="given">{html.escape(problem.starter)}</pre>\n')
    parts.append(typeset.to_html(problem.question.shown(visible, data, language)))
    return "".join(parts)


def _picture(problem: Problem[Question], data: Mapping[str, Any], language: Language) -> tuple[str, Drawn] | None:
    """What a picture shows, in words, and itself; None for a question without one."""
    illustration = problem.question.illustration
    if illustration is None:
        return None
    alt = prompts.rendered(problem, "alt", illustration.alt, data, language)
    between = "" if language == "ja" else " "
    drawn = drawing.draw(illustration.picture, data, problem.question.labels(data))
    return between.join(line.strip() for line in alt.splitlines()).strip(), drawn


def _as_data(form: str, content: bytes) -> str:
    return f"data:image/{form};base64,{base64.b64encode(content).decode()}"
