"""A workbook of Excel (.xlsx), read within bounds whatever it says of itself, and without what its XML may declare."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from msgspec import Struct

from grader.collect import archive, caps
from grader.collect.cells import Cells, Styles, Text
from grader.collect.refused import Refused
from grader.collect.rows import Row
from grader.errors import RosterError

_UNPACKED = 50 * caps.MEGABYTE
"""Bytes of the parts that are read: fifty thousand rows have some ten million."""
_TAGS = 1_000_000
"""Elements of these parts: a filled cell has two."""
_PIECE = 1 << 18
"""Bytes that are parsed at a time; no tag is longer than two of them."""
_DATES = {14, 15, 16, 17, *range(27, 32), 34, 35, 36, *range(50, 59)}
_TIMES = {18, 19, 20, 21, 22, 32, 33, 45, 46, 47}
_FORMS = dict.fromkeys(_DATES, "y-m-d") | dict.fromkeys(_TIMES, "y-m-d h:m")
"""Those of the formats that a workbook does not declare by which a number is a date or a time."""
_LONGEST_FORM = 255

_Start = Callable[[str, Mapping[str, str]], None]
_End = Callable[[str, str], None]


class Sheet(Struct, frozen=True):
    """A sheet with its filled rows, or one that is hidden."""

    name: str
    hidden: bool
    rows: Iterator[Row]


def sheets(path: Path, data: bytes) -> list[Sheet]:
    """The sheets of a workbook that have cells, in their order.

    Raises:
        RosterError: it cannot be read or is too large, and the remedy.
    """
    try:
        with archive.opened(io.BytesIO(data), caps.ARCHIVE_ENTRIES) as opened:
            return list(_sheets(_Parts(path, opened)))
    except (Refused, expat.ExpatError, LookupError, ValueError, OverflowError) as error:
        raise RosterError(f"{path}: is no workbook that can be read; save the table as CSV in UTF-8.") from error


class _Parts:
    """The parts of a workbook, which are read within bounds for all of them together."""

    def __init__(self, path: Path, opened: zipfile.ZipFile) -> None:
        self._path = path
        self._opened = opened
        self._numbers = {_spelt(info.filename): number for number, info in enumerate(opened.infolist())}
        self._bytes = _UNPACKED
        self._tags = _TAGS

    def parse(self, part: str, start: _Start, end: _End) -> None:
        """Tell of each element that starts, and of each that ends with the text since the last tag."""
        texts: list[str] = []

        def started(tag: str, attributes: dict[str, str]) -> None:
            self._tags -= 1
            if self._tags < 0:
                raise self._too_large()
            texts.clear()
            start(_local(tag), attributes)

        def ended(tag: str) -> None:
            end(_local(tag), "".join(texts))
            texts.clear()

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.StartElementHandler = started
        parser.EndElementHandler = ended
        parser.CharacterDataHandler = texts.append
        data = self._read(part)
        for at in range(0, len(data), _PIECE):
            parser.Parse(data[at : at + _PIECE], False)
            if at - parser.CurrentByteIndex > _PIECE:
                raise self._too_large()
        parser.Parse(b"", True)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """By its id, the kind and the name of each part that another one names."""
        folder, name = posixpath.split(part)
        found = {}

        def start(tag: str, of: Mapping[str, str]) -> None:
            if tag == "Relationship" and of.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, of["Target"]))
                found[of["Id"]] = (of["Type"].rpartition("/")[2], target.lstrip("/"))

        self.parse(posixpath.join(folder, "_rels", f"{name}.rels"), start, _nothing)
        return found

    def _read(self, part: str) -> bytes:
        try:
            data = archive.read_member(self._opened, self._numbers[_spelt(part)], self._bytes)
        except Refused as refused:
            if refused.code == "collect_too_large":
                raise self._too_large() from refused
            raise
        self._bytes -= len(data)
        return data

    def _too_large(self) -> RosterError:
        return RosterError(
            f"{self._path}: is too large a workbook; copy the table alone into a new one, or save it as CSV in UTF-8."
        )


def _spelt(name: str) -> str:
    return name.replace("\\", "/").lower()


def _local(name: str) -> str:
    """The name of a tag without its namespace."""
    return name.rpartition(" ")[2]


def _no_doctype(*_: object) -> None:
    raise ValueError


def _nothing(*_: object) -> None:
    """Nothing is to be done."""


def _sheets(parts: _Parts) -> Iterator[Sheet]:
    book = next((name for kind, name in parts.related("").values() if kind == "officeDocument"), "")
    related = parts.related(book)
    since_1904, listed = _listed(parts, book)
    named = dict(related.values())
    texts = _texts(parts, named["sharedStrings"]) if "sharedStrings" in named else []
    forms = _forms(parts, named["styles"]) if "styles" in named else []
    styles = Styles(texts, forms, since_1904)
    for attributes in listed:
        kind, part = related[next((value for name, value in attributes.items() if name.endswith(" id")), "")]
        if kind == "worksheet":
            hidden = attributes.get("state", "visible") != "visible"
            sheet = Cells(styles)
            parts.parse(part, sheet.start, sheet.end)
            yield Sheet(attributes["name"], hidden, sheet.rows())


def _listed(parts: _Parts, book: str) -> tuple[bool, list[Mapping[str, str]]]:
    """Whether dates count from 1904, and what is said of each sheet."""
    since_1904 = False
    found: list[Mapping[str, str]] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal since_1904
        if tag == "workbookPr":
            since_1904 = attributes.get("date1904") in {"1", "true"}
        elif tag == "sheet":
            found.append(attributes)

    parts.parse(book, start, _nothing)
    return since_1904, found


def _texts(parts: _Parts, part: str) -> list[str]:
    """The texts that cells name by their numbers."""
    text = Text()
    found: list[str] = []

    def end(tag: str, written: str) -> None:
        if tag == "si":
            found.append(text.taken())
        text.end(tag, written)

    parts.parse(part, text.start, end)
    return found


def _forms(parts: _Parts, part: str) -> list[str]:
    """The formats that cells name by their numbers."""
    declared: dict[int, str] = {}
    found: list[str] = []
    inside = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt":
            declared[int(attributes["numFmtId"])] = attributes["formatCode"][:_LONGEST_FORM]
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            number = int(attributes.get("numFmtId", "0"))
            found.append(declared.get(number) or _FORMS.get(number, ""))

    def end(tag: str, _: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    parts.parse(part, start, end)
    return found
