"""Stand-ins for libraries that draw or display: every call does nothing, so that a notebook which draws still runs.

The course grades what code returns, and the box has no screen. A library that an assignment allows is loaded before
any of this is asked, and is then the real one.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType
from typing import Any, Self

import numpy as np

_LIBRARIES = frozenset({
    "IPython", "google.colab", "ipywidgets", "japanize_matplotlib", "matplotlib", "matplotlib_fontja",
    "matplotlib_inline", "mpl_toolkits", "plotly", "pylab", "seaborn", "tqdm",
})  # fmt: skip
_NAMESPACE = "google"
"""A package of which only ``google.colab`` is such a library."""

_BUILT_IN = ("display", "get_ipython")
"""What every notebook has without an import."""

_OF_PYLAB = (
    "axhline axis axvline bar boxplot clf close contour draw errorbar figure fill_between gca gcf grid hist imshow "
    "legend loglog pie plot plt savefig scatter semilogx semilogy show subplot subplots suptitle text tight_layout "
    "title xlabel xlim xscale xticks ylabel ylim yscale yticks"
)
"""What ``pylab`` has for drawing, beside all of NumPy."""
_OPERATORS = "add radd sub rsub mul rmul truediv rtruediv neg or ror"
_COUNTS = {
    "axis": 4,
    "errorbar": 3,
    "get_legend_handles_labels": 2,
    "get_size_inches": 2,
    "get_xlim": 2,
    "get_ylim": 2,
    "hist": 3,
    "hist2d": 4,
    "stem": 3,
    "subplot_mosaic": 2,
    "xlim": 2,
    "xticks": 2,
    "ylim": 2,
    "yticks": 2,
}
"""Into how many parts the result of a call is unpacked."""


class Drawing:
    """A module, class, function or picture that does nothing: attributes, items and calls give more of its kind."""

    __version__ = "0.0"
    __array_ufunc__ = None
    _name = ""
    _parts: Iterable[Any] = ()

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __getattr__(self, name: str) -> Drawing:
        if name.startswith("__"):
            raise AttributeError(name)
        return _named(f"{self._name}.{name}")

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Do nothing; the result can be unpacked like that of the real function."""
        if arguments and type(arguments[0]) is FunctionType:
            return arguments[0]  # a decorator leaves its function as it is
        if self._name == ".subplots":
            return _axes(*arguments, **options)
        made = Drawing()
        made._parts = _parts(self._name.rpartition(".")[2], arguments, options)
        return made

    def __mro_entries__(self, _: tuple[object, ...]) -> tuple[type, ...]:
        return (Drawing,)

    def __instancecheck__(self, value: object) -> bool:
        return isinstance(value, Drawing)

    def __iter__(self) -> Any:
        return iter(self._parts)

    def __getitem__(self, _: object) -> Drawing:
        return Drawing()

    def __setitem__(self, _: object, __: object) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __format__(self, _: str) -> str:
        return repr(self)


def _nothing(*_: object) -> Drawing:
    return Drawing()


for _operator in _OPERATORS.split():
    setattr(Drawing, f"__{_operator}__", _nothing)


def _named(name: str) -> Drawing:
    made = Drawing()
    made._name = name  # noqa: SLF001 - its own module
    return made


def _parts(name: str, arguments: Sequence[Any], options: dict[str, Any]) -> Iterable[Any]:
    """What the result of a call is unpacked into, or looped over."""
    match name:
        case "subplots":
            return Drawing(), _axes(*arguments, **options)
        case "tqdm" | "tqdm_notebook":
            return arguments[0] if arguments else ()
        case "trange" | "tnrange":
            return range(*arguments)
        case "plot":
            count = (1 + sum(type(argument) is not str for argument in arguments)) // 2
        case "pie":
            count = 2 + ("autopct" in options)
        case _:
            count = _COUNTS.get(name, 0)
    return [Drawing() for _ in range(count)]


def _axes(nrows: int = 1, ncols: int = 1, *_: object, squeeze: bool = True, **__: object) -> Any:
    """One picture, or an array of them as Matplotlib gives it."""
    axes = np.empty((nrows, ncols), dtype=object)
    for place in np.ndindex(axes.shape):
        axes[place] = Drawing()
    if not squeeze:
        return axes
    return axes.item() if axes.size == 1 else axes.squeeze()


class _Finder:
    """Has a stand-in for each library that draws; asked last, after those who find what is really there.

    It has the methods of a finder and of a loader without their base classes, whose module takes long to import.
    """

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        parent = fullname.rpartition(".")[0]
        part = parent != _NAMESPACE and issubclass(type(sys.modules.get(parent)), Drawing)
        if part or fullname in _LIBRARIES or fullname == _NAMESPACE:
            return ModuleSpec(fullname, self, is_package=True)  # type: ignore[arg-type]
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        made = _named(spec.name)
        if spec.name.endswith("pylab"):
            made.__dict__.update({name: _named(name) for name in _OF_PYLAB.split()})
            made.__dict__.update({name: getattr(np, name) for name in np.__all__} | {"np": np, "numpy": np})
        return made  # type: ignore[return-value] # any object can stand in sys.modules

    def exec_module(self, module: ModuleType) -> None:
        pass


_finder = _Finder()


def install() -> None:
    """Let libraries that draw be imported, and ``display`` be called, to no effect."""
    if _finder in sys.meta_path:
        return
    sys.meta_path.append(_finder)
    for name in _BUILT_IN:
        setattr(builtins, name, _named(name))
