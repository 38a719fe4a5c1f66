"""Which cell answers which question, also when a notebook's metadata was lost or its cells were copied."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.collect.text import has_code
from grader.records import Cell, Wanted

_DEFINITION = re.compile(
    r"^(?:(?:async[ \t]+)?def|class)[ \t]+(?P<called>\w+)|^(?P<assigned>\w+)[ \t]*(?::[^=\n]*)?=(?!=)", re.MULTILINE
)


def question_of(source: str, said: str | None, wanted: Sequence[Wanted]) -> str | None:
    """The question of a cell: the one its metadata says, else the one whose name alone it defines."""
    if any(said == each.question for each in wanted):
        return said
    names = _defined(source)
    defined = [each.question for each in wanted if each.name in names]
    return defined[0] if len(defined) == 1 else None


def without_untouched(cells: Sequence[Cell], wanted: Sequence[Wanted]) -> tuple[Cell, ...]:
    """The cells without copies of a question's starter where another cell answers the question.

    A copy that comes later would otherwise take the place of the answer.
    """
    dropped: set[int] = set()
    names = [_defined(cell.source) if cell.question is None else frozenset() for cell in cells]
    with_code = [has_code(cell.source) for cell in cells]
    for each in wanted:
        own = [
            number for number, cell in enumerate(cells) if cell.question == each.question or each.name in names[number]
        ]
        starter = each.starter.split() if len(own) > 1 else []
        words = {number: cells[number].source.split(maxsplit=len(starter)) for number in own if starter}
        untouched = [number for number, first in words.items() if first == starter]
        if untouched and any(number not in untouched and with_code[number] for number in own):
            dropped.update(untouched)
    return tuple(cell for number, cell in enumerate(cells) if number not in dropped)


def _defined(source: str) -> frozenset[str]:
    """The names that a source defines at its top level, as far as its lines show."""
    return frozenset(found["called"] or found["assigned"] for found in _DEFINITION.finditer(source))
