"""What is wrong with a line that Python cannot read."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from grader.judge.cause import Cause
from grader.records import Text
from grader.words import printable, say

FULL_WIDTH_SPACE = "\N{IDEOGRAPHIC SPACE}"
SEEN_SPACE = "\N{WHITE SQUARE}"
"""What stands for it in a line that is shown."""

_WRITTEN = {
    "\N{MULTIPLICATION SIGN}": "*", "\N{DIVISION SIGN}": "/", "\N{MINUS SIGN}": "-", "、": ",", "。": ".",
    "–": "-", "—": "-", "―": "-", "・": "*", "·": "*", "⋅": "*", "≦": "<=", "≧": ">=", "≤": "<=", "≥": ">=", "≠": "!=",
    "√": "np.sqrt( )", "∑": "np.sum( )", "Σ": "np.sum( )", "π": "np.pi", "％": "%",
}  # fmt: skip
"""Characters that no normal form turns into what Python needs."""
_QUOTES = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\uff07\uff02"

_SIGNS = {"=>": ">=", "=<": "<=", "=!": "!=", "<>": "!=", "&&": "and", "||": "or", "***": "**"}
"""Signs of other languages, and those of Python."""
_SIMILAR = 0.65
"""From here on a word is a misspelt keyword: "dff" and "def" are at 0.67."""
_BEGIN = ("class", "def", "elif", "else", "for", "from", "global", "if", "import", "lambda", "return", "try", "while")
"""Words that lines begin with."""
_LONGEST_WORD = 12
_NAME = r"[^\W\d]\w*+"


def _character(found: re.Match[str], _: str, _names: Sequence[str]) -> Text | None:
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


def _unseen(found: re.Match[str], _: str, _names: Sequence[str]) -> Text:
    """One that nobody sees."""
    if int(found["number"], 16) == ord(FULL_WIDTH_SPACE):
        return say("advice_wide_space", seen=SEEN_SPACE)
    return say("advice_unseen", number=found["number"])


def _nearly_a_word(_: re.Match[str], written: str, _names: Sequence[str]) -> Text | None:
    """A line whose first word is nearly one of Python's, and is followed by another."""
    first = re.match(rf"({_NAME})\s+[\w'\"\[(-]", written)
    if first is None or keyword.iskeyword(first[1]) or len(first[1]) > _LONGEST_WORD:
        return None
    near = get_close_matches(first[1].lower(), _BEGIN, n=1, cutoff=_SIMILAR)
    return say("advice_word", name=first[1], word=near[0]) if near else None


def _sign(_: re.Match[str], written: str, _names: Sequence[str]) -> Text | None:
    """A sign that Python does not have."""
    sign = next((one for one in _SIGNS if one in written), "")
    return say("advice_sign", sign=sign, instead=_SIGNS[sign]) if sign else None


def _word_as_name(_: re.Match[str], written: str, _names: Sequence[str]) -> Text | None:
    """A word of Python's as the name of a variable."""
    first = re.match(rf"({_NAME})\s*=(?!=)", written)
    return say("advice_keyword", name=first[1]) if first is not None and keyword.iskeyword(first[1]) else None


def _side_by_side(_: re.Match[str], written: str, _names: Sequence[str]) -> Text | None:
    """Two values, or the words of a name, without anything in between."""
    for found in re.finditer(rf"(?P<before>\w++|[)\]])[ \t]+(?=(?P<after>{_NAME}|\())", written.partition("#")[0]):
        if not any(keyword.iskeyword(found[part]) for part in ("before", "after")):
            is_name = re.match(rf"{_NAME}(?: {_NAME})+\s*=(?!=)", written) is not None
            return say("advice_space_in_name" if is_name else "advice_comma")
    return None


_SYNTAX = "SyntaxError"
SYNTAX = (
    Cause("IndentationError TabError SyntaxError", "", "advice_wide_indent", rf"^[ \t]*{FULL_WIDTH_SPACE}"),
    Cause(_SYNTAX, r"invalid character '(?P<character>.)'", "", tell=_character),
    Cause(_SYNTAX, r"invalid non-printable character U\+(?P<number>[0-9A-F]{4,6})", "", tell=_unseen),
    Cause("TabError", "", "advice_tabs"),
    Cause("IndentationError", "expected an indented block", "advice_indent_more"),
    Cause("IndentationError", "unexpected indent", "advice_indent_less"),
    Cause("IndentationError", "unindent does not match", "advice_indent_other"),
    Cause(_SYNTAX, "", "", rf"^{_NAME}", tell=_nearly_a_word),
    Cause(_SYNTAX, "", "advice_elif", r"^else\s+if\b"),
    Cause(_SYNTAX, "", "advice_else", r"^else\b\s*[^\s:#]"),
    Cause(_SYNTAX, "", "advice_def", rf"^def\b(?!\s+{_NAME}\s*\()"),
    Cause(_SYNTAX, "is parameter and global", "advice_global"),
    Cause(_SYNTAX, r"duplicate argument '(?P<name>\w+)'", "advice_twice"),
    Cause(_SYNTAX, "unicodeescape", "advice_backslash"),
    Cause(_SYNTAX, "line continuation character", "advice_latex"),
    Cause(_SYNTAX, "leading zeros", "advice_zeros"),
    Cause(_SYNTAX, "expected 'except'", "advice_except"),
    Cause(_SYNTAX, "^f-string", "advice_f_string", r"\bf[\"']"),
    Cause(_SYNTAX, "", "advice_hyphen", rf"^{_NAME}(?:-{_NAME})+\s*=(?!=)"),
    Cause(_SYNTAX, "", "advice_digit_first", r"^\d\w*[^\W\d]\w*\s*=(?!=)"),
    Cause(_SYNTAX, "invalid syntax", "", r"=>|=<|=!|&&|\|\||\*\*\*|<>", tell=_sign),
    Cause(_SYNTAX, "invalid syntax", "advice_plus_plus", r"(?:\+\+|--)\s*(?:$|#)"),
    Cause(_SYNTAX, "invalid syntax", "advice_not", r"!(?!=)"),
    Cause(_SYNTAX, "invalid syntax", "advice_percent", r"\d\s*%\s*(?:$|[,)\]#])"),
    Cause(_SYNTAX, "invalid syntax", "advice_bars", r"(?:^|[=(,+*/-])\s*\|"),
    Cause(_SYNTAX, "invalid syntax", "advice_colon", r"^(?:def|elif|else|for|if|while)\b.*[;{]\s*$"),
    Cause(_SYNTAX, "invalid syntax", "advice_nothing_after", r"[-+*/=]\s*(?:$|#)"),
    Cause(_SYNTAX, "invalid syntax", "", "=", tell=_word_as_name),
    Cause(_SYNTAX, "invalid syntax", "", "", tell=_side_by_side),
    Cause(_SYNTAX, "was never closed|unmatched|does not match", "advice_brackets"),
    Cause(_SYNTAX, "expected ':'", "advice_colon"),
    Cause(_SYNTAX, r"[Mm]aybe you meant '=='|cannot assign to", "advice_equals"),
    Cause(_SYNTAX, "forgot a comma", "advice_comma"),
    Cause(_SYNTAX, "unterminated", "advice_text_open"),
    Cause(_SYNTAX, "Missing parentheses in call to 'print'", "advice_print"),
    Cause(_SYNTAX, "'return' outside function", "advice_return_outside"),
    Cause(_SYNTAX, "invalid (?:decimal|imaginary|hexadecimal) literal", "advice_times"),
)  # fmt: skip
