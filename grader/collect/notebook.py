"""Jupyter notebooks: their cells, whose answer they say they are, and which handout the notebook was.

What Jupyter opens is read: bare ``NaN`` in outputs, half a surrogate pair, a source that is null or lacks line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Raw, Struct

from grader.collect import caps
from grader.collect.names import student_id
from grader.collect.refused import Refused
from grader.records import Handout
from grader.words import printable

_FORMAT = 4
_LONGEST_HANDOUT = 1 << 16
"""Bytes of what a notebook says of its handout: some hundred questions."""
_LONGEST_TEXT = 1 << 16
"""Bytes of a cell of text: one in which an answer stands has a hundredth, one with a picture in it is not looked at."""
_LONGEST_NAME = 40
"""Characters of the name of a programming language."""
_PLACE = re.compile(r"\(byte (\d+)\)")
_WEB_PAGE = re.compile(r"\s*+<(!doctype|html|head|\?xml)", re.IGNORECASE)
_PYTHON = re.compile("i?python", re.IGNORECASE)
_DEFINITION = re.compile(r"^def \w+\(", re.MULTILINE)
"""What only Python has, whatever the notebook says of itself."""
_KERNELS = {"ir": "R"}
"""Languages of kernels whose names do not say it."""

_NO_JSON = re.compile(
    r"""((?:[^"NI-]++|"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|N(?!aN)|-?I(?!nfinity)|-(?!I))*+)(NaN|-?Infinity|\Z)""",
    re.DOTALL,
)
"""All before what Python's own ``json`` writes for floats that JSON has no word for, and that, or the end.

It fits wherever it is tried: one that fails at the end would be tried again from each character on.
"""
_MOST_NO_JSON = 100_000
_HALF = r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_HALF_A_PAIR = re.compile(rf"((?:[^\\]++|{_PAIR}|(?!{_HALF})\\(?:.|\Z))*+)({_HALF}|\Z)", re.DOTALL)
"""All before half a surrogate pair, and that, or the end; it fits wherever it is tried."""

Kind = Literal["code", "text"]


class Cell(Struct, frozen=True):
    """One cell of code, or of text (Markdown or Raw).

    Attributes:
        number: its place among the cells of code, from 1 on; 0 of a text.
        question: whose answer its metadata says it is.
    """

    kind: Kind
    number: int
    source: str
    question: str | None


class Notebook(Struct, frozen=True):
    """The cells in order, and the handout that it says it was."""

    cells: tuple[Cell, ...]
    handout: Handout | None = None


class _Cell(Struct, frozen=True):
    cell_type: str
    source: Raw = Raw(b'""')
    metadata: Raw = Raw(b"{}")


class _Form(Struct, frozen=True):
    nbformat: int
    cells: list[Raw] = []
    metadata: Raw = Raw(b"{}")


class _Question(Struct, frozen=True):
    question: str


class _OfCell(Struct, frozen=True):
    grader: _Question | None = None


class _Kernel(Struct, frozen=True):
    name: str = ""
    language: str = ""


class _Language(Struct, frozen=True):
    kernelspec: _Kernel | None = None
    language_info: _Kernel | None = None


class _OfNotebook(Struct, frozen=True):
    grader: Raw = Raw(b"null")


class _Handout(Struct, frozen=True):
    student: str
    assignment: str = ""
    variants: dict[str, Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]] = {}


_FORM = msgspec.json.Decoder(_Form)
_CELL = msgspec.json.Decoder(_Cell)
_SOURCE: msgspec.json.Decoder[str | list[str | None] | None] = msgspec.json.Decoder(str | list[str | None] | None)
_OF_CELL = msgspec.json.Decoder(_OfCell)
_LANGUAGE = msgspec.json.Decoder(_Language)
_OF_NOTEBOOK = msgspec.json.Decoder(_OfNotebook)
_HANDOUT = msgspec.json.Decoder(_Handout)


def read_notebook(text: str) -> Notebook:
    """What a notebook holds. Outputs, attachments and unknown keys are skipped, not kept.

    Raises:
        Refused: it is empty, a web page, not JSON, not a notebook, not of format 4, in another language, or has more
            cells or code than is read.
    """
    if not text.strip():
        raise Refused("collect_blank")
    if _WEB_PAGE.match(text):
        raise Refused("collect_web_page")
    form = _form(text)
    if form.nbformat != _FORMAT:
        raise Refused("collect_notebook_version", version=form.nbformat)
    cells, language = tuple(_cells(form)), _language(form)
    if language and not _PYTHON.match(language) and not any(_DEFINITION.search(cell.source) for cell in cells):
        raise Refused("collect_other_language", language=printable(language, _LONGEST_NAME))
    return Notebook(cells, _handout(form))


def _form(text: str) -> _Form:
    data = text.encode()
    try:
        try:
            return _FORM.decode(data)
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError:
            data = _mended(text).encode()
            return _FORM.decode(data)
    except (msgspec.ValidationError, RecursionError) as error:
        raise Refused("collect_not_notebook") from error
    except msgspec.DecodeError as error:
        place = _PLACE.search(str(error))
        end = int(place[1]) if place else len(data)
        raise Refused("collect_not_json", line=data.count(b"\n", 0, end) + 1) from error


def _mended(text: str) -> str:
    """The same with null for floats that JSON has no word for, and a sign for each half of a surrogate pair."""
    with_null = _NO_JSON.sub(lambda found: found[1] + ("null" if found[2] else ""), text, count=_MOST_NO_JSON)
    return _HALF_A_PAIR.sub(lambda found: found[1] + (r"\ufffd" if found[2] else ""), with_null)


def _cells(form: _Form) -> Iterator[Cell]:
    if len(form.cells) > caps.ENTRIES:
        raise Refused("collect_too_many_cells", count=caps.CELLS)
    number, room = 0, caps.SOURCES
    for raw in form.cells:
        try:
            cell = _CELL.decode(raw)
            size = memoryview(cell.source).nbytes
            if cell.cell_type == "code":
                number, room = number + 1, room - size
                if room < 0:
                    raise Refused("collect_too_much_code", megabytes=caps.CODE // caps.MEGABYTE)
                yield Cell("code", number, _source(cell), _question(cell))
            elif size <= _LONGEST_TEXT:
                yield Cell("text", 0, _source(cell), _question(cell))
        except (msgspec.ValidationError, RecursionError) as error:
            raise Refused("collect_not_notebook") from error


def _language(form: _Form) -> str:
    """The language in which the notebook says it is written; empty if it does not say."""
    try:
        said = _LANGUAGE.decode(form.metadata)
    except (msgspec.DecodeError, RecursionError):
        return ""
    kernel, info = said.kernelspec or _Kernel(), said.language_info or _Kernel()
    return info.name or kernel.language or _KERNELS.get(kernel.name, "")


def _source(cell: _Cell) -> str:
    source = _SOURCE.decode(cell.source) or ""
    if not isinstance(source, str):
        lines = [line or "" for line in source]
        # Jupyter keeps the line ends; who leaves them out has one element for each line.
        without_ends = not any(line.endswith(("\n", "\r")) for line in lines[:-1])
        source = ("\n" if without_ends else "").join(lines)
    # Python takes no such character: it costs the cell that has it in code, and no other.
    source = source.replace("\0", "\ufffd")
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _question(cell: _Cell) -> str | None:
    try:
        metadata = _OF_CELL.decode(cell.metadata)
    except (msgspec.DecodeError, RecursionError):
        return None
    return metadata.grader.question if metadata.grader else None


def _handout(form: _Form) -> Handout | None:
    try:
        said = _OF_NOTEBOOK.decode(form.metadata).grader
        # Widgets keep their state beside it: only what is said of the handout need be short.
        handout = _HANDOUT.decode(said) if memoryview(said).nbytes <= _LONGEST_HANDOUT else None
    except (msgspec.DecodeError, RecursionError):
        return None
    return None if handout is None else Handout(student_id(handout.student), handout.assignment, handout.variants)
