"""Lines of a notebook that are no Python: magics, shell commands and questions to the help are set aside.

Where a line of a bracket, a string or a continued line begins is found by reading quotes and brackets, so that the
operators of a long formula and the text of a docstring stay as they are. Nothing is compiled.
"""

from __future__ import annotations

import re

_CELL_MAGIC = re.compile(r"[ \t]*%%(\w+)")
_RUN_THEIR_BODY = frozenset({"capture", "prun", "time", "timeit"})

_LINE = re.compile(
    r"""^[ \t]*+(?:
        %%?[A-Za-z_]                                                   # %matplotlib inline
      | !                                                              # !ls
      | \?                                                             # ?np
      | [A-Za-z_][\w.,\[\] \t]*=[ \t]*(?:!|%%?[A-Za-z_])               # files = !ls, loss = %time f()
      | (?:pip3?|conda|mamba|uv)[ ]+(?:install|uninstall|list|show|freeze)\b  # the percent sign may be left out
      | [^\#'"\n]*\?[ \t]*$                                            # np.mean?
    )""",
    re.VERBOSE | re.MULTILINE,
)
_EXPORTED = re.compile(r"^[ \t]*+(?:\w+[ \t]*=[ \t]*)?get_ipython\(\)\.", re.MULTILINE)
"""What the same lines become when a notebook is saved as .py."""

_SIGNS = ("%", "!", "?", "pip", "conda", "mamba", "uv", "get_ipython")
"""One of these is in every such line."""

_TOKEN = re.compile(r"""\\.|\"\"\"|'''|["'#()\[\]{}]""")


def set_aside_cell(source: str) -> str | None:
    """The Python of a notebook's cell, on the same lines; None if the whole cell is meant for something else."""
    lines = source.split("\n")
    for number, line in enumerate(lines):
        magic = _CELL_MAGIC.match(line)
        if magic and magic[1] not in _RUN_THEIR_BODY:
            return None
        if magic:
            lines[number] = ""
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return set_aside_lines("\n".join(lines))


def set_aside_lines(source: str) -> str:
    """The source with ``pass`` in place of every line that is no Python, so that blocks and line numbers stay."""
    if not any(sign in source for sign in _SIGNS) or not (_LINE.search(source) or _EXPORTED.search(source)):
        return source
    found = source.split("\n")
    state = _State()
    lines = []
    continued = False
    for line in found:
        if continued:
            lines.append("")
        elif state.fresh and _is_aside(line):
            lines.append(f"{line[: len(line) - len(line.lstrip())]}pass")
        else:
            state.read(line)
            lines.append(line)
            continue
        continued = line.endswith("\\")
    return "\n".join(lines)


def _is_aside(line: str) -> bool:
    if _LINE.match(line):
        return True
    if not _EXPORTED.match(line):
        return False
    after = _State()
    after.read(line)
    return after.fresh


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
