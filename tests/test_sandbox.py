"""The box: what honest code gets back, and what hostile code cannot do to anybody else."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import wait_for
from msgspec.structs import replace

from grader.records import Answer, Ask, Cell, Limits, Opaque, Outputs, Raised, Returned
from grader.sandbox import Box, host, interpreter

LIMITS = Limits(cpu_seconds=20.0, wall_seconds=600.0, memory_mb=128, output_kb=64)
X = np.array([1.0, 2.0, 3.0])
HONEST = "def double(x):\n    return 2 * x\n"


@pytest.fixture(scope="module", params=[False, True], ids=["zygote", "plain"])
def box(request: pytest.FixtureRequest) -> Iterator[Box]:
    """The box of this machine, and what takes its place where a system has nothing to isolate with."""
    with Box(plain=request.param) as box:
        yield box


@pytest.fixture(scope="module")
def apart() -> Iterator[Box]:
    """The box of this machine."""
    with Box() as box:
        yield box


def function(name: str, *calls: dict[str, np.ndarray], limits: Limits | None = None) -> Ask:
    return Ask(name, "function", name, calls or ({"x": X},), limits)


def number(name: str) -> Ask:
    return Ask(name, "variable", name)


def run(box: Box, *sources: str, asks: tuple[Ask, ...] = (), limits: Limits = LIMITS) -> Outputs:
    cells = [Cell(source, f"cell {place}") for place, source in enumerate(sources, start=1)]
    return box.run(cells, asks, limits)


def short(box: Box) -> Limits:
    """What endless code reaches soon, and honest code never: a plain process goes by the clock, which others slow."""
    return replace(LIMITS, cpu_seconds=3.0 if box.tier == "none" else 0.3)


def value(answer: Answer) -> Any:
    (result,) = answer.results
    assert isinstance(result, Returned), result
    return result.value


def error(answer: Answer) -> Raised:
    (result,) = answer.results
    assert isinstance(result, Raised), result
    return result


def assert_healthy(box: Box) -> None:
    outputs = run(box, HONEST, asks=(function("double"),))
    assert value(outputs.answers["double"]).tolist() == [2, 4, 6]
    assert outputs.broken == ()


# ------------------------------------------------------------------ honest code


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("None", None),
        ("True", True),
        ("-7", -7),
        ("2 ** 70", 2.0**70),
        ("0.1", 0.1),
        ("float('-inf')", float("-inf")),
        ("1 - 2j", 1 - 2j),
        ("'平均'", "平均"),
        ("'a' * 5000", "a" * 1000),
        ("[1, (2.5, None)]", [1, (2.5, None)]),
        ("{'dw': [0.5]}", {"dw": [0.5]}),
        ("{1: 2}", {"1": 2}),
        ("print", Opaque("builtin_function_or_method")),
        ("10 ** 400", Opaque("int")),
        ("np.array(['a', '平均'])", ["a", "平均"]),
        ("np.array(b'a')", Opaque("ndarray[bytes8]")),
        ("np.str_('0.25')", "0.25"),
        ("Fraction(1, 4)", 0.25),
        ("Decimal('0.25')", 0.25),
        ("[Fraction(1, 4), Decimal(2)]", [0.25, 2.0]),
        ("Fraction(10 ** 400)", Opaque("Fraction")),
        ("Decimal('sNaN')", Opaque("Decimal")),
        ("np.array([Fraction(1, 4), 2], dtype=object)", [0.25, 2]),
        ("np.array([[1, None]], dtype=object)", [[1, None]]),
        ("np.array(Fraction(1, 4), dtype=object)", 0.25),
    ],
)
def test_a_value_comes_out_as_it_is(box: Box, expression: str, expected: object) -> None:
    source = f"from decimal import Decimal\nfrom fractions import Fraction\nimport numpy as np\nv = {expression}"
    answer = run(box, source, asks=(number("v"),)).answers["v"]
    assert value(answer) == expected
    assert type(value(answer)) is type(expected)


@pytest.mark.parametrize(
    ("expression", "dtype", "expected"),
    [
        ("np.float32(1.5)", "float32", 1.5),
        ("np.arange(6).reshape(2, 3)[:, ::2]", "int64", [[0, 2], [3, 5]]),
        ("np.array([True, False])", "bool", [True, False]),
        ("np.array([1, 2], '>f8')", "float64", [1, 2]),
        ("np.matrix([[1, 2]])", "int64", [[1, 2]]),
        ("np.zeros((0, 3))", "float64", []),
        ("np.longdouble(0.5)", "float64", 0.5),
    ],
)
def test_an_array_keeps_its_dtype_and_shape(box: Box, expression: str, dtype: str, expected: object) -> None:
    array = value(run(box, f"import numpy as np\nv = {expression}", asks=(number("v"),)).answers["v"])
    assert type(array) is np.ndarray
    assert array.dtype == dtype
    assert array.tolist() == expected


def test_values_that_are_not_finite_survive(box: Box) -> None:
    array = value(run(box, "import numpy as np\nv = np.log(np.array([0.0, -1.0]))", asks=(number("v"),)).answers["v"])
    np.testing.assert_array_equal(array, [-np.inf, np.nan])


def test_nothing_of_a_students_class_is_called(box: Box) -> None:
    source = "class L(list):\n    def __iter__(self): raise SystemExit\n    __len__ = __iter__\nv = L([1, 2])"
    assert value(run(box, source, asks=(number("v"),)).answers["v"]) == [1, 2]
    source = "class N:\n    def __float__(self): raise SystemExit\n    __array__ = __float__\nv = N()"
    assert value(run(box, source, asks=(number("v"),)).answers["v"]) == Opaque("N")


@pytest.fixture(scope="module")
def libraries() -> Iterator[Box]:
    with Box(["pandas", "sympy"]) as box:
        yield box


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("pandas.Series([0.5, 2])", [0.5, 2]),
        ("pandas.DataFrame([[1], [2]])", [[1], [2]]),
        ("pandas.DataFrame({'r': [1, 2], 'S': 3})", {"r": [1, 2], "S": [3, 3]}),
        ("pandas.Series(['0.5'])", ["0.5"]),
        ("sympy.Rational(1, 4)", 0.25),
        ("sympy.sqrt(2) ** 2", 2.0),
        ("[sympy.Float('0.25'), sympy.Integer(3)]", [0.25, 3.0]),
        ("sympy.Matrix([[1, sympy.Rational(1, 2)]])", [[1.0, 0.5]]),
        ("sympy.Symbol('x')", Opaque("Symbol")),
    ],
)
def test_what_packages_have_for_numbers_is_read(libraries: Box, expression: str, expected: object) -> None:
    found = value(run(libraries, f"import pandas, sympy\nv = {expression}", asks=(number("v"),)).answers["v"])
    plain = {name: one.tolist() for name, one in found.items()} if isinstance(found, dict) else found
    assert (plain.tolist() if isinstance(plain, np.ndarray) else plain) == expected


def test_arrays_of_arrays_come_out_as_they_are_nested(box: Box) -> None:
    source = "import numpy as np\nv = np.empty(2, dtype=object)\nv[:] = [np.ones((2, 3)), np.zeros(2)]"
    first, second = value(run(box, source, asks=(number("v"),)).answers["v"])
    assert (first.tolist(), second.tolist()) == ([[1, 1, 1], [1, 1, 1]], [0, 0])
    source = "import numpy as np\nv = np.empty(1, dtype=object)\nv[0] = v"
    assert "Opaque" in repr(value(run(box, source, asks=(number("v"),)).answers["v"]))


def test_a_number_is_found_among_answers(box: Box) -> None:
    outputs = run(box, "answers = {'q': 4}", asks=(number("q"), number("r")))
    assert value(outputs.answers["q"]) == 4
    assert outputs.answers["r"].status == "missing"


def test_what_cannot_be_called_is_missing_and_functions_are_listed(box: Box) -> None:
    outputs = run(box, "mse = 3\ndef msee(y, t): ...\ndouble = lambda x: x", asks=(function("mse"),))
    assert outputs.answers["mse"].status == "missing"
    assert outputs.functions == ("msee", "double")


def test_arguments_are_fresh_for_every_call_and_changes_are_told(box: Box) -> None:
    source = "def f(x, y, lr):\n    y -= x\n    return y, type(lr).__name__"
    call = {"x": X, "y": X + 1, "lr": np.array(0.1)}
    results = run(box, source, asks=(function("f", call, call),)).answers["f"].results
    for result in results:
        assert isinstance(result, Returned)
        assert result.value[0].tolist() == [1, 1, 1]
        assert result.value[1] == "float"
        assert result.changed == ("y",)


def test_printing_is_noticed_per_call(box: Box) -> None:
    source = "def f(x):\n    if x > 0: print(x)"
    calls = [{"x": np.array(1)}, {"x": np.array(-1)}]
    results = run(box, source, asks=(function("f", *calls),)).answers["f"].results
    assert [result.printed for result in results if isinstance(result, Returned)] == [True, False]


def test_one_call_that_raises_leaves_the_others(box: Box) -> None:
    source = "def f(x):\n    return 1 / x"
    results = run(box, source, asks=(function("f", {"x": np.array(0)}, {"x": np.array(2)}),)).answers["f"].results
    assert results == (
        Raised("ZeroDivisionError", "division by zero", "cell 1", 2, "return 1 / x", "def f(x):"),
        Returned(0.5),
    )


def test_an_error_is_placed_in_the_students_code(box: Box) -> None:
    helper = "import numpy as np\n\ndef dot(a):\n    return np.dot(a, np.zeros(7))"
    raised = error(run(box, helper, "def f(x): return dot(x)", asks=(function("f"),)).answers["f"])
    assert (raised.type, raised.cell, raised.line, raised.code) == (
        "ValueError",
        "cell 1",
        4,
        "return np.dot(a, np.zeros(7))",
    )


def test_a_message_is_cut_and_one_that_fails_is_empty(box: Box) -> None:
    source = (
        "class E(Exception):\n    def __str__(self): raise KeyboardInterrupt\n"
        "def f(x): raise ValueError('\\x1b[2J' + 'a' * 999)\ndef g(x): raise E"
    )
    answers = run(box, source, asks=(function("f"), function("g"))).answers
    assert error(answers["f"]).message == "\N{REPLACEMENT CHARACTER}[2J" + "a" * 296
    assert error(answers["g"]).message == ""


@pytest.mark.parametrize("leave", ["raise SystemExit", "raise KeyboardInterrupt", "f(x)", "input()"])
def test_any_exception_is_a_result(box: Box, leave: str) -> None:
    outputs = run(box, HONEST, f"def f(x):\n    {leave}", asks=(function("f"), function("double")))
    assert error(outputs.answers["f"]).line == 2
    assert outputs.answers["double"].status == "done"


def test_the_standard_library_and_numpys_parts_can_be_imported(box: Box) -> None:
    source = (
        "import math, random, statistics, dataclasses\nimport numpy.fft\nv = math.sqrt(numpy.linalg.norm([3, 4]) - 1)"
    )
    outputs = run(box, source, asks=(number("v"),))
    assert value(outputs.answers["v"]) == 2


def test_random_numbers_are_the_same_each_time(box: Box) -> None:
    source = (
        "import random\nimport numpy as np\n"
        "v = [random.random(), float(np.random.rand()), float(np.random.default_rng().random()), hash('a')]"
    )
    first, second = (value(run(box, source, asks=(number("v"),)).answers["v"]) for _ in range(2))
    assert first == second


# ------------------------------------------------------------- memory not filled

EMPTY = """
import numpy as np
def f(x): return [np.empty(length) for length in (1, 2, 3, 8, 40, 130, 700, 3000)]
def g(x): return [np.random.rand(), *f(x)]
"""


def left_in_memory(**options: Any) -> list[bytes]:
    """What arrays show that were never filled, in a box of their own."""
    roomy = replace(LIMITS, output_kb=1024)
    with Box(**options) as own:
        answers = run(own, EMPTY, asks=(function("f"), function("g")), limits=roomy).answers
        return [np.asarray(array).tobytes() for name in ("f", "g") for array in value(answers[name])]


@pytest.mark.parametrize("addresses", ["fixed", "random"])
@pytest.mark.parametrize("plain", [False, True], ids=["zygote", "plain"])
def test_an_array_that_was_not_filled_is_the_same_in_every_run(
    monkeypatch: pytest.MonkeyPatch, addresses: str, *, plain: bool
) -> None:
    if addresses == "random":  # as in a container that allows nothing else
        monkeypatch.setattr("grader.sandbox.host.fixed_addresses", contextlib.nullcontext)
        monkeypatch.setattr("grader.sandbox.plain.fixed_addresses", contextlib.nullcontext)
    before = left_in_memory(plain=plain)
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("ANYTHING", "x" * 5000)
    assert left_in_memory(plain=plain) == before


def test_an_address_is_the_same_in_every_run_and_process(apart: Box) -> None:
    with interpreter.fixed_addresses():
        if not ctypes.CDLL(None).personality(0xFFFFFFFF) & 0x0040000:
            pytest.skip("this machine does not allow fixed addresses")
    source = "class Weights: pass\ndef f(x): return repr(Weights())"

    def told(own: Box) -> str:
        return str(value(run(own, source, asks=(function("f"),)).answers["f"]))

    with contextlib.ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(Path("/dev/null").open("rb"))
        own = stack.enter_context(Box())
        first = told(own)
        run(own, "import os\ndef f(x): os._exit(1)", asks=(function("f"),))
        assert [told(own), told(own), told(apart)] == [first] * 3


# ------------------------------------------------------------------------ cells


def test_statements_after_a_failing_one_still_run(box: Box) -> None:
    outputs = run(box, "a = 1\nb = 1 / 0\nv = a + 1", asks=(number("v"),))
    assert value(outputs.answers["v"]) == 2
    assert outputs.broken == (Raised("ZeroDivisionError", "division by zero", "cell 1", 2, "b = 1 / 0", "b = 1 / 0"),)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("1 / 0; v = 2", 1),
        ("v = 1; 1 / 0; v = 2", 1),
        ("else_ = 1 / 0\nelsewhere = v = 2", 1),
        ('text = """\na\nb = 1\n"""; 1 / 0\nv = 2', 4),
        ('text = """\nv = 1\n"""\n1 / 0\nv = 2', 4),
        ('"""\n' + "v = 1\n" * 30 + '"""\nv = 2\n1 / 0', 34),
        ("v = 3 \\\n-1\n1 / 0", 3),
        ("1 / 0\n\fv = 2", 1),
        ("1 / 0\r\nv = 2", 1),
        ("# one\n\n1 / 0\n# two\nv = (\n2\n)\n# three", 3),
        ("try:\n    v = 2\n# between\nfinally :\n    1 / 0", 5),
        ("if True:\n    v = 2\nelif x:\n    pass\nelse:\n    pass\n1 / 0", 7),
        ("match 1:\n    case 1:\n        v = 2\ncase = 1 / 0", 4),
        ("def same(f):\n    return f\n@same\n# a remark\n\n@same\ndef f():\n    pass\n1 / 0\nv = 2", 9),
        ("1 / 0\nv = 2\nreturn", 1),
    ],
)
def test_each_statement_is_run_for_itself(box: Box, source: str, line: int) -> None:
    outputs = run(box, source, asks=(number("v"),))
    assert value(outputs.answers["v"]) == 2
    assert [error.line for error in outputs.broken if error.type == "ZeroDivisionError"] == [line]


def test_functions_around_a_syntax_error_count(box: Box) -> None:
    source = (
        "import numpy as np\n\ndef bad(x)\n    return x\n\n"
        '@np.vectorize\ndef f(x):\n    """Text\nat the left edge."""\n    return x + 1\n\n'
        "if True:\n    a = 1\nelse:\n    a = 2\n"
    )
    outputs = run(box, source, asks=(function("f"), number("a")))
    assert value(outputs.answers["f"]).tolist() == [2, 3, 4]
    assert value(outputs.answers["a"]) == 1
    (broken,) = outputs.broken
    assert (broken.type, broken.cell, broken.line, broken.code) == ("SyntaxError", "cell 1", 3, "def bad(x)")


def test_cells_in_the_wrong_order_lose_nothing(box: Box) -> None:
    outputs = run(box, "v = double(4)", "w = v + 1", HONEST, asks=(number("v"), number("w")))
    assert [value(answer) for answer in outputs.answers.values()] == [8, 9]
    assert outputs.broken == ()


def test_a_name_that_never_comes_is_told_once(box: Box) -> None:
    (broken,) = run(box, "v = nothing").broken
    assert (broken.type, broken.line) == ("NameError", 1)


def test_future_annotations_hold_for_what_follows(box: Box) -> None:
    source = "from __future__ import annotations\ndef double(x: Unknown) -> Nothing:\n    return 2 * x"
    assert run(box, source, asks=(function("double"),)).answers["double"].status == "done"


@pytest.mark.parametrize("source", ["x = '\\ud800'", "a\x00b", "(" * 300, "if True:", "\ufeff1 +"])
def test_no_source_is_too_strange(box: Box, source: str) -> None:
    assert value(run(box, source, HONEST, asks=(function("double"),)).answers["double"]).tolist() == [2, 4, 6]


# ----------------------------------------------------------------------- limits


def test_an_endless_function_costs_one_question(box: Box) -> None:
    source = HONEST + "def f(x):\n    while True: pass\n"
    outputs = run(box, source, asks=(function("f", limits=short(box)), function("double")))
    assert outputs.answers["f"].status == "timeout"
    assert value(outputs.answers["double"]).tolist() == [2, 4, 6]


def test_sleeping_is_stopped_by_the_clock_on_the_wall(box: Box) -> None:
    source = "import time\ndef f(x): time.sleep(60)"
    brief = replace(LIMITS, wall_seconds=0.2)
    assert run(box, source, asks=(function("f", limits=brief),)).answers["f"].status == "timeout"


def test_an_endless_statement_is_left_out_and_the_rest_of_its_cell_counts(box: Box) -> None:
    source = HONEST + "\nwhile True:\n    pass\n\nv = double(3)\n"
    outputs = run(box, source, asks=(function("double"), number("v")), limits=short(box))
    assert value(outputs.answers["v"]) == 6
    assert outputs.answers["double"].status == "done"
    (broken,) = outputs.broken
    assert (broken.type, broken.cell, broken.line, broken.code) == ("Timeout", "cell 1", 4, "while True:")


def test_after_three_endless_statements_the_questions_share_their_fate(box: Box) -> None:
    limits = replace(LIMITS, cpu_seconds=0.05)
    outputs = run(box, *["while True: pass"] * 4, asks=(function("double"), number("v")), limits=limits)
    assert [answer.status for answer in outputs.answers.values()] == ["timeout", "timeout"]
    assert [broken.type for broken in outputs.broken] == ["Timeout"] * 3


@pytest.mark.parametrize("take", ["np.ones(10 ** 9)", "[0] * 10 ** 9", "bytearray(10 ** 9)"])
def test_too_much_memory_costs_one_question(box: Box, take: str) -> None:
    source = HONEST + f"import numpy as np\ndef f(x): return {take}\n"
    outputs = run(box, source, asks=(function("f"), function("double")))
    assert outputs.answers["f"].status == "memory"
    assert outputs.answers["double"].status == "done"


@pytest.mark.parametrize(
    "flood",
    [
        "print('a' * 10 ** 6)",
        "while True:\n        try: print('a' * 1000)\n        except Exception: pass",
        "return list(range(50000))",
        "return np.zeros(10 ** 6)",
        "return np.broadcast_to(1.0, (10 ** 6, 10 ** 6))",
        "a = []; a.extend([a] * 9); return a",
        "return [{'é' * 90: '\\U0001f600' * 1000}] * 60",
    ],
)
def test_a_flood_of_output_costs_one_question(box: Box, flood: str) -> None:
    source = HONEST + f"import numpy as np\ndef f(x):\n    {flood}\n"
    outputs = run(box, source, asks=(function("f"), function("double")))
    assert outputs.answers["f"].status == "output_limit"
    assert outputs.answers["double"].status == "done"


def test_a_cell_that_floods_is_noted_and_the_rest_runs(box: Box) -> None:
    outputs = run(box, "for i in range(10 ** 6): print(i)\nv = 1", asks=(number("v"),))
    assert value(outputs.answers["v"]) == 1
    assert [(broken.type, broken.line) for broken in outputs.broken] == [("OutputLimit", 1)]


# ---------------------------------------------------------------------- attacks

FRAME = (
    "import os, struct\ndef send(body, raw=b''): os.write(3, struct.pack('<II', len(body), len(raw)) + body + raw)\n"
)
HOSTILE = {
    "exit": "os._exit(0)",
    "crash": "import ctypes; ctypes.string_at(0)",
    "closed socket": "os.close(3)",
    "garbage": "os.write(3, b'x' * 1000)",
    "on every descriptor": "for n in range(3, 64):\n        try: os.write(n, b'x' * 100)\n        except OSError: pass",
    "claimed length": "os.write(3, struct.pack('<II', 2 ** 32 - 1, 2 ** 32 - 1))",
    "claimed shape": 'send(b\'{"t":"answer","ask":0,"status":"done","results":[{"t":"returned","changed":[],'
    '"printed":false,"value":{"t":"array","dtype":"<f8","shape":[1000000,1000000]}}]}\')',
    "deep": "send(b'[' * 60000)",
    "answer of another": 'send(b\'{"t":"answer","ask":1,"status":"missing","results":[]}\')',
    "started twice": 'send(b\'{"t":"start","ask":0}\')',
    "unknown key": 'send(b\'{"t":"start","ask":1,"verdict":"right"}\')',
    "half a frame": "os.write(3, struct.pack('<II', 100, 0) + b'{'); os._exit(0)",
}


@pytest.mark.parametrize("attack", HOSTILE.values(), ids=HOSTILE)
def test_an_attack_costs_its_own_question_only(box: Box, attack: str) -> None:
    source = FRAME + HONEST + f"def f(x):\n    {attack}\n"
    outputs = run(box, source, asks=(function("f"), function("double")))
    assert outputs.answers["f"].status in ("died", "timeout")
    assert value(outputs.answers["double"]).tolist() == [2, 4, 6]
    assert_healthy(box)


@pytest.mark.parametrize("attack", HOSTILE.values(), ids=HOSTILE)
def test_an_attack_by_a_cell_costs_that_statement_only(box: Box, attack: str) -> None:
    outputs = run(box, FRAME + HONEST + f"if True:\n    {attack}\n", asks=(function("double"),))
    assert value(outputs.answers["double"]).tolist() == [2, 4, 6]
    assert [broken.line for broken in outputs.broken] == [5]
    assert_healthy(box)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_box_whose_zygote_is_lost_recovers(number: signal.Signals) -> None:
    with Box() as own:
        assert_healthy(own)
        assert isinstance(own._host, host.Zygote)
        own._host._channel.settimeout(0.3)
        signal.pidfd_send_signal(own._host._handle, number)
        assert_healthy(own)
        assert_healthy(own)


@pytest.mark.parametrize(
    "code",
    [
        "import grader",
        "import solutions",
        "import msgspec",
        "import inside",
        "import os; os.write(os.memfd_create('file'), b'x')",
        "import os; os.posix_spawn('/bin/true', ['true'], {})",
        "import threading; threading.Thread(target=print).start()",
        "import os; os.fork()",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import os; assert os.environ.get('HOME')",
        "import os; assert os.listdir('.') != os.listdir('/')",
        "import os; os.fstat(4)",
        "import os; assert os.getuid() == 0",
    ],
)
def test_there_is_nothing_to_find_in_the_box(apart: Box, code: str) -> None:
    outputs = run(apart, f"{code}\n", HONEST, asks=(function("double"),))
    assert len(outputs.broken) == 1
    assert outputs.answers["double"].status == "done"


def test_the_box_says_what_it_promises(box: Box) -> None:
    assert run(box, HONEST).tier == box.tier


def test_nothing_runs_on_after_close() -> None:
    box = Box()
    assert_healthy(box)
    assert isinstance(box._host, host.Zygote)
    group = box._host._process.pid
    assert str(group) in processes()
    box.close()
    wait_for(lambda: str(group) not in processes(), "all processes of the box to be gone")


def processes() -> list[str]:
    """Process groups of all processes that are there."""
    return subprocess.run(["ps", "-e", "-o", "pgid="], check=True, capture_output=True, text=True).stdout.split()


def test_no_descriptor_stays_open_after_jobs_and_crashes(box: Box) -> None:
    def count() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    def crash() -> None:
        run(box, "import os\ndef f(x): os._exit(1)", asks=(function("f"),))

    crash()
    before = count()
    for _ in range(3):
        crash()
    wait_for(lambda: count() <= before, "all descriptors to be closed")


def test_an_interrupted_run_leaves_the_box_usable(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(box, "_watch", interrupt)
        with pytest.raises(KeyboardInterrupt):
            run(box, HONEST, asks=(function("double"),))
    assert_healthy(box)
