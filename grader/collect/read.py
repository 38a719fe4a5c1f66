"""The work on one student: bytes to cells. A pure function of what was loaded and what is wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import Struct

from grader.collect import caps
from grader.collect.load import File, Loaded
from grader.collect.magics import set_aside_cell, set_aside_lines
from grader.collect.notebook import CodeCell, code_cells
from grader.collect.questions import question_of, without_untouched
from grader.collect.refused import Refused
from grader.collect.text import decode, has_code
from grader.records import Cell, Submission, Text, Wanted
from grader.words import say

_NAMES_SHOWN = 5


class _Part(Struct, frozen=True):
    """What one file gives: cells, or a problem."""

    cells: tuple[Cell, ...] = ()
    remarks: tuple[Text, ...] = ()
    problem: Text | None = None


def read(loaded: Loaded, wanted: Sequence[Wanted]) -> Submission:
    """Read what one student handed in. Whatever is wrong with it ends up in the submission, never in an exception."""
    files = [file for file in loaded.files if file.kind != "other" or file.problem]
    several = sum(file.kind != "other" for file in files) > 1
    budget = _Budget()
    parts = [_part(file, wanted, budget, several=several) for file in files]
    cells = without_untouched([cell for part in parts for cell in part.cells], wanted)
    problems = [part.problem for part in parts if part.problem]
    remarks = [*loaded.remarks, *(remark for part in parts for remark in part.remarks)]
    if cells:
        remarks += problems
    others = [file.name for file in loaded.files if file.kind == "other" and not file.problem]
    if others:
        remarks.append(say("collect_ignored", files=_listed(others)))
    return Submission(
        student=loaded.student,
        files=tuple(file.name for file in files),
        cells=cells,
        digest=_digest(files),
        submitted_at=loaded.submitted_at,
        remarks=tuple(remarks),
        problem=None if cells else _together(problems),
    )


class _Budget:
    """Counts what one student has used of the caps on code, code that is set aside or empty included."""

    def __init__(self) -> None:
        self._characters = caps.CODE
        self._cells = caps.CELLS

    def use(self, sources: Sequence[str]) -> None:
        characters = sum(map(len, sources))
        if characters > self._characters:
            raise Refused("collect_too_much_code", megabytes=caps.CODE // caps.MEGABYTE)
        if len(sources) > self._cells:
            raise Refused("collect_too_many_cells", count=caps.CELLS)
        self._characters -= characters
        self._cells -= len(sources)


def _part(file: File, wanted: Sequence[Wanted], budget: _Budget, *, several: bool) -> _Part:
    if file.problem:
        return _Part(problem=file.problem)
    try:
        text, encoding = decode(file.data)
        if file.kind == "ipynb":
            numbered = code_cells(text)
            budget.use([cell.source for cell in numbered])
            found, remarks = _cells(numbered, f"{file.name}, " if several else "", wanted)
        else:
            budget.use([text])
            found, remarks = [Cell(set_aside_lines(text), file.name)], []
    except Refused as refused:
        return _Part(problem=refused.text(file.name))
    cells = tuple(cell for cell in found if has_code(cell.source))
    if not cells:
        return _Part(remarks=tuple(remarks), problem=say("collect_empty", file=file.name))
    if encoding != "utf-8":
        remarks.insert(0, say("collect_encoding", file=file.name, encoding=encoding.upper()))
    return _Part(cells, tuple(remarks))


def _cells(numbered: Sequence[CodeCell], prefix: str, wanted: Sequence[Wanted]) -> tuple[list[Cell], list[Text]]:
    cells = []
    aside = []
    for each in numbered:
        label = f"{prefix}cell {each.number}"
        source = set_aside_cell(each.source)
        if source is None:
            aside.append(label)
        else:
            cells.append(Cell(source, label, question_of(source, each.question, wanted)))
    return cells, [say("collect_set_aside", cells=_listed(aside))] if aside else []


def _together(problems: Sequence[Text]) -> Text:
    if not problems:
        return say("collect_no_code")
    whole = problems[0]
    for problem in problems[1:_NAMES_SHOWN]:
        whole += problem
    return whole


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMES_SHOWN]) + (", …" if len(names) > _NAMES_SHOWN else "")


def _digest(files: Sequence[File]) -> str:
    """SHA-256 over names and bytes; with their lengths, so that no two submissions run into each other."""
    digest = hashlib.sha256()
    for file in files:
        for piece in (file.name.encode(), file.data):
            digest.update(len(piece).to_bytes(8, "big"))
            digest.update(piece)
    return digest.hexdigest()
