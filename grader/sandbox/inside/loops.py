"""In which loop a line lies: of a loop that does not end, that is the same however often one looks."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LOOP = re.compile(r"(?:async[ \t]+)?(?:for|while)\b")


def outermost_loop(lines: Sequence[str], line: int, first: int) -> int | None:
    """The line of the outermost loop around a line, as the indentation shows; None if there is no loop around it.

    Args:
        lines: the source.
        line: the number of the line, from 1 on.
        first: where the function begins that it lies in.
    """
    found, depth = None, None
    for number in range(min(line, len(lines)), first - 1, -1):
        text = lines[number - 1].lstrip()
        indent = len(lines[number - 1]) - len(text)
        if text and text[0] != "#" and (depth is None or indent < depth):
            depth = indent
            found = number if _LOOP.match(text) else found
    return found
