"""How much of what was handed in is read at most. Declared sizes are never trusted."""

from __future__ import annotations

from typing import Literal, Protocol

from grader.collect.refused import Refused

Kind = Literal["py", "ipynb", "zip", "other", "passed_over"]
"""What a file is; what a system, an editor or an installer left is passed over, a whole folder as one."""

READ: frozenset[Kind] = frozenset({"py", "ipynb", "zip"})
"""What is read."""

MEGABYTE = 1 << 20
BYTES: dict[Kind, int] = {
    "py": 2 * MEGABYTE,
    "ipynb": 20 * MEGABYTE,
    "zip": 20 * MEGABYTE,
    "other": 0,
    "passed_over": 0,
}
"""Bytes of one file, by kind."""

STUDENT_BYTES = 60 * MEGABYTE
"""Bytes of all files of one student together, those inside archives included."""

MEMORY = 512 * MEGABYTE
"""Bytes of memory that reading one student takes at most: a notebook may make sixteen of each of its own."""

STUDENT_FILES = 200
"""Files of one student, those inside archives included."""

CODE = 4 * MEGABYTE
"""Characters of Python of one student, what is set aside included."""

SOURCES = 2 * CODE
"""Bytes of the sources in a notebook, as its JSON has them."""

CELLS = 5_000
"""Code cells of one student, a program being one."""

ARCHIVE_ENTRIES = 20_000
"""Entries of an archive that a student made: a virtual environment, which is passed over, has some thousand."""

STUDENT_ENTRIES = 2 * ARCHIVE_ENTRIES
"""Entries of all archives of one student together."""

STUDENT_NAMES = 2_000
"""Those of them that are not passed over."""

ENTRIES = 20_000
"""Entries of one archive, and of one folder inside a folder of submissions."""

DIRECTORY_BYTES_PER_ENTRY = 512
"""How long an archive's directory may be for each of its entries: a bound on the memory that listing it takes."""

DEPTH = 20
"""Folders inside folders."""

_PIECE = 1 << 16


class Stream(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes | None:
        """At most ``size`` bytes, nothing at the end."""


def read(stream: Stream, most: int) -> bytes:
    """All bytes of a stream, piece by piece, until there are more than ``most``.

    Raises:
        Refused: there are more.
    """
    pieces = []
    length = 0
    while piece := stream.read(_PIECE):
        pieces.append(piece)
        length += len(piece)
        if length > most:
            raise Refused("collect_too_large", megabytes=most // MEGABYTE)
    return b"".join(pieces)
