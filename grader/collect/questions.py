"""Which cell answers which question, also when a notebook's metadata was lost or its cells were copied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from grader.collect.text import has_code
from grader.records import Cell, Wanted

_DEFINITION = re.compile(
    r"^(?:(?:async[ \t]+)?def|class)[ \t]+(?P<called>\w+)|^(?P<assigned>\w+)[ \t]*(?::[^=\n]*)?=(?!=)", re.MULTILINE
)
_BELOW = re.compile(r"^[ \t]++(?:async[ \t]+)?def[ \t]+(?P<called>\w+)", re.MULTILINE)
_SEVERAL = re.compile(r"^\w+(?:[ \t]*+,[ \t]*+\w+)+[ \t]*+=(?!=)", re.MULTILINE)
_NOTHING = re.compile(r"(?:def .*: ?)?(?:pass|\.\.\.|return(?: None)?|raise NotImplementedError(?:\(.*\))?|[\"']{3}.*)")
_NO_VALUE = re.compile(r"=[ \t]*(?:None|\"\"|''|\[ *\]|\{ *\}|\.\.\.)$")
_WORD = re.compile(r"\w+")
_LONGEST_WORD = 100
_LONGEST_LINE = 1000


def question_of(source: str, said: str | None, wanted: Sequence[Wanted]) -> str | None:
    """The question of a cell: the one its metadata says, else the one whose name alone it defines."""
    if any(said == each.question for each in wanted):
        return said
    names = _defined(source)
    defined = [each.question for each in wanted if each.name in names]
    return defined[0] if len(defined) == 1 else None


def without_untouched(cells: Sequence[Cell], wanted: Sequence[Wanted]) -> tuple[Cell, ...]:
    """The cells without copies of a question's starter where another cell answers the question.

    A copy that comes later would otherwise take the place of the answer.
    """
    dropped: set[int] = set()
    names = [_defined(cell.source) if cell.question is None else frozenset() for cell in cells]
    with_code = [has_code(cell.source) for cell in cells]
    for each in wanted:
        own = [
            number for number, cell in enumerate(cells) if cell.question == each.question or each.name in names[number]
        ]
        untouched = [number for number in own if _is_untouched(cells[number], each)] if len(own) > 1 else []
        if untouched and any(number not in untouched and with_code[number] for number in own):
            dropped.update(untouched)
    return tuple(cell for number, cell in enumerate(cells) if number not in dropped)


def held(cells: Sequence[Cell], wanted: Sequence[Wanted]) -> frozenset[str]:
    """The questions that cells answer: they define what is asked for, and not only as the starter or a stub does."""
    with_code = [(cell, _defined(cell.source) | _inside(cell.source)) for cell in cells if has_code(cell.source)]
    return frozenset(
        each.question
        for each in wanted
        if any(
            (cell.question == each.question or each.name in names)
            and not _is_untouched(cell, each)
            and not _is_stub(cell.source, each)
            for cell, names in with_code
        )
    )


def _inside(source: str) -> frozenset[str]:
    """The names of functions below an ``if``, and of values that several get at once."""
    several = (name.strip() for found in _SEVERAL.finditer(source) for name in found[0].rstrip("= \t").split(","))
    return frozenset(several) | frozenset(found["called"] for found in _BELOW.finditer(source))


def _is_stub(source: str, each: Wanted) -> bool:
    """Whether what is asked for is defined in one cell without an answer: ``pass``, ``return None``, ``= None``."""
    if each.name not in _defined(source):
        return False
    lines = _of_question(source, each)
    if _is_function(each):
        starter = {_bare(one) for one in each.starter.splitlines()}
        return not any(one and one not in starter and not _NOTHING.fullmatch(one) for one in lines)
    set_to = [one for one in lines if (found := _DEFINITION.match(one)) and found["assigned"] == each.name]
    return bool(set_to) and all(_NO_VALUE.search(one) for one in set_to)


def leftovers(cells: Sequence[Cell], wanted: Sequence[Wanted]) -> frozenset[str]:
    """The questions that are answered, and whose starter has left its last line there as well.

    That is ``raise NotImplementedError`` in a function, or ``= None`` that takes an answer by hand away again.
    """
    return frozenset(
        each.question
        for each in wanted
        for cell in cells
        if each.starter.strip() and each.name in _defined(cell.source) and not _is_untouched(cell, each)
        if not _is_replaced(cell.source, each) and _has_leftover(_of_question(cell.source, each), each)
    )


def replaced(cells: Sequence[Cell], wanted: Sequence[Wanted]) -> frozenset[str]:
    """The questions whose function is written, and takes the untouched starter in its place further down."""
    return frozenset(each.question for each in wanted for cell in cells if _is_replaced(cell.source, each))


def _is_replaced(source: str, each: Wanted) -> bool:
    """Whether the last of several functions of that name is the starter, and another is not."""
    if not _is_function(each) or source.count("def ") == 1 or (each.name not in source and source.isascii()):
        return False
    (starter, *_), bodies = _bodies(each.starter, each), _bodies(source, each)
    return len(bodies) > 1 and bodies[-1] == starter and any(body != starter for body in bodies)


def _has_leftover(lines: Sequence[str], each: Wanted) -> bool:
    """Whether the starter's last line is there, beside an answer."""
    starter = [_bare(one) for one in each.starter.rstrip().splitlines()]
    if starter[-1] not in lines:
        return False
    if _is_function(each):
        return any(one not in starter for one in lines if one)
    above = lines[: lines.index(starter[-1])]
    return any(found["assigned"] == each.name for found in map(_DEFINITION.match, above) if found)


