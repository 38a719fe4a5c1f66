"""What an exception in students' code comes from: advice that fits the cause, found by its kind, message and line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.judge.names import not_defined
from grader.judge.running import RUNNING
from grader.judge.syntax import FULL_WIDTH_SPACE, SEEN_SPACE, SYNTAX
from grader.records import Raised, Text
from grader.words import has, printable, say

_LONGEST = 400
"""Characters of a message that are looked at: Python's own have fewer."""


def advice(error: Raised, names: Sequence[str] | None = ()) -> Text | None:
    """What to say of the cause; None where it is not known.

    Args:
        error: as it was raised.
        names: what the submission defines, of which a name that is not defined may be a misspelt one; None where it
            is none.
    """
    message, written, known = error.message[:_LONGEST], error.code, (*(names or ()), *error.local)
    for cause in (*SYNTAX, *RUNNING):
        if error.type not in cause.kinds.split() or not re.search(cause.line, written):
            continue
        found = re.search(cause.message, message)
        if found is None:
            continue
        told = say(cause.code, **_parts(found)) if cause.tell is None else cause.tell(found, written, known)
        if told is not None:
            return told
    if (told := not_defined(error, names)) is not None:
        return told
    usual = f"usual_{error.type}"
    return say(usual) if has(usual) else None


def shown(error: Raised) -> str:
    """The line of an exception, in which nothing is unseen."""
    return printable(error.code.replace(FULL_WIDTH_SPACE, SEEN_SPACE) if _is_of_spaces(error) else error.code.strip())


def _is_of_spaces(error: Raised) -> bool:
    return FULL_WIDTH_SPACE in error.code and error.type in ("SyntaxError", "IndentationError", "TabError")


def _parts(found: re.Match[str]) -> dict[str, str]:
    return {name: printable(part or "", 60) for name, part in found.groupdict().items()}
