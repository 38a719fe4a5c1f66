"""Source as IPython reads it: prompts and a common indentation taken off, magics run, written out or set aside.

What it makes is Python on the same lines. Where a line of a bracket, a string or a continued line begins is found by
reading quotes and brackets, so that the operators of a long formula and the text of a docstring stay as they are. Of
what was handed in nothing is run or compiled here, and all of it is read in one go from its beginning to its end.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

from msgspec import Struct

from grader.records import Text

_CELL_MAGIC = re.compile(r"[ \t]*%%(\w+)[ \t]*(.*)")
_RUN_THEIR_BODY = frozenset({"capture", "prun", "time"})
_WRITE_THEIR_BODY = frozenset({"file", "writefile"})
_APPEND = "-a "
_ROOM = 4
"""How many times as long as a source its pieces may be, with the empty lines before each."""

_TARGET = r"[A-Za-z_][\w.,\[\]'\" \t]*=[ \t]*"
_RUN_THEIR_LINE = r"%(?:time|prun)\b[ \t]*(?:-[slDT][ \t]*[^\s=-]+[ \t]+|-\S+[ \t]+)*"
_TIMED = re.compile(rf"(?P<before>[ \t]*+(?:{_TARGET})?){_RUN_THEIR_LINE}(?P<statement>\S.*)")
_TIMED_AS_WELL = re.compile(
    r"(?P<before>[ \t]*+)time[ \t]+(?P<statement>(?!(?:in|is|if|and|or|not|for|else|as)\b)[A-Za-z_].*)"
)
"""The percent sign may be left out."""
_RUN_A_FILE = re.compile(
    r"([ \t]*+)%run[ \t]+(?:-[ietnp][ \t]+)*"
    r"(?:\"(?P<double>[^\"]+)\"|'(?P<single>[^']+)'|(?P<plain>[^\s\"'-]\S*))(?:[ \t].*)?"
)
_PYLAB = re.compile(r"([ \t]*+)%pylab\b.*")
_ALL_OF_PYLAB = "import numpy, numpy as np; from numpy import *; import matplotlib.pyplot as plt"

_LINE = re.compile(
    r"""^[ \t]*+(?:
        %%?[A-Za-z_]                                                   # %matplotlib inline
      | !                                                              # !ls
      | \?                                                             # ?np
      | [A-Za-z_][\w.,\[\]'" \t]*=[ \t]*(?:!|%%?[A-Za-z_])            # files = !ls, loss = %time f()
      | time[ \t]+(?!(?:in|is|if|and|or|not|for|else|as)\b)[A-Za-z_]  # time loss = f()
      | (?:pwd|ls|ll|cd(?:[ ][\w./~-]+)?)[ \t]*$                        # as on a command line
      | (?:pip3?|conda|mamba|uv)[ ]+(?:install|uninstall|list|show|freeze)\b  # the percent sign may be left out
      | [^\#'"\n]*\?[ \t]*$                                            # np.mean?
    )""",
    re.VERBOSE | re.MULTILINE,
)
_EXPORTED = re.compile(r"^[ \t]*+(?:\w+[ \t]*=[ \t]*)?get_ipython\(\)\.", re.MULTILINE)
"""What the same lines become when a notebook is saved as .py."""
_TEXT = r"""('(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+")"""
_EXPORTED_LINE = re.compile(
    rf"([ \t]*+(?:\w+[ \t]*=[ \t]*)?)get_ipython\(\)\.(?:run_line_magic\({_TEXT}, {_TEXT}\)|magic\({_TEXT}\))[ \t]*"
)
_EXPORTED_CELL = re.compile(rf"get_ipython\(\)\.run_cell_magic\({_TEXT}, {_TEXT}, {_TEXT}\)[ \t]*")

_SIGNS = ("%", "!", "?", "pip", "conda", "mamba", "uv", "get_ipython", "time ", "pwd", "ls", "ll", "cd")
"""One of these is in every such line."""

_PROMPTS = (
    (re.compile(r"[ \t]*>>>(?: |$)"), re.compile(r"[ \t]*(?:>>>|\.\.\.)(?: |$)")),
    (re.compile(r"[ \t]*In \[\d+\]:(?: |$)"), re.compile(r"[ \t]*(?:In \[\d+\]:|\.{3,}:)(?: |$)")),
)
"""The first prompt by which pasted code is known, and all that are taken off."""

_TOKEN = re.compile(r"""\\.|\"\"\"|'''|["'#()\[\]{}]""")


class File(Struct, frozen=True):
    """A file that a cell writes; ``appended`` to what was written before. ``label`` is how messages call the cell."""

    name: str
    source: str
    appended: bool = False
    label: Text | str = ""


class Read(Struct, frozen=True):
    """What IPython would run.

    Attributes:
        pieces: Python, each on its own lines of the source; more than one where a magic's text stands in between.
        aside: the lines that are not run, as they were written.
        files: what is written for later cells to import.
    """

    pieces: tuple[str, ...]
    aside: tuple[str, ...] = ()
    files: tuple[File, ...] = ()


def read_cell(source: str) -> Read:
    """A notebook's cell as IPython reads it."""
    lines = _without_prompts(source.split("\n"))
    for number, line in enumerate(lines):
        magic = _CELL_MAGIC.match(line)
        if magic and magic[1] in _WRITE_THEIR_BODY:
            name, written = magic[2].removeprefix(_APPEND), "\n" * (number + 1) + "\n".join(lines[number + 1 :])
            return Read((), files=(File(name.strip(" \t\"'"), written, magic[2].startswith(_APPEND)),))
        if magic and magic[1] not in _RUN_THEIR_BODY:
            return Read((), (line.strip(),))
        if magic:
            lines[number] = ""
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return read_lines("\n".join(lines))


def read_program(source: str) -> Read:
    """A program, which may have been a notebook before, or may have been pasted from a console."""
    return read_lines("\n".join(_without_prompts(source.split("\n"))))


def read_lines(source: str) -> Read:
    """The source with Python or ``pass`` in place of every line that is none, so that blocks and line numbers stay."""
    if not any(sign in source for sign in _SIGNS) or not (_LINE.search(source) or _EXPORTED.search(source)):
        return Read((source,))
    reading = _Reading(_ROOM * len(source))
    for line in source.split("\n"):
        reading.take(line)
    return reading.done()


class _Reading:
    """Goes through the lines of a source.

    Args:
        room: how many characters the pieces may be longer than that.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._aside: list[str] = []
        self._files: list[File] = []
        self._state = _State()
        self._drops = False

    def take(self, line: str) -> None:
        """Read the next line."""
        if self._drops:
            self._lines.append("")
            self._drops = line.endswith("\\")
            return
        if not self._state.fresh or not _is_of_ipython(line):
            self._keep(line)
        elif self._room > 0 and (cell := _exported_cell(line)) is not None:
            self._put_in(cell)
        elif (python := _as_python(line)) is not None:
            self._keep(python)
        else:
            self._aside.append(line.strip())
            self._lines.append(f"{line[: len(line) - len(line.lstrip())]}pass")
            self._drops = line.endswith("\\")

    def done(self) -> Read:
        """What all lines were."""
        self._close()
        return Read(tuple(self._pieces), tuple(self._aside), tuple(self._files))

    def _keep(self, line: str) -> None:
        self._state.read(line)
        self._lines.append(line)

    def _put_in(self, cell: Read) -> None:
        """What an exported cell magic has in it, all of which counts as standing on its line."""
        number = self._close()
        self._room -= number * (len(cell.pieces) + 1)
        self._pieces += ["\n" * number + piece for piece in cell.pieces]
        self._aside += cell.aside
        self._files += cell.files
        self._lines = [""] * (number + 1)

    def _close(self) -> int:
        """End a piece; how many lines there were."""
        if any(self._lines) or not self._pieces:
            self._pieces.append("\n".join(self._lines))
        return len(self._lines)


def _is_of_ipython(line: str) -> bool:
    if _LINE.match(line):
        return True
    if not _EXPORTED.match(line):
        return False
    after = _State()
    after.read(line)
    return after.fresh


def _as_python(line: str) -> str | None:
    """A magic that runs Python, as that Python; None for any other."""
    exported = _EXPORTED_LINE.fullmatch(line)
    if exported:
        said = [_literal(text) for text in exported.groups()[1:] if text]
        line = f"{exported[1]}%{' '.join(said)}"
        if "\n" in line:
            return None
    if timed := _TIMED.fullmatch(line) or _TIMED_AS_WELL.fullmatch(line):
        return timed["before"] + timed["statement"]
    if run := _RUN_A_FILE.fullmatch(line):
        here = ", True" if re.search(r"%run[ \t]+-\w*i", line) else ""
        return f"{run[1]}__run__({run['double'] or run['single'] or run['plain']!r}{here})"
    if pylab := _PYLAB.fullmatch(line):
        return pylab[1] + _ALL_OF_PYLAB
    return None


def _exported_cell(line: str) -> Read | None:
    """What is in a cell magic that was saved as a call; None for any other line."""
    found = _EXPORTED_CELL.fullmatch(line)
    if not found:
        return None
    name, rest, body = map(_literal, found.groups())
    return read_cell(f"%%{name} {rest}\n{body}") if body else None


def _literal(text: str) -> str:
    """What a literal stands for; empty if it is none that Python reads."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return str(ast.literal_eval(text))
    except (SyntaxError, ValueError):
        return ""


def _without_prompts(lines: list[str]) -> list[str]:
    """The lines of code that was pasted with the prompts of a console, or indented as a whole, as they were typed."""
    filled = (line for line in lines if line.strip() and not line.lstrip().startswith("#"))
    first = next(filled, "")
    second = next(filled, "")
    for begins, prompt in _PROMPTS:
        if begins.match(first) or begins.match(second):
            return [*_typed(lines, prompt)]
    indent = first[: len(first) - len(first.lstrip())]
    if not indent:
        return lines
    return [line.removeprefix(indent) for line in lines]


def _typed(lines: list[str], prompt: re.Pattern[str]) -> Iterator[str]:
    """What was typed; IPython takes lines without a prompt as they are, too."""
    for line in lines:
        found = prompt.match(line)
        yield line[found.end() :] if found else line


class _State:
    """Where the lines read so far end: in a string, inside brackets, in a line that goes on."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._continued = False

    @property
    def fresh(self) -> bool:
        """Whether the next line begins a statement."""
        return not self._quote and self._depth == 0 and not self._continued

    def read(self, line: str) -> None:
        """Go on to the end of ``line``."""
        comment = False
        for found in _TOKEN.finditer(line):
            mark = found[0]
            if self._quote:
                # Inside '…' three quotes are its end and an empty string.
                if mark == self._quote or (len(self._quote) == 1 and mark == 3 * self._quote):
                    self._quote = ""
            elif mark == "#":
                comment = True
                break
            elif mark[0] in "\"'":
                self._quote = mark
            elif mark in "([{":
                self._depth += 1
            elif mark in ")]}":
                self._depth = max(0, self._depth - 1)
        self._continued = line.endswith("\\") and not comment
        if len(self._quote) == 1 and not self._continued:
            self._quote = ""
