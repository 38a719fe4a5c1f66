"""What a file imports or runs of other files, as far as its lines show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from grader.collect.names import kind_of, stem

_IMPORT = re.compile(
    r"""(?:^|[;:])[ \t]*+(?:
        from[ \t]+\.*(?P<source>[\w.]*)[ \t]+import[ \t]*+(?P<names>\([^()]*+\)|[\w, \t*]*+)
      | import[ \t]+(?P<modules>[\w., \t]++)
    )""",
    re.MULTILINE | re.VERBOSE,
)
_BY_CALL = re.compile(r"(?:import_module|__import__|__run__|run_path)\(\s*+(['\"])(?P<name>[^'\"\n]{1,200}+)\1")
_GOES_ON = re.compile(r"\\\n[ \t]*+")
_LONGEST = 1000
"""How many different imports of one file are looked at."""


class Import(Struct, frozen=True):
    """One import: the last part of the module's name, and what is taken from it ("*": all of it)."""

    module: str
    names: tuple[str, ...] = ()


def imports(sources: Iterable[str]) -> tuple[Import, ...]:
    """All that is imported or run by name, each once."""
    found: dict[Import, None] = {}
    for source in sources:
        for one in _of(_GOES_ON.sub(" ", source)):
            found[one] = None
            if len(found) >= _LONGEST:
                return tuple(found)
    return tuple(found)


def _of(source: str) -> Iterator[Import]:
    for line in _IMPORT.finditer(source):
        if line["modules"]:
            yield from (Import(part) for name in _names(line["modules"]) for part in name.split("."))
            continue
        names = _names(line["names"].strip("()"))
        *packages, module = line["source"].split(".")
        if module:
            yield Import(module, names)
        yield from (Import(name) for name in (*packages, *names))
    for call in _BY_CALL.finditer(source):
        yield from (Import(name, ("*",)) for name in _by_path(call["name"]))


def _by_path(path: str) -> tuple[str, ...]:
    """The names by which a file is known that is given by its path, whose end may be left out, or as a module."""
    name = PurePosixPath(path).name
    match kind_of(name):
        case "py" | "ipynb":
            return (known_as(name),)
    module = name.rpartition(".")[2]
    return module, f"{module}.ipynb"


def known_as(name: str) -> str:
    """The name of a file among others: of a program that of its module, of a notebook with its end."""
    return stem(name) + (".ipynb" if kind_of(name) == "ipynb" else "")


def _names(words: str) -> tuple[str, ...]:
    """The names in "a as b, c"."""
    return tuple(one.split()[0] for one in words.split(",") if one.split())
