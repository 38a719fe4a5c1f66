"""The submission's own modules: each is run in a namespace of its own, when it is first imported."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

_PACKAGE = ".__init__"


class Own:
    """Finds modules among the files that were handed in.

    It has the methods of a finder and of a loader without their base classes, whose module takes long to import.

    Args:
        names: of the files, with the folders they are in: ``hw.tools``, ``hw.losses.__init__``.
        run: runs the file of a name in a module.
    """

    def __init__(self, names: Sequence[str], run: Callable[[str, ModuleType], object]) -> None:
        self._names = names
        self._run = run

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """A module or package of theirs; the standard library and packages that are loaded are not hidden."""
        if fullname.partition(".")[0] in sys.stdlib_module_names:
            return None
        file, is_package = self._file(fullname), self._is_folder(fullname)
        return ModuleSpec(fullname, self, is_package=is_package) if file or is_package else None  # type: ignore[arg-type]

    def create_module(self, _: ModuleSpec) -> None:
        """An ordinary module."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the file; a folder without one has nothing to run."""
        file = self._file(module.__name__)
        if file:
            self._run(file, module)

    def _file(self, fullname: str) -> str:
        wanted = (fullname, f"{fullname}{_PACKAGE}")
        exact = [name for name in self._names if name in wanted]
        return next(
            iter(exact or [name for name in self._names if name.endswith(tuple(f".{one}" for one in wanted))]), ""
        )

    def _is_folder(self, fullname: str) -> bool:
        return any(f".{fullname}." in f".{name}" for name in self._names)
