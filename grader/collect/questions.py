"""Which cell answers which question, also when a notebook's metadata was lost or its cells were copied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property

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
_SEVERAL_BODIES = 2
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
    found: set[str] = set()
    for cell in cells:
        if not has_code(cell.source):
            continue
        source = _Source(cell.source, wanted)
        names = source.defined | source.inside
        found |= {
            each.question
            for each in wanted
            if (cell.question == each.question or each.name in names)
            and not _is_untouched(cell, each)
            and not _is_stub(source, each)
        }
    return frozenset(found)


class _Source:
    """What the lines of a source show of the names that are asked for."""

    def __init__(self, text: str, wanted: Sequence[Wanted]) -> None:
        self._text = text
        self._functions = {each.name for each in wanted if _is_function(each)}
        self._values = {each.name for each in wanted} - self._functions

    @cached_property
    def defined(self) -> frozenset[str]:
        """All names that it defines at its top level."""
        return _defined(self._text)

    @property
    def inside(self) -> frozenset[str]:
        """The names of functions below an ``if``, and of values that several get at once."""
        found = (name.strip() for one in _SEVERAL.finditer(self._text) for name in one[0].rstrip("= \t").split(","))
        return frozenset(found) | frozenset(one["called"] for one in _BELOW.finditer(self._text))

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """For each value the lines that set it, bare."""
        found: dict[str, list[str]] = {name: [] for name in self._values}
        for one in _DEFINITION.finditer(self._text):
            name = _as_read(one["assigned"])
            if name in found:
                end = self._text.find("\n", one.start())
                found[name].append(_bare(self._text[one.start() : end if end >= 0 else None]))
        return found

    @cached_property
    def bodies(self) -> dict[str, list[list[str]]]:
        """For each function the bodies that it is given, their lines bare and without empty ones."""
        found: dict[str, list[list[str]]] = {name: [] for name in self._functions}
        if not self.defined & self._functions:
            return found
        body: list[str] | None = None
        for line in self._text.splitlines():
            if line.strip() and not line[0].isspace():
                definition = _DEFINITION.match(line)
                name = _as_read(definition["called"]) if definition else ""
                body = None
                if name in found:
                    bare = _bare(line)
                    body = [] if bare.endswith((":", "(", ",")) else [bare]
                    found[name].append(body)
            elif body is not None and (bare := _bare(line)):
                body.append(bare)
        return found


def _is_stub(source: _Source, each: Wanted) -> bool:
    """Whether what is asked for is defined in one cell without an answer: ``pass``, ``return None``, ``= None``."""
    if each.is_given:
        return _is_unchanged(source, each)
    if _is_function(each):
        starter = {_bare(one) for one in each.starter.splitlines()}
        bodies = source.bodies[each.name]
        lines = (line for body in bodies for line in body)
        return bool(bodies) and all(one in starter or _NOTHING.fullmatch(one) for one in lines)
    set_to = source.values[each.name]
    return bool(set_to) and all(_NO_VALUE.search(one) for one in set_to)


def leftovers(cells: Sequence[Cell], wanted: Sequence[Wanted]) -> frozenset[str]:
    """The questions that are answered, and whose starter has left its last line there as well.

    That is ``raise NotImplementedError`` in a function, or ``= None`` that takes an answer by hand away again.
    """
    found: set[str] = set()
    for cell in cells:
        source = _Source(cell.source, wanted)
        found |= {
            each.question
            for each in wanted
            if each.starter.strip() and not _is_untouched(cell, each)
            if not _is_replaced(source, each) and _has_leftover(source, each)
        }
    return frozenset(found)


def replaced(cells: Sequence[Cell], wanted: Sequence[Wanted]) -> frozenset[str]:
    """The questions whose function is written, and takes the untouched starter in its place further down."""
    sources = (_Source(cell.source, wanted) for cell in cells)
    return frozenset(each.question for source in sources for each in wanted if _is_replaced(source, each))


def unchanged(cells: Sequence[Cell], wanted: Sequence[Wanted]) -> frozenset[str]:
    """The questions whose function was handed out to be changed, and is as it was, comments and spaces aside."""
    given = [each for each in wanted if each.is_given]
    sources = [_Source(cell.source, given) for cell in cells] if given else []
    return frozenset(
        each.question
        for each in given
        if any(source.bodies[each.name] for source in sources)
        and all(_is_unchanged(source, each) for source in sources if source.bodies[each.name])
    )


def _is_unchanged(source: _Source, each: Wanted) -> bool:
    """Whether a function that was handed out is there, and nowhere changed."""
    (starter,) = _Source(each.starter, [each]).bodies[each.name]
    bodies = source.bodies[each.name]
    return bool(bodies) and all(_without_spaces(body) == _without_spaces(starter) for body in bodies)


def _is_replaced(source: _Source, each: Wanted) -> bool:
    """Whether the last of several functions of that name is the starter or a stub, and another is not."""
    bodies = source.bodies[each.name] if _is_function(each) else []
    if len(bodies) < _SEVERAL_BODIES:
        return False
    if each.is_given:
        (given,) = _Source(each.starter, [each]).bodies[each.name]
        unchanged = [_without_spaces(body) == _without_spaces(given) for body in bodies]
        return unchanged[-1] and not all(unchanged)
    starter = {_bare(one) for one in each.starter.splitlines()}
    stubs = [all(one in starter or _NOTHING.fullmatch(one) for one in body) for body in bodies]
    return stubs[-1] and not all(stubs)


def _has_leftover(source: _Source, each: Wanted) -> bool:
    """Whether the starter's last line is there, beside an answer."""
    if each.is_given:
        return False
    starter = [_bare(one) for one in each.starter.rstrip().splitlines()]
    if _is_function(each):
        lines = [line for body in source.bodies[each.name] for line in body]
        return starter[-1] in lines and any(one not in starter for one in lines)
    set_to = source.values[each.name]
    return starter[-1] in set_to[1:]


def carets(cells: Sequence[Cell], wanted: Sequence[Wanted]) -> frozenset[str]:
    """The questions by hand whose answer is written with ^, as on calculators: in Python that is no power."""
    lines = {
        _as_read(found["assigned"])
        for cell in cells
        for line in cell.source.splitlines()
        if "^" in line[:_LONGEST_LINE] and (found := _DEFINITION.match(line)) and found["assigned"]
    }
    return frozenset(each.question for each in wanted if each.name in lines)


def _is_function(each: Wanted) -> bool:
    return each.starter.lstrip().startswith("def ")


def _without_spaces(body: Sequence[str]) -> list[str]:
    return [line.replace(" ", "") for line in body]


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
    """The names that a source defines at its top level, as far as its lines show."""
    return frozenset(_as_read(found["called"] or found["assigned"]) for found in _DEFINITION.finditer(source))


def _as_read(name: str | None) -> str:
    """A name as Python reads it."""
    return unicodedata.normalize("NFKC", (name or "")[:_LONGEST_WORD])
