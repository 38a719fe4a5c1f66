"""Which files students' code may read: Python's standard library, NumPy, and what these load."""

from __future__ import annotations

import re
import sysconfig
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

_OTHER_PACKAGES = frozenset({"dist-packages", "site-packages"})
_LIBRARY = re.compile(r".*\.so(\.[\w.]+)?")


def readable(packages: Sequence[str]) -> list[Path]:
    """Files and folders, none inside another.

    Args:
        packages: names of the packages that are allowed beside the standard library.
    """
    library = Path(sysconfig.get_path("stdlib")).resolve()
    found = [path for path in library.iterdir() if path.name not in _OTHER_PACKAGES]
    for name in packages:
        found += _package(name)
    for folder in _shared_libraries():
        if library.is_relative_to(folder):
            found += [path for path in folder.iterdir() if path.is_file() and _LIBRARY.fullmatch(path.name)]
        else:
            found.append(folder)
    kept: list[Path] = []
    for path in sorted(set(found)):
        if not kept or not path.is_relative_to(kept[-1]):
            kept.append(path)
    return kept


def _package(name: str) -> list[Path]:
    """A package's folder, and the one beside it in which a wheel keeps its libraries."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return []
    if not spec.submodule_search_locations:
        return [Path(spec.origin).resolve()]
    folders = [Path(place).resolve() for place in spec.submodule_search_locations]
    return folders + [libraries for folder in folders if (libraries := folder.with_name(f"{name}.libs")).is_dir()]


def _shared_libraries() -> list[Path]:
    """The folders from which this process has loaded libraries."""
    mapped = (line.split(maxsplit=5) for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines())
    files = {Path(fields[5]) for fields in mapped if len(fields) > 5 and fields[5].startswith("/")}  # noqa: PLR2004
    return sorted({file.parent.resolve() for file in files if _LIBRARY.fullmatch(file.name)})
