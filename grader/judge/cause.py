"""The form of a cause that an exception can have."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from grader.records import Text


class Cause(NamedTuple):
    """A cause: the kinds of exceptions that it can be, what stands in the message and in the line, and what to say.

    ``tell`` makes the sentence where it needs more than the parts of the message that have names, from these, the
    line and the names that the submission sets; None where it sees that this is not the cause.
    """

    kinds: str
    message: str
    code: str
    line: str = ""
    tell: Callable[[re.Match[str], str, Sequence[str]], Text | None] | None = None
