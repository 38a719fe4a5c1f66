"""The cells of a workbook's sheets as they are seen in the spreadsheet, as far as ids, names and times go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from grader.collect.rows import Row

_DAY = 86_400
_LONGEST_CELL = 32_767
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_383
"""What Excel itself has at most; columns are counted from 0 on."""
_PLACE = re.compile("([A-Z]{1,3})[0-9]+")
_WRITTEN = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot have."""

_NO_PART_OF_A_DATE = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ZEROS = re.compile("0+")
"""The format of a number that is shown with its leading zeros."""


class Styles(Struct, frozen=True):
    """What is said of all sheets: texts, formats of cells, and when time begins."""

    texts: Sequence[str]
    forms: Sequence[str]
    since_1904: bool


class Text:
    """A text in pieces of different looks, without how it is pronounced."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._spoken = False

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        """Take the start of an element."""
        self._spoken = self._spoken or tag == "rPh"

    def end(self, tag: str, text: str) -> None:
        """Take the end of an element, and the text before it."""
        if tag == "rPh":
            self._spoken = False
        elif tag == "t" and not self._spoken:
            self._pieces.append(text)

    def taken(self) -> str:
        """The text since this was asked for the last time, in one line."""
        text = _WRITTEN.sub(_character, "".join(self._pieces)[:_LONGEST_CELL])
        self._pieces.clear()
        return " ".join(text.splitlines())


def _character(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character.isprintable() else " "


class Cells:
    """Takes the filled cells of a sheet."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._found: list[tuple[int, dict[int, str], frozenset[int]]] = []
        self._line = 0
        self._row: dict[int, str] = {}
        self._unknown: set[int] = set()
        self._column = 0
        self._cell: Mapping[str, str] = {}
        self._value: str | None = None
        self._formula = False
        self._text = Text()

    def rows(self) -> Iterator[Row]:
        """The rows in which there is something."""
        for line, row, unknown in self._found:
            yield Row(line, tuple(row.get(column, "") for column in range(max([*row, *unknown]) + 1)), unknown)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if tag == "row":
            self._line = _within(int(attributes.get("r", self._line + 1)), _LAST_ROW)
            self._row, self._unknown, self._column = {}, set(), -1
        elif tag == "c":
            self._column = _within(_column(attributes["r"]) if "r" in attributes else self._column + 1, _LAST_COLUMN)
            self._cell, self._value, self._formula = attributes, None, False
        elif tag == "f":
            self._formula = True
        else:
            self._text.start(tag, attributes)

    def end(self, tag: str, text: str) -> None:
        """Take the end of an element, and the text before it."""
        if tag == "v":
            self._value = text
        elif tag == "c":
            self._take()
        elif tag == "row" and (self._row or self._unknown):
            self._found.append((self._line, self._row, frozenset(self._unknown)))
        else:
            self._text.end(tag, text)

    def _take(self) -> None:
        kind, inline = self._cell.get("t", "n"), self._text.taken()
        if self._formula and not self._value and kind != "str":
            self._unknown.add(self._column)
            return
        shown = inline if kind == "inlineStr" else self._shown(kind, self._value or "")
        if shown:
            self._row[self._column] = shown

    def _shown(self, kind: str, value: str) -> str:
        """A value as it is seen in the spreadsheet, as far as ids, names and times go."""
        if not value:
            return ""
        if kind == "s":
            return self._styles.texts[int(value)]
        if kind == "b":
            return "FALSE" if value == "0" else "TRUE"
        if kind != "n":
            return " ".join(value[:_LONGEST_CELL].splitlines())
        style = int(self._cell.get("s", "0"))
        form = self._styles.forms[style] if self._styles.forms else ""
        return _number(value, form.partition(";")[0], since_1904=self._styles.since_1904)


def _within(number: int, last: int) -> int:
    if not 0 <= number <= last:
        raise ValueError
    return number


def _column(place: str) -> int:
    """The number of a column, from 0 on."""
    found = _PLACE.fullmatch(place)
    if found is None:
        raise ValueError
    number = 0
    for letter in found[1]:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _number(text: str, form: str, *, since_1904: bool) -> str:
    value = int(text) if text.lstrip("-").isdigit() else float(text)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and _ZEROS.fullmatch(form):
        return str(value).zfill(len(form))
    letters = _NO_PART_OF_A_DATE.sub("", form).lower()
    moment = _moment(value, since_1904=since_1904) if set("dmyhs") & set(letters) else None
    if moment is None:
        return str(value)
    if "[" in letters:
        return str(timedelta(seconds=round(value * _DAY)))
    if value < 1:
        return moment.time().isoformat()
    return moment.isoformat(" ") if "h" in letters else moment.date().isoformat()


def _moment(days: float, *, since_1904: bool) -> datetime | None:
    """What a number of days is as a date, to the second; None where it is none."""
    # For Excel, 1900 had a 29th of February.
    begin = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 + (days < 60))  # noqa: DTZ001, PLR2004
    try:
        return begin + timedelta(seconds=round(days * _DAY)) if days >= 0 else None
    except OverflowError:
        return None
