"""Which cell answers which question, also when a notebook's metadata was lost or its cells were copied."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.collect.text import has_code
from grader.records import Cell, Wanted


def question_of(source: str, said: str | None, wanted: Sequence[Wanted]) -> str | None:
    """The question of a cell: the one its metadata says, else the one whose name alone it defines."""
    if any(said == each.question for each in wanted):
        return said
    defined = [each.question for each in wanted if _defines(source, each.name)]
    return defined[0] if len(defined) == 1 else None


def without_untouched(cells: Sequence[Cell], wanted: Sequence[Wanted]) -> tuple[Cell, ...]:
    """The cells without copies of a question's starter where another cell answers the question.

    A copy that comes later would otherwise take the place of the answer.
    """
    dropped: set[int] = set()
    words = [cell.source.split() for cell in cells]
    for each in wanted:
        own = [number for number, cell in enumerate(cells) if _belongs(cell, each)]
        starter = each.starter.split()
        untouched = [number for number in own if words[number] == starter]
        if any(number not in untouched and has_code(cells[number].source) for number in own):
            dropped.update(untouched)
    return tuple(cell for number, cell in enumerate(cells) if number not in dropped)


def _belongs(cell: Cell, wanted: Wanted) -> bool:
    return cell.question == wanted.question or (cell.question is None and _defines(cell.source, wanted.name))


def _defines(source: str, name: str) -> bool:
    word = re.escape(name)
    pattern = rf"^(?:(?:async[ \t]+)?def|class)[ \t]+{word}\b|^{word}[ \t]*(?::[^=\n]*)?=(?!=)"
    return re.search(pattern, source, re.MULTILINE) is not None
