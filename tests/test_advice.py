"""What is said of an error fits its cause: with what Python and NumPy really say, through the box."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.judge.advice import advice, shown
from grader.records import Cell, Limits, Raised
from grader.sandbox import Box
from grader.words import load

NUMPY = "import math\nimport numpy as np\na, b = np.ones(3), np.ones(4)\n"

CAUSES = {
    "full-width space": ("x = 1\u3000+ 2", "full-width space in this line, shown as □"),
    "full-width indent": ("def f():\n\u3000\u3000return 1", "full-width space"),
    "smart quotes": ("print(\u201closs\u201d)", "no quotation mark of Python"),
    "full-width bracket": ("print（1）", "without Japanese input: `(`"),
    "full-width digit sign": ("x = 2 × 3", "without Japanese input: `*`"),
    "superscript": ("x = 3²", "without Japanese input: `**2`"),
    "unseen": ("x = 1\u200b", "nobody sees (U+200B)"),
    "tabs": ("if True:\n    x = 1\n\ty = 2", "Tabs and spaces are mixed"),
    "nothing below": ("def f():\nreturn 1", "indented by 4 spaces more"),
    "too far": ("x = 1\n  y = 2", "indented further than the one above"),
    "like none": ("if True:\n    x = 1\n  y = 2", "indented like none of the lines above"),
    "bracket": ("x = (1 + 2", "brackets do not pair up"),
    "colon": ("def f(x)\n    return x", "A colon is missing"),
    "equals": ("if x = 1:\n    pass", "To compare, write =="),
    "comma": ("x = [1 2]", "A comma or an operator"),
    "text": ("x = 'abc", "does not end"),
    "print": ("print 1", "print needs brackets"),
    "return outside": ("return 1", "return stands outside of the function"),
    "times": ("x = 2y", "written with *"),
    "caret": (NUMPY + "a ^ 2", "Write **: (y - t) ** 2"),
    "caret of numbers": ("x = 0.5 ^ 2", "Write **"),
    "and": (NUMPY + "a & b[:3]", "& and | are for truth values"),
    "truth": (NUMPY + "if a > 0.5:\n    pass", "Use np.where(condition, a, b)"),
    "math": (NUMPY + "math.log(a)", "such as np.log, np.exp"),
    "math of a list": (NUMPY + "math.log([1.0, 2.0])", "such as np.log, np.exp"),
    "one number": (NUMPY + "float(a)", "One number is needed here"),
    "none": ("x = None + 1", "One of the values is None"),
    "none has no shape": ("x = None\nx.shape", "One of the values is None"),
    "text as number": ("x = '1' - 2", "a text, not a number"),
    "array of texts": (NUMPY + "np.array(['1', '2']) * 2.0", "a text, not a number"),
    "lists": ("x = [1, 2] - [1, 1]", "Make arrays of them first"),
    "list times number": ("x = [1, 2] * 0.5", "Make arrays of them first"),
    "list has no sum": ("x = [1, 2].sum()", "A list or a number has no `sum`"),
    "matmul": (NUMPY + "np.ones((3, 2)) @ np.ones((4, 2))", "4 is not 2"),
    "dot": (NUMPY + "np.dot(np.ones((3, 2)), a)", "The shapes (3,2) and (3,) do not fit"),
    "broadcast": (NUMPY + "a + b", "Arrays of the shapes (3,) (4,)"),
    "ragged": (NUMPY + "np.array([[1, 2], [3]])", "not of the same length"),
    "unpack": ("a, b = 1, 2, 3", "more or fewer values"),
    "index": (NUMPY + "a[3]", "has 3 elements, counted from 0"),
    "list index": ("[1][1]", "counted from 0"),
    "round brackets": (NUMPY + "a(0)", "taken with [ ]"),
    "called number": ("x = 2\nx(3)", "Look whether a * is missing"),
    "whole": (NUMPY + "np.ones(3.0)", "A whole number is needed"),
    "product": (NUMPY + "np.product(a)", "no np.product any more. Write np.prod"),
    "float": (NUMPY + "np.float(1)", "Write float"),
    "float_": (NUMPY + "np.float_(1)", "Write np.float64"),
    "Inf": (NUMPY + "np.Inf", "Write np.inf"),
    "misspelt": (NUMPY + "np.maximun(a, 0)", "Did you mean np.maximum?"),
    "of another module": (NUMPY + "math.sigmoid(1)", "`math` has nothing of the name `sigmoid`"),
    "unbound": ("x = 1\ndef f():\n    x = x + 1\nf()", "sets `x` itself"),
    "import": ("x = np.ones(2)", "Write import numpy as np at the top"),
    "import of the library": ("x = math.pi", "Write import math at the top"),
    "largest of an array": (NUMPY + "np.max(0, a)", "np.maximum(0, x)"),
    "history": ("x = Out[3]", "only while a notebook is running"),
    "history by number": ("x = _3 + 1", "only while a notebook is running"),
    "misspelt helper": ("def sigmoid(x):\n    return x\nx = sigmiod(1)", "nearly the same"),
    "misspelt argument": ("def f(residual):\n    return residaul\nf(1)", "but `residual` is written nearly"),
    "arguments": ("def f(y):\n    return y\nx = f(1, 2)", "with the def line of `f`"),
    "arguments of NumPy": (NUMPY + "np.maximum(a)", "`np.maximum` is called with the wrong number"),
    "arguments of Python": ("x = sum([1], 0, 1)", "`sum` is called with the wrong number"),
    "arguments of a method": (NUMPY + "a.reshape()", "`reshape` is called with the wrong number"),
    "arguments of another name": (NUMPY + "np.pow(a)", "`power` is called with the wrong number"),
    "no such argument": (NUMPY + "np.mean(a, N=3)", "`np.mean` has no argument `N`"),
    "no such argument of Python": ("print(1, ends='')", "`print` has no argument `ends`"),
    "in a number": ("for x in [1]:\n    x in 5", "on the right of in"),
    "objects": (NUMPY + "np.sqrt(np.array([1, [2]], dtype=object))", "in the array that is no number"),
    "misspelt local": ("def f():\n    resdual = 1\n    return residual\nf()", "`resdual` is written nearly"),
    "misspelt in a comprehension": ("def f():\n    totla = 1\n    return [total for _ in 'ab']\nf()", "`totla`"),
    "capital": ("def f(y):\n    return Y\nf(1)", "`y` is written nearly"),
    "I for l": ("def f(lr):\n    return Ir\nf(1)", "`lr` is written nearly"),
    "l for 1": ("def f(x1):\n    return xl\nf(1)", "`x1` is written nearly"),
    "misspelt builtin": ("for i in rnage(3):\n    pass", "`range` is written nearly"),
    "true": ("x = true", "`True` is written nearly"),
    "no capital": ("x = none", "`None` is written nearly"),
    "Np": (NUMPY + "Np.mean(a)", "`np` is written nearly"),
    "another digit": ("grad_w1 = 1\nx = grad_w2", "That name is not defined"),
    "another letter": ("def f(L):\n    return i\nf(1)", "That name is not defined"),
    "log": ("def f(y):\n    return log(y)\nf(1)", "Write np.log."),
    "array": ("x = array([1])", "Write np.array."),
    "a module without a dot": ("x = pwd", "That name is not defined"),
    "ln": (NUMPY + "np.ln(a)", "Did you mean np.log?"),
    "exit": ("def f():\n    exit()\nf()", "exit() ends the whole program"),
    "find_common_type": (NUMPY + "np.find_common_type([], [])", "Write np.result_type"),
    "string_": (NUMPY + "np.string_('a')", "Write np.bytes_"),
    "retrun": ("def f(y):\n    retrun y", "instead of `retrun`"),
    "Return": ("def f(y):\n    Return y", "Did you mean `return`"),
    "Def": ("Def f(y):\n    return y", "Did you mean `def`"),
    "dff": ("dff f(y):\n    return y", "Did you mean `def`"),
    "else if": ("if 1:\n    x = 1\nelse if 2:\n    x = 2", "written elif"),
    "else with a condition": ("if 1:\n    x = 1\nelse x == 2:\n    x = 2", "No condition stands after else"),
    "def without brackets": ("def sse y, t:\n    return y", "A function begins with def"),
    "def with a space": ("def my sse(y):\n    return y", "A function begins with def"),
    "def with a hyphen": ("def my-sse(y):\n    return y", "A function begins with def"),
    "global": ("def f(lr):\n    global lr\n    return lr", "cannot be global"),
    "argument twice": ("def f(a, a):\n    return a", "two arguments of the name `a`"),
    "backslash in a text": ("p = 'C:\\Users'", "put an r in front"),
    "fraction": ("x = \\frac{1}{2}", "Write fractions with /"),
    "zero in front": ("x = 01", "write 1 for 01"),
    "try alone": ("try:\n    x = 1\ny = 2", "try: needs except:"),
    "f-string": ('d = {"r": 1}\nx = f"{d["r"]}"', "the same quotation marks"),
    "hyphen": ("my-sum = 3", "A name cannot hold -"),
    "digit first": ("2nd = 3", "cannot begin with a digit"),
    "sign": ("if 2 => 1:\n    pass", "Write `>=`"),
    "sign of and": ("if 1 && 2:\n    pass", "Write `and`"),
    "power of three stars": ("x = 2***3", "Write `**`"),
    "plus plus": ("i = 0\ni++", "Write i += 1"),
    "not": ("if !1:\n    pass", "written not in Python"),
    "percent": ("x = 27.96%", "0.2796 for 27.96%"),
    "full-width percent": ("x = 27.96％", "without Japanese input: `%`"),
    "bars": ("x = |1 - 2|", "np.abs( )"),
    "nothing after": ("x = 3 +", "no value after the sign"),
    "keyword": ("lambda = 0.1", "`lambda` is a word of Python's"),
    "space in a name": ("my sum = 3", "cannot hold spaces"),
    "no operator": ("y = [1]\nx = 1/len(y) sum(y)", "A comma or an operator"),
    "no operator before a name": ("x = w - lr grad", "A comma or an operator"),
    "en dash": ("x = 3 – 2", "without Japanese input: `-`"),
    "middle dot": ("x = 3 · 2", "without Japanese input: `*`"),
    "less or equal": ("x = 3 ≦ 2", "without Japanese input: `<=`"),
    "long vowel": ("y = 2\nt = 1\nx = yーt", "without Japanese input: `-`"),
    "max of an array": (NUMPY + "max(0, a)", "np.maximum(0, x)"),
    "range of an array": (NUMPY + "range(np.arange(3))", "range(len(y))"),
    "concatenate": (NUMPY + "np.concatenate(np.arange(3), np.arange(3))", "given as one list"),
    "math by another name": ("import math as m\n" + NUMPY + "m.log(a)", "such as np.log, np.exp"),
    "from math": ("from math import *\n" + NUMPY + "log(a)", "such as np.log, np.exp"),
    "pow of math": ("from math import pow\n" + NUMPY + "pow(a, 2)", "such as np.log, np.exp"),
    "method not called": (NUMPY + "a.mean - b.mean", "Are the ( ) missing"),
    "function not called": (NUMPY + "a / len", "Are the ( ) missing"),
    "text and number": ("x = 'MSE = ' + 1.0", "cannot be joined with +"),
    "negative list": ("x = -[1]", "Make arrays of them first"),
    "list and number": ("x = [1] + 1", "Make arrays of them first"),
    "append to a number": ("r = 0\nr.append(1)", "begin with [] for a list"),
    "add to a list": ("[].add(1)", "with append"),
    "length": ("[1].length", "is len(x)"),
    "array append": (NUMPY + "a.append(1)", "Did you mean np.append(x, …)"),
    "array square": (NUMPY + "a.square()", "Did you mean np.square(x)"),
    "array maen": (NUMPY + "a.maen()", "Did you mean x.mean?"),
    "array ptp": (NUMPY + "a.ptp()", "Did you mean np.ptp(x)"),
    "element": (NUMPY + "a[0] = [1, 2]", "into one element"),
    "value for index": (NUMPY + "for i in a:\n    a[i]", "no whole number"),
    "too many indices": (NUMPY + "a[1, 2]", "more indices than"),
    "axis": (NUMPY + "np.mean(a, axis=2)", "no axis 2: the array has 1"),
    "reshape": (NUMPY + "a.reshape(2, 2)", "An array of 3 elements cannot take the shape (2,2)"),
    "list of lists": ("x = [[1, 2]][0, 1]", "a[0][1]"),
    "list by name": ("x = [1]['r']", "Only a dictionary has names"),
    "np overwritten": ("import numpy as np\nnp = 3\nnp.sum([1])", "variable of the name `np`"),
    "np an array": ("import numpy as np\nnp = np.ones(2)\nnp.array([1])", "variable of the name `np`"),
    "list overwritten": ("list = [1]\nlist((1, 2))", "variable of the name `list`"),
    "inner function overwritten": ("str = 'a'\nx = float(str(1))", "variable of the name `str`"),
    "local overwritten": ("def f(y):\n    sum = 0\n    return sum(abs(i) for i in y)\nf([1])", "of the name `sum`"),
    "np an array of another size": ("import numpy as np\nnp = np.ones(2)\nnp.mean(np * 2)", "of the name `np`"),
    "no operator between brackets": (NUMPY + "sum((1 - a)(a + 1))", "products need *"),
    "semicolon for a colon": ("for i in [1];\n    pass", "A colon is missing"),
    "number to sum": ("sum(3)", "there is a single number"),
    "tuple": ("x = (1, 2)\nx[0] = 1", "Make a list with [ ]"),
    "empty list": ("x = []\nx[0] = 1", "Add it with append"),
    "size called": (NUMPY + "a.size()", "Leave out the ( )"),
    "function with square brackets": (NUMPY + "np.sum[a]", "Functions are called with ( )"),
    "number with index": ("x = 3\nx[0]", "there is a single number"),
    "length of a number": ("len(3)", "there is a single number"),
    "unpacked number": ("a, b = 3", "there is a single number"),
    "number in for": ("for i in 3:\n    pass", "on the right of in"),
    "shape": (NUMPY + "np.zeros(4, 2)", "np.zeros((4, 2))"),
    "round": (NUMPY + "round(a, 3)", "np.round"),
    "dtype": (NUMPY + "np.ones(2, dtype='float_')", "Write np.float64"),
    "key": ("{'r': 1}['R']", "has no key 'R'"),
    "unhashable": ("{[1]: 2}", "cannot be a key"),
    "relative": ("from .losses import a", "without the dot"),
    "import removed": ("from numpy import product", "Write np.prod"),
    "import from a file": ("from math import sigmoid", "`math` has no `sigmoid`"),
    "name": ("x = yy", "That name is not defined"),
    "zero": ("x = 1 / 0", "divided by 0"),
}


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box


def error_of(box: Box, source: str) -> Raised:
    return box.run([Cell(source, "work.py")], [], Limits()).broken[0]


@pytest.mark.parametrize(("source", "told"), CAUSES.values(), ids=CAUSES)
def test_advice_fits_the_cause(box: Box, source: str, told: str) -> None:
    outputs = box.run([Cell(source, "work.py")], [], Limits())
    error = outputs.broken[0]
    found = advice(error, (*outputs.functions, *outputs.variables))
    assert found is not None, error
    assert told in found.en, error
    assert found.ja


def test_a_full_width_space_is_seen_in_the_line(box: Box) -> None:
    assert shown(error_of(box, "x = 1\u3000+ 2")) == "x = 1□+ 2"
    assert shown(error_of(box, "def f():\n\u3000return 1")).startswith(("□return", "def f"))


def test_a_line_without_an_error_of_spaces_is_shown_as_it_is(box: Box) -> None:
    assert shown(error_of(box, "  \nx = '\u3000' + 1")) == "x = '\u3000' + 1"


@pytest.mark.parametrize("length", [10**3, 10**6])
def test_messages_of_any_length_take_no_time(length: int) -> None:
    for kind in ("SyntaxError", "TypeError", "ValueError", "AttributeError", "IndexError"):
        for text in ("(" * length, "shapes " * length, "'" * length, "1," * length):
            advice(Raised(kind, text, code=text[:200]))


def test_all_advice_is_said_by_some_cause() -> None:
    texts = " ".join(told for _, told in CAUSES.values())
    assert len(CAUSES) >= len([code for code in load("en") if code.startswith("advice_")])
    assert texts
