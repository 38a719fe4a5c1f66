"""Jupyter notebooks: the code cells, whose answer they say they are, and which handout the notebook was."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec
from msgspec import Meta, Raw, Struct

from grader.collect import caps
from grader.collect.names import student_id
from grader.collect.refused import Refused
from grader.records import Handout

_FORMAT = 4
_LONGEST_HANDOUT = 1 << 16
"""Bytes of what a notebook says of its handout: some hundred questions."""
_PLACE = re.compile(r"\(byte (\d+)\)")


class CodeCell(Struct, frozen=True):
    """One code cell; ``number`` counts code cells from 1, ``question`` is what its metadata says."""

    number: int
    source: str
    question: str | None


class Notebook(Struct, frozen=True):
    """The code cells in order, and the handout that it says it was."""

    cells: tuple[CodeCell, ...]
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


class _OfNotebook(Struct, frozen=True):
    grader: Raw = Raw(b"null")


class _Handout(Struct, frozen=True):
    student: str
    assignment: str = ""
    variants: dict[str, Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]] = {}


_FORM = msgspec.json.Decoder(_Form)
_CELL = msgspec.json.Decoder(_Cell)
_SOURCE: msgspec.json.Decoder[str | list[str]] = msgspec.json.Decoder(str | list[str])
_OF_CELL = msgspec.json.Decoder(_OfCell)
_OF_NOTEBOOK = msgspec.json.Decoder(_OfNotebook)
_HANDOUT = msgspec.json.Decoder(_Handout)


def read_notebook(text: str) -> Notebook:
    """What a notebook holds. Outputs, attachments and unknown keys are skipped, not kept.

    Raises:
        Refused: it is not JSON, not a notebook, or not of format 4, or it has more cells or code than is read.
    """
    data = text.encode()
    try:
        form = _FORM.decode(data)
        if len(form.cells) > caps.ENTRIES:
            raise Refused("collect_too_many_cells", count=caps.CELLS)
        code = [cell for cell in map(_CELL.decode, form.cells) if cell.cell_type == "code"]
        if sum(memoryview(cell.source).nbytes for cell in code) > caps.SOURCES:
            raise Refused("collect_too_much_code", megabytes=caps.CODE // caps.MEGABYTE)
        sources = [_source(cell) for cell in code]
    except (msgspec.ValidationError, RecursionError) as error:
        raise Refused("collect_not_notebook") from error
    except msgspec.DecodeError as error:
        place = _PLACE.search(str(error))
        end = int(place[1]) if place else len(data)
        raise Refused("collect_not_json", line=data.count(b"\n", 0, end) + 1) from error
    if form.nbformat != _FORMAT:
        raise Refused("collect_notebook_version", version=form.nbformat)
    numbered = enumerate(zip(code, sources, strict=True), start=1)
    cells = tuple(CodeCell(number, source, _question(cell)) for number, (cell, source) in numbered)
    return Notebook(cells, _handout(form))


def _source(cell: _Cell) -> str:
    found = _SOURCE.decode(cell.source)
    source = found if isinstance(found, str) else "".join(found)
    if "\0" in source:
        raise Refused("collect_not_text")
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
