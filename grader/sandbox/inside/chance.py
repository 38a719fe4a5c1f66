"""Random numbers come out the same in every run, so that a grade does not depend on luck."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_NUMPY = "numpy.random"
_SEED = 0
_bits = random.Random(_SEED)  # noqa: S311 - chance is what is to be taken out


class _SeedAfterLoading:
    """Finds NumPy's random module as usual; it is loaded only by those who use it, because it is large."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None, _: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path) if name == _NUMPY else None
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def load_and_seed(module: ModuleType) -> None:
            import secrets  # noqa: PLC0415 - loaded only by those who use it

            # NumPy starts from these bits where no seed is given, as ``default_rng()``, and so does its first generator
            # while it loads: that one would leave chance in memory which an empty array shows.
            secrets.randbits = _randbits
            load(module)
            module.seed(_SEED)

        spec.loader.exec_module = load_and_seed  # type: ignore[method-assign]
        return spec


def _randbits(k: int) -> int:
    return _bits.getrandbits(k)


def seed() -> None:
    """Set the state that ``random`` and ``np.random`` start from."""
    random.seed(_SEED)
    if _NUMPY in sys.modules:
        sys.modules[_NUMPY].seed(_SEED)
    elif _SeedAfterLoading not in sys.meta_path:
        sys.meta_path.insert(0, _SeedAfterLoading)
