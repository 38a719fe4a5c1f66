"""Which files of a hand-in are programs, which are modules of those, and which one of several attempts counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from grader.collect.ipython import File
from grader.collect.names import stem
from grader.collect.questions import held, named
from grader.records import Cell, Text, Wanted
from grader.words import listed, say

_IMPORT = re.compile(
    r"""^[ \t]*+(?:
        from[ \t]+\.*(?P<source>[\w.]*)[ \t]+import[ \t]+\(?(?P<names>[\w, \t]*)
      | import[ \t]+(?P<modules>[\w., \t]+)
    )""",
    re.MULTILINE | re.VERBOSE,
)
_TEST = re.compile(r"test_.*|.*_test|conftest")
_BACKUP = re.compile(
    r"[\s_\-–~]*[(\[]?(?:copy *\d*|(?:の)?コピー|old|backup|bak|旧)[)\]]?$|^(?:copy of|コピー) *[~〜～-]* *"
)
_LATER = re.compile(
    r"[\s_\-–~]*(?:\((?P<number>\d{1,4})\)|[(\[]?(?P<final>final|最終版?|完成版?|提出用?|修正版?|new|v(?:er)?\.?\d{1,4})[)\]]?)$"
)
_MOST_ENDS = 5
"""How many of these a name may end in: "homework6_final (2) - コピー" has three."""


class Part(Struct, frozen=True, eq=False):
    """What was read of one file.

    Attributes:
        name: of the file, with the folders it is in.
        cells: in their order.
        written: the files that its cells write.
    """

    name: str
    cells: tuple[Cell, ...]
    written: tuple[File, ...] = ()


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


class _Program(Struct, frozen=True, eq=False):
    part: Part
    held: frozenset[str]
    named: frozenset[str]


def arrange(parts: Sequence[Part], wanted: Sequence[Wanted]) -> Arranged:
    """Tell programs from modules, and choose among attempts.

    A file that another imports is a module. Of programs of one name but for what copies are called by, that answer the
    same questions, the one that answers the most counts; of others it comes first, or the last by name. A test, and a
    program that answers nothing, is passed over beside one that does.
    """
    modules = [part for part in parts if _is_imported(part, parts)]
    programs = [
        _Program(part, held(part.cells, wanted), named([cell.source for cell in part.cells], wanted))
        for part in parts
        if part not in modules
    ]
    chosen, remarks = _chosen(programs)
    answered = frozenset().union(*(program.held for program in chosen))
    kept = [one for one in chosen if not (answered and _is_beside(one, answered))]
    left = [program.part.name for program in chosen if program not in kept]
    if left:
        remarks.append(say("collect_beside", files=listed(left)))
    before = sorted(kept, key=lambda program: (len(program.held), kept.index(program)), reverse=True)
    remarks += _twice(before)
    run = [part for part in parts if part in modules or any(part is program.part for program in kept)]
    return Arranged(
        tuple(_cells({program.part.name: number for number, program in enumerate(before)}, modules, run)),
        tuple(part.name for part in run),
        tuple(part.name for part in parts if part not in run),
        tuple(remarks),
    )


def _cells(numbers: Mapping[str, int], modules: Sequence[Part], run: Sequence[Part]) -> Iterator[Cell]:
    """All cells that are run; a module that a cell writes takes the place of one that was handed in."""
    for part in run:
        if part not in modules:
            yield from (replace(cell, program=numbers[part.name]) for cell in part.cells)
    written = list(_written(run))
    names = {cell.module for cell in written}
    for part in modules:
        if _dotted(part.name) not in names:
            yield from (replace(cell, module=_dotted(part.name)) for cell in part.cells)
    yield from written


def _is_beside(program: _Program, answered: frozenset[str]) -> bool:
    """Whether a program answers nothing that others leave open, and is a test or answers nothing at all."""
    return program.named <= answered and (not program.held or _TEST.fullmatch(stem(program.part.name)) is not None)


def _chosen(programs: Sequence[_Program]) -> tuple[list[_Program], list[Text]]:
    """One of the attempts at each work, in the order of the files, and what is said of the choice."""
    groups: list[list[_Program]] = []
    for program in programs:
        key, _ = _attempt(program.part.name)
        for group in groups:
            if _attempt(group[0].part.name)[0] == key and all(_is_same_work(program, other) for other in group):
                group.append(program)
                break
        else:
            groups.append([program])
    chosen, remarks = [], []
    for group in groups:
        best = max(reversed(group), key=lambda one: (len(one.held), _attempt(one.part.name)[1], one.part.name))
        chosen.append(best)
        if len(group) > 1:
            others = [one.part.name for one in group if one is not best]
            more = all(len(one.held) < len(best.held) for one in group if one is not best)
            code = "collect_chosen_more" if more else "collect_chosen_name"
            remarks.append(say(code, file=best.part.name, others=listed(others), count=len(best.held)))
    return chosen, remarks


def _is_same_work(one: _Program, other: _Program) -> bool:
    return not one.held or not other.held or bool(one.held & other.held)


def _twice(programs: Sequence[_Program]) -> list[Text]:
    """What is said where two programs answer one question."""
    told = []
    for number, program in enumerate(programs):
        for other in programs[number + 1 :]:
            both = sorted(program.held & other.held)
            if both:
                told.append(say("collect_twice", questions=listed(both), file=program.part.name, other=other.part.name))
    return told


def attempts_alike(name: str) -> str:
    """What files that are attempts at one work are called alike, with the folder they are in."""
    return f"{PurePosixPath(name).parent}/{_attempt(name)[0]}"


def _attempt(name: str) -> tuple[str, tuple[int, int]]:
    """What several attempts at one work are called alike, and how late such a name is."""
    key = unicodedata.normalize("NFKC", stem(PurePosixPath(name).name)[:100]).casefold()
    rank, number = 0, 0
    for _ in range(_MOST_ENDS):
        backup, later = _BACKUP.search(key), _LATER.search(key)
        if backup:
            rank, key = -1, key[: backup.start()] + key[backup.end() :]
        elif later and later.start():
            rank = rank or (2 if later["final"] else 1)
            number = max(number, int(later["number"] or 0))
            key = key[: later.start()]
        else:
            break
    return key.strip(), (rank, number)


def _written(parts: Iterable[Part]) -> Iterator[Cell]:
    """The modules that cells write; what a later cell writes to the same file takes the place of it, or is added."""
    files: dict[str, list[Cell]] = {}
    for part in parts:
        for file in part.written:
            name = _dotted(file.name)
            if not file.appended:
                files.pop(name, None)
            files.setdefault(name, []).append(Cell(file.source, file.label, module=name))
    for cells in files.values():
        yield from cells


def _dotted(name: str) -> str:
    """The name of a file as a module, with the folders it is in."""
    path = PurePosixPath(name)
    folders = [folder for folder in path.parts[:-1] if folder not in {".", "/"}]
    return ".".join((*folders, stem(path.name)))


def _is_imported(part: Part, parts: Sequence[Part]) -> bool:
    """Whether another file imports this one."""
    if not part.name.lower().endswith(".py"):
        return False
    name = f".{_dotted(part.name).removesuffix('.__init__')}"
    others = (other for other in parts if other is not part)
    return any(name.endswith(f".{one}") for other in others for one in _imports(other))


def _imports(part: Part) -> set[str]:
    """All that a file may import, by the names that it writes."""
    found = set()
    sources = [cell.source for cell in part.cells] + [file.source for file in part.written]
    for source in sources:
        for line in _IMPORT.finditer(source):
            if line["modules"]:
                found |= {words.split()[0] for words in line["modules"].split(",") if words.split()}
                continue
            names = [words.split()[0] for words in line["names"].split(",") if words.split()]
            package = line["source"]
            found |= {package} if package else set()
            found |= {f"{package}.{name}" if package else name for name in names}
    return found
