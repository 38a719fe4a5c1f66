"""Which files students' code may read: Python's standard library, NumPy, and what these load."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from importlib.util import find_spec

_OTHER_PACKAGES = frozenset({"dist-packages", "site-packages"})
_LIBRARY = re.compile(r".*\.so(\.[\w.]+)?")


def readable(packages: Sequence[str]) -> list[str]:
    """Files and folders, none inside another.

    Args:
        packages: names of the packages that are allowed beside the standard library.
    """
    library = os.path.dirname(os.path.realpath(os.__file__))
    found = [f"{library}/{name}" for name in os.listdir(library) if name not in _OTHER_PACKAGES]
    for name in packages:
        found += _package(name)
    for folder in _shared_libraries():
        if _lies_in(library, folder):
            found += [entry.path for entry in os.scandir(folder) if entry.is_file() and _LIBRARY.fullmatch(entry.name)]
        else:
            found.append(folder)
    kept: list[str] = []
    for path in sorted(set(found), key=lambda path: path.split("/")):
        if not kept or not _lies_in(path, kept[-1]):
            kept.append(path)
    return kept


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _package(name: str) -> list[str]:
    """A package's folder, and the one beside it in which a wheel keeps its libraries."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return []
    if not spec.submodule_search_locations:
        return [os.path.realpath(spec.origin)]
    folders = [os.path.realpath(place) for place in spec.submodule_search_locations]
    libraries = [os.path.join(os.path.dirname(folder), f"{name}.libs") for folder in folders]
    return folders + [folder for folder in libraries if os.path.isdir(folder)]


def _shared_libraries() -> list[str]:
    """The folders from which this process has loaded libraries."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        mapped = [line.rstrip("\n").split(maxsplit=5) for line in maps]
    files = {fields[5] for fields in mapped if len(fields) > 5 and fields[5].startswith("/")}  # noqa: PLR2004
    return sorted({os.path.realpath(os.path.dirname(file)) for file in files if _LIBRARY.fullmatch(file)})
