"""How texts of the course become pages: Markdown and formulas as HTML with MathML, and the templates."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import jinja2
import latex2mathml.converter
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from grader.course import shipped_templates
from grader.words import printable, say

_FORMULA = re.compile(r"\$([^$]+)\$")
_FRACTION = re.compile(r"\\frac\{([^{}]+)\}\{([^{}]+)\}")
_SYMBOL = re.compile(r"\\([a-z]+) ?")
_SYMBOLS = {
    "alpha": "α", "beta": "β", "delta": "δ", "mu": "μ", "sigma": "σ", "partial": "∂", "times": "×", "cdot": "·",
    "le": "≤", "ge": "≥", "ne": "≠", "to": "→",
}  # fmt: skip
_MARKS = re.compile(r"[\\`*_\[\]<>$&~|#!]")
"""What Markdown takes for more than a letter in the middle of a line."""


@lru_cache(maxsize=256)
def to_html(markdown: str) -> str:
    """Markdown with ``$…$`` formulas as HTML with MathML; HTML inside the Markdown is shown as text."""
    return str(_markdown().render(markdown))


def literal(text: str) -> str:
    """One line as Markdown that shows it as it is, in notebooks too: without markup, HTML or formulas."""
    return _MARKS.sub(r"\\\g<0>", printable(text))


def to_text(sentence: str) -> str:
    """A sentence with its ``$…$`` formulas written in letters and signs, for where no formula can stand.

    One that takes more than fractions, indices and single signs is left in LaTeX.
    """
    return _FORMULA.sub(lambda formula: _in_signs(formula[1]) or formula[0], sentence)


@cache
def to_mathml(latex: str, *, block: bool = False) -> str:
    """A formula as MathML, which browsers show without any script."""
    return str(latex2mathml.converter.convert(latex, display="block" if block else "inline"))


def _in_signs(latex: str) -> str:
    """A formula in letters and signs; empty where they are not enough."""
    signs = _SYMBOL.sub(lambda one: _SYMBOLS.get(one[1], one[0]), _FRACTION.sub(r"\1/\2", latex))
    return "" if set(signs) & set("\\{}") else signs.replace("-", "−")


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return markdown.use(
        dollarmath_plugin, renderer=lambda latex, options: to_mathml(latex, block=bool(options.get("display_mode")))
    )


@cache
def environment(templates: Path) -> jinja2.Environment:
    """The templates of a course: everything put in is escaped, an unknown name is an error."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader([templates, shipped_templates()]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["say"] = say
    return found
