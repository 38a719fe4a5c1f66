"""What an exception in students' code comes from: advice that fits the cause, found by its kind, message and line."""

from __future__ import annotations

import builtins
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from grader.judge.names import not_defined, of_numpy
from grader.records import Raised, Text
from grader.words import has, printable, say

FULL_WIDTH_SPACE = "\N{IDEOGRAPHIC SPACE}"
SEEN_SPACE = "\N{WHITE SQUARE}"
"""What stands for it in a line that is shown."""

_LONGEST = 400
"""Characters of a message that are looked at: Python's own have fewer."""

_WRITTEN = {"\N{MULTIPLICATION SIGN}": "*", "\N{DIVISION SIGN}": "/", "\N{MINUS SIGN}": "-", "、": ",", "。": "."}
"""Characters that no normal form turns into what Python needs."""
_QUOTES = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\uff07\uff02"


class _Cause(NamedTuple):
    """A cause: the kinds of exceptions that it can be, what stands in the message and in the line, and what to say.

    ``tell`` makes the sentence where it needs more than the parts of the message that have names, from these and the
    line; None where it sees that this is not the cause.
    """

    kinds: str
    message: str
    code: str
    line: str = ""
    tell: Callable[[re.Match[str], str], Text | None] | None = None


def advice(error: Raised, names: Sequence[str] | None = ()) -> Text | None:
    """What to say of the cause; None where it is not known.

    Args:
        error: as it was raised.
        names: what the submission defines, of which a name that is not defined may be a misspelt one; None where it
            is none.
    """
    message, written = error.message[:_LONGEST], error.code
    for cause in _CAUSES:
        if error.type not in cause.kinds.split() or not re.search(cause.line, written):
            continue
        found = re.search(cause.message, message)
        if found is None:
            continue
        told = say(cause.code, **_parts(found)) if cause.tell is None else cause.tell(found, written)
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


def _character(found: re.Match[str], _: str) -> Text | None:
    """One character that Python does not know, and what is typed for it."""
    character = found["character"]
    if character in _QUOTES:
        return say("advice_quotes", character=character)
    typed = _WRITTEN.get(character) or unicodedata.normalize("NFKC", character)
    if not typed.isascii() or not typed.isprintable():
        return say("advice_character", character=printable(character))
    if unicodedata.name(character, "").startswith("SUPERSCRIPT"):
        typed = f"**{typed}"
    return say("advice_wide", character=character, typed=typed)


def _unseen(found: re.Match[str], _: str) -> Text:
    """One that nobody sees."""
    if int(found["number"], 16) == ord(FULL_WIDTH_SPACE):
        return say("advice_wide_space", seen=SEEN_SPACE)
    return say("advice_unseen", number=found["number"])


def _of_numpy(found: re.Match[str], _: str) -> Text | None:
    """A name that NumPy does not have."""
    return of_numpy(found["name"])


def _arguments(found: re.Match[str], written: str) -> Text:
    """A call with other arguments than the function takes: one of NumPy or Python, or the student's own."""
    name, argument = found["name"].rpartition(".")[2].strip("<>_"), found["argument"]
    place = re.search(rf"(?P<numpy>\b(?:np|numpy))?(?P<dot>\.)?\b{re.escape(name)}\s*\(", written)
    called = printable(f"np.{name}" if place and place["numpy"] else name, 60)
    if argument:
        return say("advice_no_argument", name=called, argument=printable(argument, 60))
    is_own = place is not None and not place["dot"] and not hasattr(builtins, name)
    return say("advice_arguments" if is_own else "advice_arguments_library", name=called)


