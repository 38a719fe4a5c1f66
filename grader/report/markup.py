"""Text that came from students or their results, turned into HTML: it is escaped first and marked up afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape

from grader import typeset
from grader.records import Language, Line, Role, Text
from grader.words import printable

_CODE = re.compile(r"`([^`]+)`")
_LONGEST_LINE = 1000
_KEPT = 512
"""How many of the texts that a whole class shares are kept as HTML."""


def plain(text: str) -> str:
    """One line without the characters that could disturb a page: control, bidirectional and unassigned ones."""
    return text if text.isprintable() and len(text) <= _LONGEST_LINE else printable(text, _LONGEST_LINE)


def inline(text: str) -> Markup:
    """One line as HTML; what stands between backticks becomes code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(plain(text)))))  # noqa: S704 - escaped just here


def block(text: str) -> Markup:
    """Lines as paragraphs."""
    return Markup().join(_PARAGRAPH.format(inline(line)) for line in text.split("\n") if line.strip())


@lru_cache(_KEPT)
def pair(text: Text, languages: Sequence[Language]) -> Markup:
    """A short text in several languages side by side, the first one prominent."""
    return _in_each("span", text, languages, inline)


@lru_cache(_KEPT)
def message(text: Text, languages: Sequence[Language]) -> Markup:
    """A message in several languages, one beneath the other, the first one prominent."""
    return _in_each("div", text, languages, block)


def told(lines: Sequence[Line], languages: Sequence[Language], formulas: Collection[str]) -> Markup:
    """What a student is told of a question, each role in a block of its own: the mistake first, then what shows it.

    Args:
        lines: in the order of their roles; those for staff are left out.
        languages: one beneath the other, the first one prominent and with the formulas.
        formulas: those that the course declares. The converter lets HTML inside LaTeX through, so that only they are
            converted; anything else is shown as text.
    """
    shown = [line for line in lines if not line.staff]
    blocks = [(name, [line for line in shown if line.role in roles]) for name, roles in _BLOCKS.items()]
    return Markup("\n").join(
        Markup('<div lang="{}"{}>{}</div>').format(
            language,
            Markup(' class="other"') if index else "",
            Markup().join(
                Markup('<div class="{}">{}</div>').format(name, _block(some, language, () if index else formulas))
                for name, some in blocks
                if some
            ),
        )
        for index, language in enumerate(languages)
    )


_BLOCKS: dict[str, tuple[Role, ...]] = {
    "mistake": ("lead", "mistake", "hint"),
    "shows": ("call", "fact", "place", "error", "counted"),
    "beside": ("credit", "remark"),
}
"""The blocks of a card, by the roles that stand in them."""


_ITEM, _PARAGRAPH, _MISTAKE = Markup("<li>{}</li>"), Markup("<p>{}</p>"), Markup('<p class="made">{}</p>')


def _block(lines: Sequence[Line], language: Language, formulas: Collection[str]) -> Markup:
    """Lines as paragraphs; several mistakes as a list, each with its formula."""
    several = sum(line.role == "mistake" for line in lines) > 1
    parts: list[Markup] = []
    for made, some in groupby(lines, key=lambda line: line.role == "mistake"):
        listed = made and several
        form = _ITEM if listed else _MISTAKE if made else _PARAGRAPH
        items = Markup().join(
            form.format(
                Markup("<br>").join(map(inline, line.text.get(language).split("\n"))) + _formula(line.formula, formulas)
            )
            for line in some
        )
        parts.append(Markup("<ul>{}</ul>").format(items) if listed else items)
    return Markup().join(parts)


def _formula(latex: str, known: Collection[str]) -> Markup:
    if not latex or not known:
        return Markup()
    if latex not in known:
        return Markup('<span class="formula"><code>{}</code></span>').format(plain(latex))
    return Markup('<span class="formula">{}</span>').format(Markup(typeset.to_mathml(latex, block=True)))  # noqa: S704 - the course's own formula


def _in_each(tag: str, text: Text, languages: Sequence[Language], markup: Callable[[str], Markup]) -> Markup:
    return Markup("\n").join(
        Markup('<{0} lang="{1}"{2}>{3}</{0}>').format(
            tag, language, Markup(' class="other"') if index else "", markup(text.get(language))
        )
        for index, language in enumerate(languages)
    )
