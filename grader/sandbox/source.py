"""The source of a cell as it is shown: a line, and the head of the block that it lies in."""

from __future__ import annotations

from bisect import bisect
from functools import cached_property

from grader.words import printable

MAX_CODE = 200
_SPACES = " \t\f\v"
"""A full-width space in front of a line stays: it is what an error is about."""


class Source:
    """A cell's lines, looked through once: a process can say that as many errors came from it as it likes."""

    def __init__(self, text: str) -> None:
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._shown: dict[int, str] = {}

    @cached_property
    def _starts(self) -> list[int]:
        """The lines that are not indented."""
        return [number for number, line in enumerate(self.lines, start=1) if line.strip() and not line[0].isspace()]

    def block(self, line: int) -> int:
        """The nearest line up from ``line`` that is not indented; the line itself where there is none."""
        above = bisect(self._starts, line)
        return self._starts[above - 1] if above else line

    def code(self, line: int) -> str:
        """What stands in a line, cut; nothing where there is no such line."""
        if not 0 < line <= len(self.lines):
            return ""
        if line not in self._shown:
            self._shown[line] = printable(self.lines[line - 1].strip(_SPACES)[:MAX_CODE])
        return self._shown[line]
