"""Reads answers by letter, as people write them: "B", "ｂ", "(b)", "選択肢 B", "A と C", "C → A → B", "1. C 2. A".

Standard library only: the same file serves class run, notebook and page, as ``compare`` does.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Sequence
from typing import Any

_LONGEST = 400
"""Characters of an answer by letter, or by the text of an option; a longer one is not read."""
_MOST = 40
"""Letters in a list."""
_PLAIN = re.compile(r"(?:[\s$\\{}()（）「」『』,、。:;!?\"'`*_]|\.(?!\d))+")
"""What may differ between an option and its text as it was typed; .25 is not 2.5."""
_SAID = re.compile(
    r"\b(?:options?|answers?|choices?|curves?|letters?|is|the|and|then|my)\b|選択肢|記号|曲線|答え|正解|解答|です|だ(?=$|。)"
    r"|[はのと]|次に?|および|及び|かつ"
)
"""Words around a letter that change nothing."""
_BETWEEN = re.compile(r"[\s,、，;・/|()\[\]{}<>「」『』.。:=&+\"'`*_-]|→|⇒|->|=>|>")
_NUMBERED = re.compile(r"(\d{1,2})\s*[.:)、]?\s*(?=[a-z](?![a-z]))")
"""The place of a letter, before it."""
_LEAD = re.compile(r"^\s*\(?([a-z])(?:\s*[).:、。(]|\s)\s*(.+)$", re.DOTALL)
"""A letter with the text of its option after it."""


def read(value: Any, options: Sequence[Sequence[str]]) -> tuple[int, ...] | None:
    """The places of the options that an answer names, in its order; None where it cannot be read.

    Args:
        value: what was answered: a text, or a list of texts.
        options: for each letter the texts of its option in every language.
    """
    if isinstance(value, list | tuple):
        if not value or len(value) > _MOST:
            return None
        parts = [read(part, options) for part in value if isinstance(part, str)]
        if len(parts) != len(value) or any(part is None for part in parts):
            return None
        return tuple(place for part in parts if part is not None for place in part)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    text = unicodedata.normalize("NFKC", value).casefold()
    by_text = _by_text(text, options)
    return by_text if by_text is not None else _by_letters(text, len(options))


def _by_text(text: str, options: Sequence[Sequence[str]]) -> tuple[int, ...] | None:
    """The option whose text it is, with or without its letter before it."""
    plain = [{_plain(one) for one in texts} for texts in options]
    found = [place for place, texts in enumerate(plain) if _PLAIN.sub("", text) in texts]
    if len(found) == 1:
        return tuple(found)
    lead = _LEAD.match(text)
    if lead is not None:
        place = string.ascii_lowercase.index(lead[1])
        if place < len(options) and _PLAIN.sub("", lead[2]) in plain[place]:
            return (place,)
    return None


def reads_as_letters(text: str, count: int) -> bool:
    """Whether a text names some of so many options by their letters."""
    return _by_letters(unicodedata.normalize("NFKC", text).casefold(), count) is not None


def _by_letters(text: str, count: int) -> tuple[int, ...] | None:
    known = string.ascii_lowercase[:count]
    places = [int(place) for place in _NUMBERED.findall(text)]
    if places == [*range(1, count + 1)]:
        text = _NUMBERED.sub(" ", text)
    left = _BETWEEN.sub("", _SAID.sub("", text))
    return tuple(known.index(letter) for letter in left) if left and set(left) <= set(known) else None


def _plain(text: str) -> str:
    return _PLAIN.sub("", unicodedata.normalize("NFKC", text).casefold())
