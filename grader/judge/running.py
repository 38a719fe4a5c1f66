"""What exceptions come from that are raised while code runs."""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence
from difflib import get_close_matches

import numpy as np

from grader.judge.cause import Cause
from grader.judge.names import SIMILAR, of_numpy
from grader.records import Text
from grader.words import printable, say

_VALUE, _INDEX = "ValueError", "IndexError"
_TYPE = "TypeError UFuncTypeError _UFuncNoLoopError"
_SIGN = r"for (?:[-+*/%@]|\*\*)[^:]*: .*"
_SHAPE = r"\([\d,]*\)"
_OF_MATH = r"(?<![\w.])(?!np\.|numpy\.)(?:\w+\.)?(?:ceil|cos|exp|fabs|floor|log|log10|log2|pow|sin|sqrt|tanh)\s*\("
"""A call of a function that math has, too, and not by NumPy's name."""
_CALLED = (
    r"^(?P<name>[\w.<>]{1,80}+)"
    r"(?: expected (?:at|\d)"
    r"|\(\) (?:takes|missing|got (?:multiple|some|an unexpected keyword argument '(?P<argument>\w+)')))"
)
_INSTEAD = {
    "append": "np.append(x, …)", "itemset": "x[…] = …", "length": "len(x)", "len": "len(x)",
    "pow": "x ** 2", "ptp": "np.ptp(x)", "sub": "x - y", "subtract": "x - y", "add": "x + y", "mul": "x * y",
}  # fmt: skip
"""What is written for methods that arrays do not have."""


def _of_numpy(found: re.Match[str], _: str, _names: Sequence[str]) -> Text | None:
    """A name that NumPy does not have."""
    return of_numpy(found["name"])


def _arguments(found: re.Match[str], written: str, _names: Sequence[str]) -> Text:
    """A call with other arguments than the function takes: one of NumPy or Python, or the student's own."""
    name, argument = found["name"].rpartition(".")[2].strip("<>_"), found["argument"]
    place = re.search(rf"(?P<numpy>\b(?:np|numpy))?(?P<dot>\.)?\b{re.escape(name)}\s*\(", written)
    called = printable(f"np.{name}" if place and place["numpy"] else name, 60)
    if argument:
        return say("advice_no_argument", name=called, argument=printable(argument, 60))
    is_own = place is not None and not place["dot"] and not hasattr(builtins, name)
    return say("advice_arguments" if is_own else "advice_arguments_library", name=called)


def _overwritten(_: re.Match[str], written: str, names: Sequence[str]) -> Text | None:
    """A value that was given the name of a module or function, which the line wants to use."""
    called = [one[1] for one in re.finditer(r"(?<![\w.])([^\W\d]\w*+)\s*\(", written)]
    used = [one[1] for one in re.finditer(r"(?<![\w.])(np|numpy|math)\.", written)]
    name = next((one for one in (*used, *called) if one in names and (one in used or hasattr(builtins, one))), None)
    return say("advice_overwritten", name=name) if name is not None else None


def _of_an_array(found: re.Match[str], _: str, _names: Sequence[str]) -> Text | None:
    """What an array does not have: a misspelt name, or one of a function of NumPy."""
    name = found["name"]
    if name in _INSTEAD:
        return say("advice_array_instead", name=name, instead=_INSTEAD[name])
    if hasattr(np, name):
        return say("advice_array_instead", name=name, instead=f"np.{name}(x)")
    near = get_close_matches(name[:60], [one for one in dir(np.ndarray) if one[0] != "_"], n=1, cutoff=SIMILAR)
    instead = f"x.{near[0]}" if near else ""
    return say("advice_array_instead", name=printable(name, 60), instead=instead) if near else None


