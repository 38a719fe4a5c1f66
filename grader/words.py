"""Every sentence that a student can see, by code, in Japanese and English (``templates/words.*.yaml``)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from grader import strict_yaml
from grader.course import shipped_templates
from grader.errors import CourseError
from grader.records import LANGUAGES, Language, Text

_UNPRINTABLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


@cache
def load(language: Language) -> dict[str, str]:
    """All sentences of one language, by code."""
    path = shipped_templates() / f"words.{language}.yaml"
    words = strict_yaml.read(path)
    if not isinstance(words, dict):
        raise CourseError(f"{path}: must map codes to sentences.")
    return {str(code): str(sentence) for code, sentence in words.items()}


def say(code: str, /, **values: object) -> Text:
    """The sentence ``code`` in both languages; a value may be a ``Text`` itself, and is then put in by language.

    Raises:
        CourseError: one of the languages lacks the sentence.
    """
    return Text(*(_sentence(code, language, values) for language in LANGUAGES))


def has(code: str) -> bool:
    """Whether there is a sentence ``code``."""
    return all(code in load(language) for language in LANGUAGES)


def printable(text: str, longest: int = 300) -> str:
    """Text of a student's made safe to print: no control, bidirectional or unassigned characters, not too long."""
    plain = text[: 4 * longest]
    if plain.isascii() and plain.isprintable():
        safe = plain
    else:
        composed = unicodedata.normalize("NFC", plain)
        safe = "".join("\N{REPLACEMENT CHARACTER}" if is_unprintable(c) else c for c in composed)
    return safe if len(safe) <= longest else f"{safe[: longest * 3 // 5]}…{safe[-longest * 2 // 5 + 1 :]}"


def without_unprintable(text: str) -> str:
    """Lines of any length with a sign in place of every character that disturbs."""
    return "".join("\N{REPLACEMENT CHARACTER}" if c != "\n" and is_unprintable(c) else c for c in text)


def first(names: Sequence[str], most: int = 20) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def listed(names: Sequence[str], most: int = 5) -> str:
    """The first of some names, for students of either language."""
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def is_unprintable(character: str) -> bool:
    """Whether a character can disturb a terminal, a log or a page."""
    return unicodedata.category(character) in _UNPRINTABLE


def _sentence(code: str, language: Language, values: dict[str, object]) -> str:
    sentence = load(language).get(code)
    if sentence is None:
        raise CourseError(f"templates/words.{language}.yaml: the sentence {code!r} is missing; add it.")
    return sentence.format(
        **{name: value.get(language) if isinstance(value, Text) else value for name, value in values.items()}
    )
