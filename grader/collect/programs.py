"""Which files of a hand-in are programs, which are modules of those, and which one of several attempts counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from grader.collect.editions import Edition, edition
from grader.collect.imports import Import, imports, known_as
from grader.collect.ipython import File
from grader.collect.names import kind_of, stem
from grader.collect.questions import held, named
from grader.records import Cell, Text, Wanted
from grader.words import listed, say

_TEST = re.compile(r"test_.*|.*_tests?|tests?|conftest", re.IGNORECASE)
_SAMPLE = re.compile(r"sample|lecture|サンプル|見本|講義", re.IGNORECASE)
"""What the lecture gave."""
_PRACTICE = re.compile(r"practice|練習", re.IGNORECASE)
_MAIN = "__main__"


class Part(Struct, frozen=True, eq=False):
    """What was read of one file.

    Attributes:
        name: of the file, with the folders it is in.
        cells: in their order.
        written: the files that its cells write.
        handout: whether it says that it was the sheet that was given out.
    """

    name: str
    cells: tuple[Cell, ...]
    written: tuple[File, ...] = ()
    handout: bool = False


class Arranged(Struct, frozen=True):
    """How the files belong together.

    Attributes:
        cells: of all that is run, by program and module.
        graded: the names of the files that are run.
        passed_over: the names of those that are not.
        remarks: what is said of the choice.
    """

    cells: tuple[Cell, ...]
    graded: tuple[str, ...]
    passed_over: tuple[str, ...] = ()
    remarks: tuple[Text, ...] = ()


class _File(Struct, frozen=True, eq=False):
    """One file with what it answers; ``by_cell`` if a cell wrote it."""

    part: Part
    edition: Edition
    held: frozenset[str]
    named: frozenset[str]
    imports: frozenset[str]
    imported: bool
    by_cell: bool

    @property
    def is_test(self) -> bool:
        return any(_TEST.fullmatch(stem(part)) for part in PurePosixPath(self.part.name).parts)

    @property
    def is_sample(self) -> bool:
        return _SAMPLE.search(PurePosixPath(self.part.name).name) is not None and not self.part.handout

    @property
    def is_program(self) -> bool:
        """Whether it is run although nobody imports it."""
        return bool(self.held) or any(_MAIN in cell.source for cell in self.part.cells)


def arrange(parts: Sequence[Part], wanted: Sequence[Wanted]) -> Arranged:
    """Tell programs from modules, and choose among attempts.

    Every file can be imported; one that another imports comes after all that nobody does. Of programs of one name but
    for what copies are called by, that answer the same questions, the one that answers the most counts; of others it
    comes first, or the last by name. A test, and a program that answers nothing, is passed over beside one that does.
    """
    files = _files(parts, wanted)
    chosen, remarks = _chosen([file for file in files if not file.imported and not file.by_cell], files)
    answers = frozenset().union(*(file.held for file in files if not file.is_test and not file.is_sample))
    answered = answers or frozenset().union(*(file.held for file in chosen))
    kept = [one for one in chosen if not _is_beside(one, answers, answered)]
    left = [file for file in chosen if file not in kept]
    if left:
        remarks.append(say("collect_beside", files=listed([file.part.name for file in left])))
    first = sorted(kept, key=lambda file: (*_weight(file), kept.index(file)), reverse=True)
    remarks += _twice(first)
    later = [file for file in files if (file.imported or file.by_cell) and file.is_program and not file.is_test]
    spare = [file for file in files if file not in first and file not in later and (file.imported or file in left)]
    run = {*first, *later, *(file for file in spare if file.imported or file.by_cell)}
    graded = [file.part.name for file in files if file in run and not file.by_cell]
    return Arranged(
        tuple(_cells([*first, *later], [file for file in spare if not file.is_test or file.imported], files)),
        tuple(graded),
        tuple(part.name for part in parts if part.name not in graded),
        tuple(remarks),
    )


def _files(parts: Sequence[Part], wanted: Sequence[Wanted]) -> list[_File]:
    """All files, those that cells write among them, in their order."""
    everything, by_cell = _with_written(parts)
    found = [imports(cell.source for cell in part.cells) for part in everything]
    names = [_called(part.name) for part in everything]
    by_others: set[str] = set()
    for part, some, called in zip(everything, found, names, strict=True):
        if not _TEST.fullmatch(stem(part.name)):
            by_others |= {one.module.casefold() for one in some} - {called}
    answers = [held(part.cells, wanted) for part in everything]
    own = dict(zip(names, answers, strict=True))
    return [
        _File(
            part,
            edition(part.name),
            answered | _taken(some, own, wanted),
            named([cell.source for cell in part.cells], wanted),
            frozenset(one.module.casefold() for one in some),
            called in by_others,
            part.name in by_cell,
        )
        for part, some, called, answered in zip(everything, found, names, answers, strict=True)
    ]


def _called(name: str) -> str:
    """The name by which a file is imported: that of its folder where it makes a package of it."""
    path = PurePosixPath(name)
    return (path.parent.name if stem(path.name) == "__init__" else known_as(path.name)).casefold()


def _taken(some: Iterable[Import], own: dict[str, frozenset[str]], wanted: Sequence[Wanted]) -> frozenset[str]:
    """The questions whose answers are imported from another file."""
    return frozenset(
        each.question
        for one in some
        if one.module.casefold() in own
        for each in wanted
        if each.question in own[one.module.casefold()] and ("*" in one.names or each.name in one.names)
    )


def _with_written(parts: Sequence[Part]) -> tuple[list[Part], frozenset[str]]:
    """The files with those that cells write, which take the place of others or are added to them; their names."""
    found = {part.name: part for part in parts}
    written: set[str] = set()
    for part in parts:
        for file in part.written:
            name = str(PurePosixPath(part.name).parent / file.name)
            before = found[name].cells if file.appended and name in found else ()
            found[name] = Part(name, (*before, Cell(file.source, file.label)))
            if not before or name in written:
                written.add(name)
    return list(found.values()), frozenset(written)


def _weight(file: _File) -> tuple[bool, bool, int]:
    """What comes first where several answer one question: the sheet itself, what was no practice, the most answers."""
    return file.part.handout, _PRACTICE.search(file.part.name) is None, len(file.held)


def _cells(programs: Sequence[_File], spare: Sequence[_File], files: Sequence[_File]) -> Iterator[Cell]:
    """All cells that are run, with the paths by which others import them, where there are others."""
    numbers = {file: number for number, file in enumerate(programs)} | dict.fromkeys(spare, -1)
    several = len(numbers) > 1
    for file in files:
        if file in numbers:
            path = _path(file.part.name) if several else ""
            yield from (replace(cell, program=numbers[file], file=path) for cell in file.part.cells)


def _path(name: str) -> str:
    """A file's path with the end that says what it is, without what a system has added to it."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{stem(path.name)}.{kind_of(path.name)}"))


