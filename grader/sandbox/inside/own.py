"""The submission's own files: each is run in a namespace of its own, when it is first imported."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from .errors import cell_of

ROOT = "__handed_in__"
"""The package that all files lie in for relative imports."""

_PROGRAM, _NOTEBOOK, _PACKAGE = ".py", ".ipynb", "__init__"


class Own:
    """Finds modules among the files that were handed in.

    It has the methods of a finder and of a loader without their base classes, whose module takes long to import.

    Args:
        files: their paths ("hw/tools.py").
        run: runs a file in a module.

    Attributes:
        folder: that of the program that is running, in which modules are looked for first.
    """

    def __init__(self, files: Sequence[str], run: Callable[[str, ModuleType], object]) -> None:
        self._files = {_dotted(file): file for file in files if file.endswith(_PROGRAM)}
        self._all = files
        self._run = run
        self.folder = ""

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """A module or package of theirs; those of the standard library are hidden from the submission alone."""
        name = fullname.removeprefix(ROOT).lstrip(".")
        if name == fullname and name.partition(".")[0] in sys.stdlib_module_names and not _asked_by_submission():
            return None
        file, is_package = self._file(name), fullname == ROOT or self._is_folder(name)
        return ModuleSpec(fullname, self, is_package=is_package) if file or is_package else None  # type: ignore[arg-type]

    def create_module(self, _: ModuleSpec) -> None:
        """An ordinary module."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the file; a folder without one has nothing to run."""
        file = self._file(module.__name__.removeprefix(ROOT).lstrip("."))
        if file:
            module.__file__ = file
            self._run(file, module)

    def forget(self) -> None:
        """Each program imports its modules anew."""
        for name, module in [*sys.modules.items()]:
            spec = module.__dict__.get("__spec__") if type(module) is ModuleType else None
            loader: object = spec.loader if type(spec) is ModuleSpec else None
            if loader is self:
                del sys.modules[name]

    def at(self, path: str) -> str:
        """The file that a path leads to, as ``%run`` takes it: the end of its name may be left out."""
        path = path.lstrip("./")
        for wanted in (f"{self.folder}{path}", path):
            for one in (wanted, wanted + _PROGRAM, wanted + _NOTEBOOK):
                if one in self._all:
                    return one
        return next((file for file in self._all if file.endswith(f"/{path}")), "")

    def importing(self, program: str) -> Mapping[str, Any] | None:
        """Builtins for a program with files that are called like modules that are loaded; None where it has none."""
        beside = {_dotted(file).rpartition(".")[2] for file in self._files.values() if file != program}
        hidden = {name for name in beside if name in sys.stdlib_module_names and name in sys.modules}
        if not hidden:
            return None
        real = builtins.__import__

        def own_first(name: str, *arguments: Any, **options: Any) -> Any:
            level = options.get("level", arguments[3] if len(arguments) > 3 else 0)  # noqa: PLR2004 - of __import__
            return (
                real(f"{ROOT}.{name}", fromlist=("*",))
                if name in hidden and not level
                else real(name, *arguments, **options)
            )

        return {**vars(builtins), "__import__": own_first}

    def _file(self, name: str) -> str:
        folder = self.folder.replace("/", ".")
        wanted = [f"{folder}{name}", f"{folder}{name}.{_PACKAGE}", name, f"{name}.{_PACKAGE}"]
        exact = [one for one in wanted if one in self._files]
        ends = tuple(f".{one}" for one in wanted[2:])
        near = exact or [one for one in self._files if one.endswith(ends)]
        near = near or [one for one in self._files if one.casefold() in [each.casefold() for each in wanted]]
        return self._files[near[0]] if near and name else ""

    def _is_folder(self, name: str) -> bool:
        return bool(name) and any(f".{name}." in f".{file}" for file in self._files)


def _dotted(file: str) -> str:
    return file.removesuffix(_PROGRAM).replace("/", ".")


def _asked_by_submission() -> bool:
    """Whether the innermost import that is under way stands in the submission."""
    frame = sys._getframe(1)  # noqa: SLF001 - the only way to see who asks
    while frame is not None and (
        frame.f_globals.get("__name__") == __name__ or _is_of_importlib(frame.f_code.co_filename)
    ):
        frame = frame.f_back  # type: ignore[assignment]
    return frame is not None and cell_of(frame.f_code) is not None


def _is_of_importlib(filename: str) -> bool:
    return filename.startswith("<frozen importlib") or "/importlib/" in filename