RUNNING = (
    Cause("AttributeError TypeError ValueError", "", "", tell=_overwritten),
    Cause("TypeError", _CALLED, "", tell=_arguments),
    Cause("TypeError", r"^'(?P<argument>\w+)' is an invalid keyword argument for (?P<name>\w+)", "", tell=_arguments),
    Cause("TypeError", "^argument of type '[^']*+' is not iterable", "advice_in"),
    Cause(_TYPE, "loop of ufunc does not support argument", "advice_objects"),
    Cause(_TYPE, r"bitwise_xor|for \^", "advice_caret"),
    Cause(_TYPE, r"bitwise_(?:and|or)|for (?:&|\|)", "advice_and"),
    Cause(_VALUE, "truth value of an? (?:empty )?array", "advice_largest", r"(?<![\w.])(?:max|min)\s*\("),
    Cause(_VALUE, "truth value of an? (?:empty )?array", "advice_truth"),
    Cause(
        _TYPE,
        "only .*arrays? can be converted|interpreted as an integer",
        "advice_largest",
        r"\b(?:np|numpy)\.a?(?:max|min)\s*\(",
    ),
    Cause(_TYPE, "only .*arrays? can be converted|must be real number, not", "advice_math", _OF_MATH),
    Cause("TypeError", "only integer scalar arrays", "advice_range", r"\brange\s*\("),
    Cause("TypeError", "only integer scalar arrays", "advice_join", r"\b(?:concatenate|[hv]?stack)\s*\("),
    Cause(_TYPE, "only .*arrays? can be converted", "advice_one_number"),
    Cause("TypeError AttributeError", "'NoneType'", "advice_none"),
    Cause("TypeError", rf"{_SIGN}'(?:\w+' and ')?(?:builtin_function_or_method|function|method)'", "advice_function"),
    Cause("TypeError", "can only concatenate str", "advice_add_text"),
    Cause("TypeError", rf"{_SIGN}'str'", "advice_text"),
    Cause(_TYPE, r"dtype\('<U\d*'\)|StrDType", "advice_text"),
    Cause("TypeError", rf"{_SIGN}'(?:list|tuple)'|can't multiply sequence by non-int", "advice_lists"),
    Cause("TypeError", "can only concatenate (?:list|tuple)|bad operand type for .*'(?:list|tuple)'", "advice_lists"),
    Cause("AttributeError", r"'(?:int|float)' object has no attribute '(?P<name>append|add)'", "advice_no_list"),
    Cause("AttributeError", r"'list' object has no attribute 'add'", "advice_list_add"),
    Cause("AttributeError", r"'(?:list|tuple)' object has no attribute '(?:length|size|len)'", "advice_length"),
    Cause("AttributeError", r"'numpy\.ndarray' object has no attribute '(?P<name>\w+)'", "", tell=_of_an_array),
    Cause("AttributeError", r"'(?:list|tuple|float|int)' object has no attribute '(?P<name>\w+)'", "advice_no_array"),
    Cause(_VALUE, r"matmul.*\(size (?P<got>\d+) is different from (?P<needed>\d+)\)", "advice_matmul"),
    Cause(_VALUE, r"shapes (?P<one>\([\d,]*\)) and (?P<other>\([\d,]*\)) not aligned", "advice_aligned"),
    Cause(_VALUE, rf"broadcast together with (?:\w+ )?shapes (?P<shapes>{_SHAPE} {_SHAPE})", "advice_broadcast"),
    Cause(_VALUE, r"^setting an array element with a sequence\.$", "advice_element"),
    Cause(_VALUE, "inhomogeneous|setting an array element with a sequence", "advice_ragged"),
    Cause(_VALUE, "invalid literal for int|could not convert string to float", "advice_text"),
    Cause(_VALUE, "not enough values to unpack|too many values to unpack", "advice_unpack"),
    Cause(_INDEX, r"index (?P<index>\d+) is out of bounds for axis \d+ with size (?P<size>\d+)", "advice_index"),
    Cause(_INDEX, "list assignment index out of range", "advice_grow"),
    Cause(_INDEX, "only integers", "advice_index_value"),
    Cause(_INDEX, "too many indices|invalid index to scalar", "advice_many_indices"),
    Cause("AxisError", r"axis (?P<axis>-?\d+) is out of bounds for array of dimension (?P<count>\d+)", "advice_axis"),
    Cause(_VALUE, r"cannot reshape array of size (?P<size>\d+) into shape (?P<shape>\([\d,]*\))", "advice_reshape"),
    Cause("TypeError", r"list indices must be integers or slices, not tuple", "advice_list_index"),
    Cause("TypeError", r"(?:list|tuple) indices must be integers or slices, not str", "advice_list_name"),
    Cause(_INDEX, "index out of range|out of bounds", "advice_indices"),
    Cause("TypeError", "object is not callable", "advice_no_brackets", r"\.(?:size|shape|ndim|T|dtype)\s*\("),
    Cause("TypeError", r"'(?:numpy\.ndarray|list)' object is not callable", "advice_round"),
    Cause("TypeError", "(?:Dispatcher|function|method|ufunc)' object is not subscriptable", "advice_call"),
    Cause("TypeError", r"'(?:int|float|numpy\.\w+)' object is not subscriptable", "advice_one_value"),
    Cause("TypeError", r"'(?:int|float|numpy\.\w+)' object does not support item assignment", "advice_one_value"),
    Cause("TypeError", r"object of type '(?:int|float|numpy\.\w+)' has no len", "advice_one_value"),
    Cause("TypeError", r"cannot unpack non-iterable|dispatcher for __array_function__", "advice_one_value"),
    Cause("TypeError", r"'(?:int|float|numpy\.float64)' object is not iterable", "advice_in", r"\bin\b"),
    Cause("TypeError", r"'(?:int|float|numpy\.float64)' object is not iterable", "advice_one_value"),
    Cause("TypeError", r"Cannot interpret '\d+' as a data type", "advice_shape"),
    Cause("TypeError", "doesn't define __round__", "advice_np_round"),
    Cause("TypeError", r"data type '(?P<name>\w+)' not understood", "", tell=_of_numpy),
    Cause("TypeError", "unhashable type", "advice_unhashable"),
    Cause("TypeError", "'tuple' object does not support item assignment", "advice_tuple"),
    Cause("KeyError", "(?P<key>.{1,60})", "advice_key"),
    Cause("ImportError", "attempted relative import", "advice_relative"),
    Cause("ImportError", r"cannot import name '(?P<name>\w+)' from 'numpy'", "", tell=_of_numpy),
    Cause("ImportError", r"cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'", "advice_not_in_file"),
    Cause("TypeError", r"'(?P<type>[\w.]+)' object is not callable", "advice_not_callable"),
    Cause("TypeError", "must be integers|cannot be interpreted as an integer|sequence of integers", "advice_whole"),
    Cause("AttributeError", r"module 'numpy' has no attribute '(?P<name>\w+)'", "", tell=_of_numpy),
    Cause("AttributeError", r"`np\.(?P<name>\w+)` was removed", "", tell=_of_numpy),
    Cause("AttributeError", r"module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'", "advice_not_in_module"),
    Cause("UnboundLocalError", r"variable '(?P<name>\w+)'", "advice_unbound"),
)  # fmt: skip
