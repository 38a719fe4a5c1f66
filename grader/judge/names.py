"""What is said of a name that is not there: misspelt, NumPy's, of a module not imported, or lost to an error."""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import numpy as np

from grader.records import Raised, Text
from grader.words import printable, say

SIMILAR = 0.75
"""From here on a name is a misspelt one."""

_LONGEST = 60
"""Characters of a name that are looked at."""
_MOST_STEPS = 5
"""So many names, each lost for want of the next, are followed."""
_NOT_DEFINED = re.compile(r"name '(\w+)' is not defined")
_HISTORY = re.compile(r"In|Out|_+|_[io]?h?\d*")
"""What only a notebook that is running has: its last inputs and outputs."""
_WORD = re.compile(r"[^\W\d]\w*")
_SET = re.compile(r"(?P<names>[\w\s,.*\[\]'\":]++)[-+/@%]{0,2}=(?!=)")
_HEAD = re.compile(r"\s*(?:async\s+)?(?:def|class)\s+(?P<name>\w+)")
_OF_PYTHON = ("True", "False", "None", *(name for name in dir(builtins) if name.islower() and name[0] != "_"))
_USUAL = {"np": "import numpy as np", "numpy": "import numpy as np", "plt": "import matplotlib.pyplot as plt"}
_LOOK_ALIKE = str.maketrans("lIO", "110")
_DIGITS = re.compile(r"\d+")

_REPLACED = {
    "alltrue": "np.all", "asfarray": "np.asarray(…, dtype=float)", "asscalar": "x.item()", "bool": "bool",
    "bool8": "np.bool_", "cast": "x.astype(…)", "cfloat": "np.complex128", "complex": "complex",
    "complex_": "np.complex128", "cumproduct": "np.cumprod", "find_common_type": "np.result_type",
    "float": "float", "float_": "np.float64", "in1d": "np.isin", "Inf": "np.inf", "Infinity": "np.inf",
    "infty": "np.inf", "int": "int", "int0": "np.intp", "issctype": "issubclass(…, np.generic)",
    "long": "int", "longfloat": "np.longdouble", "mat": "np.asmatrix", "msort": "np.sort(…, axis=0)", "NaN": "np.nan",
    "NINF": "-np.inf", "NZERO": "-0.0", "object": "object", "PINF": "np.inf", "product": "np.prod", "PZERO": "0.0",
    "recfromcsv": "np.genfromtxt", "round_": "np.round", "row_stack": "np.vstack", "sctypes": "np.dtype",
    "set_string_function": "np.set_printoptions", "singlecomplex": "np.complex64", "sometrue": "np.any", "str": "str",
    "string_": "np.bytes_", "trapz": "np.trapezoid", "unicode": "str", "unicode_": "np.str_",
}  # fmt: skip
"""Names that NumPy had once, and what is written for them (its release notes 1.20, 1.24, 2.0 and 2.4)."""

_MEANT = {"ln": "log"}
"""Names that it never had, and whose meaning is clear."""


def of_numpy(name: str) -> Text | None:
    """A name that NumPy does not have: any more, or by another spelling."""
    if name in _REPLACED:
        return say("advice_removed", name=name, instead=_REPLACED[name], version=np.__version__)
    similar = [_MEANT[name]] if name in _MEANT else get_close_matches(name[:_LONGEST], _of_numpy(), n=1, cutoff=SIMILAR)
    return say("advice_not_in_numpy", name=printable(name, _LONGEST), similar=similar[0]) if similar else None


def not_defined(error: Raised, names: Sequence[str] | None) -> Text | None:
    """What a name that is not defined may be; None where that is not known.

    Args:
        error: a NameError.
        names: what the submission defines; None where the name is no misspelt one.
    """
    name = unknown(error)
    if not name:
        return None
    if name in _USUAL or (name in sys.stdlib_module_names and re.search(rf"\b{name}\.\w", error.code)):
        return say("advice_import", name=name, line=_USUAL.get(name, f"import {name}"))
    if _HISTORY.fullmatch(name):
        return say("advice_history", name=name)
    if "ー" in name:
        return say("advice_wide", character="ー", typed="-")
    if re.search(rf"(?<![\w.]){name}\s*\(", error.code) and name in _of_numpy() and name not in _OF_PYTHON:
        return say("advice_of_numpy", name=name)
    if names is None:
        return None
    similar = _nearest(name, (*error.local, *_WORD.findall(f"{error.block} {error.code}"), *names, "np", *_OF_PYTHON))
    return say("advice_misspelt", name=printable(name, 60), similar=printable(similar, 60)) if similar else None


def unknown(error: Raised) -> str:
    """The name that is not there; empty where the error speaks of nothing like it."""
    found = _NOT_DEFINED.search(error.message) if error.type == "NameError" else None
    return found[1] if found is not None and len(found[1]) <= _LONGEST else ""


def lost_to(name: str, broken: Sequence[Raised]) -> Raised | None:
    """The error that keeps a name from being there: of the line that sets, defines or imports it.

    Where that line lacks another name, it is the error that keeps that one from being there.
    """
    found: Raised | None = None
    for _ in range(_MOST_STEPS):
        before = next((error for error in broken if _sets(error, name)), None)
        if before is None or before == found:
            break
        found, name = before, unknown(before)
    return found


def _sets(error: Raised, name: str) -> bool:
    """Whether an error ended a statement by which a name would be there."""
    statement = error.statement or error.code
    if error.type.endswith(("SyntaxError", "IndentationError", "TabError")):
        head = _HEAD.match(error.block)
        if head is not None and head["name"] == name:
            return True
    if re.match(r"\s*(?:import|from)\b", statement):
        return name in _WORD.findall(statement.partition("import")[2])
    found = _SET.match(statement)
    return found is not None and name in _WORD.findall(found["names"])


def _nearest(name: str, candidates: Iterable[str]) -> str:
    """The candidate that is nearly a name: but for capitals, for what looks alike, or for letters.

    One that differs in digits is another name.
    """
    others = [one for one in dict.fromkeys(one[:_LONGEST] for one in candidates) if one != name]
    for one in others:
        if one.casefold() == name.casefold() or one.translate(_LOOK_ALIKE) == name.translate(_LOOK_ALIKE):
            return one
    spelt = [one for one in others if _DIGITS.sub("", one) != _DIGITS.sub("", name)]
    return next(iter(get_close_matches(name, spelt, n=1, cutoff=SIMILAR)), "")


def _of_numpy() -> list[str]:
    return [one for one in dir(np) if not one.startswith("_")]
