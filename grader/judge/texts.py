"""What feedback calls inputs, values and shapes."""

from __future__ import annotations

from grader import notation
from grader.compare import Result, is_empty, unread_part, unread_place
from grader.records import Array, Opaque, Text
from grader.words import printable, say

_SHOWN = 100
"""How many numbers of an array are shown: nobody reads more of them, and each is in two languages on the page."""
_SHOWN_OF_TEXT = 40
"""How many characters of a text that is no number are."""


def values_text(result: Result) -> str:
    """What was returned, as source text."""
    return ", ".join(
        notation.literal(array if array.size <= _SHOWN else array.ravel()[:_SHOWN], notation.SHOWN)
        + (" …" if array.size > _SHOWN else "")
        for array in result
    )


def shapes_text(result: Result) -> Text:
    """The shapes of what was returned, in words."""
    shapes = [say("shape", shape=array.shape) if array.shape else say("shape_of_number") for array in result]
    return Text(", ".join(shape.ja for shape in shapes), ", ".join(shape.en for shape in shapes))


def written_text(written: Array) -> str:
    """An answer by hand as it was read."""
    return notation.vector(written) if written.size > 1 else notation.number(written.item())


def unread_text(name: str, value: object, count: int) -> Text:
    """Of an answer by hand what cannot be read as numbers: where there is a number in it, the part beside that."""
    place, part = unread_place(value, count), unread_part(value, count)
    if place is not None and (part == "" or is_empty(place[1])):
        code = "unread_place_empty" if is_empty(place[1]) else "unread_place"
        return say(code, name=name, place=place[0], got=_got(place[1]))
    got = _got(value)
    return say("not_a_number_alone" if part else "not_a_number", name=name, got=got, part=printable(part))


def _got(value: object) -> str:
    return printable(value[:_SHOWN_OF_TEXT]) if isinstance(value, str) else type_text(value)


def type_text(value: object) -> str:
    """The name of a value's type, safe to print."""
    return printable(value.type if isinstance(value, Opaque) else type(value).__name__)