def carets(cells: Sequence[Cell], wanted: Sequence[Wanted]) -> frozenset[str]:
    """The questions by hand whose answer is written with ^, as on calculators: in Python that is no power."""
    lines = {
        unicodedata.normalize("NFKC", found["assigned"][:_LONGEST_WORD])
        for cell in cells
        for line in cell.source.splitlines()
        if "^" in line[:_LONGEST_LINE] and (found := _DEFINITION.match(line)) and found["assigned"]
    }
    return frozenset(each.question for each in wanted if each.name in lines)


def _is_function(each: Wanted) -> bool:
    return each.starter.lstrip().startswith("def ")


def _of_question(source: str, each: Wanted) -> list[str]:
    """The lines that define what is asked for, bare: of a function its bodies, else all."""
    if _is_function(each):
        return [line for body in _bodies(source, each) for line in body]
    return [_bare(line) for line in source.splitlines()]


def _bodies(source: str, each: Wanted) -> list[list[str]]:
    """Of each function of that name the lines of its body, bare and without empty ones; all of one in a line."""
    found: list[list[str]] = []
    inside = False
    for line in source.splitlines():
        if line.strip() and not line[0].isspace():
            definition = _DEFINITION.match(line)
            called = definition["called"] if definition else None
            inside = called is not None and each.name == unicodedata.normalize("NFKC", called[:_LONGEST_WORD])
            if inside:
                bare = _bare(line)
                found.append([] if bare.endswith((":", "(", ",")) else [bare])
        elif inside and (bare := _bare(line)):
            found[-1].append(bare)
    return found


def _bare(line: str) -> str:
    """A line without its indentation and comment."""
    return " ".join(line.partition("#")[0].split())


def named(sources: Sequence[str], wanted: Sequence[Wanted]) -> frozenset[str]:
    """The questions whose function or variable is so much as mentioned."""
    words = {word for source in sources for word in _WORD.findall(source)}
    return frozenset(each.question for each in wanted if each.name in words)


def _is_untouched(cell: Cell, each: Wanted) -> bool:
    starter = each.starter.split()
    return bool(starter) and cell.source.split(maxsplit=len(starter)) == starter


def _defined(source: str) -> frozenset[str]:
    """The names that a source defines at its top level, as far as its lines show; as Python reads them, by NFKC."""
    return frozenset(
        unicodedata.normalize("NFKC", (found["called"] or found["assigned"])[:_LONGEST_WORD])
        for found in _DEFINITION.finditer(source)
    )
