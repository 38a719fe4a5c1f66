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

_MARKS = re.compile(r"[\\`*_\[\]<>$&~|#!]")
"""What Markdown takes for more than a letter in the middle of a line."""


@lru_cache(maxsize=256)
def to_html(markdown: str) -> str:
    """Markdown with ``$…$`` formulas as HTML with MathML; HTML inside the Markdown is shown as text."""
    return str(_markdown().render(markdown))


def literal(text: str) -> str:
    """One line as Markdown that shows it as it is, in notebooks too: without markup, HTML or formulas."""
    return _MARKS.sub(r"\\\g<0>", printable(text))


@cache
def to_mathml(latex: str, *, block: bool = False) -> str:
    """A formula as MathML, which browsers show without any script."""
    return str(latex2mathml.converter.convert(latex, display="block" if block else "inline"))


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