_SYNTAX, _VALUE, _INDEX = "SyntaxError", "ValueError", "IndexError"
_TYPE = "TypeError UFuncTypeError _UFuncNoLoopError"
_SIGN = r"for (?:[-+*/%]|\*\*)[^:]*: .*"
_SHAPE = r"\([\d,]*\)"
_CALLED = (
    r"^(?P<name>[\w.<>]{1,80}+)"
    r"(?: expected (?:at|\d)"
    r"|\(\) (?:takes|missing|got (?:multiple|some|an unexpected keyword argument '(?P<argument>\w+)')))"
)
_CAUSES = (
    _Cause("IndentationError TabError SyntaxError", "", "advice_wide_indent", rf"^[ \t]*{FULL_WIDTH_SPACE}"),
    _Cause(_SYNTAX, r"invalid character '(?P<character>.)'", "", tell=_character),
    _Cause(_SYNTAX, r"invalid non-printable character U\+(?P<number>[0-9A-F]{4,6})", "", tell=_unseen),
    _Cause("TabError", "", "advice_tabs"),
    _Cause("IndentationError", "expected an indented block", "advice_indent_more"),
    _Cause("IndentationError", "unexpected indent", "advice_indent_less"),
    _Cause("IndentationError", "unindent does not match", "advice_indent_other"),
    _Cause(_SYNTAX, "was never closed|unmatched|does not match", "advice_brackets"),
    _Cause(_SYNTAX, "expected ':'", "advice_colon"),
    _Cause(_SYNTAX, r"[Mm]aybe you meant '=='|cannot assign to", "advice_equals"),
    _Cause(_SYNTAX, "forgot a comma", "advice_comma"),
    _Cause(_SYNTAX, "unterminated", "advice_text_open"),
    _Cause(_SYNTAX, "Missing parentheses in call to 'print'", "advice_print"),
    _Cause(_SYNTAX, "'return' outside function", "advice_return_outside"),
    _Cause(_SYNTAX, "invalid (?:decimal|imaginary|hexadecimal) literal", "advice_times"),
    _Cause("TypeError", _CALLED, "", tell=_arguments),
    _Cause("TypeError", r"^'(?P<argument>\w+)' is an invalid keyword argument for (?P<name>\w+)", "", tell=_arguments),
    _Cause("TypeError", "^argument of type '[^']*+' is not iterable", "advice_in"),
    _Cause(_TYPE, "loop of ufunc does not support argument", "advice_objects"),
    _Cause(_TYPE, r"bitwise_xor|for \^", "advice_caret"),
    _Cause(_TYPE, r"bitwise_(?:and|or)|for (?:&|\|)", "advice_and"),
    _Cause(_VALUE, "truth value of an? (?:empty )?array", "advice_truth"),
    _Cause(_TYPE, "only .*arrays? can be converted|must be real number, not", "advice_math", r"\bmath\."),
    _Cause(_TYPE, "only .*arrays? can be converted", "advice_one_number"),
    _Cause("TypeError AttributeError", "'NoneType'", "advice_none"),
    _Cause("TypeError", rf"{_SIGN}'str'", "advice_text"),
    _Cause(_TYPE, r"dtype\('<U\d*'\)|StrDType", "advice_text"),
    _Cause("TypeError", rf"{_SIGN}'(?:list|tuple)'|can't multiply sequence by non-int", "advice_lists"),
    _Cause("AttributeError", r"'(?:list|tuple|float|int)' object has no attribute '(?P<name>\w+)'", "advice_no_array"),
    _Cause(_VALUE, r"matmul.*\(size (?P<got>\d+) is different from (?P<needed>\d+)\)", "advice_matmul"),
    _Cause(_VALUE, r"shapes (?P<one>\([\d,]*\)) and (?P<other>\([\d,]*\)) not aligned", "advice_aligned"),
    _Cause(_VALUE, rf"broadcast together with (?:\w+ )?shapes (?P<shapes>{_SHAPE} {_SHAPE})", "advice_broadcast"),
    _Cause(_VALUE, "inhomogeneous|setting an array element with a sequence", "advice_ragged"),
    _Cause(_VALUE, "invalid literal for int|could not convert string to float", "advice_text"),
    _Cause(_VALUE, "not enough values to unpack|too many values to unpack", "advice_unpack"),
    _Cause(_INDEX, r"index (?P<index>\d+) is out of bounds for axis \d+ with size (?P<size>\d+)", "advice_index"),
    _Cause(_INDEX, "only integers|index out of range|invalid index|too many indices|out of bounds", "advice_indices"),
    _Cause("TypeError", r"'(?:numpy\.ndarray|list)' object is not callable", "advice_round"),
    _Cause("TypeError", r"'(?P<type>[\w.]+)' object is not callable", "advice_not_callable"),
    _Cause("TypeError", "must be integers|cannot be interpreted as an integer|sequence of integers", "advice_whole"),
    _Cause("AttributeError", r"module 'numpy' has no attribute '(?P<name>\w+)'", "", tell=_of_numpy),
    _Cause("AttributeError", r"`np\.(?P<name>\w+)` was removed", "", tell=_of_numpy),
    _Cause("AttributeError", r"module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'", "advice_not_in_module"),
    _Cause("UnboundLocalError", r"variable '(?P<name>\w+)'", "advice_unbound"),
)  # fmt: skip
