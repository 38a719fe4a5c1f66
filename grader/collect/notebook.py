"""Jupyter notebooks: the code cells, and whose answer they say they are."""

from __future__ import annotations

import re

import msgspec
from msgspec import Raw, Struct

from grader.collect.refused import Refused

_FORMAT = 4
_PLACE = re.compile(r"\(byte (\d+)\)")


class CodeCell(Struct, frozen=True):
    """One code cell; ``number`` counts code cells from 1, ``question`` is what its metadata says."""

    number: int
    source: str
    question: str | None


class _Cell(Struct, frozen=True):
    cell_type: str
    source: str | list[str] = ""
    metadata: Raw = Raw(b"{}")


class _Notebook(Struct, frozen=True):
    nbformat: int
    cells: list[_Cell] = []


class _Question(Struct, frozen=True):
    question: str


class _Metadata(Struct, frozen=True):
    grader: _Question | None = None


_NOTEBOOK = msgspec.json.Decoder(_Notebook)
_METADATA = msgspec.json.Decoder(_Metadata)


def code_cells(text: str) -> list[CodeCell]:
    """The code cells of a notebook in order. Outputs, attachments and unknown keys are skipped, not kept.

    Raises:
        Refused: it is not JSON, not a notebook, or not of format 4.
    """
    data = text.encode()
    try:
        notebook = _NOTEBOOK.decode(data)
    except (msgspec.ValidationError, RecursionError) as error:
        raise Refused("collect_not_notebook") from error
    except msgspec.DecodeError as error:
        place = _PLACE.search(str(error))
        end = int(place[1]) if place else len(data)
        raise Refused("collect_not_json", line=data.count(b"\n", 0, end) + 1) from error
    if notebook.nbformat != _FORMAT:
        raise Refused("collect_notebook_version", version=notebook.nbformat)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [CodeCell(number, _source(cell), _question(cell)) for number, cell in enumerate(code, start=1)]


def _source(cell: _Cell) -> str:
    source = cell.source if isinstance(cell.source, str) else "".join(cell.source)
    if "\0" in source:
        raise Refused("collect_not_text")
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _question(cell: _Cell) -> str | None:
    try:
        metadata = _METADATA.decode(cell.metadata)
    except (msgspec.DecodeError, RecursionError):
        return None
    return metadata.grader.question if metadata.grader else None