def _is_beside(file: _File, answers: frozenset[str], answered: frozenset[str]) -> bool:
    """Whether others answer, and a program is the lecture's, a test of theirs, or mentions nothing they leave open."""
    if file.is_sample and answers:
        return True
    if file.is_test and answers:
        return file.held <= answers
    return bool(answered) and not file.held and file.named <= answered


def _chosen(programs: Sequence[_File], files: Sequence[_File]) -> tuple[list[_File], list[Text]]:
    """One of the attempts at each work, in the order of the files, and what is said of the choice."""
    modules = {file.edition.key: file for file in files if file.imported}
    groups: list[list[_File]] = []
    for program in programs:
        for group in groups:
            if group[0].edition.key == program.edition.key and all(_is_same_work(program, other) for other in group):
                group.append(program)
                break
        else:
            groups.append([program])
    chosen, remarks = [], []
    for group in groups:
        best = max(group, key=lambda one: (_weight(one), one.edition.rank, one.part.name))
        module = modules.get(best.edition.key)
        if module is not None and _is_copy(best, module):
            remarks.append(say("collect_beside", files=listed([one.part.name for one in group])))
            continue
        chosen.append(best)
        if len(group) > 1:
            others = [one.part.name for one in group if one is not best]
            more = all(len(one.held) < len(best.held) for one in group if one is not best)
            code = "collect_chosen_more" if more else "collect_chosen_name"
            remarks.append(say(code, file=best.part.name, others=listed(others), count=len(best.held)))
    return chosen, remarks


def _is_copy(file: _File, module: _File) -> bool:
    """Whether a program is another edition of a module, with nothing that the module has not."""
    is_program = kind_of(file.part.name) == "py"
    return is_program and _called(module.part.name) not in file.imports and file.held <= module.held


def _is_same_work(one: _File, other: _File) -> bool:
    """Whether they answer much the same: of two parts of a work, few questions are in both."""
    return not one.held or not other.held or 2 * len(one.held & other.held) > min(len(one.held), len(other.held))


def _twice(programs: Sequence[_File]) -> list[Text]:
    """What is said where two programs answer one question."""
    told = []
    for number, program in enumerate(programs):
        for other in programs[number + 1 :]:
            both = sorted(program.held & other.held)
            if both:
                name, others = program.part.name, other.part.name
                told.append(say("collect_twice", questions=listed(both), file=name, other=others))
    return told
