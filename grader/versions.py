"""Which Python and which packages students' code is run with."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version


def graded_with(packages: Sequence[str] = ()) -> str:
    """The versions of Python, NumPy and what else may be imported, in one line.

    Args:
        packages: what an assignment allows beside NumPy, by the names that are imported.
    """
    return ", ".join((f"Python {platform.python_version()}", *(_of(name) for name in ("numpy", *packages))))


@cache
def _of(package: str) -> str:
    """A package with its version, as far as it has one."""
    top = package.partition(".")[0]
    shown = "NumPy" if top == "numpy" else top
    try:
        return f"{shown} {version(top)}"
    except PackageNotFoundError:
        # Few are distributed by another name (sklearn); to look for it, all that is installed is read.
        distributions = packages_distributions().get(top, ())
    return f"{shown} {version(distributions[0])}" if distributions else shown
