"""The work on one student: bytes to cells. A pure function of what was loaded and what is wanted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from grader.collect import caps, ipython
from grader.collect.load import File, Loaded
from grader.collect.names import is_worth_telling, stem
from grader.collect.notebook import Cell as NotebookCell
from grader.collect.notebook import Notebook, read_notebook
from grader.collect.programs import Part, arrange
from grader.collect.questions import carets, held, leftovers, question_of, replaced, unchanged, without_untouched
from grader.collect.refused import Refused
from grader.collect.text import decode, has_code
from grader.records import Cell, Handout, Submission, Text, Wanted
from grader.words import listed, printable, say

_LONGEST_LINE = 40
_REFUSALS_TOLD = 5
_IS_NOTEBOOK = re.compile(r'\s*+\{\s*+"(?:cells|metadata|nbformat|nbformat_minor)"\s*+:')
_IS_PROGRAM = re.compile(r"^(?:import|from|def)[ \t]+\w", re.MULTILINE)
_IS_CODE = re.compile(
    r"\s*+(?:#[^\n]*\n\s*+)*+(?:import[ \t]+[\w., \t]+(?:\n|$)|from[ \t]+[\w.]+[ \t]+import\b|def[ \t]+\w+[ \t]*\(|@\w)"
)
"""The beginning of a cell of text that is code and no sentence."""
_IS_VALUE = re.compile(r"\s*+\w+[ \t]*+=(?!=)")
_FENCED = re.compile(r"^```+[ \t]*(?:python|py)?[ \t]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_MARIMO = re.compile(r"^@app\.cell\b", re.MULTILINE)


class _Content(Struct, frozen=True):
    """What one file gives: cells, or a refusal."""

    name: str
    cells: tuple[Cell, ...] = ()
    written: tuple[ipython.File, ...] = ()
    remarks: tuple[Text, ...] = ()
    refusal: Text | None = None
    handout: Handout | None = None


def read(loaded: Loaded, wanted: Sequence[Wanted]) -> Submission:
    """Read what one student handed in. Whatever is wrong with it ends up in the submission, never in an exception."""
    files = [file for file in loaded.files if file.kind in caps.READ or file.refusal]
    several = sum(file.kind in caps.READ for file in files) > 1
    budget = _Budget()
    contents = [_content(file, wanted, budget, several=several) for file in files]
    readable = [content for content in contents if content.refusal is None]
    arranged = arrange([Part(one.name, one.cells, one.written, one.handout is not None) for one in readable], wanted)
    refusals = [content.refusal for content in contents if content.refusal]
    remarks = [*loaded.remarks, *arranged.remarks, *_of_others(loaded.files)]
    remarks += [remark for one in contents if one.name not in arranged.passed_over for remark in one.remarks]
    cells = without_untouched(arranged.cells, wanted)
    if cells:
        remarks += refusals
    named = arranged.graded if cells else tuple(file.name for file in files)
    return Submission(
        student=loaded.student,
        files=named,
        cells=cells,
        digest=_digest(files),
        submitted_at=loaded.submitted_at,
        remarks=tuple(remarks),
        refusal=None if cells else _together(refusals),
        handouts=tuple(_known(one.handout, wanted) for one in contents if one.handout),
        others=(*loaded.others, *_not_run(loaded.files, named)),
        leftovers=tuple(sorted(leftovers(cells, wanted))),
        carets=tuple(sorted(carets(cells, wanted))),
        replaced=tuple(sorted(replaced(cells, wanted))),
        unchanged=tuple(sorted(unchanged(cells, wanted))),
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
        return _Content(file.name, refusal=file.refusal)
    handout, encoding = None, ""
    reading = _Reading(file.name, wanted, several=several)
    try:
        text, encoding = decode(file.data)
        kind = _kind(file.kind, text)
        if kind == "ipynb":
            notebook = read_notebook(text)
            handout = notebook.handout
            budget.use([cell.source for cell in notebook.cells if cell.kind == "code"])
            reading.notebook(notebook)
        else:
            budget.use([text])
            reading.program(text)
    except Refused as refused:
        return _Content(file.name, refusal=refused.text(file.name))
    remarks = reading.remarks()
    if not reading.cells and not reading.written:
        if stem(file.name) == "__init__":
            return _Content(file.name)
        return _Content(file.name, remarks=remarks, refusal=say("collect_empty", file=file.name))
    if encoding != "utf-8":
        remarks = (say("collect_encoding", file=file.name, encoding=encoding.upper()), *remarks)
    if not file.name.lower().rstrip().endswith(f".{kind}"):
        remarks = (say("collect_other_end", file=file.name, end=f".{kind}"), *remarks)
    return _Content(file.name, tuple(reading.cells), tuple(reading.written), remarks, handout=handout)


def _kind(kind: caps.Kind, text: str) -> caps.Kind:
    """What a file is by what stands in it, where its name says another: programs and notebooks are taken for both."""
    if kind == "py" and _IS_NOTEBOOK.match(text):
        return "ipynb"
    if kind == "ipynb" and not text.lstrip().startswith(("{", "<")) and _IS_PROGRAM.search(text):
        return "py"
    return kind


class _Reading:
    """Takes the cells of one file, and what is to be said of them.

    Args:
        name: of the file.
        several: whether cells have to be called with it.
    """

    def __init__(self, name: str, wanted: Sequence[Wanted], *, several: bool) -> None:
        self._name = name
        self._wanted = wanted
        self._several = several
        self._aside: list[str] = []
        self._told: list[Text] = []
        self.cells: list[Cell] = []
        self.written: list[ipython.File] = []

    def program(self, text: str) -> None:
        """Take a program."""
        if _MARIMO.search(text):
            raise Refused("collect_marimo")
        self._take(ipython.read_program(text), self._name)

    def notebook(self, notebook: Notebook) -> None:
        """Take a notebook; an answer that stands in a cell of text counts where no cell of code has one."""
        for cell in notebook.cells:
            if cell.kind == "code":
                self._take(ipython.read_cell(cell.source), self._label(cell.number), cell.question)
        answered = held(self.cells, self._wanted)
        for cell in notebook.cells:
            if cell.kind == "text" and has_code(cell.source):
                self._text(cell, answered)

    def _text(self, cell: NotebookCell, answered: Collection[str]) -> None:
        """Take what stands in a cell of text, if it is an answer that is nowhere else, or a part of the program."""
        fenced = _FENCED.findall(cell.source)
        read = ipython.read_cell("\n".join(fenced) or cell.source)
        source = "\n".join(read.pieces)
        piece = Cell(source, "", question_of(source, cell.question, self._wanted))
        answers = held([piece], self._wanted)
        is_code = _IS_CODE.match(source) is not None
        is_answer = (
            is_code
            or fenced
            or (piece.question is not None and piece.question == cell.question)
            or _IS_VALUE.match(source)
        )
        if answers & set(answered) or not ((answers and is_answer) or (is_code and not fenced)):
            return
        name = "`, `".join(each.name for each in self._wanted if each.question in answers)
        self._told.append(say("collect_in_text", name=name) if name else say("collect_code_in_text"))
        self._take(read, say("collect_text_cell", name=name) if name else say("collect_a_text_cell"), piece.question)

    def remarks(self) -> tuple[Text, ...]:
        """What is to be said."""
        if not self._aside:
            return tuple(self._told)
        lines = listed([f"`{line}`" for line in dict.fromkeys(self._aside)])
        return (*self._told, say("collect_set_aside", lines=lines))

    def _take(self, read: ipython.Read, label: Text | str, said: str | None = None) -> None:
        for piece in read.pieces:
            if has_code(piece):
                question = said if self._name.endswith(".py") else question_of(piece, said, self._wanted)
                self.cells.append(Cell(piece, label, question))
        for file in read.files:
            if file.name.lower().endswith(".py"):
                self.written.append(replace(file, label=label))
            else:
                self._aside.append(f"%%writefile {printable(file.name, _LONGEST_LINE)}")
        self._aside += [printable(line, _LONGEST_LINE) for line in read.aside]

    def _label(self, number: int) -> Text:
        if self._several:
            return say("collect_cell_of_file", file=self._name, number=number)
        return say("collect_cell", number=number)


def _of_others(files: Iterable[File]) -> list[Text]:
    """What is said of files that are not read."""
    others = [file.name for file in files if file.kind == "other" and not file.refusal]
    passed_over = [file.name for file in files if file.kind == "passed_over" and is_worth_telling(file.name)]
    told = []
    if others:
        told.append(say("collect_ignored", files=listed(others)))
    if passed_over:
        told.append(say("collect_passed_over", files=listed(passed_over)))
    return told


def _not_run(files: Iterable[File], run: Collection[str]) -> Iterator[str]:
    """The files of which nothing is run, but for what systems leave unseen."""
    for file in files:
        if file.name not in run and (file.kind != "passed_over" or is_worth_telling(file.name)):
            yield file.name


def _known(handout: Handout, wanted: Sequence[Wanted]) -> Handout:
    """The same without questions that nobody asked."""
    asked = {each.question for each in wanted}
    return replace(handout, variants={name: said for name, said in handout.variants.items() if name in asked})


def _together(refusals: Sequence[Text]) -> Text:
    if not refusals:
        return say("collect_no_code")
    whole = refusals[0]
    for refusal in refusals[1:_REFUSALS_TOLD]:
        whole += refusal
    return whole


def _digest(files: Sequence[File]) -> str:
    """SHA-256 over names and bytes; with their lengths, so that no two submissions run into each other."""
    digest = hashlib.sha256()
    for file in files:
        for piece in (file.name.encode(), file.data):
            digest.update(len(piece).to_bytes(8, "big"))
            digest.update(piece)
    return digest.hexdigest()
