"""Standard output and standard error of students' code: counted, never kept."""

from __future__ import annotations

import io


class OutputLimitError(BaseException):
    """More was printed than is allowed; not an ``Exception``, so that a loop with ``except Exception`` ends too."""


class Sink(io.TextIOBase):
    """Takes text and only remembers how much of it came.

    Args:
        limit: characters that may be written between two calls of :meth:`reset`.
    """

    encoding = "utf-8"

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.count = 0

    def reset(self, limit: int | None = None) -> None:
        """Forget what was printed; from now on ``limit`` holds, if it is given."""
        self.count = 0
        if limit is not None:
            self.limit = limit

    @property
    def full(self) -> bool:
        """Whether more was printed than is allowed."""
        return self.count > self.limit

    def writable(self) -> bool:
        """Text may be written, as to every standard output."""
        return True

    def write(self, value: str, /) -> int:
        """Count the text.

        Raises:
            OutputLimitError: there was too much of it.
        """
        self.count += len(value)
        if self.count > self.limit:
            raise OutputLimitError
        return len(value)
