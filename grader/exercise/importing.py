"""Imports a course's solutions from their folder, whichever that is, so that one may include another.

Every load has a package of its own: two courses never mix, and what was edited is read again. Nothing is taken from,
or written to, Python's caches of compiled files, which tell a file's age by its second.
"""

from __future__ import annotations

import importlib
import sys
import traceback
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import count
from pathlib import Path
from types import CodeType, ModuleType

from grader.errors import CourseError

_numbers = count(1)


def solution_module(folder: Path, exercise: str) -> ModuleType:
    """The module ``exercise`` of a folder of solutions; it may import others of the folder: ``from .fwd import …``.

    Raises:
        CourseError: it cannot be imported; the file at fault is named.
    """
    package = ModuleType(f"grader_solutions_{next(_numbers)}")
    package.__path__ = []  # nobody else's finder shall look there
    finder = _Finder(package.__name__, folder)
    sys.modules[package.__name__] = package
    sys.meta_path.append(finder)
    try:
        return importlib.import_module(f"{package.__name__}.{exercise}")
    except CourseError:
        raise
    except Exception as error:
        raise CourseError(_told(error, folder, exercise, package.__name__)) from error
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.partition(".")[0] == package.__name__]:
            del sys.modules[name]


class _Finder(MetaPathFinder):
    """Finds the modules of one package in one folder."""

    def __init__(self, package: str, folder: Path) -> None:
        self._package, self._folder = package, folder

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """The module's file, if the package is this one and has it."""
        package, name = fullname.rpartition(".")[::2]
        file = self._folder / f"{name}.py"
        if package != self._package or not file.is_file():
            return None
        return spec_from_file_location(fullname, file, loader=_Kept(fullname, str(file)))


class _Kept(SourceFileLoader):
    """Reads a file once, so that the text of a function can still be shown when the file has changed."""

    def __init__(self, fullname: str, path: str) -> None:
        super().__init__(fullname, path)
        self._content = Path(path).read_bytes()

    def get_data(self, _: str) -> bytes:
        """What was in the file."""
        return self._content

    def get_code(self, _: str) -> CodeType:
        """The compiled text, always compiled anew."""
        return self.source_to_code(self._content, self.path)


def _told(error: Exception, folder: Path, exercise: str, package: str) -> str:
    inside = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    path = next((name for name in reversed(inside) if Path(name).parent == folder), folder / f"{exercise}.py")
    if isinstance(error, SyntaxError) and error.filename:
        path = error.filename
    if isinstance(error, ModuleNotFoundError) and (error.name or "").startswith(f"{package}."):
        missing = str(error.name).rpartition(".")[2]
        return f"{path}: includes {missing!r}, but {folder / missing}.py is missing; write it or correct the name."
    return f"{path}: cannot be imported ({type(error).__name__}: {error})."
