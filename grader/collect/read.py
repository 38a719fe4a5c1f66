"""The work on one student: bytes to cells. A pure function of what was loaded and what is wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from grader.collect import caps
from grader.collect.load import File, Loaded
from grader.collect.magics import set_aside_cell, set_aside_lines
from grader.collect.notebook import CodeCell, read_notebook
from grader.collect.questions import question_of, without_untouched
from grader.collect.refused import Refused
from grader.collect.text import decode, has_code
from grader.records import Cell, Handout, Submission, Text, Wanted
from grader.words import say

_NAMES_SHOWN = 5


class _Content(Struct, frozen=True):
    """What one file gives: cells, or a refusal."""

    cells: tuple[Cell, ...] = ()
    remarks: tuple[Text, ...] = ()
    refusal: Text | None = None
    handout: Handout | None = None


def read(loaded: Loaded, wanted: Sequence[Wanted]) -> Submission:
    """Read what one student handed in. Whatever is wrong with it ends up in the submission, never in an exception."""
    files = [file for file in loaded.files if file.kind != "other" or file.refusal]
    several = sum(file.kind != "other" for file in files) > 1
    budget = _Budget()
    contents = [_content(file, wanted, budget, several=several) for file in files]
    cells = without_untouched([cell for content in contents for cell in content.cells], wanted)
    refusals = [content.refusal for content in contents if content.refusal]
    remarks = [*loaded.remarks, *(remark for content in contents for remark in content.remarks)]
    if cells:
        remarks += refusals
    others = [file.name for file in loaded.files if file.kind == "other" and not file.refusal]
    if others:
        remarks.append(say("collect_ignored", files=_listed(others)))
    return Submission(
        student=loaded.student,
        files=tuple(file.name for file in files),
        cells=cells,
        digest=_digest(files),
        submitted_at=loaded.submitted_at,
        remarks=tuple(remarks),
        refusal=None if cells else _together(refusals),
        handouts=tuple(_known(content.handout, wanted) for content in contents if content.handout),
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


def _content(file: File, wanted: Sequence[Wanted], budget: _Budget, *, several: bool) -> _Content:
    if file.refusal:
        return _Content(refusal=file.refusal)
    handout = None
    try:
        text, encoding = decode(file.data)
        if file.kind == "ipynb":
            notebook = read_notebook(text)
            handout = notebook.handout
            budget.use([cell.source for cell in notebook.cells])
            found, remarks = _cells(notebook.cells, f"{file.name}, " if several else "", wanted)
        else:
            budget.use([text])
            found, remarks = [Cell(set_aside_lines(text), file.name)], []
    except Refused as refused:
        return _Content(refusal=refused.text(file.name))
    cells = tuple(cell for cell in found if has_code(cell.source))
    if not cells:
        return _Content(remarks=tuple(remarks), refusal=say("collect_empty", file=file.name))
    if encoding != "utf-8":
        remarks.insert(0, say("collect_encoding", file=file.name, encoding=encoding.upper()))
    return _Content(cells, tuple(remarks), handout=handout)


def _known(handout: Handout, wanted: Sequence[Wanted]) -> Handout:
    """The same without questions that nobody asked."""
    asked = {each.question for each in wanted}
    return replace(handout, variants={name: said for name, said in handout.variants.items() if name in asked})


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


def _together(refusals: Sequence[Text]) -> Text:
    if not refusals:
        return say("collect_no_code")
    whole = refusals[0]
    for refusal in refusals[1:_NAMES_SHOWN]:
        whole += refusal
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
