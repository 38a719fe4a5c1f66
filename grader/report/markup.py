"""Text that came from students or their results, turned into HTML: it is escaped first and marked up afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from grader import typeset
from grader.exercise.problem import Problem
from grader.records import Language, Text
from grader.words import printable

_CODE = re.compile(r"`([^`]+)`")
_BULLETS = ("・", "· ")
_LONGEST_LINE = 1000
_KEPT = 512
"""How many of the texts that a whole class shares are kept as HTML."""
_BETWEEN_FORMULAS = r" \qquad "


def plain(text: str) -> str:
    """One line without the characters that could disturb a page: control, bidirectional and unassigned ones."""
    return text if text.isprintable() and len(text) <= _LONGEST_LINE else printable(text, _LONGEST_LINE)


def inline(text: str) -> Markup:
    """One line as HTML; what stands between backticks becomes code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(plain(text)))))  # noqa: S704 - escaped just here


def block(text: str) -> Markup:
    """Lines as paragraphs, and runs of lines that begin with a bullet as lists."""
    parts: list[Markup] = []
    in_list = False
    for line in text.split("\n"):
        bullet = next((bullet for bullet in _BULLETS if line.startswith(bullet)), "")
        if bool(bullet) != in_list:
            parts.append(Markup("<ul>") if bullet else Markup("</ul>"))
            in_list = bool(bullet)
        if bullet:
            parts.append(Markup("<li>{}</li>").format(inline(line.removeprefix(bullet))))
        elif line.strip():
            parts.append(Markup("<p>{}</p>").format(inline(line)))
    if in_list:
        parts.append(Markup("</ul>"))
    return Markup().join(parts)


@lru_cache(_KEPT)
def pair(text: Text, languages: Sequence[Language]) -> Markup:
    """A short text in several languages side by side, the first one prominent."""
    return _in_each("span", text, languages, inline)


@lru_cache(_KEPT)
def message(text: Text, languages: Sequence[Language]) -> Markup:
    """A message in several languages, one beneath the other, the first one prominent."""
    return _in_each("div", text, languages, block)


def formulas(latex: str, problem: Problem) -> list[Markup]:
    """The formulas of steps as block MathML.

    The converter lets HTML inside LaTeX through, so only formulas that the solution itself declares are converted;
    anything else is shown as text.
    """
    known = {step.formula for step in problem.solution.steps.values()}
    return [
        Markup(typeset.to_mathml(formula, block=True))  # noqa: S704 - the course's own formula
        if formula in known
        else Markup("<p><code>{}</code></p>").format(plain(formula))
        for formula in (latex.split(_BETWEEN_FORMULAS) if latex else ())
    ]


def _in_each(tag: str, text: Text, languages: Sequence[Language], markup: Callable[[str], Markup]) -> Markup:
    return Markup("\n").join(
        Markup('<{0} lang="{1}"{2}>{3}</{0}>').format(
            tag, language, Markup(' class="other"') if index else "", markup(text.get(language))
        )
        for index, language in enumerate(languages)
    )
